#!/bin/sh
# Whole books, checked with other people's tools: qpdf, poppler and mupdf for the PDF, EPUBCheck for the
# EPUB. The real books are run when they are there; the repository passes without them.
. tests/lib.sh

# make_books NAME INPUT...: exports to $SCRATCH/NAME.pdf and .epub.
make_books() {
    name=$1
    shift
    timeout $((60 * ${SLOW:-1})) "$BIFOLIO" -q -o "$SCRATCH/$name.pdf" -o "$SCRATCH/$name.epub" "$@"
}

# measure_pages NAME INPUT...: counts what betrays a bad typesetter into $SCRATCH/NAME.faults. In
# $columns stands how check_pages.py is told of columns.
columns=
measure_pages() {
    name=$1
    shift
    # shellcheck disable=SC2086 # $columns is words
    "$BIFOLIO" -q --dump pages "$@" >"$SCRATCH/$name.pages" &&
        "$BIFOLIO" -q --dump tags "$@" >"$SCRATCH/$name.tags" &&
        python3 tests/books/check_pages.py "$SCRATCH/$name.pages" "$SCRATCH/$name.tags" $columns \
            >"$SCRATCH/$name.faults"
}

# judge_print NAME [INPUT...]: looks at the finished PDF; the text of the INPUTs must be in it.
judge_print() {
    name=$1
    shift
    python3 tests/books/check_print.py "$SCRATCH/$name.pdf" \
        "$(sed -n 's/^text-block //p' "$SCRATCH/$name.pages")" "$@"
}

# judge_guide NAME: one of tests/books/make_guides.py, by all judges; what they say goes to NAME.log.
# Poppler turns lines that run from right to left about, which check_book.py could not read.
judge_guide() {
    # shellcheck disable=SC2046 # options are words
    set -- "$1" $(cat "$SCRATCH/$1.options") "$SCRATCH/$1.md"
    {
        make_books "$@" && measure_pages "$@" && sh tests/books/check_pdf.sh "$SCRATCH/$1.pdf" &&
            judge_print "$1" "$SCRATCH/$1.md" &&
            case $1 in
            ar | he) ;;
            *) python3 tests/books/check_book.py "$SCRATCH/$1.pdf" "$SCRATCH/$1.epub" ;;
            esac && : >"$SCRATCH/$1.passed"
    } >"$SCRATCH/$1.log" 2>&1
    [ ! -s "$SCRATCH/$1.faults" ] || cat "$SCRATCH/$1.faults" >>"$SCRATCH/$1.log"
}

# guides NAME...: one after another.
guides() {
    for guide in "$@"; do
        judge_guide "$guide"
    done
}

report_guide() {
    [ -e "$SCRATCH/$1.passed" ] && return 0
    cat "$SCRATCH/$1.log"
    return 1
}

# Ink beside the block, other words than the source's, pages that are not those of the tags.
judges_see_faults() {
    area=$(sed -n 's/^text-block //p' "$SCRATCH/pl.pages")
    print=$SCRATCH/pl.pdf
    [ -e "$SCRATCH/pl.passed" ] &&
        ! python3 tests/books/check_print.py "$print" "$(echo "$area" | awk '{ print $1 + 3 * 4, $2, $3, $4 }')" &&
        ! python3 tests/books/check_print.py "$print" "$area" "$SCRATCH/de.md" &&
        ! python3 tests/books/check_print.py "$print" "$(echo "$area" | awk '{ print $1, $2, $3, $4 - 40 }')" &&
        ! python3 tests/books/check_book.py "$print" "$SCRATCH/ru.epub" &&
        sed 's/^\( *text [^ ]* \)/\19/' "$SCRATCH/pl.pages" >"$SCRATCH/low.pages" &&
        ! python3 tests/books/check_pages.py "$SCRATCH/low.pages" "$SCRATCH/pl.tags"
}

# The guides that a script writes, half of them beside the other half.
unseen_guides() {
    selected "books guides" || return
    python3 tests/books/make_guides.py "$SCRATCH"
    guides blocks de es fr ru ar technical-a5 &
    guides notes pl el he technical-a4
    wait
    for guide in blocks de es fr ru ar technical-a5 notes pl el he technical-a4; do
        check "books guides: $guide" report_guide "$guide"
        epubs="$epubs $SCRATCH/$guide.epub"
    done
    check "books guides: the judges see faults" judges_see_faults
}

# copy_code NAME FAILING INPUT...: counts the blocks of code that copy as written; FAILING may not.
copy_code() {
    name=$1 failing=$2
    shift 2
    "$BIFOLIO" -q --dump book "$@" >"$SCRATCH/$name.book" &&
        "$BIFOLIO" -q --dump pages "$@" >"$SCRATCH/$name.pages" &&
        python3 tests/books/check_code.py "$SCRATCH/$name.book" "$SCRATCH/$name.pages" "$SCRATCH/$name.pdf" \
            --failing "$failing" >"$SCRATCH/$name.code"
}

# A letter that is another one, a space more, an empty line more; rows that come apart though no line was turned.
judge_sees_lost_code() {
    for fault in 's/[a-z]/Z/' 's/\([a-z]\) /\1  /' 's/|$/&\n        |/'; do
        sed "/^ *|/$fault" "$SCRATCH/sampler.book" >"$SCRATCH/other.book"
        ! cmp -s "$SCRATCH/other.book" "$SCRATCH/sampler.book" || return 1
        ! python3 tests/books/check_code.py "$SCRATCH/other.book" "$SCRATCH/sampler.pages" "$SCRATCH/sampler.pdf" ||
            return 1
    done
    grep -v ' copies ""$' "$SCRATCH/sampler.pages" >"$SCRATCH/unturned.pages"
    ! python3 tests/books/check_code.py "$SCRATCH/sampler.book" "$SCRATCH/unturned.pages" "$SCRATCH/sampler.pdf"
}

# sources INPUT...: the files that are read; of a folder's book those that its list names.
sources() {
    for source in "$@"; do
        [ -d "$source" ] || echo "$source"
        for list in "$source/SUMMARY.md" "$source/src/SUMMARY.md"; do
            [ ! -e "$list" ] || sed -n "s|.*(\\([^)]*\\.md\\)).*|$(dirname "$list")/\\1|p" "$list"
        done
    done
}

# book NAME ENTRIES FAILING INPUT...: exports and checks; "-" for ENTRIES: however many there are.
# FAILING: how many blocks of code are known not to copy as written.
book() {
    name=$1 entries=$2 failing=$3
    shift 3
    selected "books $name" || return
    check "books $name: both books come out" make_books "$name" "$@"
    check "books $name: the pages are well made" measure_pages "$name" "$@"
    [ ! -e "$SCRATCH/$name.faults" ] || sed 's/^/    /' "$SCRATCH/$name.faults"
    check "books $name: code copies as it was written" copy_code "$name" "$failing" "$@"
    [ ! -e "$SCRATCH/$name.code" ] || sed 's/^/  /' "$SCRATCH/$name.code"
    check "books $name: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/$name.pdf"
    # shellcheck disable=SC2046 # the chapters' names have no spaces
    case $name in # these have shortcodes, or contents by hand, which are left out
    sampler | languages | real-guide) check "books $name: the print is clean" judge_print "$name" ;;
    *) check "books $name: the print is clean" judge_print "$name" $(sources "$@") ;;
    esac
    set -- "$SCRATCH/$name.pdf" "$SCRATCH/$name.epub" --absent "Back to Top"
    [ "$entries" = - ] || set -- "$@" --entries "$entries"
    check "books $name: links, contents, outline and text are true" \
        python3 tests/books/check_book.py "$@"
    epubs="$epubs $SCRATCH/$name.epub"
}

# in_columns NAME INPUT...: the same book, its body in two columns.
in_columns() {
    book=$1-columns
    shift
    selected "books columns $book" || return
    columns="--columns 2 17.008"
    set -- --style tests/books/columns.css "$@"
    check "books columns $book: the columns are well made" measure_pages "$book" "$@"
    [ ! -e "$SCRATCH/$book.faults" ] || sed 's/^/    /' "$SCRATCH/$book.faults"
    columns=
    check "books columns $book: both books come out" make_books "$book" "$@"
    check "books columns $book: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/$book.pdf"
    shift 2
    case $book in
    rust-book-*) ;; # it would take long
    real-guide-*) check "books columns $book: the print is clean" judge_print "$book" ;;
    *) check "books columns $book: the print is clean" judge_print "$book" "$@" ;;
    esac
}

# edition STYLE INPUT...: a book as one of the stylesheets beside book.css makes it. The pages of the screen's
# edition are no spreads and have more than one measure, which the judges do not know.
edition() {
    book=edition-$1 style=$1
    shift
    selected "books $book" || return
    set -- --style "$style" "$@"
    check "books $book: both books come out without a warning" make_books "$book" --strict "$@"
    check "books $book: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/$book.pdf"
    epubs="$epubs $SCRATCH/$book.epub"
    [ "$style" = handout ] || return
    columns="--columns 2 17.008"
    check "books $book: the pages are well made" measure_pages "$book" "$@"
    [ ! -e "$SCRATCH/$book.faults" ] || sed 's/^/    /' "$SCRATCH/$book.faults"
    columns=
    check "books $book: the print is clean" judge_print "$book"
}

# Text that is wider than its column.
judge_sees_wide_columns() {
    awk '$1 == "text" && $2 < 290 { $4 += 60 } { print }' "$SCRATCH/technical-a4-columns.pages" \
        >"$SCRATCH/wide.pages"
    ! python3 tests/books/check_pages.py "$SCRATCH/wide.pages" \
        "$SCRATCH/technical-a4-columns.tags" --columns 2 17.008 >"$SCRATCH/wide.faults" &&
        grep -q "[1-9] text that runs into the next column" "$SCRATCH/wide.faults"
}

# Two thousand documents that no book maker would like to see, as one book, so that EPUBCheck starts once.
nasty_documents() {
    selected "books nasty" || return
    mkdir "$SCRATCH/nasty" && python3 tests/books/make_nasty.py "$SCRATCH/nasty" 2000 4
    check "books nasty: both books come out" make_books nasty "$SCRATCH"/nasty/*.md
    check "books nasty: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/nasty.pdf"
    epubs="$epubs $SCRATCH/nasty.epub"
}

# Hundreds of drawings that act, reach out, or are wrong.
nasty_drawings() {
    selected "books nasty drawings" || return
    mkdir "$SCRATCH/drawings" && python3 tests/books/make_drawings.py "$SCRATCH/drawings" 400 3
    check "books nasty drawings: both books come out" make_books drawings "$SCRATCH/drawings/drawings.md"
    check "books nasty drawings: nothing acts in them or reaches out" \
        python3 tests/books/make_drawings.py --check "$SCRATCH/drawings.epub"
    check "books nasty drawings: the PDF is sound" sh tests/books/check_pdf.sh "$SCRATCH/drawings.pdf"
    epubs="$epubs $SCRATCH/drawings.epub"
}

# Each is a book, or refused for its front matter. Writes the EPUBs' names to fronts.list.
make_fronts() {
    for source in "$SCRATCH"/fronts/*.md; do
        timeout $((10 * ${SLOW:-1})) "$BIFOLIO" -q -o "${source%.md}.epub" "$source" 2>"$SCRATCH/front.err" ||
            grep -q 'error: broken front matter' "$SCRATCH/front.err" || {
            echo "$source" && cat "$SCRATCH/front.err"
            return 1
        }
    done
    ls "$SCRATCH"/fronts/*.epub >"$SCRATCH/fronts.list" && [ "$(grep -c . "$SCRATCH/fronts.list")" -gt 80 ]
}

nasty_front_matter() {
    selected "books nasty front matter" || return
    mkdir "$SCRATCH/fronts" && python3 tests/books/make_nasty.py --fronts "$SCRATCH/fronts" 100 9
    check "books nasty front matter: it gives books, or is refused" make_fronts
    epubs="$epubs $(tr '\n' ' ' <"$SCRATCH/fronts.list")"
}

# No file is longer than the e-ink readers with Adobe's engine take.
files_are_small() {
    unzip -l "$1" | awk '/\.xhtml$/ && !/nav/ { files++; if ($1 > 260000) { print; long = 1 } }
        END { exit long || files < 12 }'
}

# A chapter of two megabytes, which is cut for the EPUB.
long_chapter() {
    selected "books long" || return
    python3 tests/books/make_long.py "$SCRATCH/long.md"
    check "books long: both books come out" make_books long "$SCRATCH/long.md"
    check "books long: the files of the EPUB are small" files_are_small "$SCRATCH/long.epub"
    check "books long: links, contents, outline and text are true" \
        python3 tests/books/check_book.py "$SCRATCH/long.pdf" "$SCRATCH/long.epub"
    epubs="$epubs $SCRATCH/long.epub"
}

epubs=
# The guide of questions, whose examples are copied out of the PDF and run.
copied_examples_run() {
    "$BIFOLIO" -q -o "$SCRATCH/questions.pdf" content && copy_code questions 0 content &&
        python3 tests/books/run_copied.py "$SCRATCH/questions.book" "$SCRATCH/questions.pdf"
}

check "books questions: copied examples run" copied_examples_run
book sampler - 0 tests/books/sampler/guide.md
selected "books sampler" && check "books sampler: the judge of code sees faults" judge_sees_lost_code

# ── Code to the byte ─────────────────────────────────────────────────────────────────────────────

# Readers that heed /ActualText get tabs and what cannot be seen; mutool gets spaces, and no line comes apart.
copies_tabs() {
    "$BIFOLIO" -q -o "$SCRATCH/bytes.pdf" tests/readers/bytes.md && copy_code bytes 1 tests/readers/bytes.md || return 1
    tab=$(printf '\t')
    for option in "" -layout; do
        pdftotext $option "$SCRATCH/bytes.pdf" "$SCRATCH/bytes.text"
        grep -q "^ *${tab}bifolio -o \$@ \"größer.md\"${tab}# a tab" "$SCRATCH/bytes.text" &&
            grep -q "a$(printf '\342\200\213')b c$(printf '\302\255')d" "$SCRATCH/bytes.text" &&
            grep -q "^ *$(printf '\357\273\277')e f" "$SCRATCH/bytes.text" || return 1
    done
}

# The same file with spaces for tabs.
judge_sees_lost_tabs() {
    expand -t 4 tests/readers/bytes.md >"$SCRATCH/spaces.md" && "$BIFOLIO" -q -o "$SCRATCH/spaces.pdf" "$SCRATCH/spaces.md" &&
        ! python3 tests/books/check_code.py "$SCRATCH/bytes.book" "$SCRATCH/bytes.pages" "$SCRATCH/spaces.pdf" --failing 1
}

if selected "books bytes"; then
    check "books bytes: code copies to the byte" copies_tabs
    check "books bytes: the judge of code sees lost tabs" judge_sees_lost_tabs
fi

# ── Words over a line's end ──────────────────────────────────────────────────────────────────────

# Compounds (one behind a place where a line may end), paths, dashes and long words, at all places of a line; without marks they are what is read.
write_words() {
    awk 'BEGIN {
        split("well-known multi-threaded copy-on-write `std::fmt::Display`, ./target/debug/app and/or now—then " \
              "internationalization `a_rather_long_name` **half**-bold [link](https://a.example)-like (`so`) &#8203;so-called-word", word, " ")
        printf "---\ntitle: Words\nlang: en\n---\n\n# Words\n"
        for (i = 0; i < 600; i++)
            printf "%s%s", i % 60 ? " " : "\n\n", i % 7 % 2 ? substr("abcdefg", 1, i % 7) : word[i % 13 + 1]
        print ""
    }' >"$SCRATCH/words.md"
    sed '1,/^# /d; s/[`*[]//g; s/&#8203;//g; s/](https:..a.example)//g' "$SCRATCH/words.md" | tr -s ' \n' '\n' |
        sed '/^$/d' >"$SCRATCH/words.written"
}

words_copy() {
    write_words && "$BIFOLIO" -q --style styles/screen.css -o "$SCRATCH/words.pdf" "$SCRATCH/words.md" || return 1
    pdftotext "$SCRATCH/words.pdf" - | sed '1,/well-known/{/well-known/!d;}' | tr -s ' \n\f' '\n' |
        sed '/^$/d' >"$SCRATCH/words.copied"
    diff "$SCRATCH/words.written" "$SCRATCH/words.copied"
}

# A part of such a word that is a link or code is one all the same, wherever the line ends.
parts_keep_elements() {
    for offset in $(seq 40); do
        echo "$(seq -s ' ' "$offset") \`Code\`/[Link](https://a.example)/text-[Other](https://b.example)-end of a line."
        echo
    done >"$SCRATCH/parts.md"
    "$BIFOLIO" -q --style styles/screen.css --lang en -o "$SCRATCH/parts.pdf" "$SCRATCH/parts.md" || return 1
    pdfinfo -struct-text "$SCRATCH/parts.pdf" | tr -d ' \n' | sed 's/P(block/\n&/g' |
        sed -n 's/Object[0-9]*//g; s/""//g; /Code/s/"[0-9]*"//p' | sort | uniq -c >"$SCRATCH/parts.read"
    [ "$(wc -l <"$SCRATCH/parts.read")" = 1 ] && grep -q '^ *40 ' "$SCRATCH/parts.read"
}

# Hyphens that end something: a line of text, of code, a paragraph, an item, a heading.
hyphens_stay() {
    for words in $(seq 30); do
        echo "$(seq -s '- ' "$words")- and on and on, up to the end of the line and beyond it, x-"
        echo
    done >"$SCRATCH/hyphens.md"
    printf '%s\n' '- x86-' '- `arm-`' '- **a -**' '' '## C-' '' '```' 'total = (gross -' '         tax)' '-  ' '-' 'end' \
        '```' >>"$SCRATCH/hyphens.md"
    "$BIFOLIO" -q --style styles/screen.css --lang en --title Hyphens -o "$SCRATCH/hyphens.pdf" "$SCRATCH/hyphens.md" &&
        pdftotext "$SCRATCH/hyphens.pdf" "$SCRATCH/hyphens.text" &&
        ! grep -e '-[a-z0-9]' "$SCRATCH/hyphens.text" || return 1
    # Three of those written are bullets; the heading stands in the contents, too.
    [ $(($(tr -cd - <"$SCRATCH/hyphens.md" | wc -c) - 3 + 1)) = "$(tr -cd - <"$SCRATCH/hyphens.text" | wc -c)" ]
}

# As characters are in a line of Chinese that fills the measure; and letters that are words stay apart.
letters_set_apart_stay_together() {
    printf 'p { letter-spacing: 0.5em }\n' >"$SCRATCH/apart.css"
    printf '# T\n\nLetters set apart are words all the same.\n' >"$SCRATCH/apart.md"
    "$BIFOLIO" -q --lang en --style "$SCRATCH/apart.css" -o "$SCRATCH/apart.pdf" "$SCRATCH/apart.md" &&
        pdftotext "$SCRATCH/apart.pdf" - | grep -q "Letters set apart are words" || return 1
    printf '| Best | Worst |\n|--|--|\n| n + r | a b |\n' >"$SCRATCH/apart.md"
    "$BIFOLIO" -q --lang en -o "$SCRATCH/apart.pdf" "$SCRATCH/apart.md" &&
        [ "$(pdftotext "$SCRATCH/apart.pdf" - | grep -c -x -e 'n + r' -e 'a b')" = 2 ]
}

if selected "books words"; then
    check "books words: letters that are set apart stay together" letters_set_apart_stay_together
    check "books words: words over the ends of lines copy whole" words_copy
    check "books words: hyphens at the ends of lines stay" hyphens_stay
    check "books words: their links and code are still links and code" parts_keep_elements
fi

edition handout tests/books/sampler/guide.md
edition screen tests/books/sampler/guide.md
unseen_guides
nasty_documents
nasty_drawings
nasty_front_matter
long_chapter
if selected "books columns technical-a4"; then
    [ -e "$SCRATCH/technical-a4.md" ] || python3 tests/books/make_guides.py "$SCRATCH"
    in_columns technical-a4 "$SCRATCH/technical-a4.md"
    check "books columns: the judge sees columns that are too wide" judge_sees_wide_columns
fi
for source in tests/books/*.md; do
    [ -e "$source" ] && book "$(basename "$source" .md)" - 0 "$source"
done
check "books pictures: all kinds are seen as they should be" \
    python3 tests/books/check_pictures.py "$BIFOLIO" "$SCRATCH/pictures"
[ ! -e "$SCRATCH/pictures/pictures.md" ] || book pictures - 0 "$SCRATCH/pictures/pictures.md"
if [ -d "$SHARED/guide" ]; then
    in_columns real-guide "$SHARED/guide/python-interview-questions.md"
    book real-guide 60 0 "$SHARED/guide/python-interview-questions.md"
else
    skip "books real-guide" "there is no $SHARED/guide"
fi
if [ -d "$SHARED/rust-book" ]; then
    # A line of Arabic in code: each extractor has an order of its own.
    book rust-book - 1 "$SHARED/rust-book"
    in_columns rust-book "$SHARED/rust-book"
    selected "books rust-book" && check "books rust-book: word spaces are even" \
        python3 tests/books/word_spaces.py "$SCRATCH/rust-book.pdf" 0.12
else
    skip "books rust-book" "there is no $SHARED/rust-book"
fi
T= # whichever books were asked for
# shellcheck disable=SC2086 # a list of files is meant
[ -z "$epubs" ] ||
    check "books: EPUBCheck finds nothing" sh tests/books/check_epub.sh $epubs
exit 0
