#!/bin/sh
# The cmocka programs, one a module; each prints its results as TAP.
. tests/lib.sh
for source in tests/unit/test_*.c; do
    name=$(basename "$source" .c)
    program=${UNIT:-build/unit}/$name
    CMOCKA_MESSAGE_OUTPUT=TAP "$program" >"$SCRATCH/tap" 2>"$SCRATCH/err"
    status=$?
    sed -n -E "s/^(ok|not ok) [0-9]+ - (.*)/\1 $name: \2/p" "$SCRATCH/tap" |
        while read -r line; do selected "$line" && echo "$line"; done
    grep -E '^#' "$SCRATCH/tap" | sed 's/^/    /'
    if [ $status != 0 ]; then
        cat "$SCRATCH/err" >>"$SCRATCH/tap"
        fail "$name ended with status $status" "$SCRATCH/tap"
    fi
done
