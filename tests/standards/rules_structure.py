"""Rules on the logical structure: what belongs to it, and how its elements stand in each other."""
from book import TAG_ROLES
from pdf_file import Reference, text_of
from rules import rule

# role: what its elements may stand in, and what may stand in them; None: anything.
NESTING = {
    "Table": (None, {"TR", "THead", "TBody", "TFoot", "Caption"}),
    "TR": ({"Table", "THead", "TBody", "TFoot"}, {"TH", "TD"}),
    "TH": ({"TR"}, None),
    "TD": ({"TR"}, None),
    "L": (None, {"L", "LI", "Caption"}),
    "LI": ({"L"}, {"Lbl", "LBody"}),
    "LBody": ({"LI"}, None),
    "TOC": (None, {"TOC", "TOCI", "Caption"}),
    "TOCI": ({"TOC"}, None),
}


@rule
def content_is_tagged_or_artifact(book):
    for page in book.pages:
        if page.content.unmarked:
            yield f"page {page.number} has {page.content.unmarked} pieces that are neither"


@rule
def artifacts_stand_apart(book):
    for page in book.pages:
        if page.content.mixed:
            yield f"page {page.number} has artifacts and tags in each other"


@rule
def content_streams_are_sound(book):
    for page in book.pages:
        yield from (f"page {page.number}: {fault}" for fault in page.content.faults)


@rule
def structure_has_a_root(book):
    root = book.file.get(book.file.catalog.get("/StructTreeRoot"), {})
    if root.get("/Type") != "/StructTreeRoot":
        yield "there is no structure"
    if [element.role for element in book.elements if element.parent is None] != ["Document"]:
        yield "the root is not one Document"


@rule
def elements_know_their_parents(book):
    root = book.file.catalog.get("/StructTreeRoot")
    for element in book.elements:
        parent = element.entries.get("/P")
        wanted = element.parent.number if element.parent else getattr(root, "number", None)
        if not isinstance(parent, Reference) or parent.number != wanted:
            yield f"{element} says that its parent is {parent}"


@rule
def roles_are_standard(book):
    for element in book.elements:
        if element.role not in TAG_ROLES:
            yield f"{element}"
    if book.file.at(book.file.catalog, "/StructTreeRoot", "/RoleMap"):
        yield "there is a role map, and nothing to be mapped"


@rule
def marked_content_has_its_element(book):
    """Both ways: from the page to the element, and from the element to the page."""
    parents, by_number = book.parents(), book.by_number()
    claimed = {}
    for element in book.elements:
        for kid in element.kids:
            if isinstance(kid, tuple) and kid[0] != "annotation":
                if kid in claimed:
                    yield f"{element} and {claimed[kid]} both have {kid}"
                claimed[kid] = element
    for page in book.pages:
        mcids = [mcid for mcid, _, _ in page.content.mcids]
        owners = book.file.get(parents.get(page.own.get("/StructParents")), [])
        if sorted(mcids) != list(range(len(mcids))) or len(owners) != len(mcids):
            yield f"page {page.number} has {len(mcids)} marks and {len(owners)} owners"
            continue
        for mcid in mcids:
            owner = claimed.pop((page.number, mcid), None)
            if owner is None or by_number.get(owners[mcid].number) is not owner:
                yield f"page {page.number}: mark {mcid} belongs to {owner}"
    if claimed:
        yield f"elements have marks that are on no page: {list(claimed)[:5]}"


TEXT_ROLES = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "TH", "TD", "Lbl", "Caption", "Code"}


def marks_in(element):
    """(page's number, MCID) of an element and what is in it, notes apart, which stand at the page's foot."""
    for kid in element.kids:
        if isinstance(kid, tuple):
            if kid[0] != "annotation":
                yield kid
        elif kid.role != "Note":
            yield from marks_in(kid)


@rule
def words_are_in_order(book):
    """What says nothing stands for what was said before: the rest of a word behind a line's end."""
    backward = {page.number: page.content.backward for page in book.pages}
    silent = {page.number: page.content.silent for page in book.pages}
    for element in book.elements:
        last = {}
        for page, mcid in marks_in(element) if element.role in TEXT_ROLES else ():
            if mcid in silent.get(page, set()):
                continue
            if mcid < last.get(page, 0) and not backward.get(page, set()) >= {mcid, last[page]}:
                yield f"{element}: mark {mcid} of page {page} comes after {last[page]}"
                break
            last[page] = mcid


@rule
def elements_stand_where_they_may(book):
    for element in book.elements:
        inside, outside = NESTING.get(element.role, (None, None))[::-1]
        if outside and (element.parent is None or element.parent.role not in outside):
            yield f"{element} stands in {element.parent}"
        kids = element.elements()
        for place, kid in enumerate(kids):
            if inside and kid.role not in inside:
                yield f"{kid} stands in {element}"
            last = element.role == "Table" and place == len(kids) - 1
            if kid.role == "Caption" and element.role in ("Table", "L", "TOC") and place > 0 and not last:
                yield f"{kid} stands inside {element}"


def span(element, key):
    attributes = element.entries.get("/A", {})
    for entries in attributes if isinstance(attributes, list) else [attributes]:
        if isinstance(entries, dict) and key in entries:
            return entries[key]
    return 1


def cover(table):
    """What is wrong with the rectangle that a table's cells cover."""
    rows = [row for row in table.elements() if row.role == "TR"]
    width = sum(span(cell, "/ColSpan") for cell in rows[0].elements()) if rows else 0
    until = [0] * width
    for number, row in enumerate(rows):
        column = 0
        for cell in row.elements():
            while column < width and until[column] > number:
                column += 1
            end = column + span(cell, "/ColSpan")
            if end > width or any(until[i] > number for i in range(column, end)):
                yield f"{cell} has no place"
                return
            until[column:end] = [number + span(cell, "/RowSpan")] * (end - column)
            column = end
        if any(row_end <= number for row_end in until):
            yield f"{row} has a hole"
    if rows and any(row_end != len(rows) for row_end in until):
        yield f"{table} has a column of another length"


@rule
def tables_are_rectangles(book):
    for table in book.with_role("Table"):
        yield from cover(table)


@rule
def headers_have_a_scope(book):
    for header in book.with_role("TH"):
        if span(header, "/Scope") not in ("/Row", "/Column", "/Both"):
            yield f"{header}"


@rule
def lists_say_their_numbering(book):
    for element in book.with_role("L"):
        if any(item.role == "Lbl" for kid in element.elements() for item in kid.elements()) and \
                span(element, "/ListNumbering") == 1:
            yield f"{element}"


@rule
def headings_skip_no_level(book):
    last = 0
    for element in book.elements:
        if element.role == "H":
            yield f"{element} has no level, as others have"
        if element.role in ("H1", "H2", "H3", "H4", "H5", "H6"):
            level = int(element.role[1])
            if level > last + 1:
                yield f"{element} follows an H{last}" if last else f"{element} is the first"
            last = level


@rule
def figures_are_described(book):
    if book.xmp_value("pdfuaid:part") != "1":
        return
    for element in book.with_role("Figure"):
        if not element.text("/Alt") and not element.text("/ActualText"):
            yield f"{element}"


@rule
def formulas_are_described(book):
    for element in book.with_role("Formula"):
        if not (element.text("/Alt") or "").strip():
            yield f"{element}"


@rule
def notes_have_identifiers(book):
    seen = set()
    for element in book.with_role("Note"):
        identifier = element.entries.get("/ID")
        if not identifier or identifier in seen:
            yield f"{element} has /ID {identifier}"
        seen.add(identifier)


# ── Annotations ──────────────────────────────────────────────────────────────────────────────────

@rule
def annotations_are_links_to_be_printed(book):
    for page, reference in book.annotations:
        entries = book.file.get(reference, {})
        flags = entries.get("/F", 0)
        if entries.get("/Subtype") != "/Link":
            yield f"annotation {reference.number} is a {entries.get('/Subtype')}"
        if flags & 4 == 0 or flags & (1 | 2 | 32 | 256):
            yield f"annotation {reference.number} has the flags {flags}"


@rule
def links_are_described(book):
    for page, reference in book.annotations:
        if not text_of(book.file.at(reference, "/Contents")):
            yield f"annotation {reference.number}"


@rule
def links_are_tagged(book):
    owners = {kid[1]: element for element in book.elements for kid in element.kids
              if isinstance(kid, tuple) and kid[0] == "annotation"}
    parents = book.parents()
    for page, reference in book.annotations:
        owner = owners.get(reference.number)
        said = parents.get(book.file.at(reference, "/StructParent"))
        if owner is None or owner.role != "Link" or getattr(said, "number", None) != owner.number:
            yield f"annotation {reference.number} belongs to {owner}"


@rule
def tabs_follow_the_structure(book):
    for page in book.pages:
        if page.own.get("/Annots") and page.own.get("/Tabs") != "/S":
            yield f"page {page.number} has /Tabs {page.own.get('/Tabs')}"
