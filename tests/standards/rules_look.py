"""Rules on what is seen: fonts, colours, images, transparency."""
import re
import struct
import unicodedata

from content import Content
from font_program import cff_widths, read_cmap, sfnt_widths
from pdf_file import Stream
from rules import rule

BLEND_MODES = set("""/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn
    /HardLight /SoftLight /Difference /Exclusion /Hue /Saturation /Color /Luminosity""".split())
COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4, b"Lab ": 3}


# ── Colours ──────────────────────────────────────────────────────────────────────────────────────

def profile_faults(book, stream):
    data = book.file.decode(stream)
    if len(data) < 132 or data[36:40] != b"acsp":
        yield "no ICC profile"
        return
    if data[8] > 4 or data[12:16] not in (b"prtr", b"mntr", b"scnr", b"spac"):
        yield f"a profile of version {data[8]}, class {data[12:16]}"
    if COMPONENTS.get(data[16:20]) != stream.entries.get("/N"):
        yield f"a profile for {data[16:20]} with /N {stream.entries.get('/N')}"
    if struct.unpack(">I", data[:4])[0] != len(data):
        yield "a profile of another length than it says"


@rule
def output_intent_is_srgb(book):
    intents = book.file.get(book.file.catalog.get("/OutputIntents"), [])
    for_archive = [book.file.get(intent) for intent in intents if book.file.at(intent, "/S") == "/GTS_PDFA1"]
    if len(for_archive) != 1:
        yield f"there are {len(for_archive)} output intents"
        return
    if not for_archive[0].get("/OutputConditionIdentifier"):
        yield "the output intent has no name"
    stream = book.file.at(for_archive[0], "/DestOutputProfile")
    if not isinstance(stream, Stream):
        yield "the output intent has no profile"
        return
    yield from profile_faults(book, stream)
    if book.file.decode(stream)[16:20] != b"RGB ":
        yield "the output intent is for other colours than RGB"


@rule
def curves_and_white_are_srgb(book):
    """The profile's three colours add up to its white, D50, and half a signal is a fifth of the light."""
    for intent in book.file.get(book.file.catalog.get("/OutputIntents"), []):
        stream = book.file.at(intent, "/DestOutputProfile")
        if not isinstance(stream, Stream):
            return
        data = book.file.decode(stream)
        count = struct.unpack(">I", data[128:132])[0]
        tags = {data[132 + 12 * i:136 + 12 * i]: struct.unpack(">II", data[136 + 12 * i:144 + 12 * i])
                for i in range(count)}
        numbers = {name: [value / 65536 for value in struct.unpack(f">{(size - 8) // 4}i", data[at + 8:at + size])]
                   for name, (at, size) in tags.items() if name in (b"rXYZ", b"gXYZ", b"bXYZ", b"wtpt", b"rTRC")}
        total = [sum(numbers[name][i] for name in (b"rXYZ", b"gXYZ", b"bXYZ")) for i in range(3)]
        if any(abs(a - b) > 0.0001 for a, b in zip(total, (0.9642, 1.0, 0.8249))):
            yield f"the colours add up to {total}"
        gamma, a, b = numbers[b"rTRC"][1:4]
        if abs((a * 0.5 + b) ** gamma - 0.21404) > 0.0005:
            yield f"half a signal gives {(a * 0.5 + b) ** gamma} of the light"


def spaces(book):
    """Every colour space in use, with where."""
    for page in book.pages:
        for name in page.content.colors:
            yield f"page {page.number}", name
    for number, stream in book.file.streams():
        entries = stream.entries
        if entries.get("/Subtype") == "/Image" and "/ColorSpace" in entries:
            yield f"image {number}", book.file.get(entries["/ColorSpace"])
        if entries.get("/Subtype") == "/Form":
            for name in Content(book.file.decode(stream)).colors:
                yield f"form {number}", book.file.at(entries, "/Resources", "/ColorSpace", name) or name
            group = book.file.get(entries.get("/Group"), {})
            if "/CS" in group:
                yield f"the group of form {number}", book.file.get(group["/CS"])


@rule
def colours_are_of_the_output_intent(book):
    for place, space in spaces(book):
        base = space[0] if isinstance(space, list) else space
        if base == "/Indexed":
            inner = book.file.get(space[1])
            base = inner[0] if isinstance(inner, list) else inner
        if base not in ("/DeviceRGB", "/DeviceGray", "/ICCBased", "/CalRGB", "/CalGray", "/Lab", "/Pattern"):
            yield f"{place} has the colours {base}"


@rule
def profiles_of_images_are_sound(book):
    for place, space in spaces(book):
        while isinstance(space, list) and space[0] == "/Indexed":
            space = book.file.get(space[1])
        if isinstance(space, list) and space[0] == "/ICCBased":
            yield from (f"{place}: {fault}" for fault in profile_faults(book, book.file.get(space[1])))


# ── Images and transparency ──────────────────────────────────────────────────────────────────────

@rule
def images_are_as_they_are(book):
    for number, stream in book.file.streams():
        entries = stream.entries
        if entries.get("/Subtype") != "/Image":
            continue
        for key in ("/Alternates", "/OPI"):
            if key in entries:
                yield f"image {number} has {key}"
        if entries.get("/Interpolate"):
            yield f"image {number} is smoothed"
        if entries.get("/Filter") == "/JPXDecode":
            yield f"image {number} is JPEG 2000"


@rule
def forms_are_inside(book):
    for number, stream in book.file.streams():
        if stream.entries.get("/Subtype") == "/Form":
            for key in ("/Ref", "/OPI", "/PS", "/Subtype2"):
                if key in stream.entries:
                    yield f"form {number} has {key}"
            if b"/MCID" in book.file.decode(stream):
                yield f"form {number} has tags, which belong to pages"


@rule
def transparency_is_allowed(book):
    for number, value in book.file.values():
        if not isinstance(value, dict) or not {"/BM", "/TR", "/TR2", "/HTP", "/ca", "/CA"} & set(value):
            continue
        modes = value.get("/BM", "/Normal")
        for mode in modes if isinstance(modes, list) else [modes]:
            if mode not in BLEND_MODES:
                yield f"object {number} blends by {mode}"
        if "/TR" in value or value.get("/TR2", "/Default") != "/Default" or "/HTP" in value:
            yield f"object {number} has a transfer function"


@rule
def pages_name_their_resources(book):
    for page in book.pages:
        if "/Resources" not in page.own:
            yield f"page {page.number} inherits them"
        for name in page.content.shown:
            if book.file.at(page.own, "/Resources", "/Font", name) is None:
                yield f"page {page.number} has no font {name}"
        for name, _ in page.content.objects:
            if book.file.at(page.own, "/Resources", "/XObject", name) is None:
                yield f"page {page.number} has no {name}"


# ── Fonts ────────────────────────────────────────────────────────────────────────────────────────

def descendants(book):
    for number, (font, shown, alone) in book.used_fonts().items():
        if font.get("/Subtype") == "/Type0":
            yield number, font, book.file.get(book.file.get(font["/DescendantFonts"])[0]), shown


def program_of(book, descendant):
    for key in ("/FontFile2", "/FontFile3"):
        stream = book.file.at(descendant, "/FontDescriptor", key)
        if isinstance(stream, Stream):
            return key, stream
    return None, None


@rule
def fonts_are_embedded(book):
    for number, value in book.file.objects.items():  # those of drawings, too
        kind = isinstance(value, dict) and value.get("/Type") == "/Font" and value.get("/Subtype")
        if kind and kind not in ("/Type0", "/Type3") and program_of(book, value)[1] is None:
            yield f"font {number} is not embedded"
    for number, (font, _, _) in book.used_fonts().items():
        if font.get("/Subtype") == "/Type3":
            continue
        if font.get("/Subtype") != "/Type0":
            yield f"font {number} is a {font.get('/Subtype')}"
            continue
        descendant = book.file.get(book.file.get(font["/DescendantFonts"])[0])
        key, stream = program_of(book, descendant)
        if stream is None:
            yield f"font {number} is not embedded"
        elif key == "/FontFile3" and stream.entries.get("/Subtype") != "/CIDFontType0C":
            yield f"font {number} is embedded as {stream.entries.get('/Subtype')}"
        name = descendant.get("/BaseFont", "")
        if not re.match(r"/[A-Z]{6}\+.", name) or book.file.at(descendant, "/FontDescriptor", "/FontName") != name:
            yield f"font {number} is called {name}"


@rule
def fonts_map_codes_to_glyphs(book):
    for number, font, descendant, _ in descendants(book):
        if descendant.get("/Subtype") == "/CIDFontType2" and descendant.get("/CIDToGIDMap") != "/Identity":
            yield f"font {number} has the map {descendant.get('/CIDToGIDMap')}"
        encoding = book.file.get(font.get("/Encoding"))
        if encoding == "/Identity-H":
            continue
        if not isinstance(encoding, Stream):
            yield f"font {number} has the encoding {encoding}"
            continue
        text = book.file.decode(encoding).decode("latin-1")
        mode = re.search(r"/WMode (\d)", text)
        system = book.file.get(descendant.get("/CIDSystemInfo"), {})
        if not mode or int(mode[1]) != encoding.entries.get("/WMode", 0):
            yield f"font {number}: /WMode differs"
        for key in ("/Registry", "/Ordering"):
            if book.file.at(encoding, "/CIDSystemInfo", key) != system.get(key):
                yield f"font {number}: {key} differs"
        if "usecmap" in text:
            yield f"font {number} builds on another CMap"


def listed_widths(book, descendant):
    widths, listed = {}, book.file.get(descendant.get("/W"), [])
    at = 0
    while at < len(listed):
        second = book.file.get(listed[at + 1])
        if isinstance(second, list):
            widths.update({listed[at] + i: width for i, width in enumerate(second)})
            at += 2
        else:
            widths.update({code: listed[at + 2] for code in range(listed[at], second + 1)})
            at += 3
    return widths


@rule
def widths_are_those_of_the_font(book):
    for number, font, descendant, shown in descendants(book):
        key, stream = program_of(book, descendant)
        if stream is None:
            continue
        data = book.file.decode(stream)
        program = sfnt_widths(data) if key == "/FontFile2" else cff_widths(data)
        widths, other = listed_widths(book, descendant), descendant.get("/DW", 1000)
        for code in book.codes(font, shown):
            if code >= len(program) or abs(widths.get(code, other) - program[code]) > 1:
                yield f"font {number}: glyph {code} is {program[code] if code < len(program) else 'missing'} wide, " \
                      f"and said to be {widths.get(code, other)}"
                break


@rule
def glyphs_have_their_text(book):
    for number, (font, shown, alone) in book.used_fonts().items():
        stream = book.file.get(font.get("/ToUnicode"))
        if not isinstance(stream, Stream):
            yield f"font {number} has no map"
            continue
        mapping = read_cmap(book.file.decode(stream))
        for code in sorted(book.codes(font, shown)):
            text = mapping.get(code, "")
            if not text or any(char in "\0\ufeff\ufffe" for char in text):
                yield f"font {number}: code {code} means {text!r}"
                break
        private = [code for code in book.codes(font, alone)
                   if any("\ue000" <= char <= "\uf8ff" or char >= "\U000f0000" for char in mapping.get(code, ""))]
        if private:
            yield f"font {number}: codes {private[:5]} are private and have no text beside them"


def cmaps(book):
    """Font's number → (dictionary, its ToUnicode map)."""
    maps = {}
    for number, (font, _, _) in book.used_fonts().items():
        stream = book.file.get(font.get("/ToUnicode"))
        maps[number] = font, read_cmap(book.file.decode(stream)) if isinstance(stream, Stream) else {}
    return maps


def has_backward_pair(text):
    """Two neighbours that are read from right to left."""
    backward = [unicodedata.bidirectional(char) in ("R", "AL") for char in text]
    return any(one and other for one, other in zip(backward, backward[1:]))


@rule
def reversed_words_say_so(book):
    maps = cmaps(book)
    for page in book.pages:
        names = book.file.at(page.entries, "/Resources", "/Font") or {}
        for name, string in page.content.forward:
            font, mapping = maps.get(names[name].number if name in names else None, (None, {}))
            text = "".join(mapping.get(code, "") for code in book.codes_in(font, string)) if font else ""
            if has_backward_pair(text):
                yield f"page {page.number}: {text!r} is not said to be reversed"
                break


@rule
def no_glyph_is_missing(book):
    for number, font, _, shown in descendants(book):
        if 0 in book.codes(font, shown):
            yield f"font {number} shows .notdef"


@rule
def picture_fonts_are_whole(book):
    for number, (font, shown, _) in book.used_fonts().items():
        if font.get("/Subtype") != "/Type3":
            continue
        names = book.file.at(font, "/Encoding", "/Differences")
        names, first = names[1:], names[0]
        widths = book.file.get(font.get("/Widths"))
        procedures = book.file.get(font.get("/CharProcs"))
        for code in book.codes(font, shown):
            stream = book.file.get(procedures.get(names[code - first]))
            if not isinstance(stream, Stream):
                yield f"font {number}: code {code} draws nothing"
                continue
            data = stream.raw if "/Filter" not in stream.entries else book.file.decode(stream)
            said = float(data.split()[0])
            if abs(said - widths[code - font["/FirstChar"]]) > 1:
                yield f"font {number}: code {code} is {said} wide"
