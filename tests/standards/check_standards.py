#!/usr/bin/env python3
"""Proves of finished PDFs what can be proven of PDF/UA-1 and PDF/A-2a (3a with attachments), by the rules in
rules.tsv:

    check_standards.py FILE.pdf...       says what is wrong; silent and 0 when nothing is
    check_standards.py --table           rules.tsv names every rule, and no other
    check_standards.py --faults FILE.pdf each rule sees a fault that is put into this file (faults.py)
"""
import os
import sys

import rules_file  # noqa: F401  (they enter their rules into the list)
import rules_look  # noqa: F401
import rules_structure  # noqa: F401
from book import Book
from rules import RULES

HERE = os.path.dirname(os.path.abspath(__file__))


def read_table():
    """(standard, clause, what is checked, rule) of each row."""
    with open(os.path.join(HERE, "rules.tsv"), encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if line.strip() and not line.startswith("#")]
    return rows[1:]


def check_table():
    rows = read_table()
    named = {row[3] for row in rows}
    faults = [f"rules.tsv: {row} has no four columns" for row in rows if len(row) != 4]
    faults += [f"rules.tsv names {name}, which is no rule" for name in named - set(RULES)]
    faults += [f"rules.tsv does not name {name}" for name in set(RULES) - named]
    return faults


def run(look, book):
    """The first faults; a file may be so broken that a rule cannot read it."""
    try:
        return list(look(book))[:5]
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        return [f"cannot be read: {error!r}"]


def check(path):
    book = Book(path)
    return [f"{path}: {name}: {fault}" for name, look in RULES.items() for fault in run(look, book)]


def main(words):
    if words == ["--table"]:
        faults = check_table()
    elif words[0] == "--faults":
        import faults as mutations
        faults = mutations.check(words[1], check)
    else:
        faults = [fault for path in words for fault in check(path)]
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
