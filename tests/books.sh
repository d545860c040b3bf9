#!/bin/sh
# Whole books, checked with other people's tools: qpdf, poppler and mupdf for the PDF, EPUBCheck for the
# EPUB. The real books are run when they are there; the repository passes without them.
. tests/lib.sh

# make_books NAME INPUT...: exports to $SCRATCH/NAME.pdf and .epub.
make_books() {
    name=$1
    shift
    timeout $((60 * ${SLOW:-1})) "$BIFOLIO" -q -o "$SCRATCH/$name.pdf" -o "$SCRATCH/$name.epub" "$@"
}

# measure_pages NAME INPUT...: counts what betrays a bad typesetter into $SCRATCH/NAME.faults.
measure_pages() {
    name=$1
    shift
    "$BIFOLIO" -q --dump pages "$@" >"$SCRATCH/$name.pages" &&
        "$BIFOLIO" -q --dump tags "$@" >"$SCRATCH/$name.tags" &&
        python3 tests/books/check_pages.py "$SCRATCH/$name.pages" "$SCRATCH/$name.tags" \
            >"$SCRATCH/$name.faults"
}

# book NAME ENTRIES INPUT...: exports and checks; "-" for ENTRIES: however many there are.
book() {
    name=$1 entries=$2
    shift 2
    selected "books $name" || return
    check "books $name: both books come out" make_books "$name" "$@"
    check "books $name: the pages are well made" measure_pages "$name" "$@"
    [ ! -e "$SCRATCH/$name.faults" ] || sed 's/^/    /' "$SCRATCH/$name.faults"
    check "books $name: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/$name.pdf"
    set -- "$SCRATCH/$name.pdf" "$SCRATCH/$name.epub" --absent "Back to Top"
    [ "$entries" = - ] || set -- "$@" --entries "$entries"
    check "books $name: links, contents, outline and text are true" \
        python3 tests/books/check_book.py "$@"
    epubs="$epubs $SCRATCH/$name.epub"
}

rust_chapters() {
    sed -n 's/.*(\([^)]*\.md\)).*/\1/p' "$SHARED/rust-book/src/SUMMARY.md" |
        sed "s|^|$SHARED/rust-book/src/|"
}

epubs=
book sampler - content/guide.md
for source in tests/books/*.md; do
    [ -e "$source" ] && book "$(basename "$source" .md)" - "$source"
done
check "books pictures: all kinds are seen as they should be" \
    python3 tests/books/check_pictures.py "$BIFOLIO" "$SCRATCH/pictures"
[ ! -e "$SCRATCH/pictures/pictures.md" ] || book pictures - "$SCRATCH/pictures/pictures.md"
if [ -d "$SHARED/guide" ]; then
    book real-guide 60 "$SHARED/guide/python-interview-questions.md"
else
    skip "books real-guide" "there is no $SHARED/guide"
fi
if [ -d "$SHARED/rust-book" ]; then
    # shellcheck disable=SC2046 # the chapters' names have no spaces
    book rust-book - $(rust_chapters)
    selected "books rust-book" && check "books rust-book: word spaces are even" \
        python3 tests/books/word_spaces.py "$SCRATCH/rust-book.pdf" 0.12
else
    skip "books rust-book" "there is no $SHARED/rust-book"
fi
# shellcheck disable=SC2086 # a list of files is meant
[ -z "$epubs" ] ||
    check "books: EPUBCheck finds nothing" sh tests/books/check_epub.sh $epubs
exit 0
