#!/bin/sh
# Finished PDFs against PDF/UA-1 and PDF/A-2a: the rules of tests/standards/rules.tsv, each proven by reading
# the file back with qpdf and our own eyes (tests/standards/*.py), none by what the writer knows.
. tests/lib.sh
standards=tests/standards

# conforms NAME INPUT...: the PDF keeps all the rules.
conforms() {
    name=$1
    shift
    "$BIFOLIO" -q -o "$SCRATCH/$name.pdf" "$@" 2>"$SCRATCH/$name.log" &&
        python3 $standards/check_standards.py "$SCRATCH/$name.pdf"
}

# Every input of the golden tests, with its stylesheet where it has one.
golden_conforms() {
    for source in tests/golden/*/*.md; do
        name=$(echo "${source%.md}" | tr / -)
        set -- "$source"
        [ -e "${source%.md}.css" ] && set -- --style "${source%.md}.css" "$source"
        "$BIFOLIO" -q -o "$SCRATCH/$name.pdf" "$@" || return 1
    done
    python3 $standards/check_standards.py "$SCRATCH"/tests-golden-*.pdf
}

# tags_of STYLE: the structure, without the numbers of its elements and without the text, of which an
# edition may add some ("p. 12") and which each breaks at other places.
tags_of() {
    "$BIFOLIO" -q --dump tags --style "$1" tests/books/sampler/guide.md | sed 's/^\( *[A-Za-z0-9]*\) [0-9]*/\1/; s/".*//'
}

editions_have_one_structure() {
    for style in book handout screen; do
        tags_of "styles/$style.css" >"$SCRATCH/$style.tags"
    done
    diff "$SCRATCH/book.tags" "$SCRATCH/handout.tags" && diff "$SCRATCH/book.tags" "$SCRATCH/screen.tags"
}

# tree_is_read FILE: poppler finds the headings that the structure says.
tree_is_read() {
    pdfinfo -struct-text "$SCRATCH/$1.pdf" 2>"$SCRATCH/struct.err" >"$SCRATCH/struct.txt" &&
        [ ! -s "$SCRATCH/struct.err" ] || { cat "$SCRATCH/struct.err" && return 1; }
    for role in Document H1 P L LI LBody Table TR TH TD Code Figure Formula TOC TOCI Reference Link Note; do
        grep -q "^ *$role\([ :]\|\$\)" "$SCRATCH/struct.txt" || { echo "poppler sees no $role" && return 1; }
    done
}

selected standards || exit 0
check "standards: the table names every rule" python3 $standards/check_standards.py --table
python3 $standards/make_book.py "$SCRATCH/everything"
check "standards everything: PDF/A-2a and PDF/UA-1" conforms everything "$SCRATCH/everything/book.md"
check "standards everything: PDF/A-3a with its source" conforms sourced --attach-source "$SCRATCH/everything/book.md"
check "standards everything: poppler reads the structure" tree_is_read everything
check "standards: each rule sees its fault" python3 $standards/check_standards.py --faults "$SCRATCH/sourced.pdf"
check "standards sampler" conforms sampler tests/books/sampler/guide.md
for style in handout screen; do
    check "standards sampler: $style" conforms "sampler-$style" --style "$style" tests/books/sampler/guide.md
done
check "standards sampler: the editions have one structure" editions_have_one_structure
check "standards questions" conforms questions content
check "standards golden files" golden_conforms
for source in tests/books/*.md; do
    check "standards $(basename "$source" .md)" conforms "$(basename "$source" .md)" "$source"
done
if [ -d "$SHARED/guide" ]; then
    check "standards real-guide" conforms real-guide "$SHARED/guide/python-interview-questions.md"
    check "standards real-guide: under 200 KB" [ "$(wc -c <"$SCRATCH/real-guide.pdf")" -lt 200000 ]
else
    skip "standards real-guide" "there is no $SHARED/guide"
fi
if [ -d "$SHARED/rust-book" ]; then
    check "standards rust-book" conforms rust-book "$SHARED/rust-book"
    check "standards rust-book: under 3 MB" [ "$(wc -c <"$SCRATCH/rust-book.pdf")" -lt 3000000 ]
else
    skip "standards rust-book" "there is no $SHARED/rust-book"
fi
exit 0
