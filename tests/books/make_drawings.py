#!/usr/bin/env python3
"""Writes a book of drawings that no maker of books would like to see: what editors leave behind, what is hostile, and
random ones of such pieces. The same seed gives the same book.

    make_drawings.py FOLDER COUNT [SEED]      writes FOLDER/drawings.md and its files
    make_drawings.py --check EPUB             looks for what must not be in its drawings
"""
import pathlib
import random
import re
import sys
import zipfile

SVG = 'xmlns="http://www.w3.org/2000/svg"'
LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
ILLUSTRATOR = """<?xml version="1.0" encoding="iso-8859-1"?>
<!-- Generator: Adobe Illustrator 16.0.0 -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.0//EN" "http://evil.example/svg10.dtd" [
    <!ENTITY ns_svg "http://www.w3.org/2000/svg"> <!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
    <!ENTITY ns_ai "http://evil.example/ai"> <!ENTITY st0 "fill:#f00;">
]>
<svg xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;" xmlns:i="&ns_ai;" i:viewOrigin="0 9" width="9" height="9">
<i:pgf id="a">x</i:pgf><switch><foreignObject requiredExtensions="&ns_ai;"/><g i:extraneous="self">
<text style="&st0;">\xe9</text></g></switch></svg>"""
INKSCAPE = f"""<svg {SVG} xmlns:inkscape="http://evil.example/i" width="9" height="9" sodipodi:docname="a.svg">
<sodipodi:namedview id="a"><inkscape:grid/></sodipodi:namedview><metadata><rdf:RDF><cc:Work rdf:about="http://evil.example"/>
</rdf:RDF></metadata><g inkscape:label="x" style="fill:url(#b);-inkscape-font-specification:'Sans, Normal'"/>
<linearGradient id="b" xlink:href="#c"/><flowRoot><flowPara>x</flowPara></flowRoot></svg>"""

# The body of an <svg>, each seen to make EPUBCheck complain, or a reader fetch something.
BODIES = """<a xlink:href='data:image/png;base64,iVBORw0KGgo='><rect width='9' height='9'/></a>
<animate attributeName='xlink:href' values='http://evil.example/a;#b'/><set attributeName='onclick' to='x()'/>
<image width='9' height='9' xlink:href='data:image/bmp;base64,Qk0='/><image xlink:href='http://evil.example/a.png'/>
<style>/* x */ @media print { rect { fill: red } } rect { fill:;;x } } @import 'http://evil.example/a.css';</style>
<style>@font-face { font-family: x; src: url('data:font/woff;base64,AAAA') } rect { fill: url(#g); mask: u\\72l(http://evil.example) }</style>
<style>a{{b:c} } @charset "x"; @namespace svg url(http://evil.example); svg|a { b: c } .a:is(.b) { c: d } a { b { c: d } }</style>
<style>a::before { content: "\\"'x" } [a|="b"] > .c + *:not(.d) ~ e, #f { x: calc(1px + (2px * 3)) !important; --y: {z}; direction: rtl }</style>
<style>@keyframes k { from { x: 1 } 12.5% { x: 2 } 50% { x: 3 } to { x: 4 } } @supports (a: b) { c { d: e } } a{filter:progid:X.Y(z=1)}</style>
<style><![CDATA[ a > b { c: d; } ]]> <!-- e { f: g } --></style><style type='text/less'>a{ .b; }</style><style>a{b:'c</style>
<h:img xmlns:h='http://www.w3.org/1999/xhtml' srcset='http://evil.example/a.png 1x' alt=''/><img src='http://evil.example/a.png'/>
<h:video xmlns:h='http://www.w3.org/1999/xhtml' poster='http://evil.example/p.png'/><object data='http://evil.example/x'/>
<h:form xmlns:h='http://www.w3.org/1999/xhtml' action='http://evil.example/f'><h:input/></h:form><iframe src='http://evil.example'/>
<rect id='a b' width='9' height='9'/><rect id='d'/><rect id='d'/><rect id='1'/><rect id=' d '/><rect id='é'/><use href='#é'/>
<image xlink:href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' onload='evil()'%3E%3Cscript%3Eevil()%3C/script%3E%3C/svg%3E"/>
<use xlink:href='#a'/><use xlink:href=''/><use xlink:href='a.svg'/><use xlink:href='#g'/><linearGradient id='g'/><rect id='a'/>
<rect fill='url(#none)' stroke="url('#g')" mask='url(http://evil.example/#m)' cursor='url(http://evil.example/c.png),auto'/><pattern id='g'/>
<rect fill='url(#r)' clip-path='url(#g)' stroke=' url( #g ) red' width='1' height='1'/><clipPath id='g'/><rect id='r'/>
<?evil http://x?><?xml-stylesheet href='http://evil.example/a.css'?><a href='javascript:evil()' target='_top'><text y='9'>x</text></a>
<title>a<b>c</b><h:p xmlns:h='http://www.w3.org/1999/xhtml'>d</h:p></title><desc><tspan>x</tspan></desc><text><title/>y</text>
<foreignObject width='9' height='9'><p xmlns='http://www.w3.org/1999/xhtml' onclick='evil()'>x<script>evil()</script></p></foreignObject>
<blink/><rect widht='x' foo='bar' data-x='1' data-X='2' aria-label='a' role='evil' epub:type='x' xml:lang='e n' xml:base='http://evil.example'/>
<g xmlns='http://evil.example'><rect onload='x()'/></g><g xmlns=''><rect/></g><s:rect xmlns:s='http://www.w3.org/2000/svg'/>
<script href='http://evil.example/a.js'/><SCRIPT/><handler/><feImage href='http://evil.example/a.png'/><link href='http://evil.example'/>""".split("\n")
NAMES = ("a animate circle clipPath defs desc filter feImage foreignObject g h:p image linearGradient marker mask path pattern "
         "rect script set style svg switch symbol text textPath title tspan use x:y").split()
ATTRIBUTES = ("id href xlink:href fill stroke style mask clip-path class begin end values to attributeName aria-labelledby onclick "
              "src xml:lang xml:id lang data-a transform d width height type").split()
VALUES = ("a", "b", "a b", "1", "é", "#a", "#b", "#1", "#a b", "#", "", "url(#a)", "url('#b')", "url(#é) red", "url(http://evil.example)",
          "fill:url(#a);x:y", "fill:u\\72l(//evil.example)", "a.end", "#a;#b", "http://evil.example", "//evil.example", "evil.png",
          "data:image/png;base64,iVBORw0KGgo=", "data:text/html,evil()", "javascript:evil()", "image(evil.png)", "text/css", "en", "(", ")",
          "'", "translate(1 2)", "M0 0", "100%", "src(\"evil.png\")", "\\", "filter", "href", "{", "}", ";", "/*", "<", "&", "\u202e")
STYLES = ("a", ".b", "#1", "#\\31 ", "*", ">", ",", " ", "{", "}", ":", ";", "fill", "red", "1px", "50%", "url(#a)", "url(evil.png)", "'x'", '"',
          "(", ")", "[", "]", "@media", "@import", "@font-face", "@keyframes x", "print", "/*", "*/", "!important", "\\", "|", "=", "~", "+", "calc(",
          "not(", "src:", "--x", "-", ".", "#", "&", "%", "$", "^", "?", "<!--", "-->", "u\\72l(evil.png)", "\n", "é", "direction:rtl;", "a{b:c}",
          ".d{e:f;g:h}", "U+20-7f", "1e3", "+.5", "from", "to", "and", "(min-width:1px)", "attr(x)", ":hover", "::before", ":nth-child(2n+1)", "/", "@")
# What fetches nothing: times and data. What would: whatever an element or a style refers to, but in the file.
HARMLESS = re.compile(r' (?:data-a|begin|end|aria-[a-z]+)="[^"]*"')
FORBIDDEN = re.compile(r'<script|<!|<\?|@import|\s(?:on[a-z]+|src[a-z]*|poster|action|data|xml:base)=|href="(?!#|data:image/)'
                       r'|(?:url|src|image)\((?!#|data:)|\\7', re.I)


def escaped(value):
    return value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def random_style(chance):
    return escaped("".join(chance.choice(STYLES) for _ in range(chance.randrange(1, 40))))


def random_body(chance, depth=0):
    parts = []
    for _ in range(chance.randrange(1, 5)):
        name = chance.choice(NAMES)
        attributes = {name: chance.choice(VALUES) for name in chance.sample(ATTRIBUTES, chance.randrange(0, 5))}
        inner = (random_style(chance) if name == "style" else random_body(chance, depth + 1)
                 if depth < 4 and chance.random() < 0.5 else "x")
        parts.append(f"<{name}" + "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items())
                     + f">{inner}</{name}>")
    return "".join(parts)


def make_drawings(count, chance):
    """Name → bytes."""
    wrapped = [f"<svg {SVG} {LINKS} width='9' height='9'>{body}</svg>" for body in BODIES]
    wrapped += ["<svg width='9' height='9'><rect xlink:href='#a'/></svg>", INKSCAPE,
                f"<s:svg xmlns:s='http://www.w3.org/2000/svg' width='9' height='9'><s:script>1</s:script><s:g/></s:svg>",
                f"<!DOCTYPE svg SYSTEM 'http://evil.example/x.dtd'><svg {SVG} width='9' height='9'/>"]
    wrapped += [f"<svg {SVG} width='9' height='9'>{random_body(chance)}<style>{random_style(chance)}</style></svg>"
                for _ in range(count)]
    files = [text.encode() for text in wrapped] + [ILLUSTRATOR.encode("latin-1")]
    files.append(f"<?xml version='1.0' encoding='UTF-16'?><svg {SVG} width='9' height='9'><text>é</text></svg>".encode("utf-16"))
    return {f"drawing-{number}.svg": data for number, data in enumerate(files)}


def check(epub):
    with zipfile.ZipFile(epub) as package:
        names = [name for name in package.namelist() if name.endswith(".svg") and "cover" not in name]
        faults = [f"{name}: {found[0]}" for name in names
                  for found in [FORBIDDEN.search(HARMLESS.sub("", package.read(name).decode()))] if found]
    print(f"{len(names)} drawings", *faults[:20], sep="\n")
    return 1 if faults or len(names) < 100 else 0


def main():
    if sys.argv[1] == "--check":
        return check(sys.argv[2])
    folder = pathlib.Path(sys.argv[1])
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    text = "---\ntitle: Drawings\nlang: en\n---\n\n# Drawings\n\n"
    for name, data in make_drawings(int(sys.argv[2]), chance).items():
        (folder / name).write_bytes(data)
        text += f"![{name}]({name})\n\n"
    (folder / "drawings.md").write_text(text, encoding="utf-8")
    return 0


sys.exit(main())
