#!/bin/sh
# Our XHTML against CommonMark: our own cases, and the specification's examples when COMMONMARK_SPEC is the
# path of its text (spec.txt, version 0.29, plain or GitHub's).
. tests/lib.sh

# compare NAME CASES
compare() {
    check "commonmark $1" node tests/commonmark/compare.mjs "$BIFOLIO" "$2"
    selected "commonmark $1" && sed 's/^/    /' "$SCRATCH/check.log"
}

compare "our own cases match" tests/commonmark/cases.txt
if [ -n "${COMMONMARK_SPEC:-}" ]; then
    compare "the examples of the specification match" "$COMMONMARK_SPEC"
else
    skip "commonmark the examples of the specification match" "COMMONMARK_SPEC does not name its text"
fi
exit 0
