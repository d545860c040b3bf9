"""Faults put into a sound PDF, one for each rule, to see that the rule sees it. Most go into the file as JSON,
of which qpdf makes a PDF again; what qpdf would mend is done to the bytes."""
import base64
import json
import os
import re
import subprocess
import tempfile
import zlib

from pdf_file import File


class Objects:
    """The objects of qpdf's JSON, to be changed."""

    def __init__(self, source):
        self.all = source["qpdf"][1]

    def value(self, reference):
        item = self.all["obj:" + reference]
        return item["stream"]["dict"] if "stream" in item else item["value"]

    def catalog(self):
        return self.value(self.all["trailer"]["value"]["/Root"])

    def where(self, **entries):
        """The first dictionary with these entries; `__` stands for any value."""
        for key, item in self.all.items():
            value = item["stream"]["dict"] if "stream" in item else item["value"]
            if isinstance(value, dict) and all(
                    "/" + name in value and wanted in ("__", value["/" + name]) for name, wanted in entries.items()):
                return value
        raise LookupError(entries)

    def stream(self, reference):
        return self.all["obj:" + reference]["stream"]


def put(objects, key, value, **entries):
    objects.where(**entries)[key] = value


def drop(objects, key, **entries):
    del objects.where(**entries)[key]


def replace_data(objects, reference, change):
    """Changes a stream's data, which are compressed with zlib or plain."""
    stream = objects.stream(reference)
    data = base64.b64decode(stream["data"])
    compressed = stream["dict"].get("/Filter") == "/FlateDecode"
    data = change(zlib.decompress(data) if compressed else data)
    stream["data"] = base64.b64encode(zlib.compress(data) if compressed else data).decode()


def change_page(objects, pattern, text):
    """In the first page's content of a body page that has the pattern."""
    for item in list(objects.all.values()):
        page = item.get("value")
        if not isinstance(page, dict) or page.get("/Type") != "/Page":
            continue
        changed = []

        def change(data):
            new = re.sub(pattern, text, data, count=1)
            changed.append(new != data)
            return new
        replace_data(objects, page["/Contents"], change)
        if changed[0]:
            return
    raise LookupError(pattern)


def change_xmp(objects, old, new):
    def change(data):
        assert old in data, old
        return data.replace(old, new)
    replace_data(objects, objects.catalog()["/Metadata"], change)


def change_gamma(objects):
    def change(data):
        return re.sub(rb"(para.{8}\0)\x02", lambda match: match[1] + b"\1", data, flags=re.S)
    replace_data(objects, objects.catalog()["/OutputIntents"][0]["/DestOutputProfile"], change)


def change_cmap(objects, pattern, text):
    font = objects.where(Subtype="/Type0")
    replace_data(objects, font["/ToUnicode"], lambda data: re.sub(pattern, text, data, count=1))


def shift_widths(objects):
    widths = objects.where(W="__")["/W"][1]
    widths[:] = [width + 100 for width in widths]


def rename_code(objects):
    """The second kid of the root is no structure type any more."""
    put(objects, "/S", "/Kode", S="/Code")


def swap_parent(objects):
    kids = objects.where(S="/TR")
    kids["/P"] = objects.catalog()["/StructTreeRoot"]


def steal_mark(objects):
    element = objects.where(S="/Code")
    element["/K"] = element["/K"][1:]


def move_link(objects):
    """The first link in a paragraph comes after all its words."""
    for item in objects.all.values():
        paragraph = item.get("value")
        kids = paragraph.get("/K") if isinstance(paragraph, dict) and paragraph.get("/S") == "/P" else None
        links = [kid for kid in kids or [] if isinstance(kid, str) and objects.value(kid)["/S"] == "/Link"]
        if links and kids[-1] != links[0]:
            kids.remove(links[0])
            kids.append(links[0])
            return
    raise LookupError("a link within a paragraph")


def lose_cell(objects):
    row = objects.where(S="/TR")
    row["/K"] = row["/K"][1:]


def move_cell(objects):
    """A row's cell becomes a child of the list."""
    cell = objects.where(S="/TR")["/K"][0]
    items = objects.where(S="/L")
    items["/K"].append(cell)


def skip_level(objects):
    put(objects, "/S", "/H5", S="/H2")


def double_note(objects):
    for key, item in objects.all.items():
        value = item.get("value")
        if isinstance(value, dict) and value.get("/S") == "/Note":
            value["/ID"] = "b:00"


JSON_FAULTS = {
    "streams_are_inside_and_readable": lambda o: put(o, "/F", "u:elsewhere", Subtype="/Image"),
    "values_are_within_limits": lambda o: o.catalog().update({"/Long": "b:" + "41" * 40000}),
    "catalog_is_marked": lambda o: o.catalog().update({"/MarkInfo": {"/Marked": False}}),
    "language_is_said": lambda o: o.catalog().update({"/Lang": "u:plain English"}),
    "title_is_shown": lambda o: o.catalog().update({"/ViewerPreferences": {}}),
    "catalog_is_passive": lambda o: o.catalog().update({"/AA": {}}),
    "actions_are_harmless": lambda o: o.catalog().update({"/X": {"/S": "/Launch", "/URI": "u:x"}}),
    "metadata_are_sound": lambda o: change_xmp(o, b"</rdf:RDF>", b""),
    "standards_are_named": lambda o: change_xmp(o, b"<pdfaid:conformance>A", b"<pdfaid:conformance>B"),
    "properties_are_defined": lambda o: change_xmp(o, b"pdfua/ns/id/</pdfaSchema", b"other/ns/id/</pdfaSchema"),
    "metadata_say_the_same": lambda o: change_xmp(o, b"<pdf:Producer>", b"<pdf:Producer>not "),
    "content_is_tagged_or_artifact": lambda o: change_page(o, rb"(EMC\n)(?!.*EMC)", rb"EMC\n0 0 9 9 re f\n"),
    "artifacts_stand_apart": lambda o: change_page(o, rb"(/Artifact BMC\n)", rb"/P<</MCID 0>>BDC EMC /Artifact BMC\n/P<</MCID 0>>BDC EMC\n"),
    "content_streams_are_sound": lambda o: change_page(o, rb"\A", b"q "),
    "structure_has_a_root": lambda o: o.catalog().pop("/StructTreeRoot"),
    "elements_know_their_parents": swap_parent,
    "roles_are_standard": rename_code,
    "marked_content_has_its_element": steal_mark,
    "elements_stand_where_they_may": move_cell,
    "words_are_in_order": move_link,
    "reversed_words_say_so": lambda o: change_page(o, rb"/ReversedChars BMC", b"/Span BMC"),
    "tables_are_rectangles": lose_cell,
    "headers_have_a_scope": lambda o: put(o, "/A", {"/O": "/Table"}, S="/TH"),
    "lists_say_their_numbering": lambda o: drop(o, "/A", S="/L"),
    "headings_skip_no_level": skip_level,
    "figures_are_described": lambda o: drop(o, "/Alt", S="/Figure"),
    "formulas_are_described": lambda o: drop(o, "/Alt", S="/Formula"),
    "notes_have_identifiers": double_note,
    "annotations_are_links_to_be_printed": lambda o: put(o, "/F", 6, Subtype="/Link"),
    "links_are_described": lambda o: drop(o, "/Contents", Subtype="/Link"),
    "links_are_tagged": lambda o: put(o, "/StructParent", 0, Subtype="/Link"),
    "tabs_follow_the_structure": lambda o: drop(o, "/Tabs", Tabs="/S", Annots="__"),
    "output_intent_is_srgb": lambda o: o.catalog().pop("/OutputIntents"),
    "curves_and_white_are_srgb": change_gamma,
    "profiles_of_images_are_sound": lambda o: put(o, "/N", 4, Alternate="/DeviceRGB"),
    "colours_are_of_the_output_intent": lambda o: change_page(o, rb"\n[\d.]+ g\n", b"\n0 0 0 1 k\n"),
    "images_are_as_they_are": lambda o: put(o, "/Interpolate", True, Subtype="/Image"),
    "forms_are_inside": lambda o: put(o, "/Ref", {}, Subtype="/Form"),
    "transparency_is_allowed": lambda o: o.catalog().update({"/X": {"/Type": "/ExtGState", "/BM": "/Odd"}}),
    "pages_name_their_resources": lambda o: drop(o, "/Resources", Type="/Page"),
    "fonts_are_embedded": lambda o: drop(o, "/FontFile3", FontFile3="__"),
    "fonts_map_codes_to_glyphs": lambda o: put(o, "/WMode", 1, Type="/CMap"),
    "widths_are_those_of_the_font": shift_widths,
    "glyphs_have_their_text": lambda o: change_cmap(o, rb"(beginbfchar\s<\w+>) <\w+>", rb"\1 <FEFF>"),
    "no_glyph_is_missing": lambda o: change_page(o, rb"\[\(.", b"[(\\\\000"),
    "picture_fonts_are_whole": lambda o: put(o, "/Widths", [7] * 255, Subtype="/Type3"),
    "attachments_are_described": lambda o: drop(o, "/AFRelationship", EF="__"),
    "attachments_are_associated": lambda o: o.catalog().pop("/AF"),
}


BYTE_FAULTS = {
    "header_and_end": lambda data: data + b"more",
    "trailer_has_identifier": lambda data: re.sub(rb"/ID *\[", b"/IX[", data),
    "cross_references_are_spaced": lambda data: re.sub(rb"\nxref\n0 ", b"\nxref\n0  ", data),
    "streams_are_as_long_as_they_say": lambda data: re.sub(rb"\nendstream", b" \nendstream", data, count=1),
}


def write_fault(sound, name, path):
    if name in BYTE_FAULTS:
        data = BYTE_FAULTS[name](sound.bytes)
        with open(path, "wb") as file:
            file.write(data)
        return
    source = json.loads(json.dumps(sound.json))
    JSON_FAULTS[name](Objects(source))
    with open(path + ".json", "w", encoding="utf-8") as file:
        json.dump(source, file)
    subprocess.run(["qpdf", "--json-input", path + ".json", path], check=True, capture_output=True)


def check(path, check_file):
    """A line for each rule that does not see the fault put into the file at `path`."""
    from rules import RULES
    sound, faults = File(path), []
    with tempfile.TemporaryDirectory() as folder:
        broken = os.path.join(folder, "broken.pdf")
        for name in RULES:
            if name not in JSON_FAULTS and name not in BYTE_FAULTS:
                faults.append(f"{name}: no fault is known for it")
                continue
            write_fault(sound, name, broken)
            if not any(f": {name}: " in line for line in check_file(broken)):
                faults.append(f"{name}: does not see its fault")
    return faults
