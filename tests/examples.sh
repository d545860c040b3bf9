#!/bin/sh
# The guide in content/: every question has its form, and every example prints what the guide says that
# it prints (tests/examples/run_examples.py). bifolio takes no part in this.
. tests/lib.sh

examples() {
    python3 tests/examples/run_examples.py "$@"
}

# A small book whose example prints the second word where the first is said.
make_book() {
    mkdir -p "$SCRATCH/$1"
    cat >"$SCRATCH/$1/part.md" <<PART
# Part

A part.

## Q1: What is printed?

**Difficulty**: ${4:-Beginner}

**Strategy:** Look at it. Then say it.

\`\`\`python
$3
\`\`\`

**Output:**

\`\`\`text
$2
\`\`\`

**What interviewers listen for:** The word.

**Follow-up:** Why? Because.
PART
}

# finds WORD BOOK: the example of the book fails, and WORD is said of it.
finds() {
    T='' examples "$SCRATCH/$2" >"$SCRATCH/found"
    cat "$SCRATCH/found"
    grep -q '^not ok examples: ' "$SCRATCH/found" && grep -q -e "$1" "$SCRATCH/found"
}

judges_well() {
    T='' examples "$SCRATCH/$1" >"$SCRATCH/found" || return 1
    cat "$SCRATCH/found"
    ! grep -q '^not ok' "$SCRATCH/found" && grep -q "$2" "$SCRATCH/found"
}

if selected "examples: judge"; then
    make_book right one 'print("one")'
    make_book wrong one 'print("two")'
    make_book longer one 'print("one\n")'
    make_book broken one 'print("one"'
    make_book raises one 'print("one"); raise SystemExit(1)'
    make_book hasty one 'print("one")' Hard
    make_book incomplete one 'print("one")'
    sed -i 's/^\*\*Follow-up.*//' "$SCRATCH/incomplete/part.md"
    make_book twice one 'print("one")'
    sed 's/Part/Another/' "$SCRATCH/twice/part.md" >"$SCRATCH/twice/another.md"
    make_book outside one 'print("one"); import socket; socket.create_connection(("192.0.2.1", 80))'
    make_book writes one 'print("one"); open("../x", "w")'
    make_book foreign one 'import no_such_package'
    check "examples: judge lets a right example pass" judges_well right '^ok .*Q1 prints'
    check "examples: judge sees wrong output" finds '^    +two' wrong
    check "examples: judge sees an empty line too many" finds '^    +$' longer
    check "examples: judge sees code that does not compile" finds 'line 1 of the example' broken
    check "examples: judge sees an exit status" finds 'status 1' raises
    check "examples: judge sees a field that is none" finds 'its difficulty is Hard' hasty
    check "examples: judge misses a follow-up" finds 'its pieces are' incomplete
    check "examples: judge sees a number twice" finds 'Q1 is there 2 times' twice
    check "examples: judge keeps the network away" finds 'must not use the network' outside
    check "examples: judge keeps files in their folder" finds 'must not write outside' writes
    check "examples: judge tells what is only compiled" judges_well foreign 'compiled only: needs no_such_package'
fi

case ${T:-} in
"examples: judge"*) ;;
*) examples content "$(ls "$SHARED/guide/python-interview-questions.md" 2>/dev/null)" ;;
esac
