#!/bin/sh
# What readers, shelves and screen readers find in an EPUB: pages of the printed book, languages, notes,
# images without words, the package's metadata. Each case is a small guide whose files are looked into.
. tests/lib.sh
program=$(realpath "$BIFOLIO")
work="$SCRATCH/work"
mkdir -p "$work" && cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1700000000

# make_epub [OPTION...]: exports the guide on stdin, with its PDF, and unpacks it into x/; what is told goes
# into x.err.
make_epub() {
    rm -rf x x.* && cat >x.md && "$program" "$@" -o x.pdf -o x.epub x.md >x.out 2>x.err && unzip -q x.epub -d x
}

# in_order FILE TEXT...: the file holds all of the texts, one behind the other, whatever lies between.
in_order() {
    python3 - "$@" <<'END'
import sys
text, at = open(sys.argv[1], encoding="utf-8").read(), 0
for wanted in sys.argv[2:]:
    found = text.find(wanted, at)
    if found < 0:
        sys.exit(f"{sys.argv[1]} lacks, or has too early: {wanted}\n{text}")
    at = found + len(wanted)
END
}

# lacks FILE TEXT
lacks() {
    ! grep -F -- "$2" "$1"
}

# repeat COUNT FORMAT: the format for each number up to the count.
repeat() {
    seq "$1" | while read -r number; do
        # shellcheck disable=SC2059 # the format is a format
        printf -- "$2" "$number"
    done
}
words='one two three four five six seven eight nine ten one two three four five six seven eight nine ten'

# ── Pages of the printed book ────────────────────────────────────────────────────────────────────

page() {
    printf 'id="page-%s" aria-label="%s"></span>' "$1" "$1"
}
pages_that_begin_with_a_link_or_a_language() {
    make_epub --lang en <<'END' &&
# [Question 1](https://x.example/1)

[Only a link](https://x.example)

## [Part](https://x.example)

Answer.

# <span lang="fr">Deux</span>

Text
END
        in_order x/EPUB/ch01-question-1.xhtml "$(page 1)" 'Question 1' &&
        in_order x/EPUB/ch02-deux.xhtml "$(page 2)" 'Deux'
}
headings_are_named_without_pages() {
    { repeat 3 '# Chapter %s\n\n' && repeat 40 "## Section %s\n\n$words\n\n"; } | make_epub --lang en &&
        in_order x/EPUB/ch01-chapter-1.xhtml "$(page 1)" '<section' '<h1 id="chapter-1">Chapter 1</h1>' &&
        in_order x/EPUB/ch03-chapter-3.xhtml "$(page 4)" '<h2 ' &&
        ! grep -l '<h[1-6][^>]*><span epub:type="pagebreak"' x/EPUB/*.xhtml
}
header_cells_links_and_captions_are_named_without_pages() {
    { printf '# T\n\n' && repeat 12 "$words $words $words $words\n\n" &&
        printf '<table><caption>Caption</caption>' && repeat 90 "<tr><th>H%s $words</th><td>$words</td></tr>" &&
        printf '</table>\n\n<a href="https://x.example"><ul>' && repeat 60 "<li>%s $words</li>" &&
        printf '</ul></a>\n\nEnd.\n'; } | make_epub --lang en &&
        grep -q '<td><span epub:type="pagebreak"' x/EPUB/ch01-t.xhtml &&
        ! grep -E '<(th|caption|a)( [^>]*)?><span epub:type="pagebreak"' x/EPUB/ch01-t.xhtml
}
pages_stand_at_what_is_in_lists_tables_and_quotes() {
    { printf '# T\n\n' && repeat 60 "- item %s $words $words\n" && printf '\nText\n\n' &&
        repeat 60 "> quoted %s $words $words\n>\n" && printf '\n| a | b |\n|---|---|\n' &&
        repeat 60 "| row %s | $words $words |\n"; } | make_epub --lang en &&
        grep -q '<li><span epub:type="pagebreak"' x/EPUB/ch01-t.xhtml &&
        grep -q '<p><span epub:type="pagebreak".*quoted' x/EPUB/ch01-t.xhtml &&
        grep -q '<td><span epub:type="pagebreak"' x/EPUB/ch01-t.xhtml
}
pages_in_long_code_stand_behind_it_in_order() {
    { printf '# T\n\n```c\n' && repeat 200 'int x%s;\n' && printf '```\n\nAfter.\n'; } | make_epub --lang en &&
        in_order x/EPUB/ch01-t.xhtml "$(page 1)" '</pre>' "$(page 2)" "$(page 3)" 'After.'
}

# ── Images ───────────────────────────────────────────────────────────────────────────────────────

# draw FILE [CHUNK...]: a PNG of one pixel, with these chunks in it; one that moves has an acTL.
draw() {
    python3 - "$@" <<'END'
import struct, sys, zlib
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
chunks = {"acTL": struct.pack(">II", 1, 0)}
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)))
    for name in sys.argv[2:]:
        file.write(chunk(name.encode(), chunks[name]))
    file.write(chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))
END
}
decorations_need_no_words() {
    draw a.png && printf '# T\n\nText\n\n![words](a.png)\n\n<img src="a.png" alt="">\n' | make_epub --lang en &&
        grep -qF ' alt="" role="presentation"' x/EPUB/ch01-t.xhtml && grep -q 'accessibilityFeature">alternativeText<' x/EPUB/package.opf &&
        grep -q 'accessModeSufficient">textual<' x/EPUB/package.opf && grep -q 'All images but decorations' x/EPUB/package.opf
}
images_that_nobody_described_are_not_hidden() {
    draw a.png && printf '# T\n\nText\n\n![](a.png)\n' | make_epub --lang en &&
        grep -qF '<img src="images/image-001.png" />' x/EPUB/ch01-t.xhtml && lacks x/EPUB/package.opf alternativeText &&
        grep -q 'accessModeSufficient">textual,visual<' x/EPUB/package.opf
}
missing_images_without_words_are_named() {
    printf '# T\n\nText\n\n![](none.png)\n\n![words](none.png)\n' | make_epub --lang en &&
        grep -qF '<p><span class="missing-image">[none.png]</span></p>' x/EPUB/ch01-t.xhtml &&
        grep -qF '<p><span class="missing-image">words</span></p>' x/EPUB/ch01-t.xhtml
}
what_moves_is_a_hazard() {
    hazard='accessibilityHazard">'
    draw still.png && draw moves.png acTL && printf 'GIF87a\1\0\1\0\200\0\0\0\0\0\377\377\377,\0\0\0\0\1\0\1\0\0\2\2D\1\0;' >moves.gif || return 1
    printf '# T\n\nText\n\n![words](still.png)\n' | make_epub --lang en && grep -q "${hazard}none<" x/EPUB/package.opf &&
        printf '# T\n\nText\n\n![words](moves.png)\n' | make_epub --lang en && grep -q "${hazard}unknown<" x/EPUB/package.opf || return 1
    for cover in moves.png moves.gif; do
        printf -- '---\ncover: %s\n---\n# T\n\nText\n' "$cover" | make_epub --lang en &&
            grep -q "${hazard}unknown<" x/EPUB/package.opf || return 1
    done
}

# ── Languages ────────────────────────────────────────────────────────────────────────────────────

headings_keep_their_languages_in_the_contents() {
    make_epub --lang de <<'END' &&
# Eins

Text

# <i lang="la">Ars</i>

## <i lang="la">De rerum  natura</i>

## <span lang="ar" dir="rtl">مرحبا</span> und <bdo dir="rtl">mehr</bdo>

<div lang="fr">

## Deux <span class="easy">Facile</span>

</div>
END
        grep -qF '><span lang="la" xml:lang="la">De rerum natura</span></a>' x/EPUB/nav.xhtml &&
        grep -qF '><span lang="ar" xml:lang="ar" dir="rtl">مرحبا</span> und <bdo dir="rtl">mehr</bdo></a>' x/EPUB/nav.xhtml &&
        grep -qF '><span lang="fr" xml:lang="fr">Deux</span> <span class="field"><span class="easy" lang="fr"' x/EPUB/nav.xhtml &&
        grep -qF '>Eins</a>' x/EPUB/nav.xhtml && grep -qF '<title lang="la" xml:lang="la">Ars' x/EPUB/*.xhtml
}
code_keeps_its_language() {
    printf '# T\n\n<code lang="de">Schl</code> <code>x</code>\n' | make_epub --lang en &&
        grep -qF '<span lang="de" xml:lang="de"><code>Schl</code></span> <code>x</code>' x/EPUB/ch01-t.xhtml
}
english_words_in_a_book_of_another_language_say_so() {
    english='lang="en" xml:lang="en">'
    printf '# T\n\n> [!NOTE]\n> x\n' >t.md && make_epub --lang eo <t.md &&
        grep -qF "<h1 ${english}Contents</h1>" x/EPUB/nav.xhtml && grep -qF "<h2 ${english}Pages</h2>" x/EPUB/nav.xhtml &&
        grep -qF "<p class=\"alert-title\" ${english}Note</p>" x/EPUB/ch01-t.xhtml && make_epub --lang en-GB <t.md &&
        lacks x/EPUB/nav.xhtml 'lang="en"' && grep -qF '<p class="alert-title">Note</p>' x/EPUB/ch01-t.xhtml
}

# ── Notes ────────────────────────────────────────────────────────────────────────────────────────

notes_lead_back_to_all_that_refer_to_them() {
    printf '# One\n\nA[^a], b[^b], a again[^a].\n\n# Two\n\nAnd again[^a].\n\n[^a]: First\n[^b]: Second\n' |
        make_epub --lang en &&
        in_order x/EPUB/ch01-one.xhtml '<a href="#noteref-1" role="doc-backlink">1</a> <small class="backlinks">' \
            '<a href="#noteref-3" role="doc-backlink">↩ 2</a>' \
            '<a href="ch02-two.xhtml#noteref-4" role="doc-backlink">↩ 3</a></small> First' \
            '<a href="#noteref-2" role="doc-backlink">2</a> Second'
}
a_note_in_a_link_can_be_reached() {
    printf '# T\n\n[A link[^a] that goes on](https://x.example) and text.\n\n[^a]: Note\n' | make_epub --lang en &&
        in_order x/EPUB/ch01-t.xhtml '<a href="https://x.example">A link that goes on</a><sup id="noteref-1">' \
            '<a href="#footnote-1" epub:type="noteref"' '</sup> and text' '<a href="#noteref-1"'
}
pages_are_played_between_the_chapters() {
    printf '# One\n\nText\n\n# Two\n\nText\n\n# Three\n\nText\n' | make_epub --lang en &&
        grep -q 'dtb:maxPageNumber" content="3"' x/EPUB/toc.ncx &&
        sed -n 's/.*id="\([^"]*\)".* playOrder="\([0-9]*\)".*/\2 \1/p' x/EPUB/toc.ncx | sort -n >order &&
        [ "$(cut -d' ' -f2 order | tr '\n' ' ')" = \
            'printed-1 printed-2 printed-3 point-1 printed-4 point-2 printed-5 point-3 ' ] &&
        [ "$(cut -d' ' -f1 order | tr '\n' ' ')" = '1 2 3 4 5 6 7 8 ' ]
}

# ── Metadata ─────────────────────────────────────────────────────────────────────────────────────

the_edition_is_in_the_package() {
    printf -- '---\nversion: Second & last\n---\n# T\n\nText\n' | make_epub --lang en &&
        grep -qF '<meta property="schema:bookEdition">Second &amp; last</meta>' x/EPUB/package.opf &&
        make_epub --lang en --edition 1.2 <x.md && grep -qF 'bookEdition">1.2<' x/EPUB/package.opf
}
broken_uuids_are_told_and_left_out() {
    for broken in zzz 5e8616ac-c9c3-8e93-b9d4-7e9b15bc351 5e8616ac-c9c3-8e93-b9d47-e9b15bc3518; do
        printf -- '---\nidentifier: urn:uuid:%s\n---\n# T\n\nText\n' "$broken" | make_epub --lang en &&
            grep -q '^x.md:1:1: warning: .*is no UUID' x.err && lacks x/EPUB/package.opf "$broken<" || return 1
    done
    printf -- '---\nidentifier: URN:UUID:5e8616ac-C9C3-8e93-b9d4-7e9b15bc3518\n---\n# T\n\nText\n' | make_epub --lang en &&
        [ ! -s x.err ] && grep -qF '>URN:UUID:5e8616ac-C9C3-8e93-b9d4-7e9b15bc3518<' x/EPUB/package.opf
}

for case in pages_that_begin_with_a_link_or_a_language headings_are_named_without_pages \
    header_cells_links_and_captions_are_named_without_pages pages_stand_at_what_is_in_lists_tables_and_quotes \
    pages_in_long_code_stand_behind_it_in_order decorations_need_no_words \
    images_that_nobody_described_are_not_hidden missing_images_without_words_are_named what_moves_is_a_hazard \
    headings_keep_their_languages_in_the_contents code_keeps_its_language \
    english_words_in_a_book_of_another_language_say_so the_edition_is_in_the_package \
    broken_uuids_are_told_and_left_out notes_lead_back_to_all_that_refer_to_them a_note_in_a_link_can_be_reached \
    pages_are_played_between_the_chapters; do
    check "epub: $(echo "$case" | tr _ ' ')" "$case"
done
exit 0
