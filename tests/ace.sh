#!/bin/sh
# EPUBs before DAISY Ace, the accessibility checker for EPUB, in headless Chromium. It reports no violation:
# of the package's metadata, the outline, the page list, and of what axe-core finds in each page. Chromium is
# not installed for this: without it those tests are skipped.
. tests/lib.sh
ace=tests/ace/node_modules/.bin/ace-cli

# epub NAME INPUT...: exports with the PDF beside it, so that there is a page list.
epub() {
    name=$1
    shift
    "$BIFOLIO" -q -o "$SCRATCH/$name.pdf" -o "$SCRATCH/$name.epub" "$@"
}

# The home of Ace and Chromium is the scratch folder: they keep logs and profiles there.
run_ace() {
    HOME="$SCRATCH" PUPPETEER_EXECUTABLE_PATH=$chromium ACE_TIMEOUT_INITIAL=60000 \
        timeout $((600 * ${SLOW:-1})) "$ace" --force --outdir "$SCRATCH/ace-$1" "$SCRATCH/$1.epub" \
        >"$SCRATCH/ace.log" 2>&1 || {
        tail -n 20 "$SCRATCH/ace.log"
        return 1
    }
}

# accessible NAME: Ace finds nothing.
accessible() {
    run_ace "$1" && python3 tests/ace/judge.py "$SCRATCH/ace-$1/report.json" "$SCRATCH/$1.epub"
}

# sees RULE PATTERN REPLACEMENT: of the sampler changed like this, Ace reports this rule.
sees() {
    python3 tests/ace/spoil.py "$SCRATCH/sampler.epub" "$SCRATCH/spoilt.epub" "$2" "$3" &&
        ! accessible spoilt >"$SCRATCH/spoilt.log" 2>&1 && grep -q "$1" "$SCRATCH/spoilt.log" && return
    echo "$1 is not seen:" && cat "$SCRATCH/spoilt.log"
    return 1
}

sees_mistakes() {
    sees image-alt '(<img [^>]*?) alt="[^"]*"' '\1' &&
        sees metadata-accessibilityfeature '<meta property="schema:accessibilityFeature">.*</meta>' '' &&
        sees epub-lang '<package (.*) xml:lang="en"' '<package \1'
}

if ! chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome); then
    skip "ace" "there is no Chromium"
    exit
elif [ "$(node --version 2>/dev/null | sed 's/^v//; s/\..*//')" -lt 20 ]; then
    skip "ace" "Ace needs Node.js 20"
    exit
elif [ ! -e "$ace" ]; then
    skip "ace" "run npm ci --prefix tests/ace --ignore-scripts"
    exit
fi

# judge NAME INPUT...
judge() {
    name=$1
    selected "ace $name" || return
    epub "$@" 2>/dev/null
    check "ace $name: no violation" accessible "$name"
}

judge sampler tests/books/sampler/guide.md
judge guide content
judge kinds tests/readers/kinds.md
for guide in blocks notes ar; do
    selected "ace $guide" || continue
    [ -e "$SCRATCH/$guide.md" ] || python3 tests/books/make_guides.py "$SCRATCH"
    judge "$guide" "$SCRATCH/$guide.md"
done
if selected "ace mistakes"; then
    [ -e "$SCRATCH/sampler.epub" ] || epub sampler tests/books/sampler/guide.md
    check "ace mistakes are seen" sees_mistakes
fi
if [ -d "$SHARED/guide" ]; then
    judge real-guide "$SHARED/guide/python-interview-questions.md"
else
    skip "ace real-guide" "there is no $SHARED/guide"
fi
if [ -d "$SHARED/rust-book" ]; then
    # shellcheck disable=SC2046 # the chapters' names have no spaces
    judge rust-book $(rust_chapters)
else
    skip "ace rust-book" "there is no $SHARED/rust-book"
fi
exit 0
