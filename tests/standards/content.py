"""Content streams read token by token (ISO 32000-1, 7.8.2): what they paint, in what marked content, with
which fonts and colours."""
import re
import unicodedata

TOKEN = re.compile(rb"""
    (?P<space>[\x00\t\n\x0c\r ]+|%[^\r\n]*)
  | (?P<open><<|>>|\[|\])
  | (?P<hex><[0-9A-Fa-f\s]*>)
  | (?P<name>/[^\x00\t\n\x0c\r \[\]()<>{}/%]*)
  | (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?=[\x00\t\n\x0c\r \[\]()<>{}/%]|$))
  | (?P<string>\()
  | (?P<word>[^\x00\t\n\x0c\r \[\]()<>{}/%]+)
""", re.X)
ESCAPE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
PLAIN_STRING = re.compile(rb"[^()\\]*\)")

PAINTING = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh", b"Do", b"Tj", b"TJ", b"'", b'"'}
SHOWING = {b"Tj", b"TJ", b"'", b'"'}
COLORING = {b"g": "/DeviceGray", b"G": "/DeviceGray", b"rg": "/DeviceRGB", b"RG": "/DeviceRGB",
            b"k": "/DeviceCMYK", b"K": "/DeviceCMYK"}
OTHERS = set(b"w J j M d ri i gs q Q cm m l c v y h re n W W* BT ET Tc Tw Tz TL Tf Tr Ts Td TD Tm T* "
             b"CS cs SC SCN sc scn MP DP BMC BDC EMC BX EX d0 d1 BI ID EI".split())
KNOWN = PAINTING | set(COLORING) | OTHERS


def read_string(data, at):
    plain = PLAIN_STRING.match(data, at)
    if plain:
        return data[at:plain.end() - 1], plain.end()
    out, depth = bytearray(), 1
    while True:
        byte = data[at:at + 1]
        at += 1
        if byte == b"\\":
            octal = re.compile(rb"[0-7]{1,3}").match(data, at)
            if octal:
                out.append(int(octal[0], 8) & 255)
                at = octal.end()
            else:
                out += ESCAPE.get(data[at:at + 1], data[at:at + 1].replace(b"\n", b""))
                at += 1
            continue
        depth += (byte == b"(") - (byte == b")")
        if not byte or depth == 0:
            return bytes(out), at
        out += byte


def operations(data):
    """(operator, operands) in order; arrays are lists, dictionaries dicts, names str, strings bytes."""
    stack, outer, at = [], [], 0
    while at < len(data):
        match = TOKEN.match(data, at)
        if not match:
            raise ValueError(f"no token at {at}: {data[at:at + 20]!r}")
        at, kind, text = match.end(), match.lastgroup, match[0]
        if kind == "space":
            continue
        if kind == "open" and text in (b"[", b"<<"):
            outer.append(stack)
            stack = []
        elif kind == "open":
            inner, stack = stack, outer.pop()
            stack.append(inner if text == b"]" else dict(zip(inner[0::2], inner[1::2])))
        elif kind == "string":
            string, at = read_string(data, at)
            stack.append(string)
        elif kind == "hex":
            digits = re.sub(rb"\s", b"", text[1:-1])
            stack.append(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()))
        elif kind == "name":
            stack.append(text.decode("latin-1"))
        elif kind == "number":
            stack.append(float(text))
        elif text in (b"true", b"false", b"null"):
            stack.append(text)
        else:
            yield text, stack
            stack = []


def is_backward(text):
    read = text.decode("utf-16" if text.startswith(b"\xfe\xff") else "latin-1")
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in read)


class Content:
    """What one stream does. `faults` holds what breaks the syntax of content streams."""

    def __init__(self, data):
        self.faults = []
        self.mcids = []               # (MCID, tag, properties)
        self.unmarked = 0             # pieces painted in no marked content
        self.mixed = 0                # artifacts in tagged content, or the other way about
        self.depth = 0                # deepest nesting of q
        self.colors = set()
        self.shown = {}               # font's name: set of strings shown with it
        self.private = []             # (font's name, string) shown with no ActualText around
        self.forward = []             # (font's name, string) of what is read as its glyphs stand
        self.backward = set()         # MCIDs of what is read from right to left
        self.silent = set()           # and of what is read as nothing
        self.objects = []             # (name, marked) of each Do
        self.paints = 0
        self._marks, self._saved, self._font, self._in_text = [], [], None, False
        for operator, operands in operations(data):
            self._take(operator, operands)
        if self._marks or self._saved or self._in_text:
            self.faults.append("it ends inside BT, q or BDC")

    def _take(self, operator, operands):
        if operator not in KNOWN:
            self.faults.append(f"operator {operator.decode('latin-1')}")
        elif operator in (b"BDC", b"BMC"):
            self._begin(operands)
        elif operator == b"EMC":
            if not self._marks:
                self.faults.append("EMC without BDC")
            else:
                self._marks.pop()
        elif operator == b"q":
            self._saved.append(self._font)
            self.depth = max(self.depth, len(self._saved))
        elif operator == b"Q":
            if not self._saved:
                self.faults.append("Q without q")
            else:
                self._font = self._saved.pop()
        elif operator in (b"BT", b"ET"):
            if self._in_text == (operator == b"BT"):
                self.faults.append(f"{operator.decode()} out of place")
            self._in_text = operator == b"BT"
        elif operator == b"Tf":
            self._font = operands[0]
        elif operator in COLORING:
            self.colors.add(COLORING[operator])
        elif operator in (b"cs", b"CS"):
            self.colors.add(operands[0])
        if operator in PAINTING:
            self._paint(operator, operands)

    def _begin(self, operands):
        properties = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
        if "/MCID" in properties:
            self.mcids.append((int(properties["/MCID"]), operands[0], properties))
            if properties.get("/ActualText") == b"":
                self.silent.add(int(properties["/MCID"]))
        self._marks.append((operands[0], properties))
        if operands[0] == "/ReversedChars" or is_backward(properties.get("/ActualText", b"")):
            self.backward |= {int(given["/MCID"]) for _, given in self._marks if "/MCID" in given}
        artifact = any(tag == "/Artifact" for tag, _ in self._marks)
        tagged = any("/MCID" in given for _, given in self._marks)
        self.mixed += artifact and tagged

    def _paint(self, operator, operands):
        self.paints += 1
        marked = any(tag == "/Artifact" or "/MCID" in given for tag, given in self._marks)
        self.unmarked += not marked
        if operator == b"Do":
            self.objects.append((operands[0], marked))
        if operator in SHOWING:
            strings = operands[-1] if isinstance(operands[-1], list) else [operands[-1]]
            replaced = any("/ActualText" in given for _, given in self._marks)
            tags = [tag for tag, _ in self._marks]
            if not replaced and "/Artifact" not in tags and "/ReversedChars" not in tags:
                whole = b"".join(string for string in strings if isinstance(string, bytes))
                self.forward.append((self._font, whole))
            shown = self.shown.setdefault(self._font, set())
            for string in strings:
                if isinstance(string, bytes):
                    shown.add(string)
                    if not replaced:
                        self.private.append((self._font, string))
