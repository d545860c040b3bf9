#!/bin/sh
# Enters: the text of --help. Leaves: a completion script for one shell, which so knows every option
# there is.
#
#   bifolio --help | sh src/cli/completion.sh bash|zsh|fish "handout screen"
#
# What an argument may be is told by its name in --help and by the styles that come with the program.
# shellcheck disable=SC2030,SC2031 # the loop in each() is a subshell, and so are its functions
set -eu
shell=$1 styles=$2

# "  -o, --output FILE   write FILE; …" becomes "o|output|FILE|write FILE; …", with "-" for nothing; a name that
# leaves no room has its text in the next line.
options=$(sed '/--[a-z-]* [A-Z]*$/{
N
s/\n */ /
}' | sed -n 's/^  -\(.\), --\([a-z-]*\) \([A-Z]*\) *\(.*\)/\1|\2|\3|\4/p
                  s/^      --\([a-z-]*\) \([A-Z]*\) *\(.*\)/-|\1|\2|\3/p' | sed 's/||/|-|/; s/[,:]$//')
[ -n "$options" ] || { echo "completion.sh: there are no options in this" >&2; exit 1; }

# The words and the endings of files that may follow the option $name with its $argument.
words() {
    case $name:$argument in
    style:*) echo "$styles" ;;
    *:SIZE) echo "a4 letter a5 legal" ;;
    *:STAGE) echo "book pages tags xhtml" ;;
    *:N) echo "0 1 2 3 4 5 6" ;;
    esac
}
endings() {
    case $name in
    output) echo "pdf epub" ;;
    style) echo "css" ;;
    esac
}
inputs="md markdown"

# each FUNCTION: calls it for every option, with $short, $name, $argument and $about.
each() {
    echo "$options" | while IFS='|' read -r short name argument about; do "$1"; done
}

# ── bash ─────────────────────────────────────────────────────────────────────────────────────────

list_option() {
    [ "$short" = - ] || printf '%s ' "-$short"
    printf '%s ' "--$name"
}

bash_case() {
    [ "$argument" = - ] && return
    printf '    '
    [ "$short" = - ] || printf '%s' "-$short | "
    printf '%s)' "--$name"
    [ -z "$(words)" ] || printf ' _bifolio_words "%s";' "$(words)"
    [ -z "$(endings)" ] || printf ' _bifolio_files %s;' "$(endings)"
    [ "$argument" != FOLDER ] || printf ' _bifolio_files;'
    echo ' return ;;'
}

put_bash() {
    cat <<'EOF'
# bash completion for bifolio, made from its --help

_bifolio_words() {
    local word
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -W "$1" -- "$cur")
}

# Folders, and files with these endings.
_bifolio_files() {
    local ending word
    compopt -o filenames 2>/dev/null
    while IFS= read -r word; do
        COMPREPLY+=("$word")
    done < <(compgen -d -- "$cur"; for ending; do compgen -f -X "!*.$ending" -- "$cur"; done)
}

_bifolio() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
    COMPREPLY=()
    # --paper=a4 comes as three words
    [ "$prev" != = ] || prev=${COMP_WORDS[COMP_CWORD - 2]}
    [ "$cur" != = ] || cur=
    case $prev in
EOF
    each bash_case
    cat <<EOF
    esac
    case \$cur in
    -*) _bifolio_words "$(each list_option)" ;;
    *) _bifolio_files $inputs ;;
    esac
}
complete -F _bifolio bifolio
EOF
}

# ── zsh ──────────────────────────────────────────────────────────────────────────────────────────

# pattern ENDINGS: "*.(pdf|epub)"
pattern() {
    echo "\"*.($(echo "$1" | tr ' ' '|'))\""
}

zsh_action() {
    if [ -n "$(words)" ] && [ -n "$(endings)" ]; then
        printf '%s' "{_alternative \"words\\:name\\:($(words))\" \"files\\:file\\:_files -g '*.$(endings)'\"}"
    elif [ "$argument" = FOLDER ]; then
        echo "_files -/"
    elif [ -n "$(endings)" ]; then
        echo "_files -g $(pattern "$(endings)")"
    else
        words | sed 's/.*/(&)/'
    fi
}

# What --help says of the option, and what may follow it, within single quotes.
zsh_spec() {
    printf '[%s]' "$(echo "$about" | sed 's/[]\\:[]/\\&/g')"
    [ "$argument" = - ] || printf ':%s:%s' "$argument" "$(zsh_action)"
}

zsh_option() {
    sign='' short_sign='' once="(-$short --$name)"
    [ "$argument" = - ] || sign='=' short_sign='+'
    case $about in *'may be repeated'*) once='*' ;; esac
    spec=$(zsh_spec | sed "s/'/'\\\\''/g")
    if [ "$short" = - ]; then
        printf "    '%s--%s%s%s' \\\\\n" "${once##(*}" "$name" "$sign" "$spec"
    else
        printf "    '%s'{-%s%s,--%s%s}'%s' \\\\\n" "$once" "$short" "$short_sign" "$name" "$sign" "$spec"
    fi
}

put_zsh() {
    printf '#compdef bifolio\n# zsh completion for bifolio, made from its --help\n\n_arguments -s -S \\\n'
    each zsh_option
    printf "    '*:INPUT:_files -g %s'\n" "$(pattern "$inputs")"
}

# ── fish ─────────────────────────────────────────────────────────────────────────────────────────

# suffixes ENDINGS: fish shows these files first, then all others.
suffixes() {
    for ending in $1; do
        printf '(__fish_complete_suffix .%s) ' "$ending"
    done
}

fish_option() {
    printf 'complete -c bifolio'
    [ "$short" = - ] || printf ' -s %s' "$short"
    printf ' -l %s' "$name"
    if [ "$argument" != - ]; then
        printf " -k -x"
        [ -z "$(words)$(endings)" ] || printf " -a '%s'" "$(words) $(suffixes "$(endings)")"
        [ "$argument" != FOLDER ] || printf " -a '(__fish_complete_directories)'"
    fi
    printf " -d '%s'\n" "$(echo "$about" | sed "s/['\\\\]/\\\\&/g")"
}

put_fish() {
    printf '# fish completion for bifolio, made from its --help\n\n'
    each fish_option
    printf "complete -c bifolio -k -x -a '%s'\n" "$(suffixes "$inputs")"
}

case $shell in
bash) put_bash ;;
zsh) put_zsh ;;
fish) put_fish ;;
*) echo "completion.sh: no shell '$shell'" >&2; exit 1 ;;
esac
