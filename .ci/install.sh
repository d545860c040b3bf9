#!/bin/sh
# Puts bifolio into $DESTDIR$PREFIX, or takes it away again; 'make install' and 'make uninstall' run it.
#
#   BUILD=build DESTDIR= PREFIX=/usr/local sh .ci/install.sh install|uninstall
#
# The program finds styles and fonts from where it is itself (src/cli/resources.c), so the whole may be
# moved afterwards.
set -eu
cd "$(dirname "$0")/.."
root=$DESTDIR$PREFIX
grammars=build/grammars/files/node_modules

# What goes where, a file a line: MODE SOURCE TARGET. None of these names has a space.
list() {
    echo "755 $BUILD/bifolio bin/bifolio"
    echo "644 src/cli/bifolio.1 share/man/man1/bifolio.1"
    echo "644 $BUILD/completion/bash share/bash-completion/completions/bifolio"
    echo "644 $BUILD/completion/zsh share/zsh/site-functions/_bifolio"
    echo "644 $BUILD/completion/fish share/fish/vendor_completions.d/bifolio.fish"
    for file in styles/*.css fonts/fonts.table fonts/exceptions_*.txt $(fetched | grep -v -e json -e licences/); do
        echo "644 $file share/bifolio/$file"
    done
    list_documents
}

# What fonts/fetch.sh brought.
fetched() {
    awk '/^[a-z]/ { print "fonts/" $4 }' fonts/fonts.list
}

# A binary that is handed out carries the licences of all that is in it.
list_documents() {
    echo "644 LICENSE share/doc/bifolio/LICENSE"
    echo "644 README.md share/doc/bifolio/README.md"
    echo "644 styles/README.md share/doc/bifolio/styles.md"
    echo "644 fonts/README.md share/doc/bifolio/fonts.md"
    for file in $(fetched | grep licences/); do
        echo "644 $file share/doc/bifolio/licences/${file##*/}"
    done
    for file in "$grammars"/tree-sitter-*/LICENSE "$grammars"/@*/tree-sitter-*/LICENSE; do
        grammar=${file%/LICENSE}
        echo "644 $file share/doc/bifolio/licences/${grammar##*/}"
    done
}

install_all() {
    umask 022
    list | while read -r mode source target; do
        mkdir -p "$root/$(dirname "$target")"
        install -m "$mode" "$source" "$root/$target"
    done
    echo "bifolio is in $root/bin"
}

# Folders that are only ours go as well, unless somebody else put something into them.
uninstall_all() {
    list | while read -r _ _ target; do
        rm -f "$root/$target"
    done
    for folder in bifolio/styles bifolio/fonts bifolio doc/bifolio/licences doc/bifolio; do
        rmdir "$root/share/$folder" 2>/dev/null || true
    done
}

case ${1:-} in
install) install_all ;;
uninstall) uninstall_all ;;
*) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" >&2 && exit 2 ;;
esac
