#!/usr/bin/env python3
"""Copies examples in Python out of a PDF, runs them, and compares what they print with what the written ones do:

    run_copied.py BOOK.book BOOK.pdf [--most N]

Of a book whose examples need packages, those that run as written are taken: N of them (10), at least one.
"""
import argparse
import subprocess
import sys
import tempfile
import textwrap

from check_code import EXTRACTORS, decode, extract, loosen, read_blocks, split


def run(code):
    """What it prints, or None when it fails or prints nothing."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, timeout=20,
                                  check=False, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired:
            return None
    return done.stdout if done.returncode == 0 and done.stdout else None


def copy(block, lines):
    """The text of a block as a person would mark it: from its first line to its last."""
    first, last = block[0].strip(), block[-1].strip()
    for start, (text, _) in enumerate(lines):
        if loosen(text.strip()) != loosen(first):
            continue
        for end in range(start, min(start + 2 * len(block) + 1, len(lines))):
            if loosen(lines[end][0].strip()) == loosen(last):
                copied = [line for line, _ in lines[start:end + 1]]
                if sum(bool(line.strip()) for line in copied) == sum(bool(line.strip()) for line in block):
                    return textwrap.dedent("\n".join(copied)) + "\n"
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("book")
    parser.add_argument("pdf")
    parser.add_argument("--most", type=int, default=10)
    arguments = parser.parse_args()
    blocks = [[decode(line, True) for line in lines] for name, lines in read_blocks(arguments.book)
              if 'language="python"' in name]
    texts = {name: split(extract(command, arguments.pdf)) for name, command in EXTRACTORS.items()}
    tried, failed = 0, False
    for block in blocks:
        wanted = run("\n".join(block) + "\n") if tried < arguments.most else None
        if wanted is None:
            continue
        tried += 1
        for name, lines in texts.items():
            code = copy(block, lines)
            if code is None or run(code) != wanted:
                print(f"{name}: {block[0]!r} is copied as\n{code}")
                failed = True
    print(f"{tried} examples were copied and run")
    return 1 if failed or tried == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
