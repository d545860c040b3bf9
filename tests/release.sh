#!/bin/sh
# 'make release' in a repository of its own, a copy of this one, and what it refuses; and that the comparison
# behind 'make reproducible' sees what differs.
. tests/lib.sh
build=${BIFOLIO%/*}
program=$(realpath "$BIFOLIO")
copy=$SCRATCH/copy

# Nothing here is for the sanitizers to look at; once is enough.
if [ "${SLOW:-1}" != 1 ]; then
    selected release && skip release "the tests without sanitizers ran it"
    exit 0
fi

# ── A repository to release from ─────────────────────────────────────────────────────────────────

commit_all() {
    git -C "$copy" add -A &&
        GIT_AUTHOR_DATE=$1 GIT_COMMITTER_DATE=$1 git -C "$copy" -c user.name=Test -c user.email=test@example.org \
            -c commit.gpgsign=false commit -q -m "$2"
}

# The sources and what was built of them, with their times, so that little has to be built again.
make_copy() {
    mkdir -p "$copy/build/grammars" "$copy/$build" &&
        git ls-files -z --cached --others --exclude-standard | xargs -0 cp -a --parents -t "$copy" &&
        cp -a fonts "$copy" && ln -s "$PWD/build/grammars/files" "$copy/build/grammars/files" &&
        tar -cf - --exclude=unit --exclude=asan --exclude=fuzz --exclude=grammars/files "$build" | tar -xf - -C "$copy" &&
        mkdir "$copy/guide" && cp tests/books/languages.md "$copy/guide/guide.md" && git -C "$copy" init -q -b main && commit_all 2026-01-31T23:30:00-05:00 'A release'
}

# release OPTION...: in the copy.
release() {
    env -u SOURCE_DATE_EPOCH make -s -C "$copy" release BOOK=guide/guide.md BUILD="$build" "$@"
}
text_of() {
    pdftotext -l 1 "$1" - | tr '\n' ' '
}

# ── What it makes ────────────────────────────────────────────────────────────────────────────────

names() {
    (cd "$copy/out/release" && ls -A)
}
makes_all_editions() {
    release VERSION=v9.8.7 && [ "$(names)" = "SHA256SUMS
one-book-many-languages-v9.8.7-a4.pdf
one-book-many-languages-v9.8.7-handout-a4.pdf
one-book-many-languages-v9.8.7-handout-letter.pdf
one-book-many-languages-v9.8.7-letter.pdf
one-book-many-languages-v9.8.7-screen.pdf
one-book-many-languages-v9.8.7.epub" ] && (cd "$copy/out/release" && sha256sum --strict -c SHA256SUMS) || return 1
    for paper in a4:595.2 letter:612 handout-a4:595.2 handout-letter:612 screen:720; do
        pdfinfo "$copy/out/release/one-book-many-languages-v9.8.7-${paper%:*}.pdf" |
            grep -q "^Page size: *${paper#*:}[0-9]* x" || { echo "not on $paper" && return 1; }
    done
}
# The day of the commit in universal time, not where it was made.
says_what_it_is_made_from() {
    commit=$(git -C "$copy" rev-parse HEAD | cut -c 1-12)
    for edition in a4 handout-letter screen; do
        pdf=$copy/out/release/one-book-many-languages-v9.8.7-$edition.pdf
        text_of "$pdf" | grep -q "Version 9.8.7, commit $commit *2026-02-01" || { text_of "$pdf" && return 1; }
    done
    pdfinfo "$pdf" | grep -q 'Producer: *bifolio 9.8.7$' && pdfinfo "$pdf" | grep -q 'CreationDate:.* Feb  *1 .*2026' &&
        epub=$(echo "$copy"/out/release/*.epub) && unzip -p "$epub" EPUB/title.xhtml | grep -q ">Version 9.8.7, commit $commit" &&
        unzip -p "$epub" EPUB/package.opf | grep -q 'dcterms:modified">2026-02-01T04:30:00Z'
}
program_tells_its_version() {
    [ "$("$copy/$build/bifolio" --version)" = "bifolio 9.8.7" ]
}
# The same again, from a checkout made at another time, with the last release lying there.
makes_the_same_bytes_again() {
    cp "$copy/out/release/SHA256SUMS" "$SCRATCH/first" && echo mine >"$copy/out/release/mine.txt" &&
        touch "$copy/guide/guide.md" && (umask 077 && TZ=Asia/Tokyo LC_ALL=C release VERSION=v9.8.7) &&
        cmp "$SCRATCH/first" "$copy/out/release/SHA256SUMS" && [ "$(names | wc -l)" = 8 ]
}
replaces_the_last_release() {
    release VERSION=v9.9.0-rc.1 && [ "$(names | grep -c v9.9.0-rc.1)" = 6 ] && ! names | grep v9.8.7 &&
        [ "$(cat "$copy/out/release/mine.txt")" = mine ]
}
# Another project's guide: its commit, its version, and the program's own version.
releases_another_guide() {
    own=$(sed -n 's/^PROGRAM_VERSION := //p' Makefile)
    mkdir -p "$SCRATCH/a guide" &&
        { printf -- '---\nlang: en\n---\n\n' && cat tests/golden/book/headings.md; } >"$SCRATCH/a guide/it's mine.md" &&
        git -C "$SCRATCH/a guide" init -q && (copy="$SCRATCH/a guide" && commit_all 2025-05-05T05:05:05Z 'A guide') &&
        release VERSION=v0.5.0 BOOK="$SCRATCH/a guide/it's mine.md" OUT="$SCRATCH/a guide/out" &&
        (cd "$SCRATCH/a guide/out" && sha256sum -c SHA256SUMS && [ "$(find . -name '*-v0.5.0*' | wc -l)" = 6 ]) &&
        [ "$("$copy/$build/bifolio" --version)" = "bifolio $own" ] && text_of "$SCRATCH/a guide/out/"*-v0.5.0-a4.pdf |
        grep -q "Version 0.5.0, commit $(git -C "$SCRATCH/a guide" rev-parse HEAD | cut -c 1-12) *2025-05-05"
}

# ── What it refuses ──────────────────────────────────────────────────────────────────────────────

# refuses WORDS OPTION...: says so, and leaves what was released alone.
refuses() {
    said=$1
    shift
    (cd "$copy/out/release" && ls -l) >"$SCRATCH/before"
    release "$@" >"$SCRATCH/said" 2>&1 && echo "not refused: $*" && return 1
    grep -q -e "$said" "$SCRATCH/said" || { cat "$SCRATCH/said" && return 1; }
    (cd "$copy/out/release" && ls -l) | diff "$SCRATCH/before" - && ! names | grep '^[.]release'
}
refuses_what_is_no_version() {
    for bad in 1.2.3 v1.2 v1.2.3.4 v01.2.3 v1.2.3- v1.2.3-a..b 'v1.2.3 ' v1.2.3+x vv1.2.3 v1.2.x latest '' 'v1.2.3
v1.2.4' "v1.2.3'\$(touch $SCRATCH/hacked)" 'v1.2.3";false;"' "v1.2.3';false;'" '../v1.2.3'; do
        refuses 'say which version' VERSION="$bad" || return 1
    done
    refuses 'say which version' && [ ! -e "$SCRATCH/hacked" ]
}
refuses_uncommitted_changes() {
    echo 'One more line.' >>"$copy/guide/guide.md"
    refuses 'not committed' VERSION=v9.9.9
    status=$?
    git -C "$copy" checkout -q guide/guide.md
    return $status
}
refuses_the_tag_of_another_commit() {
    git -C "$copy" tag v1.1.1 && : >"$copy/guide/new.txt" && commit_all 2026-02-02T00:00:00Z 'A file' &&
        refuses 'another commit' VERSION=v1.1.1
}
refuses_warnings() {
    printf '\n[nowhere](#no-such-heading)\n' >>"$copy/guide/guide.md" && commit_all 2026-02-03T00:00:00Z 'A mistake' &&
        refuses 'guide/guide.md:[0-9]*:1: warning: .*no-such-heading' VERSION=v9.9.9
}
refuses_what_is_not_there() {
    mkdir -p "$SCRATCH/bare" && echo '# T' >"$SCRATCH/bare/guide.md" &&
        refuses 'no git repository' VERSION=v9.9.9 BOOK="$SCRATCH/bare/guide.md" &&
        refuses 'no book' VERSION=v9.9.9 BOOK=nowhere.md
}

if ! git rev-parse -q --verify HEAD >/dev/null 2>&1; then
    skip "release" "this is no git repository"
elif selected "release"; then
    make_copy >"$SCRATCH/copy.log" 2>&1 || fail "release: a repository to release from" "$SCRATCH/copy.log"
    check "release: makes all editions, with checksums" makes_all_editions
    check "release: the title page says version, commit and date" says_what_it_is_made_from
    check "release: the program tells the version" program_tells_its_version
    check "release: the same bytes again" makes_the_same_bytes_again
    check "release: the last one is replaced, other files stay" replaces_the_last_release
    check "release: the guide of another repository" releases_another_guide
    check "release: refuses what is no version" refuses_what_is_no_version
    check "release: refuses changes that are not committed" refuses_uncommitted_changes
    check "release: refuses the tag of another commit" refuses_the_tag_of_another_commit
    check "release: refuses a book with warnings" refuses_warnings
    check "release: refuses what is not there" refuses_what_is_not_there
fi

# The book that ships, as 'make release' makes it.
ships_without_warnings() {
    "$program" --strict -o "$SCRATCH/ships.pdf" -o "$SCRATCH/ships.epub" "$(sed -n 's/^BOOK ?= //p' Makefile)"
}
check "release: the book that ships has no warnings" ships_without_warnings

# ── What differs ─────────────────────────────────────────────────────────────────────────────────

compare_both() {
    sh .ci/reproducible.sh compare "$SCRATCH/one" "$SCRATCH/two" >"$SCRATCH/told" 2>&1
}
sees_what_differs() {
    for folder in one two; do
        mkdir -p "$SCRATCH/$folder/installed" && echo same >"$SCRATCH/$folder/installed/same" &&
            printf '# T\n\nThe text of %s.\n' $folder >"$SCRATCH/$folder/guide.md" &&
            (cd "$SCRATCH/$folder" && "$program" -q --date 2026 -o x.pdf -o x.epub guide.md) || return 1
    done
    ! compare_both && [ "$(grep -c '^differs: ' "$SCRATCH/told")" = 3 ] &&
        grep -q 'pagebreak.*The text of one' "$SCRATCH/told" && grep -q '^differs: x.pdf' "$SCRATCH/told" &&
        cp "$SCRATCH/one/guide.md" "$SCRATCH/one/x.pdf" "$SCRATCH/one/x.epub" "$SCRATCH/two" && compare_both &&
        chmod 600 "$SCRATCH/two/installed/same" && ! compare_both && grep -q '600 installed/same' "$SCRATCH/told" &&
        chmod 644 "$SCRATCH/two/installed/same" && : >"$SCRATCH/two/more" && ! compare_both
}
check "release reproducible: sees what differs" sees_what_differs
exit 0
