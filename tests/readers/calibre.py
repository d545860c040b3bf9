"""Lets calibre read EPUBs and says what it complains of, on the sheet too: calibre-debug calibre.py FILE.epub…

What ebook-convert prints does not tell a warning from news, so its parts are called instead.
"""
import logging
import os
import sys
import tempfile

from calibre.ebooks.conversion.plumber import Plumber
from calibre.utils.logging import WARN, Log


class Complaints(list):
    """Takes calibre's own messages, and those of its CSS parser."""

    def __call__(self, level, *words, **_):
        if level >= WARN:
            self.append(" ".join(str(word) for word in words))

    def prints(self, level, *words, **_):
        self(level, *words)

    def flush(self):
        pass

    def handler(self):
        handler = logging.Handler(logging.WARNING)
        handler.emit = lambda record: self.append(record.getMessage())
        return handler


def read(path, folder):
    complaints = Complaints()
    log = Log()
    log.outputs = [complaints]
    parser = logging.getLogger("calibre.css")
    handler = complaints.handler()
    parser.addHandler(handler)
    Plumber(path, os.path.join(folder, "book.txt"), log).run()
    parser.removeHandler(handler)
    with open(os.path.join(folder, "book.txt"), encoding="utf-8") as text:
        if len(text.read()) < 500:
            complaints.append("hardly any text comes out")
    return complaints


def main():
    found = 0
    for path in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            complaints = read(path, folder)
        found += len(complaints)
        for complaint in complaints:
            print(f"{path}: {complaint}")
    print(f"calibre read {len(sys.argv) - 1} books, {found} complaints")
    sys.exit(found > 0 or len(sys.argv) < 2)


main()
