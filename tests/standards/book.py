"""A file with what the rules ask about: its pages' contents, the structure, the fonts as they are used."""
import re

from content import Content
from pdf_file import File, Reference, Stream, text_of

TAG_ROLES = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3
    H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
    Ruby RB RT RP Warichu WT WP Figure Formula Form""".split())


class Element:
    """A structure element: `kids` are Elements, (page's number, MCID), or ("annotation", number)."""

    def __init__(self, number, entries, parent):
        self.number, self.entries, self.parent = number, entries, parent
        self.role = entries.get("/S", "/")[1:]
        self.kids = []

    def elements(self):
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def text(self, key):
        return text_of(self.entries.get(key))

    def __str__(self):
        return f"{self.role} {self.number}"


class Page:
    def __init__(self, reference, own, entries):
        self.number, self.own, self.entries = reference.number, own, entries
        self.content = None


class Book:
    def __init__(self, path):
        self.file = File(path)
        self.pages = [Page(*page) for page in self.file.pages()]
        for page in self.pages:
            page.content = Content(self._page_data(page))
        self.elements = []       # in document order
        self.roots = []
        self._read_structure()
        self.annotations = [(page, reference) for page in self.pages
                            for reference in self.file.get(page.own.get("/Annots"), [])]

    def _page_data(self, page):
        contents = self.file.get(page.own.get("/Contents"), [])
        parts = contents if isinstance(contents, list) else [contents]
        return b"\n".join(self.file.decode(self.file.get(part)) for part in parts)

    # ── Structure ────────────────────────────────────────────────────────────────────────────────

    def _read_structure(self):
        root = self.file.get(self.file.catalog.get("/StructTreeRoot"), {})
        kids = self.file.get(root.get("/K"), [])
        self.roots = kids if isinstance(kids, list) else [root.get("/K")]
        waiting = [(reference, None) for reference in reversed(self.roots)]
        while waiting:
            reference, parent = waiting.pop()
            number = reference.number if isinstance(reference, Reference) else 0
            element = Element(number, self.file.get(reference, {}), parent)
            if parent:
                parent.kids[parent.kids.index(reference)] = element
            self.elements.append(element)
            self._read_kids(element, waiting)

    def _read_kids(self, element, waiting):
        """Kids that are elements stand as references until their turn comes."""
        file, page = self.file, element.entries.get("/Pg")
        kids = file.get(element.entries.get("/K"), [])
        below = []
        for kid in kids if isinstance(kids, list) else [element.entries.get("/K")]:
            value = file.get(kid)
            if isinstance(value, (int, float)):
                element.kids.append((getattr(page, "number", None), int(value)))
            elif value and value.get("/Type") == "/MCR":
                element.kids.append((value.get("/Pg", page).number, int(value["/MCID"])))
            elif value and value.get("/Type") == "/OBJR":
                element.kids.append(("annotation", value["/Obj"].number))
            elif value:
                element.kids.append(kid)
                below.append((kid, element))
        waiting.extend(reversed(below))

    def with_role(self, *roles):
        return [element for element in self.elements if element.role in roles]

    def by_number(self):
        return {element.number: element for element in self.elements}

    def parents(self):
        """The parent tree as key → value."""
        return dict(self.file.tree(self.file.at(self.file.catalog, "/StructTreeRoot", "/ParentTree")))

    # ── Fonts ────────────────────────────────────────────────────────────────────────────────────

    def used_fonts(self):
        """Font's number → (dictionary, set of strings shown, set of those that have no text beside them)."""
        fonts = {}
        for page in self.pages:
            names = self.file.at(page.entries, "/Resources", "/Font") or {}
            for name, strings in page.content.shown.items():
                if name not in names:  # pages_name_their_resources tells
                    continue
                bare = {string for font, string in page.content.private if font == name}
                number = names[name].number
                _, shown, alone = fonts.setdefault(number, (self.file.get(names[name]), set(), set()))
                shown |= strings
                alone |= bare
        return fonts

    def codes_in(self, font, string):
        """The character codes of a string: of two bytes with Identity-H, of one with all else here."""
        size = 2 if font.get("/Encoding") == "/Identity-H" else 1
        return [int.from_bytes(string[i:i + size], "big") for i in range(0, len(string), size)]

    def codes(self, font, strings):
        return {code for string in strings for code in self.codes_in(font, string)}

    # ── Metadata ─────────────────────────────────────────────────────────────────────────────────

    def xmp(self):
        stream = self.file.get(self.file.catalog.get("/Metadata"))
        return self.file.decode(stream) if isinstance(stream, Stream) else b""

    def xmp_value(self, name):
        """What stands in <prefix:name>, without the lists around it."""
        match = re.search(rb"<" + name.encode() + rb">(.*?)</" + name.encode() + rb">", self.xmp(), re.S)
        return re.sub(rb"<[^>]*>", b"", match[1]).strip().decode() if match else None

    def part(self):
        return int(self.xmp_value("pdfaid:part") or 0)
