#!/usr/bin/env python3
"""Copies an EPUB with a change to all its XHTML and its package: spoil.py IN OUT PATTERN REPLACEMENT"""
import re
import sys
import zipfile

_, source, target, pattern, replacement = sys.argv
changes = 0
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name.endswith((".xhtml", ".opf")):
            text, count = re.subn(pattern, replacement, data.decode())
            changes += count
            data = text.encode()
        new.writestr(name, data)
sys.exit(changes == 0)
