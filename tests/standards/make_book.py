#!/usr/bin/env python3
"""Writes a small book that has some of everything that standards speak of: make_book.py FOLDER"""
import os
import struct
import sys
import zlib

BOOK = """---
title: Everything once
author: [One Author, Another Author]
description: A book for those who check books.
lang: en
date: 2026-11
---

# One

A paragraph with *some* words[^1], a [link](https://example.org/a%20page) and `code`; a
[place](#two) below. \U0001F680

- [x] done
- not done

1. one
2. two
   - within

> [!NOTE]
> Said aside.

## Two

| a | b | c |
|---|--:|---|
| 1 | 2[^2], [here](#two) and |
| 3 |

<table>
<tr><th colspan="2">wide</th><td rowspan="3">tall</td></tr>
<tr><th>row</th><td>x</td></tr>
<tr><td>y</td></tr>
</table>

###### Four levels too deep

```python
def area(width, height):
    if width < 0:

        return None  # a line that is much too long for the page, so that it has to go on in a further row of it
    return width * height
```

Energy is $`E = mc^2`$, and a sum is

```math
\\sum_{i=1}^n i = \\frac{n(n+1)}{2}
```

![A photograph](photo.png)

![A drawing](drawing.svg)

<img src="photo.png" alt="">

<p lang="de">Ein Absatz auf Deutsch.</p>

<p lang="he" dir="rtl">שלום עולם, 45.6% and **Latin** words (עברית)
go on, בְּרֵאשִׁית בָּרָא too.</p>

Private \ue001 and odd \ufeff characters.

[^1]: A note.
[^2]: Another one,

    ### with a heading

    - and a list
"""

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue" stop-opacity="0.5"/>
</linearGradient><filter id="f"><feGaussianBlur stdDeviation="2"/></filter></defs>
<rect width="200" height="100" fill="url(#g)"/><circle cx="40" cy="40" r="20" filter="url(#f)" opacity="0.5"/>
<text x="20" y="60" font-size="20">Words</text></svg>
"""


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def profile():
    """The least that is an ICC profile: a header and one tag, of noise: libpng mistrusts what packs well."""
    noise = bytes(i * i * 31 // 7 % 251 for i in range(120))
    body = struct.pack(">I4sII", 1, b"cprt", 144, len(noise)) + noise
    size = 128 + len(body)
    return struct.pack(">II4s4s4s4s12s4s28sIII", size, 0, b"\x04\x20\0\0", b"mntr", b"RGB ", b"XYZ ",
                       b"", b"acsp", b"", 0xF6D6, 0x10000, 0xD32D).ljust(128, b"\0") + body


def photo():
    rows = b"".join(b"\0" + bytes((x * 4, y * 4, 128, 255 - x) [i] for x in range(60) for i in range(4))
                    for y in range(40))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 60, 40, 8, 6, 0, 0, 0))
            + chunk(b"iCCP", b"made\0\0" + zlib.compress(profile())) + chunk(b"IDAT", zlib.compress(rows))
            + chunk(b"IEND", b""))


def main(folder):
    os.makedirs(folder, exist_ok=True)
    for name, data in (("book.md", BOOK.encode()), ("drawing.svg", DRAWING.encode()), ("photo.png", photo())):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


main(sys.argv[1])
