#!/bin/sh
# Prints the highlighting queries of the grammars as C arrays, for highlight_language.c:
#
#     sh queries.sh NODE_MODULES
#
# A query is made of the packages' highlights.scm, as their authors say they are to be put together, and
# of what this folder adds. Bytes, not strings: a compiler need not take strings this long.
set -eu
modules=$1
own=$(dirname "$0")

# NAME FILE...: comments are left out
query() {
    name=$1
    shift
    if [ -f "$own/$name.scm" ]; then set -- "$@" "$own/$name.scm"; fi
    printf 'static const char query_%s[] = {\n' "$name"
    sed '/^[[:space:]]*;/d; /^[[:space:]]*$/d' "$@" | od -An -v -tu1 | sed 's/ *\([0-9][0-9]*\)/\1,/g'
    printf '0};\n'
}

# PACKAGE [FILE]
scm() {
    printf '%s/%s/queries/%s.scm' "$modules" "$1" "${2:-highlights}"
}

javascript=$(scm tree-sitter-javascript)
jsx=$(scm tree-sitter-javascript highlights-jsx)
typescript=$(scm tree-sitter-typescript)
for name in bash c css go html java json python ruby rust; do
    query "$name" "$(scm "tree-sitter-$name")"
done
query cpp "$(scm tree-sitter-c)" "$(scm tree-sitter-cpp)"
query javascript "$javascript" "$jsx"
query typescript "$javascript" "$typescript"
query tsx "$javascript" "$jsx" "$typescript"
query sql "$(scm @derekstride/tree-sitter-sql)"
query toml "$(scm @tree-sitter-grammars/tree-sitter-toml)"
query yaml "$(scm @tree-sitter-grammars/tree-sitter-yaml)"
