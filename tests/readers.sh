#!/bin/sh
# EPUBs in real engines: epub.js in headless Chromium as a phone and as a tablet, in the themes of
# readers (tests/readers/read.mjs), mupdf and calibre; PDFs in pdf.js and MuPDF. Chromium and calibre are
# not installed for this: without them those tests are skipped.
#
#   sh tests/readers.sh pictures [OUT]   shows the pages of the sampler and of the real books for a
#                                        person to look at, in OUT: out/readers
. tests/lib.sh
packages=tests/readers/node_modules/.package-lock.json

has_chromium() {
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

# epub NAME INPUT...: exports to $SCRATCH/NAME.epub.
epub() {
    name=$1
    shift
    "$BIFOLIO" -q -o "$SCRATCH/$name.epub" "$@"
}

read_books() {
    timeout $((240 * ${SLOW:-1})) node tests/readers/read.mjs "$@"
}

if [ "${1:-}" = pictures ]; then
    epub sampler tests/books/sampler/guide.md
    epub kinds tests/readers/kinds.md 2>/dev/null
    set -- --table --shots "${2:-out/readers}" "$SCRATCH/sampler.epub" "$SCRATCH/kinds.epub"
    if [ -d "$SHARED/guide" ]; then
        epub guide "$SHARED/guide/python-interview-questions.md"
        set -- "$@" "$SCRATCH/guide.epub"
    fi
    node tests/readers/read.mjs "$@"
    exit
fi

# ── Old readers ──────────────────────────────────────────────────────────────────────────────────

# Adobe's engine, in many an e-ink reader, refuses the sheet or the book for functions and units it
# does not know, and for some @media; @supports it steps over. Those of CSS 2, and rgba(), it knows.
sheet_is_plain() {
    unzip -p "$SCRATCH/$1.epub" 'EPUB/styles/*.css' >"$SCRATCH/book.css" || return 1
    grep -A1 '^@media all {' "$SCRATCH/book.css" | grep -q '^    @supports' || { echo "there is no @supports" && return 1; }
    sed -E '/^@media all/,/^}/d; s/(rgba|counters?|attr)\(//g' "$SCRATCH/book.css" >"$SCRATCH/plain.css"
    ! grep -nE ': [^;]*[a-z-]\(|[0-9](vh|vw|rem|ch)\b|^@|^ *--|\{ *\}' "$SCRATCH/plain.css"
}

# The reader's settings win: nothing is said of the body's type, colours and margins.
sheet_leaves_settings() {
    awk '/^(body|html|:root|\*|p)[ ,]/ { inside = 1 } inside { print } /^}/ { inside = 0 }' \
        "$SCRATCH/book.css" >"$SCRATCH/body.css"
    ! grep -nE '^ *(font(-family|-size)?|line-height|color|background(-color)?|text-align):' "$SCRATCH/body.css"
}

if selected "readers sheet"; then
    epub kinds tests/readers/kinds.md 2>/dev/null
    check "readers sheet: old readers know all of it" sheet_is_plain kinds
    check "readers sheet: settings of the reader win" sheet_leaves_settings
fi

# ── mupdf ────────────────────────────────────────────────────────────────────────────────────────

# draw_pages NAME WIDTH HEIGHT SIZE [OPTION...]: pages come out, and nothing is complained of but that
# this mupdf was built without colour profiles, and that EPUB 3 is too new for it.
draw_pages() {
    name=$1 width=$2 height=$3 size=$4
    shift 4
    rm -f "$SCRATCH"/page-*.png
    mutool draw -q -W "$width" -H "$height" -S "$size" "$@" -r 72 -o "$SCRATCH/page-%d.png" "$SCRATCH/$name.epub" \
        >"$SCRATCH/mutool.log" 2>&1 || return 1
    ! grep -vE 'ICC support is not available|unknown epub version: 3.0' "$SCRATCH/mutool.log" &&
        [ -s "$SCRATCH/page-5.png" ]
}

if ! command -v mutool >/dev/null; then
    skip "readers mupdf" "there is no mutool"
elif selected "readers mupdf"; then
    epub sampler tests/books/sampler/guide.md
    printf 'body { background: #121212; color: #b0b0b0; font-family: sans-serif }' >"$SCRATCH/user.css"
    check "readers mupdf: a phone" draw_pages sampler 390 844 16
    check "readers mupdf: a tablet in the dark" draw_pages sampler 820 1180 18 -U "$SCRATCH/user.css"
fi

# ── calibre ──────────────────────────────────────────────────────────────────────────────────────

read_in_calibre() {
    timeout $((240 * ${SLOW:-1})) calibre-debug tests/readers/calibre.py -- "$@"
}

# A sheet with a rule that calibre does not know is complained of.
calibre_sees_mistakes() {
    python3 - "$SCRATCH/kinds.epub" "$SCRATCH/mistake.epub" <<'EOF'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
    for name in old.namelist():
        new.writestr(name, "@nonsense { a { b: c } }" if name.endswith(".css") else old.read(name))
EOF
    ! read_in_calibre "$SCRATCH/mistake.epub" >"$SCRATCH/calibre.log" 2>&1 &&
        grep -q nonsense "$SCRATCH/calibre.log"
}

if ! command -v calibre-debug >/dev/null; then
    skip "readers calibre" "there is no calibre"
elif selected "readers calibre"; then
    epub kinds tests/readers/kinds.md 2>/dev/null
    epub sampler tests/books/sampler/guide.md
    set -- "$SCRATCH/kinds.epub" "$SCRATCH/sampler.epub"
    if [ -d "$SHARED/guide" ]; then
        epub guide "$SHARED/guide/python-interview-questions.md"
        set -- "$@" "$SCRATCH/guide.epub"
    fi
    check "readers calibre: it reads books without a warning" read_in_calibre "$@"
    check "readers calibre: mistakes are seen" calibre_sees_mistakes
fi

# ── epub.js ──────────────────────────────────────────────────────────────────────────────────────

# sees_mistake CSS WORDS: the harness complains of a sheet with this mistake.
sees_mistake() {
    ! read_books --run phone --mistake "$1" "$SCRATCH/kinds.epub" >"$SCRATCH/mistake.log" 2>&1 &&
        grep -q -e "$2" "$SCRATCH/mistake.log"
}

sees_mistakes() {
    sees_mistake 'p { color: #777; opacity: 0.9 }' 'light: p: contrast' &&
        sees_mistake 'pre { white-space: pre; word-wrap: normal }' 'too wide: pre' &&
        sees_mistake 'h1 { display: none }' 'not displayed'
}

if ! has_chromium; then
    skip "readers epub.js" "there is no Chromium"
elif [ ! -e "$packages" ]; then
    skip "readers epub.js" "run npm ci --prefix tests/readers --ignore-scripts"
elif selected "readers epub.js"; then
    epub kinds tests/readers/kinds.md 2>/dev/null
    epub sampler tests/books/sampler/guide.md
    python3 tests/books/make_guides.py "$SCRATCH" && epub ar "$SCRATCH/ar.md"
    check "readers epub.js: pages fit, entries land, text is legible in every theme" \
        read_books "$SCRATCH/kinds.epub" "$SCRATCH/sampler.epub" "$SCRATCH/ar.epub"
    check "readers epub.js: mistakes are seen" sees_mistakes
fi

# ── Copying ──────────────────────────────────────────────────────────────────────────────────────

# copy_text READER: the text of copied.pdf as it has it: pdfjs, the text layer of pdf.js, or mupdf, a current MuPDF.
copy_text() {
    script=tests/readers/copy_mupdf.mjs
    [ "$1" = mupdf ] || script=tests/readers/copy.mjs
    timeout $((300 * ${SLOW:-1})) node "$script" "$SCRATCH/copied.pdf" >"$SCRATCH/copied.txt"
}

# copies_code READER FAILING INPUT...: the code of a PDF as a reader has it.
copies_code() {
    reader=$1 failing=$2
    shift 2
    "$BIFOLIO" -q -o "$SCRATCH/copied.pdf" "$@" && "$BIFOLIO" -q --dump book "$@" >"$SCRATCH/copied.book" &&
        "$BIFOLIO" -q --dump pages "$@" >"$SCRATCH/copied.pages" &&
        copy_text "$reader" &&
        python3 tests/books/check_code.py "$SCRATCH/copied.book" "$SCRATCH/copied.pages" "$SCRATCH/copied.pdf" \
            --failing "$failing" "--$reader" "$SCRATCH/copied.txt"
}

# copies_arabic READER: lam-alef, a joiner that parts letters, and a space between all words.
copies_arabic() {
    printf '# T\n\nالسلام عليكم ولا بأس بالإنسان\n\nنرم\342\200\214افزار و برنامه\342\200\214نویسی\n' >"$SCRATCH/arabic.md"
    "$BIFOLIO" -q --lang ar -o "$SCRATCH/copied.pdf" "$SCRATCH/arabic.md" &&
        copy_text "$1" &&
        grep -q 'السلام عليكم ولا بأس بالإنسان' "$SCRATCH/copied.txt" &&
        grep -q "$(printf 'نرم\342\200\214افزار و برنامه\342\200\214نویسی')" "$SCRATCH/copied.txt"
}

# copies_books NAME READER: in The Rust Book a line of Arabic has an order of its own in each reader.
copies_books() {
    selected "readers $1" || return
    check "readers $1: the sampler's code copies" copies_code "$2" 0 tests/books/sampler/guide.md
    [ "$2" = mupdf ] && check "readers $1: tabs copy as tabs" copies_code mupdf 1 tests/readers/bytes.md
    check "readers $1: Arabic and Persian copy as they are read" copies_arabic "$2"
    if [ -d "$SHARED/guide" ]; then
        check "readers $1: the real guide's code copies" \
            copies_code "$2" 0 "$SHARED/guide/python-interview-questions.md"
    fi
    if [ -d "$SHARED/rust-book" ]; then
        check "readers $1: The Rust Book's code copies" copies_code "$2" 1 "$SHARED/rust-book"
    fi
}

if [ ! -e "$packages" ]; then
    skip "readers copies" "run npm ci --prefix tests/readers --ignore-scripts"
else
    copies_books "mupdf of today" mupdf
    if has_chromium; then
        copies_books pdf.js pdfjs
    else
        skip "readers pdf.js" "there is no Chromium"
    fi
fi
exit 0
