#!/bin/sh
# Keeps the direction of flow: a folder of src/ includes only what lies before it in the pipeline, a
# library only the folder that wraps it, and another folder's private headers nobody.
status=0

complain() {
    echo "$1" >&2
    status=1
}

# FOLDER: the folders it may include, itself apart.
allowed() {
    case $1 in
    base) echo "" ;;
    image) echo "base" ;;
    book) echo "base image" ;;
    source | style) echo "base image book" ;;
    text) echo "base image book style" ;;
    layout) echo "base image book style text" ;;
    pdf) echo "base image book style text layout" ;;
    epub) echo "base image book style text" ;;
    cli) echo "base image book source style text layout pdf epub" ;;
    esac
}

# FOLDER: its public headers; base/ is a toolbox, so all of its headers are.
is_public() {
    case $1 in
    base/* | layout/pages.h | layout/reading.h) true ;;
    *) [ "$1" = "${1%%/*}/${1%%/*}.h" ] ;;
    esac
}

for file in src/*/*.[ch]; do
    folder=${file#src/}
    folder=${folder%%/*}
    for header in $(sed -n 's/^#include "\([a-z]*\/[a-z_-]*\.h\)".*/\1/p' "$file"); do
        from=${header%%/*}
        [ "$from" = "$folder" ] && continue
        case " $(allowed "$folder") " in
        *" $from "*) is_public "$header" || complain "$file: $header is private to $from/" ;;
        *) complain "$file: $folder/ must not include $header" ;;
        esac
    done
done

# only PATTERN FILES: no other file may include a header that matches.
only() {
    for file in $(grep -lE "^#include <($1)" src/*/*.[ch] src/*.c); do
        case " $2 " in
        *" $(dirname "${file#src/}") "* | *" ${file#src/} "*) ;;
        *) complain "$file: only $2 may include <$1>" ;;
        esac
    done
}
only 'cmark|gumbo|yaml' 'source'
only 'hpdf' 'pdf/object.c'
only 'hb-subset' 'pdf'
only 'hb-ot' 'text pdf'
only 'hb\.h|linebreak|hyphen|unibreak|wordbreak|fribidi|fontconfig' 'text'
only 'png|jpeglib|webp|gif_lib|libexif|expat' 'image'
only 'zip\.h|ft2build' 'epub'
only 'tree_sitter' 'book style source'
exit $status
