"""Advance widths out of embedded font programs, in thousandths of the em: 'hmtx' of TrueType (OpenType
specification), charstrings of CFF (Adobe Technical Notes 5176 and 5177)."""
import re
import struct


def sfnt_widths(data):
    count = struct.unpack(">H", data[4:6])[0]
    tables = {data[12 + 16 * i:16 + 16 * i]: struct.unpack(">II", data[20 + 16 * i:28 + 16 * i])
              for i in range(count)}
    head, hhea, hmtx, maxp = (tables[name][0] for name in (b"head", b"hhea", b"hmtx", b"maxp"))
    em = struct.unpack(">H", data[head + 18:head + 20])[0]
    metrics = struct.unpack(">H", data[hhea + 34:hhea + 36])[0]
    glyphs = struct.unpack(">H", data[maxp + 4:maxp + 6])[0]
    advances = [struct.unpack(">H", data[hmtx + 4 * i:hmtx + 4 * i + 2])[0] for i in range(metrics)]
    advances += [advances[-1]] * (glyphs - metrics)
    return [advance * 1000 / em for advance in advances]


def read_index(data, at):
    count = struct.unpack(">H", data[at:at + 2])[0]
    if count == 0:
        return [], at + 2
    size, at = data[at + 2], at + 3
    offsets = [int.from_bytes(data[at + i * size:at + (i + 1) * size], "big") for i in range(count + 1)]
    start = at + (count + 1) * size - 1
    return [data[start + a:start + b] for a, b in zip(offsets, offsets[1:])], start + offsets[-1]


def read_real(data, at):
    text = ""
    while True:
        for nibble in (data[at] >> 4, data[at] & 15):
            if nibble == 15:
                return float(text), at + 1
            text += "0123456789.EE -"[nibble] + ("-" if nibble == 12 else "")
        at += 1


def read_dict(data):
    entries, stack, at = {}, [], 0
    while at < len(data):
        b = data[at]
        if b <= 21:
            key = b if b != 12 else 1200 + data[at + 1]
            entries[key], stack = stack, []
            at += 2 if b == 12 else 1
        elif b == 28:
            stack.append(struct.unpack(">h", data[at + 1:at + 3])[0])
            at += 3
        elif b == 29:
            stack.append(struct.unpack(">i", data[at + 1:at + 5])[0])
            at += 5
        elif b == 30:
            value, at = read_real(data, at + 1)
            stack.append(value)
        elif b <= 246:
            stack.append(b - 139)
            at += 1
        else:
            sign = 1 if b <= 250 else -1
            stack.append(sign * ((b - (247 if sign > 0 else 251)) * 256 + data[at + 1] + 108))
            at += 2
    return entries


# How many operands an operator takes; one more is the width. Stems take pairs.
FIXED = {4: 1, 21: 2, 22: 1, 14: 0}
STEMS = {1, 3, 18, 23, 19, 20}


class Charstring:
    """Runs a charstring up to the first operator that may have the width before it."""

    def __init__(self, subrs, global_subrs):
        self.subrs, self.global_subrs = subrs, global_subrs

    @staticmethod
    def _call(subrs, number):
        bias = 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768
        return subrs[int(number) + bias]

    def width(self, code):
        stack, waiting = [], [(code, 0)]
        while waiting:
            data, at = waiting.pop()
            while at < len(data):
                b = data[at]
                if b >= 32 or b == 28:
                    value, at = self._number(data, at)
                    stack.append(value)
                elif b in (10, 29):
                    waiting.append((data, at + 1))
                    data, at = self._call(self.subrs if b == 10 else self.global_subrs, stack.pop()), 0
                elif b == 11:
                    break
                elif b in STEMS:
                    return stack[0] if len(stack) % 2 else None
                elif b in FIXED:
                    return stack[0] if len(stack) in (FIXED[b] + 1, FIXED[b] + 5 if b == 14 else -1) else None
                else:
                    return None
        return None

    @staticmethod
    def _number(data, at):
        b = data[at]
        if b == 28:
            return struct.unpack(">h", data[at + 1:at + 3])[0], at + 3
        if b <= 246:
            return b - 139, at + 1
        if b <= 250:
            return (b - 247) * 256 + data[at + 1] + 108, at + 2
        if b <= 254:
            return -(b - 251) * 256 - data[at + 1] - 108, at + 2
        return struct.unpack(">i", data[at + 1:at + 5])[0] / 65536, at + 5


def read_private(data, entries):
    if 18 not in entries:
        return {}, []
    size, offset = (int(value) for value in entries[18])
    private = read_dict(data[offset:offset + size])
    subrs = read_index(data, offset + int(private[19][0]))[0] if 19 in private else []
    return private, subrs


def read_selector(data, at, count):
    if data[at] == 0:
        return list(data[at + 1:at + 1 + count])
    ranges = struct.unpack(">H", data[at + 1:at + 3])[0]
    firsts = [struct.unpack(">HB", data[at + 3 + 3 * i:at + 6 + 3 * i]) for i in range(ranges)]
    ends = [first for first, _ in firsts[1:]] + [count]
    return [which for (first, which), end in zip(firsts, ends) for _ in range(end - first)]


def cff_widths(data):
    _, at = read_index(data, data[2])
    tops, at = read_index(data, at)
    _, at = read_index(data, at)
    global_subrs, _ = read_index(data, at)
    top = read_dict(tops[0])
    glyphs, _ = read_index(data, int(top[17][0]))
    scale = top.get(1207, [0.001])[0] * 1000
    if 1230 in top:  # keyed by CID: a private dictionary for each group of glyphs
        fonts = [read_dict(font) for font in read_index(data, int(top[1236][0]))[0]]
        selector = read_selector(data, int(top[1237][0]), len(glyphs))
        scale = fonts[0].get(1207, [1 if 1207 in top else 0.001])[0] * (scale if 1207 in top else 1000)
    else:
        fonts, selector = [top], [0] * len(glyphs)
    privates = [read_private(data, font) for font in fonts]
    widths = []
    for glyph, which in zip(glyphs, selector):
        private, subrs = privates[which]
        extra = Charstring(subrs, global_subrs).width(glyph)
        width = (private.get(20, [0])[0] if extra is None else private.get(21, [0])[0] + extra)
        widths.append(width * scale)
    return widths


def read_cmap(text):
    """A ToUnicode CMap as a dictionary of code → str."""
    mapping = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.S):
        for code, value in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            mapping[int(code, 16)] = bytes.fromhex(value.decode()).decode("utf-16-be", "replace")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, value in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            first = bytes.fromhex(value.decode()).decode("utf-16-be", "replace")
            for code in range(int(low, 16), int(high, 16) + 1):
                mapping[code] = first[:-1] + chr(ord(first[-1]) + code - int(low, 16))
    return mapping
