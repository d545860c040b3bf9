#!/usr/bin/env python3
"""Writes a guide with one chapter of two megabytes, full of notes and links across it, and a short one behind it.

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


def main():
    parts = ["---\ntitle: A long chapter\nlang: en\n---\n\n# Long\n\n"]
    for number in range(SECTIONS):
        parts += section(number)
    parts.append("# Short\n\nThe end, and [back](#point-20-20).\n")
    pathlib.Path(sys.argv[1]).write_text("".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
