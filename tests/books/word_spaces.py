#!/usr/bin/env python3
"""Measures how even the word spaces of a finished PDF are: the coefficient of variation, over its
justified lines, of a line's mean word space in em.

    word_spaces.py BOOK.pdf [MOST]

Fails when the variation is not below MOST. The body's font size is 11 points. A justified line is one in the body's size that ends at the
right margin, which is where most lines of its kind of page (recto or verso) end, and has three words
or more; lines of the contents and of tables, with gaps of an em and more, are none. A word space lies
between the advances of two words, as poppler tells them.
"""
import collections
import re
import statistics
import subprocess
import sys

LEAST_WORDS = 3
SIZE = 11
NEAR = 1.1          # of the margin, in points; a line-end hyphen may protrude


def read_pages(path):
    done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True,
                          encoding="utf-8")
    pattern = re.compile(r'(<page )|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" '
                         r'yMax="([-\d.]+)">')
    pages = []
    for match in pattern.finditer(done.stdout):
        if match[1]:
            pages.append([])
        else:
            pages[-1].append(tuple(float(match[i]) for i in range(2, 6)))
    return pages


def body_lines(words, height):
    """The lines of a page as lists of words, those in another size than the body's left out."""
    lines = collections.defaultdict(list)
    for word in words:
        lines[round(word[3])].append(word)
    for line in lines.values():
        if all(abs(word[3] - word[1] - height) < 0.3 for word in line):
            yield sorted(line)


def main():
    pages = read_pages(sys.argv[1])
    heights = collections.Counter(round(w[3] - w[1], 1) for page in pages for w in page)
    height = heights.most_common(1)[0][0]
    lines = [(number % 2, line) for number, page in enumerate(pages)
             for line in body_lines(page, height)]
    margin = [collections.Counter(round(line[-1][2], 1) for side, line in lines if side == wanted)
              .most_common(1)[0][0] for wanted in (0, 1)]
    spaces = []
    for side, line in lines:
        if len(line) >= LEAST_WORDS and abs(line[-1][2] - margin[side]) < NEAR:
            gaps = [after[0] - before[2] for before, after in zip(line, line[1:])]
            if max(gaps) < min(2 * statistics.median(gaps), SIZE):
                spaces.append(statistics.mean(gaps) / SIZE)
    mean = statistics.mean(spaces)
    variation = statistics.pstdev(spaces) / mean
    print(f"{sys.argv[1]}: {len(spaces)} justified lines, word space {mean:.3f} em, "
          f"variation {variation:.3f}, from {min(spaces):.3f} to {max(spaces):.3f}")
    return len(sys.argv) > 2 and variation >= float(sys.argv[2])


if __name__ == "__main__":
    sys.exit(main())
