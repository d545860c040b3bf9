#!/bin/sh
# Runs the tests and counts them: tests/run.sh [WORD]. WORD runs only the tests whose names hold it.
# BIFOLIO names the binary, UNIT the folder of the unit tests' binaries, SHARED the folder with the
# real books (tests that want them are skipped without).
T=${1:-${T:-}}
export FONTCONFIG_FILE="$PWD/tests/fontconfig.conf" # the same fonts on every machine
export T BIFOLIO="${BIFOLIO:-build/bifolio}" UNIT="${UNIT:-build/unit}"
log=$(mktemp "${TMPDIR:-/tmp}/bifolio-run.XXXXXX")
trap 'rm -f "$log"' EXIT

for part in unit golden commonmark cli epub folders install release workflows pathological standards books readers ace examples; do
    echo "── $part"
    sh "tests/$part.sh" || echo "not ok tests/$part.sh ended with status $?"
done | tee "$log"

count() {
    grep -c "^$1 " "$log"
}
failed=$(count 'not ok')
grep '^not ok ' "$log" | sed 's/^not ok/failed:/'
echo "$(count ok) passed, $failed failed, $(count skip) skipped"
[ "$failed" = 0 ] && [ "$(count ok)" -gt 0 ]
