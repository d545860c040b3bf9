#!/usr/bin/env python3
"""Writes documents that a book maker would rather not see, for EPUBCheck's rules: raw HTML that is hostile,
truncated or wrongly nested, unknown tags, doubled and odd ids, control characters, links with any characters,
and Markdown cut and shuffled in the midst of it. The same seed gives the same documents.

    make_nasty.py FOLDER COUNT [SEED]      writes FOLDER/nasty-0001.md …
"""
import pathlib
import random
import sys

TAGS = ("a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption "
        "center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset "
        "figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img "
        "input ins kbd label legend li link main map mark marquee math menu meta meter mi nav nobr noscript "
        "object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s samp script "
        "section select slot small source span strike strong style sub summary sup svg path table tbody td "
        "template textarea tfoot th thead time title tr track tt u ul var video wbr xmp x-widget o:p "
        "ALERT Листинг").split()
NAMES = ("id class title lang xml:lang dir href src alt style onclick onload colspan rowspan scope start type value "
         "align width height name role aria-label epub:type xmlns data-x hidden open cite datetime reversed "
         "headers border bgcolor \"quoted x=y é").split()
VALUES = ("a", "a b", "A", "1", "-1", "0", "99999999999", "1e9", "", " ", "ß", "日本", "\u0007bell", "\u200d", "\ufffe",
          "x\"y", "x'y", "<b>", "&amp;", "&", "&#0;", "&#xD800;", "&#128;", "&nbsp;", "en", "zz-", "en-", "rtl",
          "sideways", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "//host/path",
          "http://[::1", "http://exa mple/ü?q=<>&r=\"", "mailto:a b@c", "#a", "#a b", "#%61", "#", "../../etc/passwd",
          "/etc/passwd", "file:///etc/passwd", "image.png", "C:\\x", "%zz", "?", "tel:1", "urn:x", "http://", "a:b:c",
          "left", "center", "justify", "checkbox", "disc", "I", "url(http://x.org/x.png)", "\u202e", "ＡＢ",
          "x" * 300, "col", "doc-chapter", "footnote", "http://x.org/\u0001\u007f", "http://ü.example/ä", "99%", "1.5",
          "http://user:pass@h:99999/", "https://h/%", "https://h/|^`{}\\", "https://h/#a#b", "ftp:x", "http:x")
TEXTS = ("word", "two words", " ", "", "\n", "\n\n", "&", "&amp;", "&lt;b&gt;", "&notit;", "&#0;", "&#x1F600;", "\u0000",
         "\u0001\u0008\u000b\u001f\u007f", "\ufdd0\uffff", "\U0001F468\u200d\U0001F469", "שלום", "العربية", "ไทย", "中文",
         "<", ">", "]]>", "--", "-->", "<!--", "<!-- x -- y -->", "<![CDATA[ x ]]>", "<?php x ?>", "<!DOCTYPE x>", "<!x>",
         "</", "<//>", "< b>", "<b", "</b x=y>", "<b/>", "e\u0301", "\u00ad", "\u2028", "\ufeff", "[", "](", "![", "`",
         "**", "_", "~~", "\\", "  \n", ":smile:", "www.x.org", "http://x.org/a_(b)", "a@b.c")
MARKDOWN = ("# Heading {t}\n", "### {t}\n", "###### {t} ######\n", "{t}\n===\n", "- {t}\n", "  - {t}\n", "1. {t}\n",
            "99999999. {t}\n", "- [x] {t}\n", "> {t}\n", ">> {t}\n", "> [!NOTE]\n> {t}\n", "> [!CAUTION]\n\n{t}\n",
            "```\n{t}\n```\n", "```python {t}\n{t}\n", "    {t}\n", "~~~{t}\n", "| {t} | {t} |\n|:-|-:|\n| {t} | {t} | {t} |\n",
            "|{t}|\n|-|\n", "---\n", "***{t}***", "[{t}]({v})", "[{t}](<{v}> \"{v}\")", "![{t}]({v})", "![{t}](<{v}>)",
            "[^{t}]", "[^n]", "[^n]: {t}\n", "[^m]: {t} [^n] [^m]\n\n    more {t}\n", "[^m]", "`{t}`", "[{t}][r]",
            "[r]: {v} '{t}'\n", "<{v}>", "<http://{v}>", "{t}\n: {t}\n", "## {t} {{#{v} .{v}}}\n", "**{t}**: {t}\n\n",
            "Term\n\n: {t}\n", "$${t}$$", "{{{{#include {v}}}}}", "\n", "\n\n", "{t}  \n", "\t{t}\n")


class Maker:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def attributes(self):
        parts = []
        for _ in range(self.random.choice((0, 0, 0, 1, 1, 2, 3))):
            quote = self.random.choice("\"\"\"' ")
            value = self.random.choice(VALUES)
            name = self.random.choice(NAMES)
            parts.append(f" {name}={quote}{value}{quote}" if self.random.random() < .9 else f" {name}")
        return "".join(parts)

    def html(self, depth):
        tag = self.random.choice(TAGS)
        if self.random.random() < .1:
            tag = tag.upper()
        start = f"<{tag}{self.attributes()}{self.random.choice(('', '', '', '/', ' /'))}>"
        inner = "".join(self.piece(depth - 1) for _ in range(self.random.randrange(4))) if depth > 0 else ""
        end = self.random.choice((f"</{tag}>",) * 6 + ("", f"</{self.random.choice(TAGS)}>", f"</{tag}"))
        return self.random.choice(("", "", "\n")) + start + inner + end + self.random.choice(("", "", "\n", "\n\n"))

    def table(self, depth):
        """Cells and rows in any order, with any spans."""
        parts = ["<table>"]
        for _ in range(self.random.randrange(1, 7)):
            tag = self.random.choice("tr tr td td th thead tbody tfoot caption colgroup col p".split())
            spans = f' colspan="{self.random.choice(VALUES)}" rowspan="{self.random.randrange(-1, 9)}"'
            parts.append(f"<{tag}{spans if self.random.random() < .4 else ''}>{self.piece(depth - 1)}")
        return "".join(parts) + self.random.choice(("</table>", "</table>", "")) + "\n\n"

    def markdown(self, depth):
        form = self.random.choice(MARKDOWN)
        text = self.piece(depth - 1) if depth > 0 and self.random.random() < .4 else self.random.choice(TEXTS)
        return form.replace("{t}", text).replace("{v}", self.random.choice(VALUES)).replace("{{", "{").replace("}}", "}")

    def piece(self, depth):
        if depth <= 0:
            return self.random.choice(TEXTS)
        kind = self.random.random()
        if kind < .4:
            return self.html(depth)
        if kind < .75:
            return self.markdown(depth)
        return self.table(depth) if kind < .82 else self.random.choice(TEXTS)

    def document(self):
        text = "".join(self.piece(self.random.randrange(1, 6)) for _ in range(self.random.randrange(1, 14)))
        if self.random.random() < .02:
            text = self.html(3) * 200       # the same again and again: doubled ids
        if self.random.random() < .02:
            tag = self.random.choice(TAGS)
            text = f"<{tag}>" * 400 + text  # deep
        if self.random.random() < .3:
            text = text[:self.random.randrange(len(text) + 1)]
        if self.random.random() < .3:
            at, length = self.random.randrange(len(text) + 1), self.random.randrange(12)
            text = text[:at] + text[at + length:]
        return "begin\n\n" + text


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    maker = Maker(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    for number in range(1, count + 1):
        (folder / f"nasty-{number:04}.md").write_text(maker.document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
