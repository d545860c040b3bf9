#!/bin/sh
# Reads node-emoji's emoji.json (one flat object, "shortcode": "emoji") on standard input and writes
# the table of shortcodes as a C header, sorted by bytes for bsearch(), on standard output.
set -eu
LC_ALL=C
export LC_ALL

echo '/* Made by src/source/emoji-table.sh: GitHub'"'"'s emoji shortcodes, sorted by their bytes. */'
echo 'static const struct emoji emoji_table[] = {'
tr -d '\n' | sed 's/^[[:space:]]*{//; s/}[[:space:]]*$//; s/","/"\
"/g; s/"[[:space:]]*:[[:space:]]*"/": "/g; s/",[[:space:]]*"/"\
"/g' | sed -n 's/^[[:space:]]*"\{0,1\}\([A-Za-z0-9_+-]*\)": "\([^"\\]*\)"\{0,1\}[[:space:]]*$/\1	\2/p' |
    sort -u -k 1,1 -t '	' | sed 's/\(.*\)	\(.*\)/    {"\1", "\2"},/'
echo '};'
