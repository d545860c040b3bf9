#!/bin/sh
# Golden files: tests/golden/AREA/x.md has siblings x.book, x.pages, x.tags, x.xhtml, x.opf, x.diag;
# each that exists is compared with what bifolio makes of x.md. A name with ".as-written." in it
# runs with --as-written; x may as well be a folder, a book of many files; where there is an x.css, it is a stylesheet over the built-in one, and
# x.diag holds what is said of it. `tests/golden.sh accept` writes the siblings anew instead.
. tests/lib.sh
mode=${1:-compare}

# Prints the stage that a sibling's extension names.
produce() {
    source=$1 stage=$2
    set --
    case $source in *.as-written.*) set -- --as-written ;; esac
    sheet=${source%/} sheet=${sheet%.md}.css
    if [ -e "$sheet" ]; then
        set -- "$@" --style "$sheet"
        [ "$stage" = diag ] && stage=style-diag
    fi
    case $stage in
    style-diag) "$BIFOLIO" "$@" -v --dump pages "$source" 2>&1 >"$SCRATCH/ignored" ;;
    diag) "$BIFOLIO" "$@" --dump book "$source" 2>&1 >"$SCRATCH/ignored" ;;
    opf)
        SOURCE_DATE_EPOCH=1700000000 "$BIFOLIO" "$@" -q -o "$SCRATCH/x.epub" "$source" &&
            python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1])
for n in z.namelist():
    if n.endswith(".opf"): sys.stdout.write(z.read(n).decode())' "$SCRATCH/x.epub"
        ;;
    *) "$BIFOLIO" "$@" -q --dump "$stage" "$source" ;;
    esac
}

run_case() {
    source=$1 golden=$2
    name="golden $golden"
    selected "$name" || return
    produce "$source" "${golden##*.}" >"$SCRATCH/actual" 2>"$SCRATCH/err"
    if [ "$mode" = accept ]; then
        cmp -s "$SCRATCH/actual" "$golden" || echo "accepted $golden"
        cp "$SCRATCH/actual" "$golden"
    elif diff -u "$golden" "$SCRATCH/actual" >"$SCRATCH/diff"; then
        pass "$name"
    else
        cat "$SCRATCH/err" >>"$SCRATCH/diff"
        fail "$name" "$SCRATCH/diff"
    fi
}

for source in tests/golden/*/*.md tests/golden/*/*/; do
    stem=${source%/} stem=${stem%.md}
    [ -d "$source" ] && [ -e "$stem.md" ] && continue # what that shows
    for golden in "$stem".book "$stem".pages "$stem".tags "$stem".xhtml "$stem".opf "$stem".diag; do
        [ -e "$golden" ] && run_case "$source" "$golden"
    done
done

properties_have_cases() {
    python3 tests/properties.py "$BIFOLIO"
}
[ "$mode" = compare ] && check "golden properties: each shows in a case" properties_have_cases
exit 0
