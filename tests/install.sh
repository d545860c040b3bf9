#!/bin/sh
# What 'make install' puts where, and that it works wherever it is moved to: the program, its manual page,
# the completions of three shells, the licences.
. tests/lib.sh
program=$(realpath "$BIFOLIO")
build=$(dirname "$program")
repository=$PWD
first="$SCRATCH/a destination/opt/b c"
root="$SCRATCH/moved here"

install_with() {
    BUILD=$build DESTDIR="$SCRATCH/a destination" PREFIX="/opt/b c" sh .ci/install.sh "$1"
}

# Every option of --help, as "-o, --output FILE" or "--paper SIZE".
"$program" --help | sed -n 's/^ *\(\(-., \)\{0,1\}--[a-z-]*\( [A-Z][A-Z]*\)\{0,1\}\).*/\1/p' >"$SCRATCH/options"
sed 's/.*--\([a-z-]*\).*/\1/' "$SCRATCH/options" | sort >"$SCRATCH/names"

# ── Files ────────────────────────────────────────────────────────────────────────────────────────

puts_readable_files_where_they_belong() {
    (umask 077 && install_with install) || return 1
    for file in bin/bifolio share/man/man1/bifolio.1 share/bifolio/styles/book.css \
        share/bifolio/fonts/fonts.table share/bash-completion/completions/bifolio \
        share/zsh/site-functions/_bifolio share/fish/vendor_completions.d/bifolio.fish \
        share/doc/bifolio/LICENSE; do
        [ -s "$first/$file" ] || { echo "missing: $file" && return 1; }
    done
    find "$SCRATCH/a destination" \( -type d ! -perm 755 \) -o \( -type f ! -perm 644 ! -name bifolio \) |
        grep . && return 1
    [ "$(stat -c %a "$first/bin/bifolio")" = 755 ]
}

# Texts of every package that fonts come from, and of every grammar.
carries_licences() {
    licences="$first/share/doc/bifolio/licences"
    for package in $(awk '/^fonts-/ { print $1 }' fonts/fonts.list | sort -u) \
        $(sed -n 's|.*"\(@.*/\)\{0,1\}\(tree-sitter-[a-z]*\)": .*|\2|p' src/book/grammars/package.json); do
        [ -s "$licences/$package" ] || { echo "no licence of $package" && return 1; }
    done
    # A text that points to another one, where a Debian system has it, needs that one as well.
    for name in $(grep -hoE 'common-licenses/(Apache|L?GPL|MPL)-[0-9]([.][0-9])?' "$licences"/fonts-* \
        "$licences"/hyphen-en-us "$licences"/hyphen-pl | sed 's|.*/||' | sort -u); do
        [ -s "$licences/$name" ] || { echo "no text of $name" && return 1; }
    done
    grep -q 'Permission is hereby granted' "$licences/tree-sitter-python" &&
        grep -q 'Open Font License' "$licences/fonts-lato"
}

removes_only_its_own() {
    install_with install >/dev/null && echo mine >"$first/share/bifolio/styles/mine.css" &&
        install_with uninstall || return 1
    [ "$(find "$SCRATCH/a destination" -type f)" = "$first/share/bifolio/styles/mine.css" ] &&
        [ ! -e "$first/share/doc/bifolio" ] && rm "$first/share/bifolio/styles/mine.css"
}

# ── Running ──────────────────────────────────────────────────────────────────────────────────────

# books PROGRAM FOLDER: a guide in both books and two editions, by a program that knows no environment.
books() {
    mkdir -p "$2" &&
        (cd / && env -i "$1" -q -o "$2/x.pdf" -o "$2/x.epub" "$repository/tests/readers/kinds.md" &&
            env -i "$1" -q --style handout -o "$2/handout.pdf" "$repository/tests/books/languages.md")
}
same_books() {
    books "$1" "$2" && for file in x.pdf x.epub handout.pdf; do
        cmp "$SCRATCH/built/$file" "$2/$file" || return 1
    done
}

works_when_moved() {
    rm -rf "$root" && install_with install >/dev/null && mv "$first" "$root" &&
        books "$program" "$SCRATCH/built" && same_books "$root/bin/bifolio" "$SCRATCH/new"
}
works_through_links() {
    ln -sf "$root/bin/bifolio" "$SCRATCH/link" && ln -sf link "$SCRATCH/link-to-link" &&
        same_books "$SCRATCH/link-to-link" "$SCRATCH/linked" &&
        ln -sfn "$root" "$SCRATCH/linked root" && same_books "$SCRATCH/linked root/bin/bifolio" "$SCRATCH/linked"
}
takes_no_folder_for_its_own() {
    mkdir -p "$root/fonts" "$root/styles" && same_books "$root/bin/bifolio" "$SCRATCH/decoy" &&
        rmdir "$root/fonts" "$root/styles"
}
says_what_is_missing() {
    mv "$root/share/bifolio" "$SCRATCH/away"
    expect_status 3 "$root/bin/bifolio" -o "$SCRATCH/none.pdf" tests/readers/kinds.md &&
        grep -q "folder '[a-z]*' is not beside it" "$SCRATCH/err" && [ ! -e "$SCRATCH/none.pdf" ]
    status=$?
    mv "$SCRATCH/away" "$root/share/bifolio"
    return "$status"
}

if selected "install"; then
    check "install: files are where they belong, for everyone to read" puts_readable_files_where_they_belong
    check "install: licences of fonts and grammars come along" carries_licences
    check "install: uninstall removes what is its own" removes_only_its_own
    check "install: works when moved, from any folder, in no environment" works_when_moved
    check "install: works through links" works_through_links
    check "install: other folders named fonts and styles are not its own" takes_no_folder_for_its_own
    check "install: says what is missing" says_what_is_missing
fi

# ── One list of options ──────────────────────────────────────────────────────────────────────────

# Those that the program takes: the names in its two tables.
same_options_in_program() {
    sed -n '/value_options\[\] = {/,/^};/p; /option flags\[\] = {/,/^};/p' src/cli/options.c |
        grep -o '{"[a-z-]*"' | tr -d '{"' | sort | diff - "$SCRATCH/names"
}
same_options_in_manual() {
    sed -n 's/^\.It \(Fl .*\)/\1/p' src/cli/bifolio.1 |
        sed 's/Fl Fl /--/; s/Fl /-/; s/ , Fl Fl /, --/; s/ , /, /; s/Ar //' | diff - "$SCRATCH/options"
}
same_options_in_readme() {
    sed -n 's/^| \(`-.*\) | .*/\1/p' README.md | grep -oE -e '--[a-z-]+' | sed 's/^--//' | sort >"$SCRATCH/readme"
    # -q and -v stand there in short
    grep -v -e '^quiet$' -e '^verbose$' "$SCRATCH/names" | diff "$SCRATCH/readme" -
}

check "install options: --help tells all that there are" same_options_in_program
check "install options: the manual page has those of --help" same_options_in_manual
check "install options: the README has those of --help" same_options_in_readme
if command -v mandoc >/dev/null; then
    check "install manual: mandoc has nothing to say" mandoc -Tlint src/cli/bifolio.1
else
    skip "install manual" "there is no mandoc"
fi

# ── Completion, in the shells themselves ─────────────────────────────────────────────────────────

# What the shells complete in: files to choose from.
mkdir "$SCRATCH/files" "$SCRATCH/files/parts"
for file in guide.md guide.pdf guide.txt own.css; do
    : >"$SCRATCH/files/$file"
done

# Each line: what is typed, and what comes of it. A first word that is a file is the only .md.
cat >"$SCRATCH/cases" <<'EOF'
bifolio --pap|--paper
bifolio --as-w|--as-written
bifolio --paper let|letter
bifolio --dump xh|xhtml
bifolio --style han|handout
bifolio --style ow|own.css
bifolio -o guide.p|guide.pdf
bifolio --resource-path pa|parts/*
bifolio --strict gui|guide.md
EOF

# complete_all FUNCTION: calls it with what is typed; it prints all that the shell offers.
complete_all() {
    while IFS='|' read -r typed wanted; do
        "$1" "$typed" >"$SCRATCH/offered" 2>&1
        grep -qx -e "$wanted" "$SCRATCH/offered" || { echo "$typed: not offered: $wanted" && cat "$SCRATCH/offered" && return 1; }
    done <"$SCRATCH/cases"
}

# COMP_WORDS and COMP_CWORD are what bash gives to a completion.
in_bash() {
    (cd "$SCRATCH/files" && bash --norc -c '. "$1"; read -ra COMP_WORDS <<<"$2"
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _bifolio; printf "%s\n" "${COMPREPLY[@]}"' _ "$build/completion/bash" "$1")
}
offers_only_guides() {
    in_bash 'bifolio gui' >"$SCRATCH/offered" && [ "$(cat "$SCRATCH/offered")" = guide.md ] &&
        in_bash 'bifolio --paper = le' | grep -qx letter
}
in_fish() {
    (cd "$SCRATCH/files" && HOME="$SCRATCH" fish --no-config -c 'source $argv[1]; complete -C $argv[2]' \
        "$build/completion/fish" "$1" | sed 's/	.*//')
}
# zsh completes only at a prompt: one in a terminal of its own, whose key ^X writes down the line.
in_zsh() {
    (cd "$SCRATCH/files" && HOME="$SCRATCH" zsh -f "$repository/tests/install/complete.zsh" "$SCRATCH/zsh" "$1" |
        sed 's/ *$//; s/.* //; s/=$//')
}

# Every word that completion offers for an argument is one that the program takes.
offers_what_is_taken() {
    for option in --paper --style --toc-depth --dump; do
        for word in $(sed -n "s/.*$option) _bifolio_words \"\([^\"]*\)\".*/\1/p" "$build/completion/bash"); do
            expect_status 0 "$program" -q "$option" "$word" -o "$SCRATCH/word.epub" tests/golden/book/headings.md || return 1
        done
    done
    [ -n "${word:-}" ]
}

for shell in bash fish zsh; do
    if command -v "$shell" >/dev/null; then
        [ $shell = zsh ] && mkdir -p "$SCRATCH/zsh" && cp "$build/completion/zsh" "$SCRATCH/zsh/_bifolio"
        check "install completion: $shell" complete_all "in_$shell"
    else
        skip "install completion: $shell" "there is no $shell"
    fi
done
if command -v bash >/dev/null; then
    check "install completion: inputs are guides" offers_only_guides
    check "install completion: the program takes what is offered" offers_what_is_taken
fi
exit 0
