#!/bin/sh
# Builds, installs and exports twice, under circumstances as different as they come, and compares every byte.
#
#   BOOK=content CC=gcc sh .ci/reproducible.sh     what 'make reproducible' runs
#   sh .ci/reproducible.sh compare ONE TWO         tells only what differs in two folders
#
# Different are: the folder, its depth, the order and the times of the files, umask, language, time zone, home,
# the folder for temporary files, the numbers of processes and of cores, and the time of day. The same are the
# sources, the compiler, and what was fetched: fonts and grammars.
set -eu

# ── Once: in an environment of its own ───────────────────────────────────────────────────────────

# Builds in the current folder. Leaves what is to be compared in result/.
build_here() {
    make -s -j"$JOBS" CC="$CC" install DESTDIR="$PWD/result/installed" PREFIX=/usr >make.log 2>&1 || {
        tail -n 20 make.log >&2
        return 1
    }
    mkdir -p result/books result/objects
    for edition in book handout screen; do
        for paper in a4 letter; do
            name=result/books/$edition-$paper
            set -- --paper "$paper" -o "$name.pdf" -o "$name.epub"
            [ $edition = book ] || set -- --style "$edition" "$@"
            result/installed/usr/bin/bifolio -q "$@" "$BOOK"
        done
    done
    # They tell where a program differs.
    find build -name '*.o' | while read -r object; do
        cp "$object" "result/objects/$(echo "${object#build/}" | tr / -)"
    done
}

# ── Twice, differently ───────────────────────────────────────────────────────────────────────────

# copy_sources FOLDER ORDER DATE: what a build starts from, written in the ORDER of sort, all of the same DATE.
copy_sources() {
    mkdir -p "$1"
    find . \( -path ./build -o -path ./out -o -path ./.git -o -name node_modules -o -name prebuilds \) -prune \
        -o -type f -print | sort "$2" | tar -cf - -T - | tar -xf - -C "$1"
    mkdir -p "$1/build/grammars"
    tar -cf - --exclude=prebuilds --exclude=bindings build/grammars/files | tar -xf - -C "$1"
    find "$1" -type f -exec touch -d "$3" {} +
    touch "$1/build/grammars/files/node_modules/.package-lock.json" "$1/build/dependencies-build" "$1/build/resources"
}

# One that sorts and writes numbers otherwise than C does, in the folder that LOCPATH names.
make_language() {
    mkdir "$scratch/languages"
    if command -v localedef >/dev/null && localedef -i de_DE -f UTF-8 "$scratch/languages/de_DE.UTF-8" 2>/dev/null; then
        echo de_DE.UTF-8
    else
        echo "reproducible: de_DE.UTF-8 cannot be made here, so both languages are C" >&2
        echo C
    fi
}

# build_in FOLDER UMASK JOBS NAME=VALUE...: from a bare environment, with these in it.
build_in() (
    cd "$1"
    mkdir -p home temporary
    umask "$2"
    jobs=$3
    shift 3
    env -i PATH="$PATH" SOURCE_DATE_EPOCH="$date" BOOK="$BOOK" CC="$CC" JOBS="$jobs" "$@" sh .ci/reproducible.sh here
)

build_both() {
    date=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 1)}
    copy_sources "$one" -f 2001-02-03
    copy_sources "$two" -r 2020-12-30
    echo "building in $one"
    build_in "$one" 022 "$(nproc)" LC_ALL=C TZ=UTC0 HOME=/ TMPDIR=/tmp USER=one
    echo "building in $two"
    pinned=
    ! command -v taskset >/dev/null || pinned="taskset -c 0"
    # shellcheck disable=SC2086 # nothing or three words
    build_in "$two" 077 1 LC_ALL="$(make_language)" LOCPATH="$scratch/languages" LANGUAGE=de TZ=Pacific/Kiritimati \
        HOME="$two/home" TMPDIR="$two/temporary" USER=two COLUMNS=40 $pinned
}

# ── What differs, and where ──────────────────────────────────────────────────────────────────────

# In words that can be read: a PDF's objects, an EPUB's files, what a program holds in strings.
unfold() {
    case $1 in
    *.pdf) qpdf --qdf --object-streams=disable --deterministic-id "$1" "$2" 2>/dev/null ;;
    *.epub) mkdir -p "$2" && unzip -q -o "$1" -d "$2" ;;
    *.o | */bin/*) strings -a -n 8 "$1" >"$2" 2>/dev/null ;;
    *) false ;;
    esac || { rm -rf "$2" && cp "$1" "$2"; }
}

# explain ONE TWO: the first lines that differ; where there are none, the first bytes.
explain() {
    rm -rf "$scratch/unfolded"
    mkdir "$scratch/unfolded"
    unfold "$1" "$scratch/unfolded/one"
    unfold "$2" "$scratch/unfolded/two"
    (cd "$scratch/unfolded" && LC_ALL=C diff -ra one two >lines && cmp -l "$1" "$2" >lines || true
        cut -c 1-160 lines | head -n 20 | sed 's/^/    /')
}

# list FOLDER: its files, and the permissions of those that were installed: the umask is not to matter there.
list() {
    (cd "$1" && find . -path './installed/*' -printf '%m %P\n' -o -type f -print | LC_ALL=C sort)
}

# compare ONE TWO: names, then bytes. The objects tell which source is to blame when the program differs.
compare() {
    list "$1" >"$scratch/files-one"
    list "$2" >"$scratch/files-two"
    same=true
    diff "$scratch/files-one" "$scratch/files-two" || same=false
    (cd "$1" && find . -type f | LC_ALL=C sort) >"$scratch/names"
    while IFS= read -r name; do
        { [ ! -e "$2/$name" ] || cmp -s "$1/$name" "$2/$name"; } && continue
        echo "differs: ${name#./}"
        case $same$name in
        false./objects/*) continue ;; # one explained is enough
        esac
        same=false
        explain "$1/$name" "$2/$name"
    done <"$scratch/names"
    $same
}

# ── Which of these ───────────────────────────────────────────────────────────────────────────────

if [ "${1:-}" = here ]; then
    build_here
    exit
fi
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bifolio-reproducible.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
if [ "${1:-}" = compare ]; then
    compare "$(realpath "$2")" "$(realpath "$3")"
    exit
fi
cd "$(dirname "$0")/.."
one=$scratch/one two=$scratch/a/deeper-place/for/the_second
build_both
if compare "$one/result" "$two/result"; then
    echo "$(wc -l <"$scratch/names") files are the same in both, among them:"
    (cd "$one/result" && sha256sum books/* installed/usr/bin/bifolio)
else
    echo "reproducible: the two builds differ" >&2
    exit 1
fi
