#!/usr/bin/env python3
"""Writes documents that a book maker would rather not see, for EPUBCheck's rules: raw HTML that is hostile,
truncated or wrongly nested, unknown tags, doubled and odd ids, control characters, links with any characters,
and Markdown cut and shuffled in the midst of it. The same seed gives the same documents.

    make_nasty.py FOLDER COUNT [SEED]      writes FOLDER/nasty-0001.md …
    make_nasty.py --fronts FOLDER COUNT [SEED]      the same, each with front matter, to be a book of its own
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
        "ALERT Листинг circle text tspan foreignObject use defs image mrow mfrac mtext annotation-xml rb rtc "
        "a-b x-é foo:bar -x _x x.y search menuitem keygen bgsound listing noembed noframes param isindex nextid").split()
NAMES = ("id class title lang xml:lang dir href src alt style onclick onload colspan rowspan scope start type value "
         "align width height name role aria-label epub:type xmlns data-x hidden open cite datetime reversed "
         "headers border bgcolor \"quoted x=y é xml:id xml:base xml:space xmlns:x xlink:href is slot part srcset "
         "onerror aria-labelledby aria-describedby for usemap ismap longdesc itemprop accesskey tabindex 1a a:b:c "
         "\U0001F600 ‮").split()
VALUES = ("a", "a b", "A", "1", "-1", "0", "99999999999", "1e9", "", " ", "ß", "日本", "\u0007bell", "\u200d", "\ufffe",
          "x\"y", "x'y", "<b>", "&amp;", "&", "&#0;", "&#xD800;", "&#128;", "&nbsp;", "en", "zz-", "en-", "rtl",
          "sideways", "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "vbscript:x", "//host/path",
          "http://[::1", "http://exa mple/ü?q=<>&r=\"", "mailto:a b@c", "#a", "#a b", "#%61", "#", "../../etc/passwd",
          "/etc/passwd", "file:///etc/passwd", "image.png", "C:\\x", "%zz", "?", "tel:1", "urn:x", "http://", "a:b:c",
          "left", "center", "justify", "checkbox", "disc", "I", "url(http://x.org/x.png)", "\u202e", "ＡＢ",
          "x" * 300, "col", "doc-chapter", "footnote", "http://x.org/\u0001\u007f", "http://ü.example/ä", "99%", "1.5",
          "\U0001F600", "\U0001F468\u200d\U0001F469", "id\U0001F600", "\u202eid", "\u0301", "a\u00a0b", "a\u2028b", "-", "--",
          "1", "٣", "x:y", "x/y", "x.y", "XY", "xy", "Xy", "page-1", "toc", "footnote-1", "noteref-1", "target-1", "identifier",
          "en-US-x-" + "a" * 40, "i-klingon", "x-private", "de-1996", "sl-rozaj-biske", "en_US", "und", "*", "zh-Hant-TW",
          "ar", "he", "mul", "qaa-Qaaa-QM", "e n", "http://xn--mnchen-3ya.de/", "http://xn--a", "http://user:pass@h:99999/", "https://h/%", "https://h/|^`{}\\", "https://h/#a#b", "ftp:x", "http:x")
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


# What may not stand where it stands, and what readers of XML fear.
SHAPES = ("# A heading[^n] with `{t}` and ![{t}]({v})\n\n[^n]: {t}\n\n    > {t}\n", "## {t}\n\n## {t}\n\n## {t}\n",
          "<p>a<details><summary>{t}<summary>{t}</summary></summary><p>{t}</details>b</p>\n\n",
          "<ruby>漢<rp>(</rp><rt>kan {t}</rt><rp>)</rp>字<rt>ji</ruby>\n\n", "<ruby><rb>{t}<rtc>{t}<rt>{t}</ruby>\n\n",
          "<svg viewBox='0 0 9 9' onload=alert(1)><title>{t}</title><circle r=3 /><text>{t}</text><a href='{v}'>{t}</a>"
          "<foreignObject><p>{t}</p></foreignObject><script>x()</script></svg>\n\n",
          "<math><mfrac><mi>{t}</mi><mn>2</mn></mfrac><annotation-xml encoding='text/html'><p>{t}</p></annotation-xml></math>\n\n",
          "<table><tr><td><table><tr><td><table><caption>{t}<tr><th scope=nonsense>{t}<td rowspan=0>{t}</table></table></table>\n\n",
          "<table><thead><tr><td>{t}<thead><tr><td>{t}<tfoot><tr><td>{t}<tbody><tr><td colspan=3>{t}</table>\n\n",
          "<x-card is=\"{v}\"><y-card><p>{t}</x-card>{t}</y-card>\n\n", "<p id=\"{v}\">{t}<p id=\"{v}\">{t}<b id=\"{v}\">{t}\n\n",
          "<p lang=\"{v}\" xml:lang=\"{v}\" dir=\"{v}\">{t}</p>\n\n", "<bdo dir={v}>{t}<bdi>{t}</bdo>{t}</bdi>\n\n",
          "<a href=\"{v}\"><a href=\"{v}\"><div><h2>{t}</h2><a href=\"#x\">{t}</a></div></a></a>\n\n",
          "<button><form><input value=\"{v}\"><select><option>{t}<optgroup label=x><option>{t}</select></form></button>\n\n",
          "<dl><dd>{t}<dt>{t}<dt><h3>{t}</h3><div><dt>{t}<dd>{t}</div><p>{t}</dl>\n\n", "<ol start=-3 reversed type=I><li value=0>{t}<ul>{t}</ol>\n\n",
          "<figure><figcaption>{t}</figcaption><img src=\"{v}\"><figcaption>{t}</figcaption></figure>\n\n",
          "<h1><h2><h3>{t}</h1><p></h2></p>\n\n", "<h6>{t}</h6>\n\n<h1>{t}</h1>\n\n<h4>{t}</h4>\n\n", "<pre>\n\n{t}<p>{t}<b>{t}</pre>\n\n",
          "[^m]\n\n[^m]: > - 1. | a |\n        |-|\n        {t}\n\n", "- [ ] - [x] - [ ] {t}[^n]\n", "> [!TIP]\n> > [!NOTE]\n> > - # {t}[^n]\n",
          "| a[^n] | <h2>{t}</h2> |\n|-|-|\n| <ul><li>{t}</ul> | ```{t}``` |\n", "[{t}][^n](<{v}> '{t}')\n", "<!--{t}--!>{t}<!-->{t}-->\n\n",
          "<em><p>{t}</em></p><b><i><u>{t}</b>{t}</i>{t}</u>\n\n", "<ins><p>{t}<del><table><tr><td>{t}</ins></table></del>\n\n",
          "&#x1;&#x7f;&#x85;&#xfdd0;&#xffff;&#x10ffff;&#x110000;&#55357;&#56832;{t}\n\n", "<template>{t}<p></template><noscript><p>{t}</noscript>\n\n",
          "<img src=x alt='{v}' title=\"{v}\" width=-1 height=1e99 usemap=#m><map name=m><area href='{v}' alt></map>\n\n",
          "<pre>{t}<b>{t}</b>\n  <a href=\"{v}\">{t}<div>{t}</div></a><ul><li>{t}</ul><table><tr><td>{t}</table><hr>{t}</pre>\n\n",
          "<div><pre id=\"{v}\">\n{t}\n\n# {t}[^n]\n\n- {t}\n\n| {t} |\n|-|\n\n</pre></div>\n\n", "<div><pre>\t<i>{t}\n\n# {t}\n\n",
          "<del id=\"{v}\">\n\n# {t}\n\n- {t}\n\n</del>\n\n", "<ul>\n<ins>\n\n- {t}\n\n<li>{t}</ins>\n</ul>\n\n",
          "<table><del><tr><ins><td>{t}<del><p>{t}</del></table>\n\n", "<dl><ins><dt>{t}<del><dd>{t}<p>{t}</ins></dl>\n\n",
          "<iframe src='{v}'>{t}</iframe><object data='{v}'><embed src='{v}'>{t}</object><video src='{v}'><track>{t}</video>\n\n")
# The same within itself, many times.
NESTS = ("> ", "- ", "1. ", "> - ", "<div>", "<b><p>", "<table><tr><td>", "<ul><li>", "<blockquote><details>", "<dl><dd>", "<a href=#><span>",
         "<section><h2>x</h2>", "**_", "[", "<sub><sup>", "<fieldset><legend>", "<del>\n\n", "<pre><b>", "<div><ins>")


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

    def fill(self, form, depth):
        """Puts something else into each place of a form."""
        for _ in range(form.count("{t}")):
            nested = depth > 1 and self.random.random() < .2
            form = form.replace("{t}", self.piece(depth - 2) if nested else self.random.choice(TEXTS), 1)
        while "{v}" in form:
            form = form.replace("{v}", self.random.choice(VALUES).replace("{v}", ""), 1)
        return form

    def markdown(self, depth):
        form = self.random.choice(MARKDOWN)
        text = self.piece(depth - 1) if depth > 0 and self.random.random() < .4 else self.random.choice(TEXTS)
        return form.replace("{t}", text).replace("{v}", self.random.choice(VALUES)).replace("{{", "{").replace("}}", "}")

    def front_matter(self):
        """Every key, with values that YAML, XML or EPUB's rules may not like."""
        keys = ("title subtitle author authors lang date version description publisher rights cover identifier keywords "
                "series series-number toc nonsense é").split()
        lines = []
        for key in self.random.sample(keys, self.random.randrange(1, len(keys))):
            values = [self.random.choice(VALUES + TEXTS) for _ in range(self.random.choice((1, 1, 1, 3)))]
            quoted = ["\"" + "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in value) + "\"" for value in values]
            lines.append(f"{key}: {quoted[0] if len(quoted) == 1 else '[' + ', '.join(quoted) + ']'}\n")
        if self.random.random() < .1:
            lines.insert(self.random.randrange(len(lines) + 1), self.random.choice(TEXTS) + "\n")
        return "---\n" + "".join(lines) + "---\n\n"

    def piece(self, depth):
        if depth <= 0:
            return self.random.choice(TEXTS)
        kind = self.random.random()
        if kind < .12:
            return self.fill(self.random.choice(SHAPES), depth)
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
        if self.random.random() < .02:
            text += "\n\n" + self.random.choice(NESTS) * self.random.randrange(20, 300) + text
        if self.random.random() < .3:
            text = text[:self.random.randrange(len(text) + 1)]
        if self.random.random() < .3:
            at, length = self.random.randrange(len(text) + 1), self.random.randrange(12)
            text = text[:at] + text[at + length:]
        return "begin\n\n" + text


def main():
    fronts = sys.argv[1] == "--fronts"
    folder, count, *seed = sys.argv[2 if fronts else 1:]
    maker = Maker(int(seed[0]) if seed else 1)
    for number in range(1, int(count) + 1):
        text = (maker.front_matter() if fronts else "") + maker.document()
        (pathlib.Path(folder) / f"nasty-{number:04}.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
