#!/usr/bin/env python3
"""Checks a pair of finished books with other people's readers (qpdf, poppler, Python's zipfile):

* every outline entry and every inner link of the PDF lands on existing text; an outline entry on the
  very words of its title;
* the contents print, for every entry, the label of the page that its link leads to;
* a note begins on the page of its first mark;
* outline, contents and the EPUB's nav list the same entries;
* every word of the EPUB's chapters can be copied out of the PDF;
* the EPUB's page list names every page of the PDF's body that is not blank, in order, and what stands
  behind a page break is on that page.

    check_book.py BOOK.pdf BOOK.epub [--entries N] [--absent WORDS]
"""
import argparse
import collections
import html
import json
import re
import subprocess
import sys
import unicodedata
import zipfile

PART = 20           # letters of a word that is longer than a line

problems = []


def complain(text):
    problems.append(text)


def squeeze(text):
    """Letters and digits only: what must survive however a line was set."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if c.isalnum())


def strip_tags(markup):
    markup = re.sub(r'<a [^>]*epub:type="noteref"[^>]*>.*?</a>', " ", markup, flags=re.S)
    markup = re.sub(r"<(script|style|head)\b.*?</\1>", " ", markup, flags=re.S)
    markup = re.sub(r"</?(p|div|li|td|th|tr|h[1-6]|pre|dt|dd|section|aside|br|figcaption)\b[^>]*>",
                    " ", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


class Pdf:
    def __init__(self, path):
        done = subprocess.run(["qpdf", "--json=2", path], capture_output=True, check=True)
        document = json.loads(done.stdout)
        self.objects = document["qpdf"][1]
        self.pages = [page["object"] for page in document["pages"]]
        self.number = {ref: index for index, ref in enumerate(self.pages)}
        self.labels = self.read_labels()
        self.names = self.read_names()
        self.words = self.read_words(path)

    def get(self, value):
        """The object behind a reference, or the value itself."""
        if isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            holder = self.objects["obj:" + value]
            return holder.get("value", holder.get("stream", {}).get("dict"))
        return value

    def root(self):
        return self.get(self.get(self.objects["trailer"]["value"]["/Root"]))

    def tree(self, node, key):
        """The leaves of a name or number tree as (key, value) pairs."""
        pending = [self.get(node)]
        while pending:
            node = pending.pop()
            pending += [self.get(kid) for kid in self.get(node.get("/Kids", []))]
            leaves = self.get(node.get(key, []))
            yield from zip(leaves[::2], leaves[1::2])

    def read_labels(self):
        labels = [str(i + 1) for i in range(len(self.pages))]
        if "/PageLabels" not in self.root():
            return labels
        ranges = sorted((n, self.get(v)) for n, v in self.tree(self.root()["/PageLabels"], "/Nums"))
        for index, (first, style) in enumerate(ranges):
            last = ranges[index + 1][0] if index + 1 < len(ranges) else len(labels)
            for page in range(first, last):
                value = page - first + style.get("/St", 1)
                labels[page] = roman(value) if style.get("/S") == "/r" else str(value)
        return labels

    def read_names(self):
        names = self.get(self.root().get("/Names", {}))
        if "/Dests" not in names:
            return {}
        return dict(self.tree(names["/Dests"], "/Names"))

    def read_words(self, path):
        # poppler writes a title beyond the basic plane as surrogates
        done = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True,
                              encoding="utf-8", errors="replace")
        pages = []
        pattern = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([-\d.]+)" '
                             r'yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
        for match in pattern.finditer(done.stdout):
            if match[1]:
                self.height = float(match[2])
                pages.append([])
            else:
                box = tuple(float(match[i]) for i in range(3, 7))
                pages[-1].append((box, html.unescape(match[7])))
        return pages

    def resolve(self, destination):
        """(page number from 0, y from the top or None, x or None) of a destination, or None."""
        destination = self.get(destination)
        if isinstance(destination, str):
            destination = self.get(self.names.get(destination))
        if isinstance(destination, dict):
            destination = self.get(destination.get("/D"))
        if not destination or destination[0] not in self.number:
            return None
        x, y = destination[2:4] if destination[1] == "/XYZ" and len(destination) > 3 else (None, None)
        return self.number[destination[0]], None if y is None else self.height - y, x

    def text_from(self, place, with_margin=False):
        """What stands there and below, also in the columns at the right of it; numbers of headings may stand in the
        margin at the left."""
        page, top, left = place
        left = None if with_margin else left
        words = [w for box, w in self.words[page] if (top is None or (box[1] + box[3]) / 2 >= top)
                 and (left is None or (box[0] + box[2]) / 2 >= left)]
        return squeeze("".join(words))

    def outline(self):
        outlines = self.get(self.root().get("/Outlines", {})) or {}
        entries, pending = [], [outlines.get("/First")]
        while pending:
            ref = pending.pop()
            if not ref:
                continue
            entry = self.get(ref)
            destination = entry.get("/Dest") or self.get(entry.get("/A", {})).get("/D")
            entries.append((pdf_text(entry["/Title"]), self.resolve(destination)))
            pending += [entry.get("/Next"), entry.get("/First")]
        return entries

    def links(self):
        for index, ref in enumerate(self.pages):
            for annotation in self.get(self.get(ref).get("/Annots", [])):
                annotation = self.get(annotation)
                if annotation.get("/Subtype") == "/Link":
                    yield index, annotation


def roman(value):
    text = ""
    for amount, digits in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
                           (5, "v"), (4, "iv"), (1, "i")):
        while value >= amount:
            text += digits
            value -= amount
    return text


def pdf_text(value):
    return value[2:] if value.startswith("u:") else bytes.fromhex(value[2:]).decode("latin-1")


def check_outline(pdf):
    entries = pdf.outline()
    for title, place in entries:
        if place is None:
            complain(f"outline: '{title}' leads nowhere")
        elif not any(pdf.text_from(place, margin).startswith(squeeze(title)) for margin in (False, True)):
            found = pdf.text_from(place)[:60]
            complain(f"outline: '{title}' lands on page {place[0] + 1} at '{found}'")
    return entries


def words_in(pdf, page, rect):
    x0, y0, x1, y1 = rect
    top, bottom = pdf.height - y1, pdf.height - y0
    found = [(box[0], w) for box, w in pdf.words[page]
             if x0 - 1 <= (box[0] + box[2]) / 2 <= x1 + 1 and top <= (box[1] + box[3]) / 2 <= bottom]
    backward = any(unicodedata.bidirectional(c) in ("R", "AL") for _, w in found for c in w)
    return [w for _, w in (found if backward else sorted(found, key=lambda pair: pair[0]))]


def check_links(pdf):
    """Checks every link; returns the contents' entries: (text, printed label, true label)."""
    contents = collections.OrderedDict()
    for page, annotation in pdf.links():
        action = pdf.get(annotation.get("/A", {}))
        if action.get("/S") == "/URI":
            if not action.get("/URI", "u:")[2:]:
                complain(f"page {page + 1}: a link to an empty address")
            continue
        target = annotation.get("/Dest") or action.get("/D")
        place = pdf.resolve(target)
        if place is None:
            complain(f"page {page + 1}: a link leads nowhere: {target}")
        elif not pdf.words[place[0]]:
            complain(f"page {page + 1}: a link leads to an empty page")
        elif re.fullmatch("[ivxlc]+", pdf.labels[page]):
            key = (place, json.dumps(target))
            contents.setdefault(key, []).extend(words_in(pdf, page, annotation["/Rect"]))
    return [(" ".join(words), words[-1] if words else "", pdf.labels[place[0]], place)
            for (place, _), words in contents.items()]


def check_notes(pdf):
    """Where a note is marked first (a link of digits in the body), there it begins."""
    seen = set()
    for page, annotation in pdf.links():
        target = annotation.get("/Dest") or pdf.get(annotation.get("/A", {})).get("/D")
        mark = "".join(words_in(pdf, page, annotation["/Rect"]))
        if not pdf.labels[page].isdigit() or not mark.isdigit() or json.dumps(target) in seen:
            continue
        seen.add(json.dumps(target))
        place = pdf.resolve(target)
        if place and place[0] != page:
            complain(f"page {page + 1}: note {mark} begins on page {place[0] + 1}")


def check_contents(pdf, outline):
    entries = [e for e in check_links(pdf) if re.fullmatch(r"\d+", e[2])]
    for text, printed, label, _ in entries:
        if printed != label and not text.replace(" ", "").endswith(label):
            complain(f"contents: '{text}' prints {printed}, but its link leads to page {label}")
    titles = {squeeze(title) for title, place in outline}
    for text, printed, _, _ in entries:
        title = squeeze(text[:-len(printed)] if printed else text)
        if not any(title.startswith(t) for t in titles if t):
            complain(f"contents: '{text}' is not in the outline")
    return entries


def read_epub(path):
    book = zipfile.ZipFile(path)
    names = book.namelist()
    nav = next(n for n in names if n.endswith("nav.xhtml"))
    toc = re.search(r'<nav[^>]*epub:type="toc".*?</nav>', book.read(nav).decode(), re.S).group(0)
    package = book.read(next(n for n in names if n.endswith(".opf"))).decode()
    folder = nav.rsplit("/", 1)[0] + "/" if "/" in nav else ""
    hrefs = {}
    for item in re.findall(r"<item\b[^>]*>", package):
        hrefs[re.search(r'\bid="([^"]*)"', item)[1]] = re.search(r'\bhref="([^"]*)"', item)[1]
    spine = [hrefs[i] for i in re.findall(r'<itemref\b[^>]*idref="([^"]*)"', package)]
    bodies = [book.read(folder + href).decode() for href in spine
              if not re.search("nav|cover", href)]
    return re.findall(r"<a [^>]*href=\"[^\"]*\"[^>]*>(.*?)</a>", toc, re.S), bodies


def read_page_list(path):
    """(label, the words behind the page break, where it leads) of every entry, and of the NCX."""
    book = zipfile.ZipFile(path)
    nav = book.read("EPUB/nav.xhtml").decode()
    found = re.search(r'<nav epub:type="page-list".*?</nav>', nav, re.S)
    entries = []
    files = {}
    for href, label in re.findall(r'<a href="([^"]*)">(.*?)</a>', found[0] if found else "", re.S):
        name, _, anchor = html.unescape(href).partition("#")
        if name not in files:
            files[name] = book.read("EPUB/" + name).decode()
        parts = re.split(f'<span epub:type="pagebreak"[^>]* id="{re.escape(html.escape(anchor))}"', files[name])
        text = parts[1].split('<section class="footnotes"')[0] if len(parts) == 2 else None
        words = strip_tags("<" + text)[:400] if text is not None else None
        entries.append((html.unescape(label), words, href))
    ncx = re.findall(r'<pageTarget .*?<text>(.*?)</text>.*?src="(.*?)"', book.read("EPUB/toc.ncx").decode(), re.S)
    return entries, ncx


def check_page_list(pdf, path):
    entries, ncx = read_page_list(path)
    if [(label, href) for label, _, href in entries] != [(html.unescape(a), b) for a, b in ncx]:
        complain("page list: nav.xhtml and toc.ncx differ")
    pages = {label: index for index, label in enumerate(pdf.labels)}
    wanted = [label for label, page in pages.items() if pdf.words[page]]
    listed = [label for label, _, _ in entries]
    if [label for label in wanted if label in listed] != [label for label in listed if label in wanted]:
        complain("page list: not in the order of the pages")
    missing = [label for label in wanted if label not in listed]
    if missing:
        complain(f"page list: pages {', '.join(missing[:9])} are missing")
    for index, (label, words, href) in enumerate(entries):
        if words is None:
            complain(f"page list: page {label} leads nowhere")
        elif index + 1 < len(entries) and entries[index + 1][1] == words:
            continue    # no block begins on this page
        elif not words.strip() or href.startswith("nav.xhtml"):
            continue    # behind the last block; one list for all pages of the contents
        elif squeeze(words.strip().split("\n")[0])[:8] not in pdf.text_from((pages.get(label, 0), None, None)):
            complain(f"page list: '{words.strip()[:30]}' ({href}) is not on page {label}")
    return entries


def is_split(word, key, stream):
    """A page may end inside a word of many lines, once, or behind a hyphen: what is on either side of
    that place is there."""
    parts = [key[i:i + PART] for i in range(0, len(key), PART)]
    if len(parts) > 1 and sum(part not in stream for part in parts) <= 1:
        return True
    return "-" in word and all(squeeze(part) in stream for part in word.split("-"))


def cut_words(text):
    """The words that may have been cut by a page end: between the pieces stand a folio and a head."""
    pages = [page.split() for page in text.split("\f")]
    return {squeeze(end + start) for page, after in zip(pages, pages[1:])
            for end in page[-4:] for start in after[:16]}


def check_words(pdf, path, bodies):
    """A word split by a line end in the PDF is looked for as the two pieces' sum."""
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True,
                          check=True, encoding="utf-8").stdout
    have = collections.Counter(squeeze(w) for w in text.split())
    stream, cut = squeeze(text), cut_words(text)
    missing = collections.Counter()
    for word in re.split(r"\s+", strip_tags(" ".join(bodies))):
        key = squeeze(word)
        if not key:
            continue
        have[key] -= 1
        if have[key] < 0 and key not in stream and key not in cut and not is_split(word, key, stream):
            missing[word] += 1
    for word, count in missing.most_common(20):
        complain(f"the PDF's text lacks '{word}' ({count} times)")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pdf")
    parser.add_argument("epub")
    parser.add_argument("--entries", type=int)
    parser.add_argument("--absent", action="append", default=[])
    arguments = parser.parse_args()

    pdf = Pdf(arguments.pdf)
    outline = check_outline(pdf)
    contents = check_contents(pdf, outline)
    check_notes(pdf)
    nav, bodies = read_epub(arguments.epub)
    check_words(pdf, arguments.pdf, bodies)
    pages = check_page_list(pdf, arguments.epub)

    if arguments.entries is not None:
        for name, entries in (("outline", outline), ("contents", contents), ("nav", nav)):
            if len(entries) != arguments.entries:
                complain(f"the {name} has {len(entries)} entries, not {arguments.entries}")
    everything = " ".join(w for page in pdf.words for _, w in page) + strip_tags(" ".join(bodies))
    for words in arguments.absent:
        if words in everything:
            complain(f"'{words}' is still there")

    print(f"{arguments.pdf}: {len(pdf.pages)} pages, {len(outline)} in the outline, "
          f"{len(contents)} in the contents, {len(nav)} in the nav, {len(pages)} in the page list")
    for problem in problems[:40]:
        print("  " + problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
