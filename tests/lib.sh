# What every test script shares: results as lines "ok NAME", "not ok NAME" and "skip NAME: reason",
# which tests/run.sh counts. Sourced with the repository as the current folder.
BIFOLIO=${BIFOLIO:-build/bifolio}
SHARED=${SHARED:-../shared}
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/bifolio-test.XXXXXX")
trap 'rm -rf "$SCRATCH"' EXIT
trap 'exit 1' INT TERM

# True when the part of the suite named by T (a word of the test's name; empty: all) has this test.
selected() {
    case $1 in
    *"${T:-}"*) true ;;
    *) false ;;
    esac
}

pass() {
    echo "ok $1"
}

# fail NAME [FILE]: FILE's first lines tell why.
fail() {
    echo "not ok $1"
    [ -n "${2:-}" ] && head -n 30 "$2" | sed 's/^/    /'
    return 0
}

skip() {
    echo "skip $1: $2"
}

# check NAME COMMAND...: passes when the command succeeds; what it printed is shown when not.
check() {
    check_name=$1
    shift
    selected "$check_name" || return 0
    if "$@" >"$SCRATCH/check.log" 2>&1; then
        pass "$check_name"
    else
        fail "$check_name" "$SCRATCH/check.log"
    fi
}

# expect_status STATUS COMMAND...: the command must end with this status; its output goes to
# $SCRATCH/out and $SCRATCH/err.
expect_status() {
    expected=$1
    shift
    "$@" >"$SCRATCH/out" 2>"$SCRATCH/err"
    actual=$?
    [ "$actual" = "$expected" ] && return 0
    echo "status $actual instead of $expected: $*"
    cat "$SCRATCH/err"
    return 1
}

# The files of The Rust Book, in order.
rust_chapters() {
    sed -n 's/.*(\([^)]*\.md\)).*/\1/p' "$SHARED/rust-book/src/SUMMARY.md" |
        sed "s|^|$SHARED/rust-book/src/|"
}
