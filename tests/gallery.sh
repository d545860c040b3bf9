#!/bin/sh
# Renders chosen pages to PNG for a person to look at: `make gallery`. Facing pages stand side by side, as
# they do in a book: a verso left, the recto after it right.
#
#   tests/gallery.sh [OUT]     OUT: out/gallery; DPI: 100
#
# The sampler and the golden tests' inputs come whole, of the real books (SHARED) some pages; of all three
# books the three editions.
set -u
BIFOLIO=${BIFOLIO:-build/bifolio}
SHARED=${SHARED:-../shared}
DPI=${DPI:-100}
out=${1:-out/gallery}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bifolio-gallery.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# spread NAME VERSO: the pages VERSO and VERSO + 1 as one picture, as far as there are such pages; page 1
# stands alone.
spread() {
    rm -f "$scratch"/page-*.ppm
    pdftoppm -r "$DPI" -f "$(($2 > 0 ? $2 : 1))" -l "$(($2 + 1))" "$scratch/$1.pdf" "$scratch/page" 2>/dev/null
    set -- "$1" "$2" "$scratch"/page-*.ppm
    [ -e "$3" ] || return 0
    picture=$(printf '%s/%s-%03d.png' "$out" "$1" "$2")
    shift 2
    python3 tests/gallery/facing.py "$picture" "$@" && echo "$picture"
}

# book NAME LAST INPUT...: exports, then renders the spreads up to page LAST ("-": all).
book() {
    name=$1 last=$2
    shift 2
    "$BIFOLIO" -q -o "$scratch/$name.pdf" "$@" || return
    count=$(pdfinfo "$scratch/$name.pdf" | sed -n 's/^Pages: *//p')
    [ "$last" = - ] && last=$count
    verso=0
    while [ "$verso" -le "$last" ]; do
        spread "$name" "$verso"
        verso=$((verso + 2))
    done
}

# single NAME PAGE: one page as a picture.
single() {
    pdftoppm -r "$DPI" -f "$2" -l "$2" -singlefile -png "$scratch/$1.pdf" "$out/$1-$(printf %03d "$2")" &&
        echo "$out/$1-$(printf %03d "$2").png"
}

# editions NAME PAGES INPUT...: the first PAGES of the handout's and the screen's edition. Its variables are not
# those of book(): a shell's are everybody's.
editions() {
    edition=$1 most=$2
    shift 2
    book "$edition-handout" "$most" --style handout "$@"
    "$BIFOLIO" -q -o "$scratch/$edition-screen.pdf" --style screen "$@" || return
    page=1
    while [ "$page" -le "$most" ]; do
        single "$edition-screen" "$page"
        page=$((page + 1))
    done
}

mkdir -p "$out" && rm -f "$out"/*.png
book sampler - tests/books/sampler/guide.md
editions sampler 12 tests/books/sampler/guide.md
for source in tests/golden/pages/*.md; do
    book "golden-$(basename "$source" .md)" - "$source"
done
if [ -d "$SHARED/guide" ]; then
    book guide 16 "$SHARED/guide/python-interview-questions.md"
    editions guide 12 "$SHARED/guide/python-interview-questions.md"
fi
if [ -d "$SHARED/rust-book" ]; then
    editions rust-book 16 "$SHARED/rust-book"
    book rust-book 40 "$SHARED/rust-book"
    for verso in 100 160 220 280 340 400 460 520; do
        spread rust-book "$verso"
    done
fi
