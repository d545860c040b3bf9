#!/bin/sh
# Makes the files of a release: PDFs of the three editions, the EPUB, their checksums. 'make release' runs it.
#
#   RELEASE=v1.2.0 BOOK=content OUT=out/release BUILD=build sh .ci/release.sh
#
# The book says on its title page what it is made from: the version, the last commit and its date. All of it
# comes from the repository that the book lies in, nothing from the clock. OUT changes only when everything
# was made without a warning.
set -eu
cd "$(dirname "$0")/.."

refuse() {
    printf 'release: %s\n' "$1" >&2
    exit 1
}

# in_book_repository WORD...: git there. Within a container the files may be somebody else's.
in_book_repository() {
    git -c safe.directory='*' -C "$folder" "$@"
}

# ── What is asked for ────────────────────────────────────────────────────────────────────────────

# Semantic versioning 2.0, with the "v" of a tag.
check_version() {
    number='(0|[1-9][0-9]*)'
    printf '%s' "$RELEASE" | tr '\n' ' ' |
        grep -Eqx "v$number\.$number\.$number(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?" ||
        refuse "say which version, as in 'make release VERSION=v1.2.0'; '$RELEASE' is none"
    version=${RELEASE#v}
}

check_book() {
    [ -e "$BOOK" ] || refuse "there is no book '$BOOK'"
    book=$(realpath "$BOOK")
    folder=$book
    [ -d "$book" ] || folder=$(dirname "$book")
}

# The commit has to be what the book is made from, and what the tag says, if there is one.
check_commit() {
    in_book_repository rev-parse -q --verify HEAD >/dev/null 2>&1 ||
        refuse "the book is in no git repository with a commit"
    [ -z "$(in_book_repository status --porcelain --untracked-files=no --ignore-submodules=dirty)" ] ||
        refuse "there are changes that are not committed"
    tagged=$(in_book_repository rev-parse -q --verify "refs/tags/$RELEASE^{commit}" || true)
    [ -z "$tagged" ] || [ "$tagged" = "$(in_book_repository rev-parse HEAD)" ] ||
        refuse "the tag $RELEASE is another commit than this one"
    commit=$(in_book_repository rev-parse HEAD | cut -c 1-12)
    date=$(TZ=UTC0 in_book_repository log -1 --date=format-local:%Y-%m-%d --format=%cd)
    SOURCE_DATE_EPOCH=$(in_book_repository log -1 --format=%ct)
    export SOURCE_DATE_EPOCH
}

# ── Making it ────────────────────────────────────────────────────────────────────────────────────

# When the book is our own, the program bears the same version.
build_program() {
    program_version=
    [ "$(in_book_repository rev-parse --show-toplevel)" != "$(pwd -P)" ] || program_version="PROGRAM_VERSION=$version"
    # shellcheck disable=SC2086 # nothing or one word
    "${MAKE:-make}" --no-print-directory BUILD="$BUILD" $program_version "$BUILD/bifolio"
    program=$(realpath "$BUILD/bifolio")
}

# export_book OPTION...: into the current folder, named after the title unless -o says otherwise.
export_book() {
    "$program" --strict --edition "$version, commit $commit" --date "$date" "$@" "$book" ||
        refuse "the book is not as it should be; nothing was released"
}

# The screen's edition has pages of its own, the others come in both papers.
make_books() {
    export_book --paper a4
    title=$(basename ./*.epub .epub)
    name=$title-$RELEASE
    mv "$title.epub" "$name.epub"
    mv "$title.pdf" "$name-a4.pdf"
    export_book --paper letter -o "$name-letter.pdf"
    for paper in a4 letter; do
        export_book --style handout --paper "$paper" -o "$name-handout-$paper.pdf"
    done
    export_book --style screen -o "$name-screen.pdf"
}

write_checksums() {
    if command -v sha256sum >/dev/null; then
        LC_ALL=C sha256sum -- *.* >SHA256SUMS
    else
        LC_ALL=C shasum -a 256 -- *.* >SHA256SUMS
    fi
}

# Of an earlier release goes what its checksums name, and nothing else.
replace_files() {
    if [ -f "$OUT/SHA256SUMS" ]; then
        sed 's/^[0-9a-f]*  *//' "$OUT/SHA256SUMS" | while IFS= read -r file; do
            rm -f "$OUT/${file##*/}"
        done
    fi
    mv "$work"/* "$OUT"
}

check_version
check_book
check_commit
build_program
mkdir -p "$OUT"
work=$(mktemp -d "$OUT/.release.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
(cd "$work" && make_books && write_checksums)
replace_files
echo "$RELEASE of $date, commit $commit, is in $OUT:"
cat "$OUT/SHA256SUMS"
