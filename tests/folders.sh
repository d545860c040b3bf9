#!/bin/sh
# Books of many files as a user meets them: what a folder, a SUMMARY.md and a book.toml mean, what stays
# unread, and what is told; then such books that are deep, wide, huge, or wind up in themselves, each under a
# time limit. (What the trees look like: tests/golden/folder/.)
. tests/lib.sh
program=$(realpath "$BIFOLIO")
repository=$PWD
limit=$((20 * ${SLOW:-1}))
work=$SCRATCH/work
mkdir -p "$work"
cd "$work" || exit 1

# told WORDS: one of the messages holds them.
told() {
    grep -q -e "$1" "$SCRATCH/err" && return 0
    echo "not told: $1"
    cat "$SCRATCH/err"
    return 1
}

# shows WORDS: the dumped tree holds them.
shows() {
    grep -q -e "$1" "$SCRATCH/out" && return 0
    echo "not shown: $1"
    cat "$SCRATCH/out"
    return 1
}

# start NAME: an empty folder of this name.
start() {
    rm -rf "$1" && mkdir -p "$1"
}

# A book in its usual form, in b/.
usual_book() {
    start b && mkdir b/src && printf '[book]\ntitle = "The Usual"\nlanguage = "en"\n' >b/book.toml &&
        printf '# Summary\n\n- [One](one.md)\n' >b/src/SUMMARY.md && printf '# One\n' >b/src/one.md
}

dump() {
    expect_status 0 "$program" -v --dump book "$@"
}

# packed EPUB ENDING: the file in it whose name ends so.
packed() {
    python3 -c 'import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
sys.stdout.buffer.write(b"".join(z.read(n) for n in z.namelist() if n.endswith(sys.argv[2])))' "$@"
}

# ── Which folder is a book ──────────────────────────────────────────────────────────────────────────

a_book_by_any_of_its_names() {
    usual_book || return 1
    for name in b b/ ./b b/src b/src/ b/src/SUMMARY.md; do
        dump "$name" && shows 'title: The Usual' && shows 'level=1 id="one"' && shows '"1"' || return 1
    done
    (cd b && dump . && shows 'title: The Usual') && (cd b/src && dump SUMMARY.md && shows 'title: The Usual') &&
        (cd b/src && dump . && shows 'title: The Usual' && shows 'file one.md')
}
a_book_is_named_after_its_title() {
    usual_book && expect_status 0 "$program" -q b && [ -s the-usual.pdf ] && [ -s the-usual.epub ] && rm the-usual.*
}
src_without_a_book_toml() {
    usual_book && rm b/book.toml && dump --title T b && shows 'b/src/one.md'
}
src_may_be_another_folder() {
    usual_book && mv b/src b/text && echo 'src = "text"' >>b/book.toml && dump b && shows 'b/text/one.md' &&
        dump b/text/SUMMARY.md && shows 'title: The Usual' &&
        mv b/text/* b && sed -i 's/src = .*/src = "."/' b/book.toml && dump b && shows 'file b/one.md'
}
a_book_toml_of_another_book_means_nothing() {
    usual_book && mkdir b/other && cp b/src/* b/other && dump b/other && ! grep -q Usual "$SCRATCH/out"
}
a_book_without_a_list() {
    usual_book && rm b/src/SUMMARY.md && printf '# Two\n' >b/src/two.md && dump b && told 'no-summary' &&
        told '2 Markdown files' && shows 'title: The Usual' && shows 'id="two"'
}
several_folders_and_files_are_one_book() {
    usual_book && start c && echo '# C' >c/c.md && echo '# D' >d.md && dump d.md b c && shows 'id="one"' &&
        shows 'id="c"' && shows 'id="d"'
}

# ── What is told ────────────────────────────────────────────────────────────────────────────────────

refuses_an_empty_folder() {
    start e && expect_status 1 "$program" e && told '^e/: error: there is no Markdown file'
}
refuses_a_list_of_nothing() {
    start e && echo '# Summary' >e/SUMMARY.md && expect_status 1 "$program" e &&
        told '^e/SUMMARY.md:1:1: error: there is no chapter'
}
names_every_missing_chapter() {
    usual_book && printf -- '- [Two](two.md)\n- [Three](sub/three.md)\n' >>b/src/SUMMARY.md &&
        expect_status 1 "$program" -o x.pdf b && told '^b/src/SUMMARY.md:4:3: error: .*No such file' &&
        told '^b/src/SUMMARY.md:5:3: error: ' && [ ! -e x.pdf ]
}
names_the_line_of_a_broken_book_toml() {
    usual_book && printf '[book\ntitle = "x"\n' >b/book.toml && expect_status 1 "$program" b &&
        told '^b/book.toml:[12]:[0-9]*: error: .*TOML' &&
        printf '[book]\ntitle = \n' >b/book.toml && expect_status 1 "$program" b && told '^b/book.toml:2:'
}
names_a_missing_src() {
    usual_book && echo 'src = "gone"' >>b/book.toml && expect_status 1 "$program" b &&
        told '^b/book.toml: error: the folder of the chapters (src) is not there'
}
the_right_file_and_line_inside_an_include() {
    usual_book && printf 'a\n\n> quoted\n> {{#include sub/i.md}}\n\n[dead](#here)\n' >b/src/one.md && mkdir b/src/sub &&
        printf 'x\ny [dead](#there)\n' >b/src/sub/i.md && dump b &&
        told '^b/src/sub/i.md:2:3: warning: .*#there' && told '^b/src/one.md:6:1: warning: .*#here'
}
strict_counts_a_missing_include() {
    usual_book && echo '{{#include gone.rs}}' >>b/src/one.md && expect_status 0 "$program" -q -o x.pdf b &&
        expect_status 1 "$program" --strict -o x.pdf b && told '^b/src/one.md:2:1: warning: ' && rm x.pdf
}
an_include_that_is_no_text() {
    usual_book && printf 'caf\351' >b/src/latin.txt && echo '{{#include latin.txt}}' >>b/src/one.md &&
        expect_status 1 "$program" -o x.pdf b && told '^b/src/latin.txt:1:4: error: not UTF-8'
    status=$?
    rm -f x.pdf
    return $status
}

# ── What stays unread ───────────────────────────────────────────────────────────────────────────────

reads_nothing_outside_the_folder() {
    usual_book && echo 'SECRET' >secret.md && echo 'SECRET' >secret.txt && ln -s ../../secret.txt b/src/link.txt &&
        ln -s ../../secret.md b/src/link.md && ln -s ../.. b/src/up &&
        for name in ../../secret.txt link.txt up/secret.txt "$work/secret.txt" ./../src/../../secret.txt; do
            printf '# One\n\n{{#include %s}}\n{{#playground %s}}\n' "$name" "$name" >b/src/one.md
            dump b && told "^b/src/one.md:3:1: warning: .*outside" && ! grep -q SECRET "$SCRATCH/out" || return 1
        done
    for name in ../../secret.md link.md up/secret.md "$work/secret.md"; do
        printf -- '- [S](%s)\n' "$name" >b/src/SUMMARY.md
        expect_status 1 "$program" --dump book b && told "SUMMARY.md:1:3: error: .*outside" || return 1
    done
    printf '[book]\nsrc = ".."\n' >b/book.toml && expect_status 1 "$program" --dump book b && told 'outside' &&
        rm b/book.toml b/src/SUMMARY.md && echo '# One' >b/src/one.md && dump b/src &&
        told 'link.md: warning: the file is left out' && ! grep -q SECRET "$SCRATCH/out"
}
includes_from_beside_src() {
    usual_book && mkdir b/listings && echo 'fn listed() {}' >b/listings/a.rs &&
        printf '# One\n\n```rust\n{{#include ../listings/a.rs}}\n```\n' >b/src/one.md && dump b && shows 'fn listed'
}
leaves_out_hidden_folders_and_node_modules() {
    start n && mkdir -p n/.git n/node_modules/x n/deep && for folder in .git node_modules/x deep .; do
        echo "# In $folder" >"n/$folder/a.md"
    done && echo '# Hidden' >n/.hidden.md && dump n && shows '"In deep"' && shows '"In ."' && told '2 Markdown files' &&
        ! grep -q 'Hidden\|modules\|git' "$SCRATCH/out"
}
follows_no_links_to_folders() {
    start n && echo '# A' >n/a.md && ln -s . n/loop && ln -s a.md n/b.md && dump n && told '2 Markdown files'
}
takes_names_with_blanks_and_signs() {
    start n && mkdir 'n/a b' && echo '# Blank' >'n/a b/c d.md' && echo '# Sign' >'n/ä&(1).md' &&
        printf -- '- [x](<a b/c d.md>)\n- [y](%%C3%%A4&\\(1\\).md)\n- [z](a%%20b/c%%20d.md)\n' >n/SUMMARY.md && dump n &&
        shows '"Blank"\|" Blank"' && shows '"Sign"\|" Sign"' && told 'listed before'
}

# ── Both books ──────────────────────────────────────────────────────────────────────────────────────

parts_chapters_and_index_are_in_both_books() {
    expect_status 0 "$program" -q -o x.pdf -o x.epub "$repository/tests/golden/folder/book" &&
        pdftotext -layout x.pdf - | tr -s ' .\n' '   ' >text && grep -q 'Part One' text && grep -q '1.1 Second' text &&
        grep -q 'By Difficulty' text && packed x.epub nav.xhtml >nav &&
        python3 - nav <<'PYTHON'
import sys, xml.etree.ElementTree as tree
space = "{http://www.w3.org/1999/xhtml}"
nav = tree.parse(sys.argv[1]).find(f".//{space}nav")
def titles(ordered, depth=0):
    for item in ordered.findall(space + "li"):
        yield depth, "".join(item.find(space + "a").itertext())
        for below in item.findall(space + "ol"):
            yield from titles(below, depth + 1)
found = list(titles(nav.find(space + "ol")))
for wanted in (0, "Preface"), (0, "Part One"), (1, "1 First"), (2, "1.1 Second"), (3, "1.1.1 Deep"), (1, "3 Fourth"), \
        (0, "After"), (0, "By Difficulty"), (1, "Easy"):
    if wanted not in found:
        sys.exit(f"{wanted} is not in {found}")
PYTHON
    status=$?
    rm -f x.pdf x.epub text nav
    return $status
}
numbers_can_be_left_out() {
    usual_book && printf '[output.html]\nno-section-label = true\n' >>b/book.toml && dump b && ! grep -q heading-number "$SCRATCH/out"
}
a_style_and_a_cover_of_book_toml() {
    usual_book && printf '[output.bifolio]\nstyle = "look.css"\n' >>b/book.toml && echo 'h1 { color: #123456 }' >b/look.css &&
        expect_status 0 "$program" --dump pages b && shows '#123456 "One"'
}
same_book_same_bytes() {
    usual_book && SOURCE_DATE_EPOCH=1 "$program" -q -o x.pdf -o x.epub b && cp -r b b2 &&
        (cd b2/src && SOURCE_DATE_EPOCH=1 "$program" -q -o ../../y.pdf -o ../../y.epub .) && cmp x.pdf y.pdf && cmp x.epub y.epub
    status=$?
    rm -rf b2 ?.pdf ?.epub
    return $status
}

the_newest_file_dates_the_epub() {
    usual_book && echo '{{#include i.txt}}' >>b/src/one.md && echo x >b/src/i.txt &&
        touch -d 2020-01-01T00:00:00Z b b/src b/*.* b/src/* && "$program" -q -o x.epub b &&
        packed x.epub .opf | grep -q 2020-01-01T00:00:00Z && touch -d 2021-02-03T00:00:00Z b/src/i.txt &&
        "$program" -q -o x.epub b && packed x.epub .opf | grep -q 2021-02-03T00:00:00Z && rm x.epub
}

# ── Deep, wide, huge, endless ───────────────────────────────────────────────────────────────────────

# ends NAME: the book in p/ comes out in time.
ends() {
    selected "folders $1" || return
    timeout "$limit" "$program" -q -o x.pdf -o x.epub p >"$SCRATCH/out" 2>"$SCRATCH/err"
    status=$?
    if [ $status = 0 ] && [ -s x.pdf ] && [ -s x.epub ]; then
        pass "folders $1"
    else
        echo "status $status (124: longer than $limit s)" >>"$SCRATCH/err"
        fail "folders $1" "$SCRATCH/err"
    fi
    rm -f x.pdf x.epub
}

for test in a_book_by_any_of_its_names a_book_is_named_after_its_title src_without_a_book_toml \
    src_may_be_another_folder a_book_toml_of_another_book_means_nothing a_book_without_a_list \
    several_folders_and_files_are_one_book refuses_an_empty_folder refuses_a_list_of_nothing \
    names_every_missing_chapter names_the_line_of_a_broken_book_toml names_a_missing_src \
    the_right_file_and_line_inside_an_include strict_counts_a_missing_include an_include_that_is_no_text \
    reads_nothing_outside_the_folder includes_from_beside_src leaves_out_hidden_folders_and_node_modules \
    follows_no_links_to_folders takes_names_with_blanks_and_signs \
    parts_chapters_and_index_are_in_both_books numbers_can_be_left_out a_style_and_a_cover_of_book_toml \
    same_book_same_bytes the_newest_file_dates_the_epub; do
    check "folders $(echo $test | tr _ ' ')" $test
done

start p && awk 'BEGIN { for (i = 1; i <= 10000; i++) { printf "- [C%d](%d.md)\n", i, i > "p/SUMMARY.md"
    printf "# Chapter %d\n\n[next](%d.md) [^n]\n\n[^n]: note\n", i, i % 10000 + 1 > ("p/" i ".md"); close("p/" i ".md") } }'
ends 'ten thousand chapters'
rm p/SUMMARY.md
ends 'ten thousand files without a list'
start p && echo '# C' >p/c.md && awk 'BEGIN { for (i = 0; i < 300; i++) printf "%*s- [D]()\n", 2 * i, ""
    printf "%*s- [C](c.md)\n", 600, "" }' >p/SUMMARY.md
ends 'three hundred drafts in one another'
start p && echo '# C' >p/c.md && { awk 'BEGIN { for (i = 0; i < 20000; i++) print "# Part\n" }' && echo '- [C](c.md)'; } >p/SUMMARY.md
ends 'twenty thousand parts'
start p && echo '# C' >p/c.md && awk 'BEGIN { for (i = 0; i < 50000; i++) print "- [C](c.md)" }' >p/SUMMARY.md
ends 'fifty thousand times the same chapter'
start p && echo '[C](c.md)' >p/SUMMARY.md && for i in 1 2 3 4 5 6 7 8 9; do
    awk -v next_file=$((i + 1)) 'BEGIN { for (i = 0; i < 10; i++) print "x {{#include " next_file ".md}}" }' >p/$i.md
done && echo leaf >p/10.md && echo '{{#include 1.md}}' >p/c.md
ends 'a bomb of includes'
start p && echo '[C](c.md)' >p/SUMMARY.md && awk 'BEGIN { for (i = 0; i < 300000; i++) print "line" }' >p/big.txt &&
    awk 'BEGIN { for (i = 0; i < 20000; i++) print "{{#include big.txt:299999}}" }' >p/c.md
ends 'lines of a large file, again and again'
start p && echo '[C](c.md)' >p/SUMMARY.md && for i in a b c; do
    echo '{{#include a.md}} {{#include b.md}} {{#include c.md}}' >p/$i.md
done
ends 'files that include one another'
start p && echo '[C](c.md)' >p/SUMMARY.md && awk 'BEGIN { for (i = 0; i < 300000; i++) printf "{{#include {{ \\{{# " }' >p/c.md
ends 'three hundred thousand open directives'
start p && echo '[C](c.md)' >p/SUMMARY.md && echo '# C' >p/c.md &&
    awk 'BEGIN { for (i = 0; i < 12000; i++) printf "[a%d]\nk.k.k.k = [[1], \"x\"]\n", i > "p/book.toml" }' && echo 'x' >p/SUMMARY.md &&
    if timeout "$limit" "$program" -o x.pdf p >"$SCRATCH/out" 2>&1; then
        selected 'folders a huge book.toml' && fail 'folders a huge book.toml' "$SCRATCH/out"
    else
        check 'folders a huge book.toml' grep -q 'book.toml: error' "$SCRATCH/out"
    fi
start p && folder=p && for i in $(seq 60); do
    folder=$folder/d && mkdir "$folder" && echo "# D$i" >"$folder/README.md"
done
ends 'sixty folders in one another'
exit 0
