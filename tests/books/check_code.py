#!/usr/bin/env python3
"""Counts how many blocks of code come out of a finished PDF as they were written, line for line and with
their indentation, by three extractors:

    check_code.py BOOK.book BOOK.pages BOOK.pdf [--failing N] [--show] [--pdfjs TEXT] [--mupdf TEXT]

BOOK.book and BOOK.pages are what `bifolio --dump book` and `--dump pages` printed. A block copies when each
line of it is there from its first visible character to the last, space for space, indented as it was but for
a margin that is the same for the whole block, with as many empty lines before it as were written. Where the
pages turned a line, it may come in parts that, joined, are the line, and there may be another empty line.
Beyond that are told
    blank   of how many blocks all empty lines are there, and no other,
    whole   of how many blocks with turned lines each came as one line,
    bytes   how many blocks came as they were to the byte: no space more at any line's end, either.
A block that goes on over a page break may be interrupted by what stands at the foot and the head of pages, and
then is none of `bytes`. A tab is a tab where /ActualText is known; elsewhere it is spaces.

TEXT is what tests/readers/copy.mjs and copy_mupdf.mjs printed. pdf.js makes one space of several and none of
those at a line's start, whatever the file says, and no empty line: there neither is counted. It and mutool make
plain spaces of those that do not break, and have a word joiner for a glyph that stands for nothing.
"""
import argparse
import re
import subprocess
import sys

FURNITURE = 3   # lines at the foot and the head of a page that are no code
SPACE = r"[^\S\u00a0]"
STRING = r'"((?:[^"\\]|\\.)*)"'

EXTRACTORS = {
    "layout": ["pdftotext", "-layout", "PDF", "-"],
    "plain": ["pdftotext", "PDF", "-"],
    "mutool": ["mutool", "draw", "-q", "-F", "text", "PDF"],
}
PLAIN_SPACES = {"mutool", "pdfjs"}
KNOW_TABS = {"layout", "plain", "mupdf"}  # they heed /ActualText


def read_blocks(path):
    """The lines of blocks of code and of <pre>s with formatting in them."""
    text = open(path, encoding="utf-8").read()
    return read_code(text.split("\n")) + read_preformatted(text)


def read_preformatted(text):
    """The texts below each such node, without their quotes; a tab stays as the dump writes it."""
    blocks = []
    for match in re.finditer(r"^( *)(preformatted .*)\n((?:\1  .*\n)*)", text, re.M):
        pieces = re.findall(r'^ *(?:text|code) \S+ "(.*)"$', match[3], re.M)
        written = re.sub(r'\\(["\\n])', lambda m: "\n" if m[1] == "n" else m[1], "".join(pieces))
        blocks.append((match[2], [line.rstrip() for line in written.rstrip("\n").split("\n")]))
    return blocks


def read_code(lines):
    """The blocks' lines: the dump writes a tab as \\t, as it writes a \\ and a t."""
    blocks, block = [], None
    for line in lines:
        if re.match(r" *code_block ", line):
            block = []
            blocks.append((line.strip(), block))
        elif block is not None and re.match(r" *\|( |$)", line):
            block.append(line[line.index("|") + 2:].rstrip())
        elif not re.match(r" *:( |$)", line):  # the colours of the line above
            block = None
    return [(name, lines) for name, lines in blocks if any(lines)]


def decode(line, tabs):
    line = re.sub(r"\\u\{([0-9A-F]+)\}", lambda m: chr(int(m[1], 16)), line)
    if tabs:
        return line.replace("\\t", "\t")
    expanded = ""
    for part in re.split(r"(\\t)", line):
        if part == "\\t" and not expanded.strip():
            expanded += " " * (4 - len(expanded) % 4)
        else:
            expanded += part
    return expanded


def loosen(text, tabs=False):
    """How many spaces there are inside a line counts for nothing, nor that a tab has come as spaces, but where
    `tabs` says that it counts. The dump tells no tab from a \\t that was written so."""
    if tabs:
        return re.sub(" +", " ", text.replace("\\t", "\t"))
    return re.sub(SPACE + "+", " ", text.replace("\\t", " "))


def letters(text):
    return re.sub(r"\s", "", loosen(text))


def read_turned(path):
    """The lines, without spaces, that are set in more than one row."""
    turned, line, row = set(), "", None
    for item in open(path, encoding="utf-8"):
        copied = re.match(rf" *text \S+ (\S+) .* copies {STRING}", item)
        if copied and copied[2]:
            line, row = copied[2], copied[1]
        elif copied and copied[1] != row:
            turned.add(letters(re.sub(r"\\(?:x(..)|(.))", lambda m: m[2] or chr(int(m[1], 16)), line)))
    return turned


def indent(line):
    return len(line) - len(line.lstrip())


def leading(line):
    return line[: indent(line)]


def extract(command, path):
    command = [path if word == "PDF" else word for word in command]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def split(text):
    """Lines as (text, page), empty ones included."""
    lines = []
    for page, content in enumerate(text.split("\f")):
        lines += [(line, page) for line in content.split("\n")]
    return lines


def one_tab(text):
    """The dump tells no tab from a \\t that was written so."""
    return text.replace("\\t", "\t")


def same(written, found, name):
    """A line with a tab is compared space for space only by those that have a tab for it."""
    written, found, tabs = written.strip(), found.strip(), name in KNOW_TABS
    if name != "pdfjs" and (tabs or "\\t" not in written):
        return one_tab(written) == one_tab(found)
    return loosen(written, tabs) == loosen(found, tabs)


def indented_alike(written, found):
    """Do the same tabs stand before both, but for a margin?"""
    return leading(found).endswith(leading(written))


def skip_empty(lines, at):
    while at < len(lines) and not lines[at][0].strip():
        at += 1
    return at


def find_over_break(written, lines, at, name):
    """The line behind a page's furniture, or None."""
    for _ in range(2 * FURNITURE):
        at = skip_empty(lines, at + 1)
        if at >= len(lines):
            return None
        if same(written, lines[at][0], name):
            return at
    return None


def join_parts(written, lines, at):
    """One past the parts that make up a turned line, or None."""
    wanted, found = letters(written), ""
    while at < len(lines) and wanted.startswith(found) and found != wanted:
        found += letters(lines[at][0])
        at += 1
    return at if found == wanted else None


class Found:
    """A block that stands in the text: are its blank lines there, is each line one line, and is there nothing
    else, be it a space?"""

    def __init__(self):
        self.blanks = self.whole = self.bytes = True

    def key(self):
        return (self.blanks, self.whole, self.bytes)

    def take_blanks(self, asked, between):
        self.blanks = self.blanks and len(between) == asked
        self.bytes = self.bytes and not any(line for line, _ in between)


def count_blanks_before(block, number):
    asked = 0
    while not block[number - 1 - asked].strip():
        asked += 1
    return asked


def match_at(block, lines, at, turned, name):
    """What is Found when the block stands here, else None."""
    margin, page, found, first = None, None, Found(), True
    for number, written in enumerate(block):
        if not written.strip():
            continue
        start = at
        at = skip_empty(lines, at)
        if at >= len(lines):
            return None
        end = at + 1
        if not same(written, lines[at][0], name):
            end = join_parts(written, lines, at) if letters(written) in turned else None
            found.whole = found.whole and end is None
            if end is None:
                at = find_over_break(written, lines, at, name) if not first else None
                if at is None or lines[at][1] == page:
                    return None
                end = at + 1
        text, here = lines[at]
        if page == here:
            found.take_blanks(count_blanks_before(block, number), lines[start:at])
        if name in KNOW_TABS and not indented_alike(written, text):
            return None
        offset = indent(text) - indent(written)
        if name != "pdfjs" and page == here and offset != margin:
            return None
        found.bytes = found.bytes and page in (None, here) and one_tab(text).endswith(one_tab(written))
        margin, page, first, at = offset, here, False, end
    found.bytes = found.bytes and found.blanks and found.whole
    return found


def find(block, lines, index, turned, name):
    first = next(line for line in block if line.strip())
    candidates = index.get(loosen(first.strip()), [])
    if not candidates and letters(first) in turned:
        candidates = [i for i, (text, _) in enumerate(lines)
                      if text.strip() and loosen(first.strip()).startswith(loosen(text.strip()))]
    found = [match_at(block, lines, at, turned, name) for at in candidates]
    return max((one for one in found if one), key=Found.key, default=None)


def count(name, blocks, turned, text, show):
    blocks = [(label, [decode(line, name in KNOW_TABS) for line in block]) for label, block in blocks]
    if name in PLAIN_SPACES:
        text = text.replace("\u00a0", " ").replace("\u2060", "")
        blocks = [(label, [line.replace("\u00a0", " ") for line in block]) for label, block in blocks]
    lines, index = split(text), {}
    for number, (text, _) in enumerate(lines):
        index.setdefault(loosen(text.strip()), []).append(number)
    copied = []
    for label, block in blocks:
        result = find(block, lines, index, turned, name)
        is_long = any(letters(line) in turned for line in block)
        if result and (result.blanks or is_long or name == "pdfjs"):
            copied.append((result, is_long))
        elif show:
            print(f"    {name}: {label}")
    long = [result for result, is_long in copied if is_long]
    print(f"  {name}: {len(copied)} of {len(blocks)} blocks copy; blank {sum(r.blanks for r, _ in copied)}, "
          f"whole {sum(r.whole for r in long)} of {len(long)}, bytes {sum(r.bytes for r, _ in copied)}")
    return len(copied)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("book")
    parser.add_argument("pages")
    parser.add_argument("pdf")
    parser.add_argument("--failing", type=int, default=0, help="how many blocks may fail")
    parser.add_argument("--pdfjs", metavar="TEXT", help="what copy.mjs printed of the same file")
    parser.add_argument("--mupdf", metavar="TEXT", help="what copy_mupdf.mjs printed of the same file")
    parser.add_argument("--show", action="store_true", help="name the blocks that fail")
    arguments = parser.parse_args()
    blocks = read_blocks(arguments.book)
    failed, turned = False, read_turned(arguments.pages)
    texts = {name: extract(command, arguments.pdf) for name, command in EXTRACTORS.items()}
    for name, path in (("pdfjs", arguments.pdfjs), ("mupdf", arguments.mupdf)):
        if path:
            with open(path, encoding="utf-8") as text:
                texts[name] = text.read()
    for name, text in texts.items():
        copied = count(name, blocks, turned, text, arguments.show)
        failed |= copied < len(blocks) - arguments.failing
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
