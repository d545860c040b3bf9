#!/usr/bin/env python3
"""Makes a book of pictures of every kind, and looks at what is seen on its pages:

    check_pictures.py BIFOLIO FOLDER

All pictures show the same four squares (red, green, blue, yellow from the top left), stored in every
way there is: PNGs of all colour types, a GIF that moves, WebP, JPEG turned in EXIF's eight ways, CMYK
with inks, SVG. Poppler renders the book; the colours must be at their places. FOLDER receives
pictures.md, pictures.pdf and pictures.epub. One line a fault; the status is 1 when there is any.
"""
import base64
import os
import re
import struct
import subprocess
import sys
import zlib

SIDE = 16
RESOLUTION = 144
RED, GREEN, BLUE, YELLOW = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)
WHITE = (255, 255, 255)
SQUARES = (RED, GREEN, BLUE, YELLOW)
INKS = ((0, 174, 239), (236, 0, 140), (255, 242, 0), (35, 31, 32))

# The squares as libjpeg and libwebp packed them, and four inks.
JPEG = base64.b64decode("""
/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsL
EBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBAUEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU
FBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAQABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAACAkK/8QAFBAB
AAAAAAAAAAAAAAAAAAAAAP/EABUBAQEAAAAAAAAAAAAAAAAAAAQH/8QAJhEAAAQDBwUAAAAAAAAAAAAAERITFBchQQIE
BgcIFWIkQmFjc//aAAwDAQACEQMRAD8AOhjJeNBqVahsDQn2rqXLlbsTKmlytiJ/ABUZNzXvMcWMmbNT2nVJ8ilS5Cag
T//Z""")
WEBP = base64.b64decode("""
UklGRjYAAABXRUJQVlA4TCoAAAAvD8ADAB8gEEjaH3qN+RcQFPk/2vwHXySAMNtokpOc5L3PIKL/sekH9QE=""")
CMYK = base64.b64decode("""
/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAW
EBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAEAAQBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAKCf/EABQQ
AQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8AyqaptU2qaqhKuAqoSrgKqEq7/9k=""")


# ── Files ──────────────────────────────────────────────────────────────────────────────────────────

def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(depth, color_type, pixel_bytes, extra=b"", interlaced=False):
    """`pixel_bytes` makes the samples of squares 0 to 3; the passes are Adam7's."""
    passes = [(0, 0, 1, 1)] if not interlaced else [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2)]
    rows = b"".join(
        b"\0" + b"".join(pixel_bytes(square(x, y)) for x in range(left, SIDE, right))
        for left, top, right, down in passes for y in range(top, SIDE, down))
    header = struct.pack(">IIBBBBB", SIDE, SIDE, depth, color_type, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def square(x, y):
    return (y >= SIDE // 2) * 2 + (x >= SIDE // 2)


def palette():
    return chunk(b"PLTE", b"".join(bytes(color) for color in SQUARES))


def gif():
    """Two frames; the codes are not compressed: "clear" comes before the table can grow."""
    def frame(pixels):
        codes = [code for pixel in pixels for code in (4, pixel)] + [5]
        bits = "".join(f"{code:03b}"[::-1] for code in codes)
        packed = bytes(int(bits[i:i + 8][::-1], 2) for i in range(0, len(bits), 8))
        blocks = b"".join(bytes([len(packed[i:i + 255])]) + packed[i:i + 255]
                          for i in range(0, len(packed), 255))
        return b"," + struct.pack("<HHHHB", 0, 0, SIDE, SIDE, 0) + b"\2" + blocks + b"\0"
    squares = [square(x, y) for y in range(SIDE) for x in range(SIDE)]
    return (b"GIF89a" + struct.pack("<HHBBB", SIDE, SIDE, 0x81, 0, 0)
            + b"".join(bytes(color) for color in SQUARES)
            + b"!\xf9\4\1\0\0\3\0" + frame(squares) + frame([2] * SIDE * SIDE) + b";")


def turned(orientation):
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0" + bytes([orientation]) + bytes(6)
    return JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + JPEG[2:]


def svg():
    half = SIDE // 2
    boxes = "".join(f'<rect x="{x * half}" y="{y * half}" width="{half}" height="{half}" '
                    f'fill="rgb{SQUARES[2 * y + x]}"/>' for y in range(2) for x in range(2))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}">'
            f'{boxes}</svg>').encode()


# How the stored squares come to lie, by EXIF: where its row 0 and its column 0 are.
TURNS = {1: (0, 1, 2, 3), 2: (1, 0, 3, 2), 3: (3, 2, 1, 0), 4: (2, 3, 0, 1),
         5: (0, 2, 1, 3), 6: (2, 0, 3, 1), 7: (3, 1, 2, 0), 8: (1, 3, 0, 2)}


def make_pictures():
    """Name → file and expected squares; white where the picture is transparent."""
    with_hole = (RED, GREEN, BLUE, WHITE)
    solid = {i: bytes(color) for i, color in enumerate(SQUARES)}
    greys = (0, 85, 170, 255)
    grey_squares = tuple((grey,) * 3 for grey in greys)
    pictures = {
        "rgb.png": (png(8, 2, solid.get), SQUARES),
        "rgb-interlaced.png": (png(8, 2, solid.get, interlaced=True), SQUARES),
        "rgba.png": (png(8, 6, lambda i: solid[i] + (b"\0" if i == 3 else b"\xff")), with_hole),
        "rgba-opaque.png": (png(8, 6, lambda i: solid[i] + b"\xff"), SQUARES),
        "rgba-16-interlaced.png": (png(16, 6, lambda i: bytes(
            byte for sample in SQUARES[i] for byte in (sample, sample)) + b"\xff\xff",
            interlaced=True), SQUARES),
        "palette.png": (png(8, 3, lambda i: bytes([i]), palette()), SQUARES),
        "palette-hole.png": (png(8, 3, lambda i: bytes([i]),
                                 palette() + chunk(b"tRNS", b"\xff\xff\xff\0")), with_hole),
        "grey.png": (png(8, 0, lambda i: bytes([greys[i]])), grey_squares),
        "grey-alpha.png": (png(8, 4, lambda i: bytes([greys[i], 255])), grey_squares),
        "moving.gif": (gif(), with_hole),
        "picture.webp": (WEBP, SQUARES),
        "inks.jpg": (CMYK, INKS),
        "drawing.svg": (svg(), SQUARES),
    }
    for orientation, places in TURNS.items():
        pictures[f"turned-{orientation}.jpg"] = (turned(orientation),
                                                 tuple(SQUARES[place] for place in places))
    return pictures


# ── Looking ────────────────────────────────────────────────────────────────────────────────────────

def find_places(dump):
    """Page, x, y, width, height of each image, in points."""
    page, places = 0, []
    for line in dump.splitlines():
        if line.startswith("page "):
            page += 1
        found = re.match(r" *image (\S+) (\S+) (\S+) (\S+) ", line)
        if found:
            places.append((page, *map(float, found.groups())))
    return places


def read_page(pdf, page):
    """Width and RGB bytes."""
    data = subprocess.run(["pdftoppm", "-r", str(RESOLUTION), "-f", str(page), "-l", str(page), pdf],
                          capture_output=True, check=True).stdout
    header = re.match(rb"P6\s+(\d+)\s+\d+\s+255\s", data)
    return int(header[1]), data[header.end():]


def look(page, place):
    """The colours at the middles of the four squares."""
    width, pixels = page
    _, x, y, w, h = place
    colors = []
    for row in (0.25, 0.75):
        for column in (0.25, 0.75):
            at = (int((y + h * row) * RESOLUTION / 72) * width
                  + int((x + w * column) * RESOLUTION / 72)) * 3
            colors.append(tuple(pixels[at:at + 3]))
    return tuple(colors)


def is_alike(seen, expected):
    return all(abs(a - b) <= 40 for one, other in zip(seen, expected) for a, b in zip(one, other))


def main():
    bifolio, folder = sys.argv[1:3]
    os.makedirs(folder, exist_ok=True)
    pictures = make_pictures()
    guide = os.path.join(folder, "pictures.md")
    with open(guide, "w", encoding="utf-8") as out:
        out.write("---\ntitle: Pictures\nlang: en\n---\n\n# Pictures\n\nAll of them.\n\n")
        for name, (data, _) in pictures.items():
            with open(os.path.join(folder, name), "wb") as picture:
                picture.write(data)
            out.write(f'![four squares]({name} "The picture {name}")\n\n')
    pdf, epub = os.path.join(folder, "pictures.pdf"), os.path.join(folder, "pictures.epub")
    done = subprocess.run([bifolio, "-o", pdf, "-o", epub, guide], capture_output=True,
                          encoding="utf-8", check=True)
    faults = [line for line in done.stderr.splitlines() if "warning" in line]
    dump = subprocess.run([bifolio, "-q", "--dump", "pages", guide], capture_output=True,
                          encoding="utf-8", check=True).stdout
    places = find_places(dump)
    if len(places) != len(pictures):
        faults.append(f"{len(places)} pictures are shown instead of {len(pictures)}")
    pages = {number: read_page(pdf, number) for number in {place[0] for place in places}}
    for (name, (_, expected)), place in zip(pictures.items(), places):
        seen = look(pages[place[0]], place)
        if not is_alike(seen, expected):
            faults.append(f"{name}: {seen} is seen instead of {expected}")
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
