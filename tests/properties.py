"""Each property of the PDF has a golden case that shows it: properties.py BIFOLIO.

The properties are those of styles/README.md (a unit test compares it with the program's tables), but for
those with one value alone. For each, the declarations of it are taken out of one case of
tests/golden/style after another, until the pages are no longer those of the golden file: then the case is
one of this property.
"""

import concurrent.futures
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

CASES = "tests/golden/style"


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def names():
    text = read("styles/README.md")
    rows = re.findall(r"^\| `([a-z-]+)` \| (?:both|PDF) \| `(.*?)` \| \w+ \| (.*) \|$", text, re.M)
    longhands = [name for name, initial, values in rows if values != initial]
    listed = text.split("Shorthands and other names", 1)[1].split("\n## ", 1)[0]
    return longhands + re.findall(r"`([a-z-]+)`", listed)


def without(sheet, name):
    """The sheet without the declarations of a property; None when it has none."""
    bare, count = re.subn(r"(?<![\w-])%s\s*:[^;}]*;?" % re.escape(name), "", sheet)
    return bare if count else None


def shows(bifolio, folder, case, sheet):
    """Whether a changed sheet changes the pages of a case."""
    stem = os.path.join(folder, os.path.basename(case)[:-4])
    with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".css", encoding="utf-8") as changed:
        changed.write(sheet)
        changed.flush()
        pages = subprocess.run([bifolio, "-q", "--style", changed.name, "--dump", "pages", stem + ".md"],
                               capture_output=True, check=True).stdout
    return pages.decode() != read(stem + ".pages")


def has_case(bifolio, folder, sheets, name):
    for case, sheet in sheets.items():
        bare = without(sheet, name)
        if bare is not None and shows(bifolio, folder, case, bare):
            return True
    return False


def main():
    bifolio = os.path.abspath(sys.argv[1])
    sheets = {case: read(case) for case in sorted(glob.glob(CASES + "/*.css"))
              if os.path.exists(case[:-4] + ".pages")}
    wanted = names()
    with tempfile.TemporaryDirectory() as scratch:
        folder = shutil.copytree(CASES, os.path.join(scratch, "style"))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            found = list(pool.map(lambda name: has_case(bifolio, folder, sheets, name), wanted))
        broken = [case for case in sheets if shows(bifolio, folder, case, sheets[case])]
    missing = [name for name, has in zip(wanted, found) if not has]
    for case in broken:
        print("the case is not as its golden file has it:", case)
    print(len(wanted), "properties,", len(sheets), "cases")
    for name in missing:
        print("no golden case shows", name)
    return 1 if broken or missing or len(wanted) < 100 else 0


sys.exit(main())
