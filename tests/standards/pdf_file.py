"""A finished PDF as qpdf reads it: objects as Python values, streams undone by zlib. Nothing here knows how
bifolio writes.

Names are str with their "/", strings are bytes, references are Reference, dictionaries and arrays are dict
and list; a stream is a Stream.
"""
import base64
import json
import re
import subprocess
import zlib
from collections import namedtuple

Reference = namedtuple("Reference", "number")


class Stream:
    def __init__(self, entries, raw):
        self.entries, self.raw = entries, raw


def convert(value):
    if isinstance(value, dict):
        return {key: convert(item) for key, item in value.items()}
    if isinstance(value, list):
        return [convert(item) for item in value]
    if isinstance(value, str):
        if re.fullmatch(r"\d+ \d+ R", value):
            return Reference(int(value.split()[0]))
        if value.startswith("u:"):
            return value[2:].encode("utf-8")
        if value.startswith("b:"):
            return bytes.fromhex(value[2:])
        if value.startswith("n:"):
            return value[2:]
    return value


class File:
    """`entries` of a Stream are those of its dictionary."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        done = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=inline",
                               "--decode-level=none", path], capture_output=True, check=False)
        if not done.stdout:
            raise ValueError(f"qpdf cannot read {path}: {done.stderr.decode()}")
        self.json = json.loads(done.stdout)
        self.objects, self.trailer = {}, {}
        for key, item in self.json["qpdf"][1].items():
            if "stream" in item:
                value = Stream(convert(item["stream"]["dict"]), base64.b64decode(item["stream"].get("data", "")))
            else:
                value = convert(item["value"])
            if key == "trailer":
                self.trailer = value
            else:
                self.objects[int(key[4:].split()[0])] = value
        self.catalog = self.get(self.trailer.get("/Root"), {})

    def get(self, value, default=None):
        """The value behind a reference."""
        while isinstance(value, Reference):
            value = self.objects.get(value.number)
        return default if value is None else value

    def at(self, entries, *keys):
        """The value down a path of keys, or None."""
        value = entries
        for key in keys:
            value = self.get(value)
            value = value.entries if isinstance(value, Stream) else value
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return self.get(value)

    def decode(self, stream):
        filters = self.get(stream.entries.get("/Filter"), [])
        data = stream.raw
        for name in filters if isinstance(filters, list) else [filters]:
            if name != "/FlateDecode":
                raise ValueError(f"filter {name}")
            data = zlib.decompress(data)
        return data

    def streams(self):
        for number, value in self.objects.items():
            if isinstance(value, Stream):
                yield number, value

    def values(self):
        """Every value of the file, those inside others too, as (object's number, value)."""
        for number, top in self.objects.items():
            waiting = [top]
            while waiting:
                value = waiting.pop()
                yield number, value
                if isinstance(value, Stream):
                    waiting.append(value.entries)
                elif isinstance(value, dict):
                    waiting.extend(value.values())
                elif isinstance(value, list):
                    waiting.extend(value)

    def pages(self):
        """The page dictionaries in order, with what they inherit, as (reference, dictionary)."""
        found, waiting = [], [(self.catalog.get("/Pages"), {})]
        while waiting:
            reference, inherited = waiting.pop()
            node = self.get(reference, {})
            below = {**inherited, **{k: node[k] for k in ("/Resources", "/MediaBox", "/CropBox", "/Rotate") if k in node}}
            if node.get("/Type") == "/Page":
                found.append((reference, node, below))
            else:
                waiting.extend((kid, below) for kid in reversed(self.get(node.get("/Kids"), [])))
        return found

    def tree(self, root):
        """The entries of a name tree or number tree as a list of (key, value)."""
        entries, waiting = [], [root]
        while waiting:
            node = self.get(waiting.pop(), {})
            flat = self.get(node.get("/Names", node.get("/Nums")), [])
            entries += list(zip(flat[0::2], flat[1::2]))
            waiting.extend(reversed(self.get(node.get("/Kids"), [])))
        return entries


def text_of(string):
    """A text string as str; qpdf gives what is Unicode as UTF-8 already."""
    if string is None:
        return None
    if string[:2] == b"\xfe\xff":
        return string[2:].decode("utf-16-be", "replace")
    return string.decode("utf-8", "replace")
