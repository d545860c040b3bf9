#!/usr/bin/env python3
"""Judges a finished PDF with other people's eyes alone, against the source it was made from:

    check_print.py BOOK.pdf "LEFT TOP WIDTH DEPTH" [SOURCE.md...]

The rectangle is the text block of a recto in points; a verso mirrors it. What is checked:

* ink (rendered by poppler): nothing but running head and folio stands outside the text block, by more
  than 1 pt (punctuation that hangs in the margin: by its width, at most 4 pt); a page without words
  has no ink at all;
* glyphs (as mupdf draws them): none is .notdef;
* text (as poppler reads the tagged structure): every block of the source, as cmark-gfm reads it, is
  there in one piece, letter by letter (of scripts that are left to right and in our fonts), and in the
  order of the source; notes may stand elsewhere; of a book that runs from right to left, whose lines
  poppler turns about, every word is there;
* running heads (as mupdf sees them, which copies them, as poppler does not): that of a recto names the first section that begins on the page,
  or the one that goes on there; that of a verso the chapter, or the book; no blank page has one.
"""
import concurrent.futures
import functools
import html
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

RESOLUTION = 72
NEAR = 1.0          # point: what may stand out
HANGING = 1.5       # point: what punctuation may stand out at the sides
LARGE = 25          # point: as high as lines of titles
FAR = 20000         # letters: what is only found so far behind the block before it is out of order
NUMBER = re.compile(r"[A-Z]?\.?\d[\d.]*[.:)]?")  # with which a heading may start
DARK = 200          # of 255: lighter is the edge of a glyph

problems = []


def complain(text):
    problems.append(text)


def run(*command):
    """What the command prints; that it grumbles is a fault."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
    if done.stderr:
        complain(f"{' '.join(command[:2])}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def run_quietly(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def squeeze(text):
    """Letters and digits only."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c.isalnum())


# ── Ink ──────────────────────────────────────────────────────────────────────────────────────────

def read_image(path):
    """Width, height and bytes of a grey image (PGM)."""
    with open(path, "rb") as file:
        data = file.read()
    match = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", data)
    return int(match[1]), int(match[2]), data[match.end():]


DARKEN = bytes(1 if value < DARK else 0 for value in range(256))


class Block:
    """The text block of a page in pixels."""

    def __init__(self, area, page, width):
        left = area[0] if page % 2 else width * 72 / RESOLUTION - area[0] - area[2]
        scale = RESOLUTION / 72
        self.left, self.right = left * scale, (left + area[2]) * scale
        if page == 1:  # titles may run on to a tenth of the paper's width from its edges
            self.left, self.right = min(self.left, 0.1 * width), max(self.right, 0.9 * width)
        self.top, self.bottom = area[1] * scale, (area[1] + area[3]) * scale
        self.near, self.hanging = NEAR * scale, HANGING * scale


def check_page_ink(path, page, area, furniture, large, numbers):
    """`furniture`: head and folio as (top, bottom) in points; `large`: likewise lines of titles, whose
    accents hang as far as they are large; `numbers`: what may be one of a heading and stand in the margin, as
    (left, right, top, bottom). Returns how deep the ink goes."""
    width, height, pixels = read_image(path)
    pixels = pixels.translate(DARKEN)
    block = Block(area, page, width)
    first, last = int(block.left - block.hanging), int(block.right + block.hanging) + 1
    blank, deepest = bytes(width), 0
    for y in range(height):
        row = pixels[y * width:(y + 1) * width]
        if row == blank:
            continue
        point = y * 72 / RESOLUTION
        if any(top - 2 <= point <= bottom + 2 for top, bottom in furniture):
            continue
        deepest = max(deepest, point)
        if y + 1 < block.top - block.near or y > block.bottom + block.near:
            complain(f"page {page}: ink above or below the text block, {point:.0f} pt from the top")
            break
        more = int(block.hanging) if any(t - 2 <= point <= b + 2 for t, b in large) else 0
        start, end = first - more, last + more
        for left, right, _, _ in (n for n in numbers if n[2] - 1 <= point <= n[3] + 1):
            start = min(start, int(left * RESOLUTION / 72) - 1) if right < block.left * 72 / RESOLUTION else start
            end = max(end, int(right * RESOLUTION / 72) + 2) if left > block.right * 72 / RESOLUTION else end
        if any(row[:max(start, 0)]) or any(row[end:]):
            complain(f"page {page}: ink beside the text block, {point:.0f} pt from the top")
            break
    return deepest


def check_ink(pdf, area, pages):
    """Renders in two halves beside each other, as it takes long."""
    middle = len(pages) // 2
    parts = [part for part in ((1, middle), (middle + 1, len(pages))) if part[0] <= part[1]]
    with tempfile.TemporaryDirectory() as folder:
        def render(part):
            run("pdftoppm", "-gray", "-r", str(RESOLUTION), "-f", str(part[0]), "-l", str(part[1]),
                pdf, os.path.join(folder, f"part{part[0]}"))
        with concurrent.futures.ThreadPoolExecutor() as pool:
            list(pool.map(render, parts))
        names = [name for part in parts
                 for name in sorted(os.listdir(folder)) if name.startswith(f"part{part[0]}-")]
        for number, name in enumerate(names, 1):
            page = pages[number - 1]
            lines = [line for line in (page.head, page.folio) if line]
            depth = check_page_ink(os.path.join(folder, name), number, area,
                                   [(top, bottom) for top, bottom, _ in lines],
                                   [(t, b) for t, b, _ in page.lines if b - t > LARGE], page.numbers)
            if not page.lines and depth:
                complain(f"page {number}: a page without words has ink")


# ── Glyphs ───────────────────────────────────────────────────────────────────────────────────────

def check_glyphs(pdf):
    trace = run_quietly("mutool", "draw", "-q", "-F", "trace", "-o", "-", pdf)
    missing = len(re.findall(rb'<g unicode="[^"]*" glyph="(?:0|\.notdef)"', trace))
    if missing:
        complain(f"{missing} glyphs are .notdef")
    if not re.search(rb'<g unicode="[^"]*" glyph="[^"]+"', trace):
        complain("mupdf draws no glyphs at all")


# ── Lines of words ───────────────────────────────────────────────────────────────────────────────

class Page:
    """Lines from the top, as (top, bottom, text): those that poppler finds, head, and folio."""

    def __init__(self, lines, numbers, area):
        self.numbers = numbers
        self.lines = sorted(lines)
        self.head = next((l for l in self.lines if l[1] < area[1] + 2), None)
        self.folio = next((l for l in self.lines if l[0] > area[1] + area[3] - 2), None)


def read_furniture(pdf, area):
    """For each page the lines above and below the text block: poppler copies no artifacts."""
    text = json.loads(run_quietly("mutool", "draw", "-q", "-F", "stext.json", "-o", "-", pdf))
    for page in text["pages"]:
        lines = [(line["bbox"]["y"], line["bbox"]["y"] + line["bbox"]["h"], line["text"])
                 for block in page["blocks"] for line in block.get("lines", [])]
        yield [line for line in lines if line[1] < area[1] + 2 or line[0] > area[1] + area[3] - 2]


def read_pages(pdf, area):
    furniture = read_furniture(pdf, area)
    text = run("pdftotext", "-bbox-layout", pdf, "-").decode(errors="replace")
    pages = []
    for body in text.split("<page ")[1:]:
        lines, numbers = {}, []
        for match in re.finditer(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>',
                                 body):
            left, top, right, bottom = (float(match[i]) for i in range(1, 5))
            if NUMBER.fullmatch(match[5]):
                numbers.append((left, right, top, bottom))
            key = next((k for k in lines if abs(k - bottom) < 3), bottom)
            line = lines.setdefault(key, [top, bottom, []])
            line[0], line[1] = min(line[0], top), max(line[1], bottom)
            line[2].append(html.unescape(match[5]))
        pages.append(Page([(top, bottom, " ".join(words)) for top, bottom, words in lines.values()]
                          + next(furniture), numbers, area))
    return pages


def read_outline(pdf):
    """The first two levels of the outline: (page, depth, squeezed title)."""
    entries = re.findall(r'^[+|-]?(\t+)"(.*)"\t#page=(\d+)', run("mutool", "show", pdf, "outline").decode(errors="replace"),
                         re.M)
    return [(int(page), len(tabs), squeeze(title)) for tabs, title, page in entries if len(tabs) <= 2]


def sections_of(number, entries):
    """The first sections that begin on the page, or else those that go on there."""
    titles = set()
    for depth in (1, 2):
        own = [entry for entry in entries if entry[1] <= depth]
        here = [title for page, _, title in own if page == number]
        before = [title for page, _, title in own if page < number]
        titles.update(here[:1] or before[-1:])
    return titles


def check_heads(pdf, pages, book):
    """`book`: its title, squeezed. A verso has the chapter, a recto the section."""
    entries = read_outline(pdf)
    for number, page in enumerate(pages, 1):
        if not page.head:
            continue
        head = page.head[2].rstrip("…")
        heads = {squeeze(head), squeeze(" ".join(word[::-1] for word in head.split()))}  # Arabic comes so
        titles = sections_of(number, entries)
        if number % 2 == 0:
            chapters = [title for first, depth, title in entries if depth == 1 and first < number]
            titles = {book} | set(chapters[-1:])
        elif entries and number < entries[0][0]: # the contents: as they are headed
            titles = {squeeze(earlier.lines[0][2]) for earlier in pages[:number - 1] if earlier.lines}
        if not any(t.startswith(head) or t[::-1].endswith(head) for t in titles for head in heads):
            complain(f"page {number}: the head '{page.head[2]}' is not that of the page")
        if not page.folio:
            complain(f"page {number}: a head, but no folio")
        if page.lines[-1] in (page.head, page.folio) and len(page.lines) == 2:
            complain(f"page {number}: a blank page with a head")


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────

def without_hidden_lines(text):
    """What rustdoc hides of a chapter's code in Rust is not in the book."""
    def hide(match):
        return re.sub(r"^[> \t]*#([ \t].*)?\n", "", match[0], flags=re.M)
    return re.sub(r"^[> \t]*```rust\b.*?^[> \t]*```", hide, text, flags=re.M | re.S)


def source_blocks(paths):
    """The blocks of the source, squeezed, in order; those of notes apart."""
    body, notes = "", ""
    for path in paths:
        with open(path, encoding="utf-8") as file:
            text = re.sub(r"\A---\n.*?\n---\n", "", file.read(), flags=re.S)
        if os.path.exists(os.path.join(os.path.dirname(path), "SUMMARY.md")):
            text = without_hidden_lines(text)
        done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "table", "-e", "strikethrough", "-e",
                               "autolink", "-e", "tasklist", "-e", "footnotes"], input=text,
                              stdout=subprocess.PIPE, encoding="utf-8", check=True)
        page = re.sub(r"<!--.*?-->", "", done.stdout, flags=re.S)
        text, _, own_notes = page.partition('<section class="footnotes" data-footnotes>')
        body, notes = body + text, notes + own_notes
    return split_blocks(body), split_blocks(notes)


REST_OF_TAG = r"""(?:[^>"']|"[^"]*"|'[^']*')*>"""


def strip(markup):
    return html.unescape(re.sub("<[A-Za-z/!?]" + REST_OF_TAG, "", markup))


def split_blocks(markup):
    markup = re.sub(r'<a [^>]*>(<img[^>]*>)?[\d\s]*</a>', "", markup)
    markup = re.sub(r'<a href="#fnref.*?</a>', "", markup, flags=re.S)
    pieces = re.split(r"</?(?:p|li|ol|ul|h[1-6]|pre|td|th|tr|table|thead|tbody|blockquote|section|hr|"
                      r"details|summary|div|dl|dt|dd|figure|figcaption|br)\b" + REST_OF_TAG, markup)
    return [(piece, key) for piece in (strip(p) for p in pieces) if (key := squeeze(piece))]


def structure_text(pdf):
    """The text of the tagged structure, squeezed; notes apart; without the contents and the marks of
    notes, which are links of digits."""
    text = run("pdfinfo", "-struct-text", pdf).decode(errors="replace")
    text = re.sub(r'^ *Link \(inline\)\n *"\d+"$', "", text, flags=re.M)
    body, notes, skipping, note_depth = [], [], None, None
    for line in text.split("\n"):
        content = line.lstrip(" ")
        depth = len(line) - len(content)
        if skipping is not None and depth > skipping:
            continue
        skipping = None
        if note_depth is not None and content and depth <= note_depth:
            note_depth = None
        if re.match(r"(TOC|Lbl|Reference)\b", content):
            skipping = depth
        elif re.match(r"Note\b", content):
            note_depth = depth if note_depth is None else note_depth
        elif content.startswith('"'):
            (notes if note_depth is not None else body).append(content.strip('"'))
    return squeeze("".join(body)), squeeze("".join(notes))


def check_words(pdf, blocks):
    """Of words that poppler turned about the letters count."""
    words = run("pdftotext", pdf, "-").decode(errors="replace").split()
    have = {"".join(sorted(squeeze(word))) for word in words}
    stream = squeeze("".join(words))
    lost = [word for piece, _ in blocks for word in re.split(r"[\s\u060c-]+", piece)
            if (key := squeeze(word)) and "".join(sorted(key)) not in have and key not in stream
            and key[::-1] not in stream]
    for word in lost:
        complain(f"lost: '{word}'")
    return len(lost)


@functools.lru_cache(maxsize=None)
def is_common(character):
    """Poppler turns other scripts about, or the machine has no font for them."""
    return character.isdigit() or unicodedata.name(character, "").startswith(
        ("LATIN", "GREEK", "CYRILLIC"))


def keep_common(key):
    return "".join(filter(is_common, key))


def check_text(pdf, paths):
    structure = structure_text(pdf)
    if not paths:
        return 0, 0
    blocks, note_blocks = source_blocks(paths)
    if sum(bool(re.match("[\u0590-\u08ff]", key)) for _, key in blocks) > len(blocks) / 2:
        return len(blocks), check_words(pdf, blocks + note_blocks)
    body, notes = (keep_common(text) for text in structure)
    at, lost = 0, 0
    for piece, key in blocks:
        key = keep_common(key)
        found = body.find(key, at, at + FAR + len(key))
        if found < 0:
            lost += 1
            where = "out of order" if key in body else "lost"
            complain(f"{where}: '{' '.join(piece.split())[:70]}'")
        else:
            at = found + len(key)
    for piece, key in note_blocks:
        if keep_common(key) not in notes:
            lost += 1
            complain(f"lost in the notes: '{' '.join(piece.split())[:70]}'")
    return len(blocks) + len(note_blocks), lost


def main():
    pdf, area, sources = sys.argv[1], [float(n) for n in sys.argv[2].split()], sys.argv[3:]
    pages = read_pages(pdf, area)
    check_ink(pdf, area, pages)
    check_glyphs(pdf)
    blocks, lost = check_text(pdf, sources)
    title = re.search(r"^Title: +(.*)$", run("pdfinfo", pdf).decode(errors="replace"), re.M)
    check_heads(pdf, pages, squeeze(title[1]) if title else "")
    print(f"{pdf}: {len(pages)} pages, {blocks} blocks of text, {lost} of them lost")
    for problem in problems[:30]:
        print("  " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
