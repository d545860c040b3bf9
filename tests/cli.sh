#!/bin/sh
# The command line as a user meets it: options, exit statuses, messages, and what stays on the disk
# when something goes wrong.
. tests/lib.sh
program=$(realpath "$BIFOLIO")
repository=$PWD
work=$SCRATCH/work
mkdir -p "$work"
printf -- '---\nlang: en\n---\n\n# A Small Guide\n\n## One\n\nText with a link to [the second](#two).\n\n## Two\n\nMore.\n' >"$work/guide.md"
cd "$work" || exit 1

# told FILE WORDS: the messages hold the words and name the file first.
told() {
    grep -q -e "$2" "$SCRATCH/err" && [ "$(grep -c . "$SCRATCH/err")" -le 4 ] && return 0
    echo "not told: $2"
    cat "$SCRATCH/err"
    return 1
}

# Nothing may be left behind but what the test put there.
no_litter() {
    find . -name '*.pdf*' -o -name '*.epub*' | grep . && return 1
    return 0
}

makes_both_books() {
    expect_status 0 "$program" guide.md && [ -s a-small-guide.pdf ] && [ -s a-small-guide.epub ] &&
        rm a-small-guide.*
}
makes_only_what_is_named() {
    expect_status 0 "$program" -o x.epub guide.md && [ -s x.epub ] && rm x.epub && no_litter
}
takes_long_options_and_many_outputs() {
    expect_status 0 "$program" --output=one.pdf -o two.pdf --paper a5 --toc-depth 1 \
        --title T --author A --lang en --date 2025-01-31 guide.md && rm one.pdf two.pdf && no_litter
}
works_from_any_folder() {
    mkdir -p sub && (cd sub && expect_status 0 "$program" -o ../x.pdf ../guide.md) && rm x.pdf
}
quiet_prints_nothing() {
    expect_status 0 "$program" -q -o x.pdf guide.md && rm x.pdf &&
        [ ! -s "$SCRATCH/out" ] && [ ! -s "$SCRATCH/err" ]
}
tells_what_each_station_took() {
    "$program" -q --times -o x.pdf -o x.epub guide.md >"$SCRATCH/out" 2>"$SCRATCH/err" || return 1
    for station in parse passes colours style blocks shape break paginate images paint write epub wall; do
        grep -Eq "^time: $station +[0-9]+\.[0-9]+ ms$" "$SCRATCH/err" || { cat "$SCRATCH/err" && return 1; }
    done
    awk '$2 == "shape" || $2 == "paint" || $2 == "epub" { if ($3 <= 0) zero = 1 } END { exit zero }' \
        "$SCRATCH/err" && [ ! -s "$SCRATCH/out" ] && cp x.pdf timed.pdf && cp x.epub timed.epub &&
        "$program" -q -o x.pdf -o x.epub guide.md 2>"$SCRATCH/err" && [ ! -s "$SCRATCH/err" ] &&
        cmp x.pdf timed.pdf && cmp x.epub timed.epub && rm x.* timed.*
}
helps_within_80_columns() {
    expect_status 0 "$program" --help && grep -q -e '--as-written' "$SCRATCH/out" &&
        awk 'length($0) > 80 { print; wide = 1 } END { exit wide }' "$SCRATCH/out"
}
tells_its_version() {
    expect_status 0 "$program" --version && grep -q '^bifolio [0-9]' "$SCRATCH/out"
}
refuses_bad_usage() {
    for bad in '--nonsense' '-o x.txt guide.md' '-o' '--paper b7 guide.md' '--paper 1x1mm guide.md' \
        '--paper 10x10 guide.md' '--paper 1e3x200mm guide.md' '--paper nanxnanmm guide.md' \
        '--toc-depth 9 guide.md' '--toc-depth x guide.md' '--dump soup guide.md' \
        '-o x.pdf -o x.pdf guide.md' '-o x.pdf -o ./x.pdf guide.md' \
        '-o x.epub -o ../work/x.epub guide.md' ''; do
        # shellcheck disable=SC2086 # words are meant
        expect_status 2 "$program" $bad || return 1
        [ -s "$SCRATCH/err" ] || { echo "silent: $bad" && return 1; }
    done
    no_litter
}
takes_every_paper() {
    for paper in a4 letter a5 legal 6x9in 8.5x11in 150x200mm 400x600pt A4 100x100pt 14400x14400pt; do
        expect_status 0 "$program" -q --paper "$paper" -o x.pdf guide.md || return 1
        pdfinfo x.pdf | grep -q 'Pages:' || return 1
    done
    rm x.pdf
}
names_a_missing_file() {
    expect_status 1 "$program" missing.md && told . '^missing.md: error: ' && no_litter
}
names_an_unreadable_file() {
    [ "$(id -u)" = 0 ] && return 0
    echo x >locked.md && chmod 000 locked.md
    expect_status 1 "$program" locked.md && told . '^locked.md: error: ' && no_litter
}
names_a_folder() {
    mkdir -p folder.md && expect_status 1 "$program" folder.md && told . '^folder.md/: error: ' && no_litter
}
names_an_empty_document() {
    : >empty.md && expect_status 1 "$program" empty.md && told . '^empty.md.*: error: ' &&
        printf ' \n\n\t\n' >empty.md && expect_status 1 "$program" empty.md &&
        told . '^empty.md.*: error: ' && no_litter
}
names_the_line_of_invalid_utf8() {
    printf 'good\n\ncaf\351\n' >latin.md && expect_status 1 "$program" latin.md &&
        told . '^latin.md:3:4: error: ' && no_litter
}
warns_of_nul_bytes() {
    printf '# T\n\na\000b\n' >nul.md && expect_status 0 "$program" -o x.pdf nul.md &&
        told . '^nul.md:3:2: warning: ' && rm x.pdf
}
names_the_line_of_broken_front_matter() {
    printf -- '---\ntitle: "x\n---\n\ntext\n' >yaml.md && expect_status 1 "$program" yaml.md &&
        told . '^yaml.md:[1-4]:[0-9]*: error: ' && no_litter
}
survives_bad_images() {
    printf 'not a picture' >bad.png
    printf '# T\n\n![one](none.png) ![two](bad.png) ![three](../../../etc/passwd) ![four](/etc/passwd)\n' >img.md
    expect_status 0 "$program" -o x.pdf -o x.epub img.md && rm x.pdf x.epub &&
        [ "$(grep -c '^img.md:3:[0-9]*: warning: ' "$SCRATCH/err")" = 4 ]
}
warns_of_dead_links_with_the_nearest_id() {
    printf '# T\n\n## Some Heading\n\n[x](#sme-heading)\n' >dead.md
    expect_status 0 "$program" -o x.pdf dead.md && rm x.pdf &&
        grep -q '^dead.md:5:1: warning: .*sme-heading' "$SCRATCH/err" && grep -q 'some-heading' "$SCRATCH/err"
}
strict_makes_warnings_count() {
    printf '# T\n\n[x](#nowhere)\n' >dead.md
    expect_status 1 "$program" --strict -o x.pdf dead.md && rm -f x.pdf &&
        expect_status 0 "$program" --strict -o x.pdf guide.md && rm x.pdf
}
a_strict_run_that_fails_says_why_however_quiet() {
    printf '# T\n\n[x](#nowhere)\n' >dead.md
    expect_status 1 "$program" -q --strict -o x.pdf dead.md && grep -q '^dead.md:3:1: warning: ' "$SCRATCH/err" &&
        ! grep -q ' note: ' "$SCRATCH/err" && expect_status 0 "$program" -q -o x.pdf dead.md && [ ! -s "$SCRATCH/err" ] && rm x.pdf
}
headings_on_screen_stay_in_their_lists() {
    printf '# A\n\n1. ### Listed\n' >listed.md
    expect_status 0 "$program" -q --style screen --dump pages listed.md && rm listed.md &&
        awk '$1 == "text" && / "1[.]"/ { marker = $2 } $1 == "text" && /Lato.* "Listed"/ { heading = $2 }
             END { exit !(marker > 0 && heading > marker) }' "$SCRATCH/out"
}
a_style_shows_in_both_books() {
    printf 'h2 { color: #123456 }\n@media epub { .x { float: left } }\n' >look.css
    expect_status 0 "$program" --style look.css --dump pages guide.md && grep -q '#123456 "One"' "$SCRATCH/out" &&
        expect_status 0 "$program" --lang en --style look.css -o x.epub guide.md && [ ! -s "$SCRATCH/err" ] &&
        python3 -c 'import zipfile; print(zipfile.ZipFile("x.epub").read("EPUB/styles/book.css").decode())' >x.css &&
        grep -q '#123456' x.css && grep -q '^    float: left;' x.css
    status=$?
    rm -f x.epub x.css look.css
    return $status
}
# package BOOK.epub: its package document, and its list of pages.
package() {
    python3 -c 'import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
print(book.read("EPUB/package.opf").decode(), book.read("EPUB/nav.xhtml").decode())' "$1"
}
metadata_reaches_the_epub() {
    printf -- '---\nkeywords: [one, two]\nseries: A <series>\nseries-number: 2\n---\n\n# T\n\nx\n' >meta.md
    expect_status 0 "$program" --lang en -o x.epub meta.md && package x.epub >x.opf &&
        grep -q '<dc:subject>two</dc:subject>' x.opf && grep -q '>A &lt;series&gt;</meta>' x.opf &&
        grep -q 'group-position">2<' x.opf && grep -q 'accessModeSufficient">textual<' x.opf &&
        grep -q 'accessibilityHazard">none<' x.opf && ! grep -q 'alternativeText' x.opf
    status=$?
    rm -f meta.md x.*
    return $status
}
# modified [VARIABLE=VALUE] INPUT...: when the EPUB says that the book changed last.
modified() {
    env -u SOURCE_DATE_EPOCH LC_ALL=C "$@" 2>"$SCRATCH/err" >/dev/null && package x.epub |
        sed -n 's|.*"dcterms:modified">\(.*\)</meta>.*|\1|p'
}
the_epub_changed_when_its_newest_input_did() {
    printf -- '---\ndate: 2025-03-01T10:00:00Z\n---\n\n# T\n\nx\n' >dated.md
    touch -d '2020-02-03T04:05:06Z' guide.md
    touch -d '2021-02-03T04:05:06Z' dated.md
    [ "$(modified "$program" -o x.epub guide.md dated.md)" = 2021-02-03T04:05:06Z ] &&
        [ "$(modified "$program" -o x.epub guide.md)" = 2020-02-03T04:05:06Z ] &&
        [ "$(modified SOURCE_DATE_EPOCH=1700000000 "$program" -o x.epub dated.md)" = 2023-11-14T22:13:20Z ] &&
        rm x.epub || return 1
    mkdir -p pool && printf 'p { color: red }\n' >pool/inner.css && printf '@import "inner.css";\n' >pool/own.css &&
        printf 'GIF87a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D\1\0;' >pool/a.gif &&
        printf -- '---\ncover: pool/a.gif\n---\n\n# T\n\nx\n' >cover.md && printf '# T\n\nx\n\n![x](pool/a.gif)\n' >image.md &&
        cp "$repository/fonts/JetBrainsMono-Regular.ttf" pool/f.ttf &&
        printf '@font-face { font-family: F; src: url(f.ttf) }\np { font-family: F }\n' >pool/font.css
    touch -d '2020-02-03T04:05:06Z' ./*.md pool/* && touch -d '2022-02-03T04:05:06Z' pool/a.gif pool/inner.css pool/f.ttf
    for book in cover.md image.md '--style pool/own.css guide.md' '--style pool/font.css guide.md'; do
        # shellcheck disable=SC2086 # several words
        [ "$(modified "$program" -o x.epub $book)" = 2022-02-03T04:05:06Z ] || { echo "$book" && return 1; }
    done
    touch -d '2021-02-03T04:05:06Z' dated.md && rm -r pool cover.md image.md
    for bad in x -1 1.5 ' 1' 253402300800 99999999999999999999; do
        [ "$(modified "SOURCE_DATE_EPOCH=$bad" "$program" -o x.epub dated.md)" = 2021-02-03T04:05:06Z ] &&
            grep -q 'warning: SOURCE_DATE_EPOCH is' "$SCRATCH/err" || return 1
    done
    rm x.epub dated.md
}
the_edition_is_said_over_the_front_matter() {
    printf -- '---\nedition: First\n---\n\n# T\n\nx\n' >edition.md
    expect_status 0 "$program" --dump book edition.md && grep -q 'version.*First' "$SCRATCH/out" &&
        expect_status 0 "$program" --edition 2.0 --dump pages edition.md && grep -q '"Version 2.0"' "$SCRATCH/out" &&
        ! grep -q First "$SCRATCH/out" && rm edition.md
}
# What is claimed must be true: an image without words takes the claim back.
alternative_texts_are_claimed_when_all_are_there() {
    python3 -c 'import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
open("a.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) +
                          chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))'
    printf '# T\n\n![words](a.png)\n' >all.md && printf '# T\n\n![words](a.png) ![](a.png)\n' >some.md
    "$program" -q -o x.epub all.md && package x.epub >all.opf && "$program" -q -o x.epub some.md && package x.epub >some.opf &&
        grep -q alternativeText all.opf && ! grep -q alternativeText some.opf &&
        grep -q 'accessModeSufficient">textual,visual<' some.opf
    status=$?
    rm -f a.png all.* some.* x.epub
    return $status
}
the_epub_knows_the_pages_of_the_pdf() {
    "$program" -q -o x.pdf -o x.epub guide.md && package x.epub >both.opf &&
        "$program" -q --no-page-list -o x.pdf -o x.epub guide.md && package x.epub >without.opf &&
        "$program" -q -o x.epub guide.md && package x.epub >alone.opf &&
        grep -q 'pageBreakSource">A Small Guide (PDF, [0-9]* pages)<' both.opf &&
        grep -q '#page-1">1</a>' both.opf && ! grep -q 'page-list\|pageBreak' without.opf &&
        cmp without.opf alone.opf
    status=$?
    rm -f x.* both.opf without.opf alone.opf
    return $status
}
contents_show_the_fields_that_a_style_names() {
    printf '## One\n\n**Level**: Easy\n\n**Time**: 10 minutes\n\ntext\n' >fields.md
    printf ':root { --contents-fields: time }\n@media print { :root { --contents-fields: none } }\n' >some.css
    nav='import zipfile; print(zipfile.ZipFile("x.epub").read("EPUB/nav.xhtml").decode())'
    expect_status 0 "$program" --dump tags fields.md && grep -q 'Link .*"Easy"" 1"' "$SCRATCH/out" &&
        expect_status 0 "$program" --style some.css --dump tags fields.md && grep -q 'Link .*"One"" 1"' "$SCRATCH/out" &&
        expect_status 0 "$program" -o x.epub fields.md && python3 -c "$nav" >nav && grep -q '>Easy<' nav &&
        expect_status 0 "$program" --style some.css -o x.epub fields.md && python3 -c "$nav" >nav &&
        grep -q '>10 minutes<' nav && ! grep -q '>Easy<' nav
    status=$?
    rm -f x.epub nav some.css fields.md
    return $status
}
later_styles_win() {
    printf 'h2 { color: #111111 }\n' >one.css && printf 'h2 { color: #222222 }\n' >two.css
    printf -- '---\nstyle: [one.css]\n---\n\n## One\n\n## Two\n' >styled.md
    expect_status 0 "$program" --dump pages styled.md && grep -q '#111111 "One"' "$SCRATCH/out" &&
        expect_status 0 "$program" --style two.css --dump pages styled.md && grep -q '#222222 "One"' "$SCRATCH/out" &&
        rm one.css two.css styled.md
}
warns_of_mistakes_in_a_style() {
    printf 'p { colr: red }\n' >bad.css
    expect_status 0 "$program" --style bad.css -o x.pdf guide.md && rm x.pdf &&
        told . '^bad.css:1:5: warning: ' && told . 'did you mean color' &&
        expect_status 1 "$program" --strict --style bad.css -o x.pdf guide.md && rm -f x.pdf bad.css
}
refuses_a_missing_style() {
    expect_status 1 "$program" --style none.css guide.md && told . '^none.css: error: ' &&
        expect_status 1 "$program" --style none --dump pages guide.md && told . 'none.css.*error: ' && no_litter
}
reads_no_style_outside_the_folder() {
    mkdir -p book && printf 'h2 { color: red }\n' >outer.css && ln -sf ../outer.css book/link.css
    for name in ../outer.css "$PWD/outer.css" link.css; do
        printf -- '---\nstyle: %s\n---\n\ntext\n' "$name" >book/in.md
        expect_status 1 "$program" -q -o x.pdf book/in.md && told . '^book/in.md:1:1: error: ' || return 1
    done
    printf '@import "../outer.css";\n' >book/own.css && printf -- '---\nlang: en\n---\n\ntext\n' >book/in.md
    expect_status 0 "$program" -o x.pdf --style book/own.css book/in.md &&
        told . '^book/own.css:1:1: warning: ' && rm -r x.pdf book outer.css && no_litter
}
# packs COUNT: the EPUB made of book/in.md with these options has so many images.
packs() {
    count=$1
    shift
    expect_status 0 "$program" "$@" --lang en -o x.epub book/in.md &&
        [ "$(python3 -c 'import zipfile; print("\n".join(zipfile.ZipFile("x.epub").namelist()))' |
            grep -c 'images/image-')" = "$count" ] && return
    echo "not $count images with $*" && cat "$SCRATCH/err"
    return 1
}
# Images beside the book, by their path, by their name in the folder, absolute; through a link, and out of it.
takes_images_only_from_folders_that_are_allowed() {
    mkdir -p book pool/sub secret
    for picture in pool/a pool/sub/b pool/c secret/d secret/e; do
        printf '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><!-- %s --></svg>' $picture >$picture.svg
    done
    ln -s ../secret/d.svg pool/link.svg && ln -s ../pool book/way
    printf '%s\n' '# T' '' text '![a](../pool/a.svg) ![b](sub/b.svg)' "![c]($PWD/pool/c.svg) ![c](way/c.svg)" \
        '![d](link.svg) ![d](../secret/d.svg) ![d](way/../../secret/d.svg)' "![e]($PWD/secret/e.svg)" >book/in.md
    packs 0 && grep -q 'outside the book' "$SCRATCH/err" && packs 3 --resource-path pool &&
        packs 3 --resource-path "$PWD/pool/" && packs 5 --resource-path=pool --resource-path secret &&
        expect_status 2 "$program" --resource-path none book/in.md && told . "takes a folder, which 'none' is not" &&
        expect_status 2 "$program" --resource-path book/in.md book/in.md || return 1
    rm -r book pool secret x.epub && no_litter
}
takes_stylesheets_from_folders_that_are_allowed() {
    mkdir -p book pool && printf '@import "../pool/more.css";\n' >book/own.css &&
        printf 'h2 { color: red }\n' >pool/more.css && printf 'h3 { color: lime }\n' >pool/all.css
    printf -- '---\nstyle: [own.css, ../pool/all.css]\nlang: en\n---\n\ntext\n' >book/in.md
    expect_status 1 "$program" -o x.epub book/in.md && grep -q 'allow its folder with --res' "$SCRATCH/err" &&
        expect_status 0 "$program" --strict --resource-path pool -o x.epub book/in.md &&
        python3 -c 'import zipfile; print(zipfile.ZipFile("x.epub").read("EPUB/styles/book.css").decode())' |
        grep -c -e 'color: red' -e 'color: lime' | grep -q 2 && rm -r book pool x.epub && no_litter
}
needs_its_own_stylesheet() {
    mkdir -p away/build away/styles && cp "$program" away/build/ && ln -s "$(dirname "$program")/../fonts" away/fonts
    expect_status 1 away/build/bifolio -o x.pdf guide.md && told . 'styles/book.css: error: ' || return 1
    rmdir away/styles && expect_status 3 away/build/bifolio -o x.pdf guide.md &&
        told . "error: the program's folder 'styles'" && rm -r away && no_litter
}
# One rule of book.css: strings in code become slanted, in both books.
one_rule_of_the_stylesheet_shows_in_both_books() {
    printf '# T\n\n```python\nx = "text"\n```\n' >code.md
    mkdir -p away/build && cp "$program" away/build/ && ln -s "$repository/fonts" away/fonts &&
        cp -R "$repository/styles" away/styles &&
        sed 's/^\.hl-deleted {/.hl-string, .hl-deleted {/' away/styles/book.css >away/styles/new &&
        ! cmp -s away/styles/new away/styles/book.css && mv away/styles/new away/styles/book.css
    expect_status 0 "$program" --lang en --dump pages code.md && grep -q 'Mono-Regular .*text' "$SCRATCH/out" &&
        expect_status 0 away/build/bifolio --lang en --dump pages code.md && grep -q 'Mono-Italic .*text' "$SCRATCH/out" &&
        expect_status 0 away/build/bifolio --lang en -o x.epub code.md &&
        python3 -c 'import zipfile; print(zipfile.ZipFile("x.epub").read("EPUB/styles/book.css").decode())' |
        tr -d '\n' | grep -q 'hl-string,.hl-deleted {    font-style: italic'
    status=$?
    rm -rf away x.epub code.md
    return $status
}
fonts_of_a_stylesheet_are_in_both_books() {
    mkdir -p css fonts && cp "$repository/fonts/DejaVuSans.ttf" fonts/plain.bin &&
        cp "$repository/fonts/DejaVuSans-Bold.ttf" fonts/heavy.bin
    cat >css/book.css <<'CSS'
@font-face { font-family: "M\79  Font"; src: local("any"), url(../fonts/plain.bin) format("truetype") }
@font-face { font-family: my font; font-weight: 700 900; src: url("../fonts/heavy.bin") }
@media print { @font-face { font-family: Paper; src: url(../fonts/plain.bin) } }
body { font: 11pt/1.3 "My Font", serif }
CSS
    printf -- '---\nstyle: css/book.css\nlang: en\n---\n\n# T\n\n*Plain* and **heavy**, 1 漢.\n' >fonts.md
    expect_status 0 "$program" -q -o x.pdf -o x.epub fonts.md && pdffonts x.pdf >"$SCRATCH/out" &&
        grep -q '+DejaVuSans ' "$SCRATCH/out" && grep -q '+DejaVuSans-Bold ' "$SCRATCH/out" &&
        ! grep -q Libertine "$SCRATCH/out" && ! grep -q warning "$SCRATCH/err" &&
        python3 - "$repository/fonts" <<'PYTHON'
import sys, zipfile
book = zipfile.ZipFile("x.epub")
sheet = book.read("EPUB/styles/book.css").decode()
assert sheet.count("@font-face") == 2 and 'src: url("../fonts/font-1.ttf")' in sheet, sheet
assert book.read("EPUB/fonts/font-2.ttf") == open(sys.argv[1] + "/DejaVuSans-Bold.ttf", "rb").read()
assert 'href="fonts/font-1.ttf" media-type="font/ttf"' in book.read("EPUB/package.opf").decode()
assert not [name for name in book.namelist() if name.endswith("font-3.ttf")]
PYTHON
    status=$?
    rm -rf css fonts fonts.md x.pdf x.epub
    return $status
}
page_size_of_a_style_gives_way_to_paper() {
    printf '@page { size: 300pt 400pt }\n' >paper.css
    expect_status 0 "$program" --style paper.css --dump pages guide.md && grep -q '^paper 300.000 400.000' "$SCRATCH/out" &&
        expect_status 0 "$program" --paper a5 --style paper.css --dump pages guide.md &&
        grep -q '^paper 419' "$SCRATCH/out" && rm paper.css
}
refuses_an_unwritable_place() {
    expect_status 3 "$program" -o nowhere/x.pdf guide.md && told . '^nowhere/x.pdf: error: ' &&
        expect_status 3 "$program" -o /proc/x.epub guide.md && no_litter
}
refuses_a_folder_as_output() {
    mkdir -p d.pdf && expect_status 3 "$program" -o d.pdf guide.md && told . '^d.pdf: error: ' &&
        rmdir d.pdf && no_litter
}
# A limit on the size of files stands for a full disk: writes fail half-way in the same manner.
keeps_the_old_file_when_the_disk_is_full() {
    echo old >x.pdf && echo old >x.epub
    (
        trap '' XFSZ
        ulimit -f 1
        "$program" -o x.pdf -o x.epub guide.md >/dev/null 2>"$work.err"
    )
    [ $? = 3 ] && [ "$(cat x.pdf x.epub)" = 'old
old' ] && grep -q '^x.pdf: error: ' "$work.err" && rm x.pdf x.epub && no_litter
}
tells_when_a_device_is_full() {
    [ -e /dev/full ] || return 0
    ln -s /dev/full full.pdf && expect_status 3 "$program" -o full.pdf guide.md &&
        [ -L full.pdf ] && [ -c /dev/full ] && rm full.pdf
}
knows_a_file_by_its_other_names() {
    mkdir folder && ln -s . here && echo old >real.pdf && ln -s real.pdf link.pdf || return 1
    for second in here/new.pdf ./folder/../new.pdf "$PWD/new.pdf"; do
        expect_status 2 "$program" -o new.pdf -o "$second" guide.md || return 1
    done
    expect_status 2 "$program" -o real.pdf -o link.pdf guide.md && [ "$(cat real.pdf)" = old ] &&
        expect_status 0 "$program" -o new.pdf -o folder/new.pdf guide.md &&
        rm -r here real.pdf link.pdf new.pdf folder && no_litter
}
# A book that takes long to write is killed as soon as its temporary files are there. A signal that is
# ignored, as nohup does it, stays ignored.
leaves_nothing_behind_when_killed() {
    awk 'BEGIN { for (i = 0; i < 9000; i++) print "## Heading " i "\n\nSome text of the book.\n" }' >long.md
    python3 - "$program" <<'END'
import glob, signal, subprocess, sys, time
def run(number, action):
    child = subprocess.Popen([sys.argv[1], "-q", "-o", "x.pdf", "-o", "x.epub", "long.md"],
                             preexec_fn=lambda: signal.signal(number, action))
    while child.poll() is None and not glob.glob("x.*.*"):
        time.sleep(0.0005)
    child.send_signal(number)
    return child.wait()
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    status = run(number, signal.SIG_DFL)
    if status != -number or glob.glob("x.*"):
        sys.exit(f"signal {number}: status {status}, left: {glob.glob('x.*')}")
if run(signal.SIGHUP, signal.SIG_IGN) != 0 or sorted(glob.glob("x.*")) != ["x.epub", "x.pdf"]:
    sys.exit("an ignored signal ended the program")
END
    killed=$?
    rm -f x.pdf x.epub long.md
    return $killed
}
writes_through_a_symbolic_link() {
    mkdir -p far && echo old >far/real.pdf && ln -s far/real.pdf link.pdf &&
        expect_status 0 "$program" -o link.pdf guide.md && [ -L link.pdf ] &&
        head -c 4 far/real.pdf | grep -q '%PDF' && rm -r far link.pdf
}
same_input_same_bytes() {
    "$program" -q -o x.pdf -o x.epub guide.md && cp guide.md g2.md && touch -r guide.md g2.md &&
        mkdir -p other && (cd other && TZ=Asia/Tokyo LC_ALL=de_DE.UTF-8 "$program" -q -o y.pdf -o y.epub ../g2.md) &&
        cmp x.pdf other/y.pdf && cmp x.epub other/y.epub && rm -r x.pdf x.epub other g2.md
}
takes_odd_paths() {
    mkdir -p 'a b/ü' && cp guide.md 'a b/ü/-g #1%.md' &&
        expect_status 0 "$program" -o 'a b/ü/x y.pdf' -- 'a b/ü/-g #1%.md' && rm -r 'a b'
}
joins_several_files() {
    printf '# First\n\nSee [two](two.md#second).\n' >one.md && printf '# Second\n\nBack.\n' >two.md
    expect_status 0 "$program" --lang en -o x.pdf -o x.epub one.md two.md && rm x.pdf x.epub &&
        ! grep -q warning "$SCRATCH/err"
}
follows_links_between_folders_from_within_one() {
    mkdir -p a b && printf '# First\n\nSee [two](../b/two.md#second).\n' >a/one.md
    printf '# Second\n\n[Back](../a/one.md#first).\n' >b/two.md
    (cd a && expect_status 0 "$program" --lang en -o x.epub one.md ../b/two.md) && rm -r a b &&
        ! grep -q warning "$SCRATCH/err"
}
attaches_the_source() {
    mkdir -p parts && printf '# One\n\nText.\n' >parts/one.md && printf '# Zw\303\266lf\n' >"parts/$(printf "zw\\303\\266lf").md"
    expect_status 0 "$program" -q --lang en --attach-source -o x.pdf parts/one.md parts/zw*.md &&
        grep -a -q '<pdfaid:part>3' x.pdf && pdfdetach -list x.pdf | grep -q '^2 embedded files' &&
        pdfdetach -save 1 -o saved.md x.pdf && cmp saved.md parts/one.md && cp x.pdf y.pdf &&
        expect_status 0 "$program" -q --lang en --attach-source -o x.pdf parts/one.md parts/zw*.md &&
        cmp x.pdf y.pdf && rm -r x.pdf y.pdf saved.md parts
}
claims_no_language_that_the_text_does_not_read_as() {
    for language in 'Wer das liest, der hat ein gutes Buch in der Hand.' '有人读了这本书很高兴因为它很好。' 'The one that reads this has a good book.'; do
        { echo '# T' && for i in 1 2 3 4 5 6; do echo && echo "$language"; done; } >read.md
        expect_status 0 "$program" -o x.pdf read.md && grep -q 'no language given; taken to be English (en)' "$SCRATCH/err" || return 1
        grep -q 'it does not read so' "$SCRATCH/err" && ! grep -a -q '<pdfuaid:part>' x.pdf && echo other || echo English
        expect_status 0 "$program" --lang de -o x.pdf read.md && grep -a -q '<pdfuaid:part>' x.pdf && rm x.pdf || return 1
    done >read.as && [ "$(cat read.as)" = "$(printf 'other\nother\nEnglish')" ]
}
asks_the_author_for_what_only_he_knows() {
    printf 'GIF89a\001\000\001\000\200\000\000\000\000\000\377\377\377,\000\000\000\000\001\000\001\000\000\002\002D\001\000;' >pixel.gif
    printf '# T\n\n![](pixel.gif) <img src="pixel.gif" alt=""> [Here](https://example.org).\n' >asked.md
    printf '\n|  |  |\n|--|--|\n| a | b |\n| c | d |\n' >>asked.md
    expect_status 1 "$program" --strict -o x.pdf asked.md && ! grep -a -q '<pdfuaid:part>' x.pdf &&
        grep -a -q '<pdfaid:part>2' x.pdf && rm x.pdf asked.md pixel.gif || return 1
    for said in 'asked.md: warning: no language given' 'asked.md:3:1: warning: nothing says what this image' \
        'asked.md:3:[0-9]*: warning: the text of this link, "Here"' 'asked.md:5:1: warning: this table has no header'; do
        grep -q "^$said" "$SCRATCH/err" || { echo "not said: $said" && cat "$SCRATCH/err" && return 1; }
    done
    [ "$(grep -c 'warning: nothing says' "$SCRATCH/err")" = 1 ]
}
claims_nothing_for_pictures_that_are_not_described() {
    printf 'GIF89a\001\000\001\000\200\000\000\000\000\000\377\377\377,\000\000\000\000\001\000\001\000\000\002\002D\001\000;' >pixel.gif
    set -- '![A point](pixel.gif)' '![pixel.gif](pixel.gif)' '<img src="pixel.gif" alt=" ">' \
        '<a href="https://a.example"><img src="pixel.gif" alt=""></a>' '![Photo](pixel.gif)' \
        '![alt text](pixel.gif)' '![-](pixel.gif)'
    expected=0
    for image; do
        printf '# T\n\nA %s\n' "$image" >shown.md
        expect_status $expected "$program" -q --lang en --strict -o x.pdf -o x.epub shown.md || return 1
        claims=$(grep -a -c '<pdfuaid:part>' x.pdf)
        [ "$claims" = $((1 - expected)) ] || { echo "$claims claims for $image"; return 1; }
        unzip -p x.epub EPUB/package.opf | grep -q 'alternativeText' || [ $expected = 1 ] || return 1
        expected=1
    done
    rm x.pdf x.epub shown.md pixel.gif
}
keeps_languages_in_the_contents() {
    printf '# One\n\n## <b lang="fr">Bonjour  <i>le</i></b> world <i lang="it">ciao</i>\n\n<h2 lang="de">Tag <s class="e">E</s></h2>\n' >said.md
    "$program" -q --lang en --title T -o x.epub said.md && unzip -p x.epub EPUB/nav.xhtml >nav || return 1
    grep -q '"><span lang="fr" xml:lang="fr">Bonjour le</span> world <span lang="it" xml:lang="it">ciao</span></a>' nav &&
        grep -q '"><span lang="de" xml:lang="de">Tag E</span></a>' nav && rm x.epub nav said.md
}
makes_no_link_without_text() {
    printf '# T\n\nSee [](https://a.example), <a href="https://b.example">&nbsp;</a> it.\n' >links.md
    expect_status 1 "$program" --lang en --strict -o x.pdf -o x.epub links.md &&
        [ "$(grep -c 'links.md:3:.*empty-link' "$SCRATCH/err")" = 2 ] && ! pdfinfo -struct x.pdf | grep -q Link &&
        ! unzip -p x.epub EPUB/ch01-t.xhtml | grep -q '<a ' && rm x.pdf x.epub links.md
}
finds_the_start_of_a_file_of_many_chapters_at_once() {
    awk 'BEGIN { for (i = 0; i < 60000; i++) print "# a\n" }' >one.md
    awk 'BEGIN { print "# t\n"; for (i = 0; i < 60000; i++) printf "[x](two.md) " }' >two.md
    expect_status 0 timeout $((20 * ${SLOW:-1})) "$program" -q --dump xhtml one.md two.md &&
        rm one.md two.md
}
dumps_every_stage() {
    rm -f a-small-guide.*
    for stage in book pages tags xhtml; do
        expect_status 0 "$program" --dump $stage guide.md && [ -s "$SCRATCH/out" ] || return 1
    done
    no_litter
}
names_each_character_that_no_font_has_once() {
    printf '# A \360\222\200\200\n\nB \360\222\200\201, \360\222\200\201 `\360\222\200\202`[^1]\n\n```\n\360\222\200\203\n```\n\n|\360\222\200\204|\n|-|\n|\360\222\200\205|\n\n[^1]: \360\222\200\206\n' >cuneiform.md
    expect_status 0 "$program" -o x.pdf cuneiform.md || return 1
    for character in 00 01 02 03 04 05 06; do
        [ "$(grep -c "^cuneiform.md:[0-9]*:[0-9]*: warning: no font has U+120$character" "$SCRATCH/err")" = 1 ] ||
            { cat "$SCRATCH/err" && return 1; }
    done
    [ "$(grep -c missing-glyph "$SCRATCH/err")" = 7 ] && pdftotext x.pdf - >x.txt &&
        grep -q "$(printf '\360\222\200\205')" x.txt && rm x.pdf x.txt
}
tells_when_a_dump_cannot_be_printed() {
    [ -e /dev/full ] || return 0
    "$program" --dump book guide.md >/dev/full 2>"$SCRATCH/err"
    [ $? = 3 ]
}

shows_words_for_an_svg_without_librsvg() {
    echo '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' >x.svg
    printf '# A\n\nText.\n\n![words](x.svg)\n' >svg.md
    without=$program-without-librsvg
    LC_ALL=C sed 's/librsvg-2\.so\.2/librsvg-0.so.0/' "$program" >"$without" && chmod +x "$without"
    expect_status 0 "$without" -o x.pdf svg.md && told svg.md 'install librsvg' &&
        pdftotext x.pdf - | grep -q '\[words\]'
    status=$?
    rm -f x.pdf x.svg svg.md "$without"
    return $status
}
# A process that draws has no lock of another thread's: it is forked where there are none.
forks_only_while_it_has_one_thread() {
    cc -shared -fPIC "$repository/tests/cli/forks.c" -o forks.so &&
        printf '# A\n\n```python\npass\n```\n\n![bars](bars.svg)\n' >svg.md && cp "$repository/tests/readers/bars.svg" . &&
        expect_status 0 env FORKS=forks LD_PRELOAD=./forks.so ASAN_OPTIONS=verify_asan_link_order=0 \
            "$program" -q -o x.pdf -o x.epub svg.md || return 1
    sort -u forks
    [ "$(sort -u forks)" = 1 ]
    status=$?
    rm -f x.pdf x.epub svg.md bars.svg forks forks.so
    return $status
}
# More signs of one font than a byte can tell apart.
copies_hundreds_of_signs() {
    python3 -c 'print("# Signs\n\n" + " ".join(map(chr, range(0x2500, 0x2780))))' >signs.md
    expect_status 0 "$program" -q -o signs.pdf signs.md &&
        pdftotext signs.pdf - | python3 -c 'import sys
text = sys.stdin.read()
sys.exit(any(chr(c) not in text for c in range(0x2500, 0x2780)))'
    status=$?
    rm -f signs.md signs.pdf
    return $status
}

for test in makes_both_books makes_only_what_is_named takes_long_options_and_many_outputs \
    works_from_any_folder quiet_prints_nothing tells_what_each_station_took helps_within_80_columns tells_its_version \
    refuses_bad_usage takes_every_paper names_a_missing_file names_an_unreadable_file names_a_folder \
    names_an_empty_document names_the_line_of_invalid_utf8 warns_of_nul_bytes \
    names_the_line_of_broken_front_matter survives_bad_images \
    shows_words_for_an_svg_without_librsvg forks_only_while_it_has_one_thread copies_hundreds_of_signs warns_of_dead_links_with_the_nearest_id \
    strict_makes_warnings_count a_strict_run_that_fails_says_why_however_quiet headings_on_screen_stay_in_their_lists a_style_shows_in_both_books later_styles_win metadata_reaches_the_epub \
    alternative_texts_are_claimed_when_all_are_there the_epub_knows_the_pages_of_the_pdf \
    the_epub_changed_when_its_newest_input_did the_edition_is_said_over_the_front_matter \
    contents_show_the_fields_that_a_style_names \
    warns_of_mistakes_in_a_style refuses_a_missing_style reads_no_style_outside_the_folder \
    takes_images_only_from_folders_that_are_allowed takes_stylesheets_from_folders_that_are_allowed \
    needs_its_own_stylesheet one_rule_of_the_stylesheet_shows_in_both_books \
    fonts_of_a_stylesheet_are_in_both_books page_size_of_a_style_gives_way_to_paper \
    refuses_an_unwritable_place refuses_a_folder_as_output \
    keeps_the_old_file_when_the_disk_is_full tells_when_a_device_is_full \
    knows_a_file_by_its_other_names leaves_nothing_behind_when_killed \
    writes_through_a_symbolic_link same_input_same_bytes takes_odd_paths joins_several_files \
    follows_links_between_folders_from_within_one \
    attaches_the_source asks_the_author_for_what_only_he_knows claims_no_language_that_the_text_does_not_read_as \
    claims_nothing_for_pictures_that_are_not_described makes_no_link_without_text keeps_languages_in_the_contents \
    finds_the_start_of_a_file_of_many_chapters_at_once dumps_every_stage \
    names_each_character_that_no_font_has_once tells_when_a_dump_cannot_be_printed; do
    check "cli $(echo $test | tr _ ' ')" $test
done
exit 0
