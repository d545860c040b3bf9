#!/bin/sh
# Deep, wide, huge and malformed input: each must end in time, with a book or one clear error, and
# never by a signal. The limits catch what is quadratic, not what is a little slow: the inputs are
# large enough that a quadratic step takes minutes. SLOW stretches them (sanitizers).
. tests/lib.sh
limit=$((20 * ${SLOW:-1}))

repeat() {
    awk -v text="$1" -v count="$2" 'BEGIN { for (i = 0; i < count; i++) printf "%s", text }'
}

# A book, or one error and no book.
well_ended() {
    case $1 in
    0) [ -s "$SCRATCH/x.pdf" ] && [ -s "$SCRATCH/x.epub" ] && sound ;;
    1) [ "$(grep -c ': error: ' "$SCRATCH/out")" = 1 ] && ! ls "$SCRATCH"/x.* 2>/dev/null ;;
    *) false ;;
    esac
}

# Sanitizers have enough to do; the same files were checked in the plain run. One of qpdf's warnings
# is none: its buffer was full at the very moment when it had read a piece of the stream.
sound() {
    [ -n "${SLOW:-}" ] && return
    qpdf --check "$SCRATCH/x.pdf" >"$SCRATCH/sound" 2>&1
    sound=$?
    cat "$SCRATCH/sound" >>"$SCRATCH/out"
    [ $sound = 0 ] || { [ $sound = 3 ] && ! grep WARNING "$SCRATCH/sound" |
        grep -qv 'input stream is complete but output may still be valid$'; }
}

# try NAME: exports $SCRATCH/in.md to both books, with the stylesheet that $sheet names, if any.
sheet=
try() {
    name="pathological $1"
    selected "$name" || return
    rm -f "$SCRATCH/x.pdf" "$SCRATCH/x.epub"
    timeout "$limit" "$BIFOLIO" -q ${sheet:+--style "$sheet"} -o "$SCRATCH/x.pdf" -o "$SCRATCH/x.epub" "$SCRATCH/in.md" \
        >"$SCRATCH/out" 2>&1
    status=$?
    if well_ended $status; then
        pass "$name"
    else
        echo "status $status (124: longer than $limit s)" >>"$SCRATCH/out"
        fail "$name" "$SCRATCH/out"
    fi
}

case_of() {
    cat >"$SCRATCH/in.md"
    try "$1"
}

# style_of NAME: the sheet on standard input, over a deep and wide book.
style_of() {
    cat >"$SCRATCH/in.css"
    { repeat '> ' 1000 && printf '*a* **b**\n\n' && repeat '- x
' 5000 && printf '\n' && repeat '*a* ' 5000; } >"$SCRATCH/in.md"
    sheet=$SCRATCH/in.css
    try "stylesheet: $1"
    sheet=
}

{ repeat '> ' 10000 && echo deep; } | case_of 'ten thousand nested quotes'
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "- "; print "deep" }' | case_of 'ten thousand nested lists'
awk 'BEGIN { for (i = 0; i < 500; i++) printf "%*s- item\n", 2 * i, "" }' | case_of 'five hundred indented lists'
awk 'BEGIN { for (i = 1; i <= 60000; i++) print i ". item" }' | case_of 'a list that goes on over many files'
{ repeat 0123456789 100000 && echo; } | case_of 'a word of one megabyte'
{ repeat 'word ' 200000 && echo; } | case_of 'a paragraph of one megabyte'
{ echo '```' && repeat 'x' 1000000 && echo && echo '```'; } | case_of 'a code line of one megabyte'
{ echo '```' && repeat 'line
' 50000 && echo '```'; } | case_of 'a code block of fifty thousand lines'
{ echo '```rust' && repeat '(' 1000000 && echo && echo '```'; } | case_of 'highlighting a megabyte of brackets'
for language in python json css; do
    for text in '(' 'a.' '{' '# ' '`${' '&*'; do
        printf '\n~~~%s\n' $language && repeat "$text" $((30000 / ${#text})) && printf '\n~~~\n'
    done
done | case_of 'highlighting tangled code'
{ repeat '**a *b ' 50000 && echo; } | case_of 'unclosed emphasis'
{ repeat '[' 50000 && echo; } | case_of 'fifty thousand brackets'
{ repeat '[a](<b' 50000 && echo; } | case_of 'unclosed links'
{ repeat '<b>' 20000 && echo deep; } | case_of 'twenty thousand open tags'
{ echo '<pre>' && repeat '<b>a</b>	<p>b</p>   -<br>' 50000 && echo '</pre>'; } | case_of 'fifty thousand pieces and blocks in a <pre>'
{ echo '<pre><i>' && repeat '	' 500000 && echo 'a</i></pre>'; } | case_of 'a <pre> of half a million tabs'
{ repeat '<div><pre><b>a</b>

# b

' 10000; } | case_of 'ten thousand open <pre>s before Markdown'
{ repeat '<del>

a

' 10000 && repeat '</del>

' 10000; } | case_of 'ten thousand edits around edits'
awk 'BEGIN { for (i = 0; i < 40000; i++) printf "<a id=\"x%d\"></a>\n\n", i; print "seen" }' | case_of 'forty thousand bare anchors'
{ repeat '<div>
' 10000 && echo deep; } | case_of 'ten thousand open divisions'
{ repeat '</div>' 20000 && echo; } | case_of 'stray end tags'
{ repeat '<table><tr><td>' 2000 && echo deep; } | case_of 'two thousand nested tables'
{ repeat '|a' 1000 && echo '|' && repeat '|-' 1000 && echo '|' && repeat '|b' 1000 && echo '|'; } |
    case_of 'a table of a thousand columns'
{ printf '|a|b|\n|-|-|\n' && repeat '|some text|1|
' 20000; } | case_of 'a table of twenty thousand rows'
awk 'BEGIN { print "<table>"; for (i = 0; i < 2000; i++) { printf "<tr>"; for (k = 0; k < 30; k++) printf "<td rowspan=65534>a b"; print "" } }' |
    case_of 'cells that all reach to the end of the table'
{ repeat '<kbd>' 5000 && repeat '<kbd>a</kbd>' 20000; } | case_of 'keys in keys and keys beside keys'
{ repeat '<span class="advanced">a ' 5000 && repeat '<mark>b</mark>' 20000; } | case_of 'chips in chips, and grounds beside grounds'
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "## H%d\n\n**L%d**: v%d\n\n", i, i, i }' | case_of 'twenty thousand fields with labels of their own'
{ printf '## A\n\n**a**: b | ' && repeat '**a**: b | **a:** *b*
' 50000; } | case_of 'a hundred thousand labels below a heading'
repeat '<bdi>a</bdi> <bdo dir="rtl">b</bdo> ' 20000 | case_of 'forty thousand isolates'
{ repeat '<div dir="rtl"><ol type="i"><li>' 2000 && echo deep; } | case_of 'nested lists from right to left'
{ echo '```' && repeat '    a  b  -
' 50000 && echo '```'; } | case_of 'fifty thousand rows of columns'
repeat '# Same heading

' 10000 | case_of 'ten thousand equal headings'
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "[x](#dead-%d)\n\n", i; for (i = 0; i < 5000; i++) printf "## Heading %d\n\n", i }' |
    case_of 'ten thousand dead links among five thousand headings'
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "Text[^%d].\n\n", i; for (i = 0; i < 5000; i++) printf "[^%d]: Note %d.\n\n", i, i }' |
    case_of 'five thousand footnotes'
awk 'BEGIN { print "Text[^1].\n"; printf "[^1]: "; for (i = 0; i < 20000; i++) printf "note "; print "" }' |
    case_of 'a footnote longer than a page'
repeat '&amp;' 200000 | case_of 'two hundred thousand entities'
repeat '![x](missing.png) ' 2000 | case_of 'two thousand missing images'
repeat '---

' 20000 | case_of 'twenty thousand thematic breaks'
printf '\302\255%.0s' $(seq 2000) | case_of 'nothing but soft hyphens'
printf 'e\314\201%.0s' $(seq 20000) | case_of 'twenty thousand combining accents'
{ printf e && repeat "$(printf '\314\201')" 300000; } | case_of 'a pile of combining accents'
head -c 300000 /dev/zero | tr '\0' '#' | case_of 'a line of number signs'
awk 'BEGIN { srand(7); for (i = 0; i < 100000; i++) printf "%c", 32 + int(rand() * 95) + (rand() < 0.02 ? -22 : 0) }' |
    case_of 'printable noise'
awk 'BEGIN { srand(11); split("# > - * ` [ ] ( ) < / b > div p table td | ! \\ _ ~ & ; : { } ^ 1. \n \n a", t, " "); for (i = 0; i < 100000; i++) { s = t[1 + int(rand() * 36)]; printf "%s%s", s, rand() < 0.3 ? " " : (rand() < 0.1 ? "\n" : "") } }' |
    case_of 'Markdown noise'
svg='<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
{ echo "$svg<defs><rect id='a0' width='1' height='1'/>" && awk 'BEGIN { for (l = 1; l <= 10; l++) { printf "<g id=\"a%d\">", l; for (i = 0; i < 10; i++) printf "<use href=\"#a%d\"/>", l - 1; print "</g>" } print "</defs><use href=\"#a10\"/></svg>" }'; } >"$SCRATCH/picture.svg"
echo '![x](picture.svg)' | case_of 'a drawing that multiplies itself'
{ echo "$svg" && repeat '<g>' 100000 && repeat '</g>' 100000 && echo '</svg>'; } >"$SCRATCH/picture.svg"
echo '![x](picture.svg)' | case_of 'a drawing of a hundred thousand levels'
{ echo '<!DOCTYPE svg [<!ENTITY e0 "ten bytes!">' && awk 'BEGIN { for (l = 1; l < 12; l++) { printf "<!ENTITY e%d \"", l; for (i = 0; i < 10; i++) printf "&e%d;", l - 1; print "\">" } }' && echo "]>$svg<text>&e11;</text></svg>"; } >"$SCRATCH/picture.svg"
echo '![x](picture.svg)' | case_of 'a drawing whose entities multiply'
{ echo "$svg<style>" && repeat 'a{b:url( "' 100000 && repeat '@media print{a:not(' 100000 && echo '</style>' && awk 'BEGIN { for (i = 0; i < 50000; i++) printf "<g id=\" %d\" fill=\"url(# %d)\"><use href=\"#%d\"/></g>", i, i, i }' && echo '</svg>'; } >"$SCRATCH/picture.svg"
echo '![x](picture.svg)' | case_of 'a drawing with a tangled style and fifty thousand ids'
echo "$svg<filter id='f'><feMorphology operator='dilate' radius='10000'/></filter><rect width='9' height='9' filter='url(#f)'/></svg>" >"$SCRATCH/picture.svg"
echo '![x](picture.svg)' | case_of 'a drawing that makes librsvg panic'
python3 -c 'import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
pack, row = zlib.compressobj(1), bytes(1 + 4 * 10000)
rows = b"".join(pack.compress(row) for _ in range(9000)) + pack.flush()
sys.stdout.buffer.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 10000, 9000, 8, 6, 0, 0, 0))
                        + chunk(b"IDAT", rows) + chunk(b"IEND", b""))' >"$SCRATCH/picture.png"
echo '![x](picture.png)' | case_of 'ninety million transparent pixels'
repeat '{' 200000 | style_of 'open braces'
repeat '@media print{' 100000 | style_of 'nested media'
repeat '[a' 100000 | style_of 'open brackets'
{ printf a && repeat ':not(a' 50000 && echo '{color:red}'; } | style_of 'nested negations'
repeat 'p{content:"
' 60000 | style_of 'unclosed strings'
repeat 'p{margin:1em;' 30000 | style_of 'rules within rules'
awk 'BEGIN { for (i = 0; i < 40000; i++) printf ".c%d{color:red}\n", i }' | style_of 'forty thousand classes'
repeat '* * * * * * * * * * * * {color:red}
' 800 | style_of 'selectors that look at all ancestors'
{ repeat 'p:nth-child(2n) > em ~ em em{color:red}
' 500 && echo 'em:nth-last-child(3n){color:red}'; } | style_of 'selectors that count siblings'
awk 'BEGIN { print ":root{"; for (i = 0; i < 20000; i++) printf "--v%d:var(--v%d) var(--v%d);", i, i + 1, i + 1; print "}p{color:var(--v0)}" }' |
    style_of 'custom properties that double'
echo 'blockquote, li, p { break-before: left; break-after: right; padding: 1pt; background-color: red; page: x;
string-set: a content(), b content() } @page :left { margin: 9cm 0 } @page x:first { margin-top: 99999pt }
@page { @top-left { content: string(a) string(b, start) counter(pages) } }' | style_of 'breaks around everything'
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "@page p%d:first:left{@top-left{content:string(s%d)}} li{page:p%d;string-set:s%d content()}\n", i, i, i, i }' |
    style_of 'twenty thousand named pages'
box='blockquote, li, p, ul, em { border: 0.001pt dotted; border-radius: 9999pt; margin: 0; display: block'
echo "$box; padding: 0 }" | style_of 'boxes in boxes'
echo "$box; padding: 9999pt 90%; border-width: 9999pt; width: 1%; box-decoration-break: clone }" |
    style_of 'boxes larger than pages'
echo '* { counter-reset: a b; counter-increment: a b list-item; quotes: "(" ")" "[" "]" }
*::before { content: counters(list-item, ".") counters(a, "-", lower-roman) open-quote; border: 1pt solid }
*::after { content: counters(b, "-") close-quote no-open-quote attr(class) }' | style_of 'counters everywhere'
echo '*::before { content: leader(dotted) leader(".") leader("    ") leader(solid); float: footnote }
*::after { content: leader(space) target-counter("#x", page) target-text("#x") "\0\A\D800"; float: footnote }' |
    style_of 'leaders and notes everywhere'
{ repeat '*::before { content: "' 1 && repeat 'x ' 100000 && echo '" }'; } | style_of 'long text before everything'
sheet=$SCRATCH/in.css
echo 'a::after { content: " " target-counter(attr(href), page) " " target-counter(attr(href), n) target-text(attr(href)) }
h2 { counter-increment: n; break-before: page }' >"$sheet"
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "## H%d\n\n[a](#h%d) [b](#h%d)\n\n", i, 2999 - i, i * 7 % 3000 }' >"$SCRATCH/in.md"
try 'stylesheet: numbers of three thousand pages'
echo '* { white-space: pre-wrap }' >"$sheet"
{ printf 'word' && repeat ' ' 1000000 && repeat 'word	x' 200000 && repeat '&nbsp;' 300000 && repeat 'a  b
' 100000; } >"$SCRATCH/in.md"
try 'stylesheet: a million spaces that are kept'
sheet=
exit 0
