#!/usr/bin/env python3
"""Puts pages (binary PPM, as pdftoppm writes them) side by side into one PNG, with a hair of grey between
them, as a reader sees facing pages:

    facing.py OUT.png PAGE.ppm...
"""
import struct
import sys
import zlib

GAP = 2
GREY = b"\xA0\xA0\xA0"


def read_page(path):
    with open(path, "rb") as file:
        magic, size, depth = file.readline(), file.readline(), file.readline()
        if magic != b"P6\n" or depth != b"255\n":
            sys.exit(f"{path}: not a PPM as pdftoppm writes it")
        width, height = map(int, size.split())
        return width, height, file.read()


def join_rows(pages):
    height = max(page[1] for page in pages)
    for y in range(height):
        parts = [pixels[y * width * 3:(y + 1) * width * 3] if y < rows else GREY * width
                 for width, rows, pixels in pages]
        yield (GREY * GAP).join(parts)


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def write_png(path, rows):
    rows = list(rows)
    header = struct.pack(">IIBBBBB", len(rows[0]) // 3, len(rows), 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
                   + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 6))
                   + chunk(b"IEND", b""))


write_png(sys.argv[1], join_rows([read_page(path) for path in sys.argv[2:]]))
