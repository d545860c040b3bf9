#!/usr/bin/env python3
"""Counts what betrays a bad typesetter, in the text of `bifolio --dump pages` and `--dump tags`:

    check_pages.py BOOK.pages BOOK.tags [--columns COUNT GAP]

One line a fault, with the pages it was seen on; the status is 1 when there is any. The rules:

* A heading has two lines below it on its page, unless nothing at all follows it in its chapter.
* A page may be less than 60 % full when it is a chapter's last (the next one has no running head), or
  when what must stand together at the top of the next page (headings, labels, and then a block of
  code, an image, a row of a table, two lines of text) would not have fitted on it.
* A block of code may be split when it is higher than a page; then three of its lines stand on either
  side.
* A label is a paragraph of one line that ends in a colon before code, or that stands before a table;
  it is on the page of what it labels, unless both are together higher than a page.

Of a body in columns (GAP in points) all this holds for columns as for pages. What is painted one after
the other in one column is a frame; what spans all columns counts as one in the first column. Nothing
in a column may reach into the next one. How level neighbouring columns end is measured, and whether
their lines of text stand level.
"""
import collections
import re
import sys
import unicodedata

QUOTED = r'(?:[^"\\]|\\.)*'
TEXT = re.compile(r'text (\S+) (\S+) (\S+) (\S+) (\S+) #\w+ (?:mark (\d+)|"(' + QUOTED +
                  r')")(?: lang=\S+)?(?: expansion=\S+)?(?: copies "' + QUOTED + r'")?(?: missing=(\d+))?$')
BLOCKS = {"H", "P", "Code", "Caption", "TD", "TH", "Figure", "LBody", "Note", "TOCI", "Lbl"}
LINES = {"H", "P", "Caption", "TD", "TH", "TOCI", "Lbl", "Link", "Reference", "Span", "Code"}
SAME_LINE = 4.5     # baselines this close are one line: raised and lowered text
LEAST_FULL = 0.60
PADDING = 7.5       # of a block's ground
LEADING = 15
LEVEL = 3.0         # feet this close are level: a line of code hangs lower in its ground


class Piece:
    """An item: text, a box or an image; `element` is None for what belongs to none."""

    def __init__(self, kind, element, x, y, width, height, text="", missing=0):
        self.kind, self.element, self.text, self.missing = kind, element, text, missing
        self.x, self.y, self.width, self.height = x, y, width, height

    @property
    def is_hyphen(self):
        return self.kind == "mark" and self.element is not None

    @property
    def space_share(self):
        """Spaces at the end of a line are no ink; they are a quarter of an em wide at least."""
        if not self.text.endswith(" ") or not self.width:
            return 0
        space = max(1 / len(self.text), self.height / 4 / self.width)
        return min(1, space * (len(self.text) - len(self.text.rstrip())))

    @property
    def runs_backward(self):
        return any(unicodedata.bidirectional(c) in ("R", "AL") for c in self.text)

    @property
    def ink_start(self):
        """A full stop alone may end a line that runs backward, too."""
        may_run_backward = self.runs_backward or not any(c.isalnum() for c in self.text)
        return self.x + (self.width * self.space_share if may_run_backward else 0)

    @property
    def ink_end(self):
        return self.x + self.width * (1 if self.runs_backward else 1 - self.space_share)


class Structure:
    """The elements: role and parent by index."""

    def __init__(self, path):
        self.role, self.parent, stack = {}, {}, []
        for line in open(path, encoding="utf-8"):
            match = re.match(r"( *)([A-Z][A-Za-z]*)\d? (\d+)", line)
            if not match:  # text behind a child
                continue
            depth, index = len(match[1]) // 2, int(match[3])
            del stack[depth:]
            self.role[index] = match[2]
            self.parent[index] = stack[-1] if stack else None
            stack.append(index)

    def block(self, element):
        """The block that an element is, or is a part of; None for a part of no block."""
        while element is not None and (self.role[element] not in BLOCKS or self.is_in_line(element)):
            element = self.parent[element]
        return element

    def is_in_line(self, element):
        """Code among the words of a line."""
        parent = self.parent[element]
        return self.role[element] == "Code" and parent is not None and self.role[parent] in LINES

    def within(self, element, role):
        while element is not None and self.role[element] != role:
            element = self.parent[element]
        return element


class Columns:
    """Where the columns of the text block begin."""
    count, gap = 1, 0

    @classmethod
    def width(cls, page):
        return (page.width - (cls.count - 1) * cls.gap) / cls.count

    @classmethod
    def of(cls, page, x):
        step = cls.width(page) + cls.gap
        return min(cls.count - 1, max(0, int((x - page.left + cls.gap / 2) / step)))

    @classmethod
    def right(cls, page, column):
        return page.left + column * (cls.width(page) + cls.gap) + cls.width(page)


class Page:
    def __init__(self, number, label, area):
        self.number, self.label, self.pieces = number, label, []
        self.left, self.top, self.width, self.depth = area
        self.bottom = self.top + self.depth

    def __str__(self):
        return f"{self.label}"

    def add(self, line, element):
        kind, _, rest = line.partition(" ")
        if kind == "text":
            match = TEXT.match(line)
            x, y, width, size = (float(match[i]) for i in (1, 2, 3, 5))
            text = re.sub(r"\\(x..|.)", "?", match[7] or "")
            self.pieces.append(Piece("mark" if match[6] else "text", element, x, y, width, size,
                                     text, int(match[8] or 0)))
        elif kind in ("box", "image"):
            self.pieces.append(Piece(kind, element, *(float(n) for n in rest.split()[:4])))

    def is_furniture(self, piece):
        return piece.element is None and not self.top <= piece.y <= self.bottom

    @property
    def has_head(self):
        return any(p.element is None and p.y < self.top and p.kind == "text" for p in self.pieces)


def widen(block, width):
    """The title page's block: titles may run on to a tenth of the paper's width from its edges."""
    left = min(block[0], 0.1 * width)
    return [left, block[1], max(block[0] + block[2], 0.9 * width) - left, block[3]]


def read_pages(path):
    pages, element, area, width = [], None, None, 0
    for line in open(path, encoding="utf-8"):
        word, _, rest = line.strip().partition(" ")
        if word == "paper":
            width = float(rest.split()[0])
        elif word == "text-block":
            area = [float(n) for n in rest.split()]
        elif word == "page":
            number, _, label = rest.split()
            left = area[0] if int(number) % 2 else width - area[0] - area[2]
            block = [left] + area[1:]
            if number == "1":
                block = widen(block, width)
            pages.append(Page(int(number), label, block))
        elif word == "begin":
            element = None if rest == "artifact" else int(rest)
        elif word in ("text", "box", "image"):
            pages[-1].add(line.strip(), element)
    return pages


class Frame:
    """A column on a page; `below` when it begins a new section, below the columns before it."""

    def __init__(self, page, column, below):
        self.page, self.column, self.below = page, column, below
        self.top, self.bottom = page.bottom, page.top


class Run:
    """The part of a block that stands on one page, in one column: its lines, from the top."""

    def __init__(self, role, block, page, frame):
        self.role, self.block, self.page, self.lines, self.pieces = role, block, page, [], []
        self.frame = frame

    def add(self, piece):
        self.pieces.append(piece)
        if not any(abs(piece.y - y) < SAME_LINE for y in self.lines):
            self.lines.append(piece.y)

    @property
    def top(self):
        return min(p.y - (p.height if p.kind in ("text", "mark") else 0) for p in self.pieces)

    @property
    def bottom(self):
        low = max(p.y + (p.height / 3 if p.kind in ("text", "mark") else p.height)
                  for p in self.pieces)
        return low + (PADDING if self.role == "Code" else 0)

    @property
    def text(self):
        return "".join(p.text for p in self.pieces)


class Book:
    def __init__(self, pages, structure):
        self.pages, self.structure = pages, structure
        self.faults = collections.OrderedDict()
        self.runs = [self.page_runs(page) for page in pages]
        self.first_body = self.find_body()
        self.by_block = collections.OrderedDict()
        for runs in self.runs:
            for run in runs:
                self.by_block.setdefault(run.block, []).append(run)

    def find_body(self):
        """The index of the first page with a part of a section: the front matter has none."""
        for index, runs in enumerate(self.runs):
            if any(self.structure.within(run.block, "Sect") is not None for run in runs):
                return index
        return len(self.pages)

    def next_frame(self, page, frames, last, piece, block):
        """The frame of a piece that is painted after the piece `last` = (piece, row of a table)."""
        row = self.structure.within(block, "TR")
        x = piece.x + piece.width / 2 if piece.kind == "image" else piece.x
        column = Columns.of(page, x)
        frame = frames[-1] if frames else None
        goes_on = frame and (column == frame.column or (row is not None and row == last[1]) or
                             abs(piece.y - last[0].y) < SAME_LINE and
                             0 < piece.x - last[0].x < last[0].width + 0.8 * Columns.gap)
        if not goes_on:
            frames.append(Frame(page, column, bool(frames) and column <= frame.column))
        frame = frames[-1]
        height = piece.height if piece.kind == "text" else 0
        frame.top = min(frame.top, piece.y - height)
        frame.bottom = max(frame.bottom, piece.y + (piece.height if piece.kind == "image" else 0))
        last[:] = [piece, row]
        return frame

    def page_runs(self, page):
        runs, last = collections.OrderedDict(), [None, None]
        page.frames = []
        for piece in page.pieces:
            block = None if piece.element is None else self.structure.block(piece.element)
            if block is None:
                continue
            role, frame = self.structure.role[block], None
            if self.structure.within(block, "Note") is not None:
                role = "Note"
            elif self.structure.within(block, "Table") is not None and role != "Caption":
                role = "Cell"
            if role != "Note" and page.label[0].isdigit():
                frame = self.next_frame(page, page.frames, last, piece, block)
            runs.setdefault((block, frame), Run(role, block, page, frame)).add(piece)
        return [run for run in runs.values() if run.role != "Lbl"]

    def opens_chapter(self, index):
        """Also true past the last page."""
        return index >= len(self.pages) or not self.pages[index].has_head

    def fault(self, kind, page=None, what=""):
        found = self.faults.setdefault(kind, [])
        if page is not None:
            found.append(f"{page}: {what[:60]}" if what else str(page))

    # ── Text ─────────────────────────────────────────────────────────────────────────────────────

    def is_number_outside(self, page, piece):
        """The number of a heading, in the margin before or, from right to left, behind the text block."""
        block = None if piece.element is None else self.structure.block(piece.element)
        return (block is not None and re.fullmatch(r"H\d?", self.structure.role[block]) and
                re.fullmatch(r"[A-Z]?\.?\d[\d.]*[.:)]?\s*", piece.text) and
                (piece.ink_end < page.left or piece.ink_start > page.left + page.width))

    def check_ink(self):
        kind = "ink outside the text block"
        self.fault(kind)
        for page in self.pages:
            for p in page.pieces:
                if page.is_furniture(p) or p.kind == "box" or p.text.isspace():
                    continue
                low = p.y + (p.height if p.kind == "image" else 0)
                if self.is_number_outside(page, p):
                    continue
                if (p.ink_start < page.left - 1 or p.ink_end > page.left + page.width + 1 or
                        low > page.bottom + 1 or p.y < page.top - 1):
                    self.fault(kind, page, p.text or p.kind)

    def check_gutters(self):
        """What reaches over its column does so alone."""
        kind = "text that runs into the next column"
        if Columns.count == 1:
            return
        self.fault(kind)
        for runs in self.runs:
            inked = [(p, run) for run in runs if run.frame for p in run.pieces
                     if p.kind in ("text", "image") and not p.text.isspace()]
            for piece, run in inked:
                if piece.ink_end <= Columns.right(run.page, run.frame.column) + 1.5:
                    continue
                if any(other.frame is not run.frame and p.x < piece.ink_end and p.x > piece.x and
                       abs(p.y - piece.y) < SAME_LINE for p, other in inked):
                    self.fault(kind, run.page, piece.text)

    def check_glyphs(self):
        self.fault("missing glyphs")
        for page in self.pages:
            for piece in page.pieces:
                if piece.missing:
                    self.fault("missing glyphs", page, piece.text)

    def check_hyphens(self):
        kind = "hyphens ending three lines in a row"
        self.fault(kind)
        for runs in self.by_block.values():
            ends = []
            for run in runs:
                for line in sorted(run.lines):
                    pieces = [p for p in run.pieces if abs(p.y - line) < SAME_LINE]
                    ends.append(max(pieces, key=lambda p: p.x).is_hyphen)
            if any(all(ends[i:i + 3]) for i in range(len(ends) - 2)):
                self.fault(kind, runs[0].page, runs[0].text)

    # ── Pages ────────────────────────────────────────────────────────────────────────────────────

    def check_headings(self):
        kind = "headings with fewer than two lines below them"
        self.fault(kind)
        for index in range(self.first_body, len(self.pages)):
            for frame in self.pages[index].frames:
                runs = [r for r in self.runs[index] if r.role != "Note" and r.frame is frame]
                heads = [i for i, r in enumerate(runs) if r.role == "H"]
                if not heads:
                    continue
                below = runs[heads[-1] + 1:]
                lines = sum(2 if r.role == "Figure" else len(r.lines) for r in below)
                is_last = frame is self.pages[index].frames[-1] and self.opens_chapter(index + 1)
                if lines < 2 and not is_last:
                    self.fault(kind, self.pages[index], runs[heads[-1]].text)

    def check_lone_lines(self):
        kind = "first or last lines of a paragraph alone on a page"
        self.fault(kind)
        for runs in self.by_block.values():
            if len(runs) > 1 and runs[0].role in ("P", "LBody", "Caption"):
                for run in (runs[0], runs[-1]):
                    if len(run.lines) == 1:
                        self.fault(kind, run.page, run.text)

    def check_code(self):
        split, few = "code split though it fits on one page", "fewer than three lines of split code"
        self.fault(split)
        self.fault(few)
        for runs in self.by_block.values():
            if runs[0].role != "Code" or len(runs) < 2:
                continue
            steps = [b - a for r in runs for a, b in zip(sorted(r.lines), sorted(r.lines)[1:])]
            step = min(steps, default=LEADING)
            height = sum(max(r.lines) - min(r.lines) + step for r in runs)
            if height + 2 * PADDING <= runs[0].page.depth:
                self.fault(split, runs[0].page, runs[0].text)
            if min(len(runs[0].lines), len(runs[-1].lines)) < 3:
                self.fault(few, runs[0].page, runs[0].text)

    def check_labels(self):
        kind = "labels parted from their code or table"
        self.fault(kind)
        blocks = [runs for runs in self.by_block.values() if runs[0].role != "Note"]
        for (label, *rest), (labelled, *_) in zip(blocks, blocks[1:]):
            is_label = labelled.role == "Cell" or (labelled.role == "Code" and
                                                   label.text.rstrip().endswith(":"))
            height = labelled.bottom - labelled.page.top + 2 * LEADING
            if (is_label and label.role == "P" and len(label.lines) == 1 and not rest and
                    label.frame is not labelled.frame and height <= label.page.depth):
                self.fault(kind, label.page, label.text)

    def used(self, index):
        """How far down the page its text goes, and how much its notes take."""
        page, notes = self.pages[index], [r for r in self.runs[index] if r.role == "Note"]
        notes_top = min((r.top for r in notes), default=page.bottom + 1)
        low = [r.bottom for r in self.runs[index] if r.role != "Note"]
        low += [p.y + p.height for p in page.pieces
                if p.kind in ("box", "image") and p.y < notes_top - 1.5 * LEADING]
        return max(low, default=page.top) - page.top, max(0, page.bottom - notes_top)

    def opening_height(self, index):
        """What must stand together at the top of a page."""
        page, runs = self.pages[index], self.runs[index]
        for run, after in zip(runs, runs[1:] + [None]):
            if run.role == "H" or run.role == "Caption" or run.text.rstrip().endswith(":"):
                continue
            if after and after.role == "Code" and " " not in run.text.strip():  # the name of its file
                continue
            if run.role in ("P", "LBody"):
                return sorted(run.lines)[:2][-1] - page.top
            if run.role == "Cell":
                return self.table_height(run, runs) - page.top
            return run.bottom - page.top
        return page.depth

    def table_height(self, cell, runs):
        """The foot of a low table; of the first row otherwise."""
        table = self.structure.within(cell.block, "Table")
        row = self.structure.within(cell.block, "TR")
        cells = [r for r in runs if self.structure.within(r.block, "Table") == table]
        foot = max(r.bottom for r in cells)
        if foot - min(r.top for r in cells) < cell.page.depth / 3:
            return foot
        return max(r.bottom for r in cells if self.structure.within(r.block, "TR") == row)

    def check_fullness(self):
        kind = "pages less than 60 % full"
        self.fault(kind)
        for index in range(self.first_body, len(self.pages) - 1):
            if self.opens_chapter(index + 1):
                continue
            page = self.pages[index]
            text, notes = self.used(index)
            room = page.depth - text - notes - LEADING
            if (text + notes) / page.depth < LEAST_FULL and self.opening_height(index + 1) <= room:
                self.fault(kind, page, f"{100 * (text + notes) / page.depth:.0f} %")

    def foot(self, index):
        """Where the page ends: below its last line (of notes, too), or with the ground around it."""
        page = self.pages[index]
        feet = [p.y + (0.4 * p.height if p.kind in ("text", "mark") else p.height)
                for p in page.pieces if not page.is_furniture(p)]
        return max(feet, default=page.top)

    def facing_pages(self):
        """How far apart the feet of facing pages are, where neither ends a chapter."""
        return [(abs(self.foot(i) - self.foot(i + 1)), self.pages[i])
                for i in range(self.first_body | 1, len(self.pages) - 1, 2)
                if not self.opens_chapter(i + 1) and not self.opens_chapter(i + 2)]

    def report_facing_pages(self):
        apart = self.facing_pages()
        if not apart:
            return
        most, page = max(apart, key=lambda pair: pair[0])
        level = sum(difference < LEVEL for difference, _ in apart)
        print(f"    {len(apart)} pairs of facing pages: {level} end level, on average "
              f"{sum(d for d, _ in apart) / len(apart):.1f} pt apart, at most {most:.1f} (page {page})")

    def sections(self):
        """The frames that stand side by side, and whether they end on their page."""
        for index, page in enumerate(self.pages):
            section = []
            for i, frame in enumerate(page.frames):
                section = section + [frame] if frame.column > 0 and not frame.below else [frame]
                more = page.frames[i + 1:i + 2]
                if len(section) > 1 and (not more or more[0].below):
                    yield section, bool(more) or self.opens_chapter(index + 1)

    def report_columns(self):
        for ends, name in (True, "that end on their page"), (False, "that go on"):
            apart = [max(f.bottom for f in section) - min(f.bottom for f in section)
                     for section, it_ends in self.sections() if it_ends == ends]
            if apart:
                print(f"    {len(apart)} sections in columns {name}: "
                      f"{sum(a < LEVEL for a in apart)} end level, on average "
                      f"{sum(apart) / len(apart):.1f} pt apart, at most {max(apart):.1f}")
        self.report_lines()

    def report_lines(self):
        """Lines of paragraphs that have one of the next column on their height, or half a line off."""
        steps = collections.Counter(round(b - a, 1) for runs in self.runs for r in runs
                                    if r.role == "P" for a, b in zip(r.lines, r.lines[1:]))
        unit, level, count = max(steps, key=steps.get, default=LEADING) / 2, 0, 0
        for section, _ in self.sections():
            lines = [[y for r in self.runs[self.pages.index(section[0].page)] if r.role == "P"
                      and r.frame is frame for y in r.lines] for frame in section]
            for left, right in zip(lines, lines[1:]):
                offs = [(y - left[0]) % unit for y in right] if left else []
                level += sum(min(off, unit - off) < 0.2 for off in offs)
                count += len(offs)
        if count:
            print(f"    {count} lines beside a column: {level} of them on its grid of {unit} pt")

    def check(self):
        self.check_ink()
        self.check_gutters()
        self.check_headings()
        self.check_lone_lines()
        self.check_code()
        self.check_labels()
        self.check_fullness()
        self.check_glyphs()
        self.check_hyphens()

    def report(self):
        for kind, found in self.faults.items():
            print(f"{len(found):5} {kind}")
            for place in found[:12]:
                print(f"        page {place}")
        return any(self.faults.values())


def main():
    if sys.argv[3:4] == ["--columns"]:
        Columns.count, Columns.gap = int(sys.argv[4]), float(sys.argv[5])
    book = Book(read_pages(sys.argv[1]), Structure(sys.argv[2]))
    book.check()
    filled = [sum(book.used(i)) / p.depth for i, p in enumerate(book.pages[:-1])
              if i >= book.first_body and not book.opens_chapter(i + 1)]
    print(f"{sys.argv[1]}: {len(book.pages)} pages, "
          f"{100 * sum(filled) / max(1, len(filled)):.1f} % full on average")
    book.report_facing_pages()
    if Columns.count > 1:
        book.report_columns()
    return 1 if book.report() else 0


if __name__ == "__main__":
    sys.exit(main())
