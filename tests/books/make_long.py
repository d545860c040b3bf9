#!/usr/bin/env python3
"""Writes a guide with one chapter of two megabytes, full of notes and links across it, one whose blocks are too
long for a file each, in a division, and a short one behind them.

    make_long.py FILE
"""
import pathlib
import sys

SECTIONS, POINTS = 40, 30
WORDS = "Words that fill a paragraph with `code` and *stress* until it is long enough. " * 20


def section(number):
    yield f"### Section {number}\n\n"
    for point in range(POINTS):
        yield (f"#### Point {number} {point}\n\nSee [the section before](#section-{max(0, number - 1)}), "
               f"[the last point](#point-{SECTIONS - 1}-{POINTS - 1}), and this.[^n{number}-{point}]\n\n{WORDS}\n\n")
    for point in range(POINTS):
        yield f"[^n{number}-{point}]: Note {point} of [a section](#section-{SECTIONS - 1 - number}).\n\n"


def blocks():
    """A list in a quote, a table and code, of several hundred KB each, and links into and out of them."""
    yield "# Blocks\n\n<div lang=\"en-GB\" id=\"around\">\n\n[Item](#item-1900), [row](#row-2900), [code](#code).\n\n"
    yield "".join(f"> {number}. <span id=\"item-{number}\">Item</span> of [the division](#around): {WORDS[:240]}\n"
                  for number in range(7, 2007))
    yield "\n\n| Head of rows | Words |\n|---|:--|\n"
    yield "".join(f"| <b id=\"row-{number}\">Row</b> | [To its item](#item-{7 + number // 2}) {WORDS[:80]} |\n"
                  for number in range(3000))
    yield "\n### Code\n\n```python\n"
    yield "".join(f"def function_{number}(a):\n    return \"a & b\" if a < {number} else None\n\n"
                  for number in range(3000))
    yield "```\n\n</div>\n\n"


def main():
    parts = ["---\ntitle: A long chapter\nlang: en\n---\n\n# Long\n\n"]
    for number in range(SECTIONS):
        parts += section(number)
    parts += blocks()
    parts.append("# Short\n\nThe end, and [back](#point-20-20).\n")
    pathlib.Path(sys.argv[1]).write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
