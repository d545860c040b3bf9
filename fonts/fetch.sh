#!/bin/sh
# Brings the fonts and hyphenation patterns of fonts.list into this folder, from Debian's packages.
# Silent and quick when everything is there. Each file is pinned by its checksum: a package of
# another version will do as long as the file in it is the same. Needs no root.
set -eu
cd "$(dirname "$0")"

say() {
    printf 'fonts: %s\n' "$1" >&2
}

# The list without comments: package version path target sha256 charset
entries() {
    grep -v -e '^#' -e '^[[:space:]]*$' fonts.list
}

checksums() {
    if command -v sha256sum >/dev/null 2>&1; then
        sha256sum "$@"
    else
        shasum -a 256 "$@"
    fi
}

# The entries whose file is missing or wrong. One run of sha256sum for all files keeps it quick.
missing_entries() {
    present=$(entries | while read -r _ _ _ target _; do
        if [ -f "$target" ]; then echo "$target"; fi
    done)
    # shellcheck disable=SC2086 # the names hold no spaces
    { if [ -n "$present" ]; then checksums $present; fi; echo '=='; entries; } | awk '
        $1 == "==" { listed = 1; next }
        !listed { found[$2] = $1; next }
        found[$4] != $5'
}

explain() {
    say 'apt-get is not here, so please put these files into fonts/ by hand:'
    missing_entries | while read -r package version path target _ charset; do
        note=''
        if [ "$charset" != - ]; then note=" (converted from $charset to UTF-8)"; fi
        printf '    %s%s: %s from the Debian package %s %s\n' \
            "$target" "$note" "$path" "$package" "$version" >&2
    done
    say "Debian's archive of snapshots keeps these packages"
}

# Downloads the missing entries' packages into $work: in the versions of the list, else the current
# ones. One run of apt-get for all: reading its lists takes longer than the download.
download() {
    exact=$(echo "$missing" | awk '{ print $1 "=" $2 }' | sort -u)
    current=$(echo "$missing" | awk '{ print $1 }' | sort -u)
    # shellcheck disable=SC2086 # the names hold no spaces
    (cd "$work" && { apt-get -q download $exact || apt-get -q download $current; }) \
        >>"$work/log" 2>&1
}

# As root the lists of packages can be renewed; otherwise they must be there already.
download_after_update() {
    [ "$(id -u)" = 0 ] && apt-get -q update >>"$work/log" 2>&1 && download
}

unpack_all() {
    for archive in "$work"/*.deb; do
        name=${archive##*/}
        dpkg-deb -x "$archive" "$work/${name%%_*}"
    done
}

# Old patterns come in the charsets of their time; the first line of a pattern file names its own.
convert() {
    if [ "$3" = - ]; then
        cp "$1" "$2"
    else
        { echo UTF-8; sed 1d "$1" | iconv -f "$3" -t UTF-8; } >"$2"
    fi
}

install_file() {
    package=$1 path=$2 target=$3 sum=$4 charset=$5
    fresh=$target.new
    mkdir -p "$(dirname "$target")"
    if ! convert "$work/$package/$path" "$fresh" "$charset"; then
        say "$path is not in $package"
        rm -f "$fresh"
        return 1
    fi
    found=$(checksums "$fresh" | cut -d ' ' -f 1)
    if [ "$found" != "$sum" ]; then
        say "$target from $package has the checksum $found; fonts.list wants $sum"
        rm -f "$fresh"
        return 1
    fi
    chmod 644 "$fresh"
    mv -f "$fresh" "$target"
}

missing=$(missing_entries)
if [ -z "$missing" ]; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-deb >/dev/null 2>&1; then
    explain
    exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
say "fetching $(echo "$missing" | wc -l | tr -d ' ') files from Debian packages"
if ! download && ! download_after_update; then
    say 'cannot download the packages; apt-get says:'
    tail -n 5 "$work/log" >&2
    say 'with root rights, "apt-get update" may help'
    exit 1
fi
unpack_all
echo "$missing" | while read -r package _ path target sum charset; do
    install_file "$package" "$path" "$target" "$sum" "$charset"
done
