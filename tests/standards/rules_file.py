"""Rules on the file as a whole: syntax, trailer, catalog, metadata, attachments."""
import re
import xml.etree.ElementTree as ElementTree

from pdf_file import Reference, Stream, text_of
from rules import rule

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
KNOWN_NAMESPACES = {"http://purl.org/dc/elements/1.1/", "http://ns.adobe.com/pdf/1.3/",
                    "http://ns.adobe.com/xap/1.0/", "http://www.aiim.org/pdfa/ns/id/",
                    "http://www.aiim.org/pdfa/ns/extension/"}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode",
           "/JBIG2Decode", "/DCTDecode", "/JPXDecode"}


@rule
def header_and_end(book):
    data = book.file.bytes
    if not re.match(rb"%PDF-1\.7\n%[\x80-\xff]{4}", data):
        yield f"the file begins with {data[:20]!r}"
    if not re.search(rb"%%EOF\r?\n?\Z", data):
        yield f"the file ends with {data[-20:]!r}"


@rule
def trailer_has_identifier(book):
    identifier = book.file.get(book.file.trailer.get("/ID"))
    if not (isinstance(identifier, list) and len(identifier) == 2 and all(len(part) >= 16 for part in identifier)):
        yield f"/ID is {identifier}"
    if "/Encrypt" in book.file.trailer:
        yield "the file is encrypted"


@rule
def cross_references_are_spaced(book):
    for match in re.finditer(rb"(?<![a-z])xref([\r\n]+)(\d+)([ ]+)(\d+)([ \r\n]+)", book.file.bytes):
        if match[1] not in (b"\n", b"\r\n", b"\r") or match[3] != b" ":
            yield f"{match[0]!r}"


@rule
def streams_are_as_long_as_they_say(book):
    data = book.file.bytes
    for match in re.finditer(rb"/Length (\d+)[^\r\n]{0,400}?>>\s*stream(\r\n|\n|\r)", data):
        end = match.end() + int(match[1])
        if match[2] == b"\r" or not re.match(rb"\r?\nendstream", data[end:end + 12]):
            yield f"the stream at byte {match.start()}"


@rule
def streams_are_inside_and_readable(book):
    for number, stream in book.file.streams():
        if {"/F", "/FFilter", "/FDecodeParms"} & set(stream.entries):
            yield f"object {number} is kept outside the file"
        filters = book.file.get(stream.entries.get("/Filter"), [])
        for name in filters if isinstance(filters, list) else [filters]:
            if name not in FILTERS:
                yield f"object {number} has the filter {name}"


@rule
def values_are_within_limits(book):
    if len(book.file.objects) > 8388607:
        yield "there are too many objects"
    for number, value in book.file.values():
        if isinstance(value, bytes) and len(value) > 32767:
            yield f"object {number} has a string of {len(value)} bytes"
        elif isinstance(value, int) and not -2147483648 <= value <= 2147483647:
            yield f"object {number} has the number {value}"
        elif isinstance(value, dict):
            yield from (f"object {number} has a name of {len(key)} bytes" for key in value
                        if len(key.encode("latin-1", "replace")) > 128)
    for page in book.pages:
        if page.content.depth > 28:
            yield f"page {page.number} nests q {page.content.depth} times"
        box = book.file.get(page.entries.get("/MediaBox"))
        if not all(3 <= abs(book.file.get(box[i + 2]) - book.file.get(box[i])) <= 14400 for i in (0, 1)):
            yield f"page {page.number} measures {box}"


@rule
def catalog_is_marked(book):
    if book.file.at(book.file.catalog, "/MarkInfo", "/Marked") is not True:
        yield "/MarkInfo does not say /Marked true"
    if book.file.at(book.file.catalog, "/MarkInfo", "/Suspects"):
        yield "/Suspects is true"


@rule
def language_is_said(book):
    if not LANGUAGE.fullmatch(text_of(book.file.catalog.get("/Lang")) or ""):
        yield f"the catalog's /Lang is {book.file.catalog.get('/Lang')}"
    for element in book.elements:
        if "/Lang" in element.entries and not LANGUAGE.fullmatch(element.text("/Lang")):
            yield f"{element} has /Lang {element.text('/Lang')}"


@rule
def title_is_shown(book):
    if book.file.at(book.file.catalog, "/ViewerPreferences", "/DisplayDocTitle") is not True:
        yield "/DisplayDocTitle is not true"
    if not book.xmp_value("dc:title"):
        yield "the metadata have no dc:title"


@rule
def catalog_is_passive(book):
    for key in ("/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements", "/NeedsRendering", "/Perms",
                "/Collection"):
        if key in book.file.catalog:
            yield f"the catalog has {key}"
    names = book.file.get(book.file.catalog.get("/Names"), {})
    for key in ("/AlternatePresentations", "/JavaScript"):
        if key in names:
            yield f"the names have {key}"
    for page in book.pages:
        for key in ("/AA", "/PresSteps"):
            if key in page.own:
                yield f"page {page.number} has {key}"


@rule
def actions_are_harmless(book):
    for number, value in book.file.values():
        if isinstance(value, dict) and isinstance(value.get("/S"), str) and \
                ("/URI" in value or value["/S"] in ("/Launch", "/JavaScript", "/Sound", "/Movie", "/Hide",
                                                    "/ResetForm", "/ImportData", "/Rendition", "/SetOCGState")):
            if value["/S"] not in ACTIONS or "/Next" in value and book.file.at(value, "/Next", "/S") not in ACTIONS:
                yield f"object {number} has the action {value['/S']}"


# ── Metadata ─────────────────────────────────────────────────────────────────────────────────────

@rule
def metadata_are_sound(book):
    stream = book.file.get(book.file.catalog.get("/Metadata"))
    if not isinstance(stream, Stream) or stream.entries.get("/Subtype") != "/XML" or "/Filter" in stream.entries:
        yield "the catalog has no plain metadata"
        return
    packet = re.match(rb'<\?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"\?>', stream.raw)
    if not packet:
        yield f"the packet begins with {stream.raw[:60]!r}"
    try:
        ElementTree.fromstring(stream.raw.decode("utf-8"))
    except (ElementTree.ParseError, UnicodeDecodeError) as error:
        yield f"the metadata: {error}"


@rule
def standards_are_named(book):
    if book.xmp_value("pdfaid:part") not in ("2", "3") or book.xmp_value("pdfaid:conformance") != "A":
        yield f"PDF/A is {book.xmp_value('pdfaid:part')}{book.xmp_value('pdfaid:conformance')}"
    lacks = any(not element.text("/Alt") for element in book.with_role("Figure"))
    if (book.xmp_value("pdfuaid:part") == "1") == lacks:
        yield "PDF/UA is claimed without alternative texts, or not claimed with them"


@rule
def properties_are_defined(book):
    try:
        root = ElementTree.fromstring(book.xmp().decode("utf-8"))
    except (ElementTree.ParseError, UnicodeDecodeError):
        return
    defined = {item.text for item in root.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")}
    for description in root.iter(RDF + "Description"):
        for child in description:
            namespace = child.tag[1:].split("}")[0]
            if namespace not in KNOWN_NAMESPACES | defined:
                yield f"{child.tag} is not defined"
    for schema in root.iter("{http://www.aiim.org/pdfa/ns/schema#}property"):
        for item in schema.iter(RDF + "li"):
            fields = {field.tag.split("}")[1] for field in item}
            if fields != {"name", "valueType", "category", "description"}:
                yield f"a property is described by {sorted(fields)}"


@rule
def metadata_say_the_same(book):
    info = book.file.get(book.file.trailer.get("/Info"), {})
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
                      ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer")):
        value, said = text_of(info.get(key)), book.xmp_value(name)
        said = said and said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        if (value or "").split() != (said or "").split():
            yield f"{key} is {value!r}, {name} is {said!r}"
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        value, said = text_of(info.get(key)), book.xmp_value(name)
        if re.sub(r"\D", "", value or "") != re.sub(r"\D", "", said or ""):
            yield f"{key} is {value}, {name} is {said}"


# ── Attachments ──────────────────────────────────────────────────────────────────────────────────

def specifications(book):
    return [(number, value) for number, value in book.file.objects.items()
            if isinstance(value, dict) and "/EF" in value]


@rule
def attachments_are_described(book):
    found = specifications(book)
    if found and book.part() != 3:
        yield "there are attachments in what is no PDF/A-3"
    for number, entries in found:
        for key in ("/F", "/UF"):
            if not book.file.get(entries.get(key)):
                yield f"attachment {number} has no {key}"
        if entries.get("/AFRelationship") not in ("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"):
            yield f"attachment {number} is related as {entries.get('/AFRelationship')}"
        stream = book.file.at(entries, "/EF", "/F")
        if not re.fullmatch(r"/[-\w+.]+/[-\w+.]+", stream.entries.get("/Subtype", "").replace("#2f", "/")):
            yield f"attachment {number} has the type {stream.entries.get('/Subtype')}"
        if book.file.at(stream, "/Params", "/Size") != len(book.file.decode(stream)):
            yield f"attachment {number} has another size than it says"
        if not re.match(rb"D:\d{4}", book.file.at(stream, "/Params", "/ModDate") or b""):
            yield f"attachment {number} has no date"


@rule
def attachments_are_associated(book):
    associated = {item.number for item in book.file.get(book.file.catalog.get("/AF"), [])
                  if isinstance(item, Reference)}
    listed = {item.number for _, item in book.file.tree(book.file.at(book.file.catalog, "/Names", "/EmbeddedFiles"))}
    for number, _ in specifications(book):
        if number not in associated or number not in listed:
            yield f"attachment {number} is not listed"
