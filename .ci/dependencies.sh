#!/bin/sh
# Checks what bifolio is built (or tested) with and installs what is missing.
#
#   sh .ci/dependencies.sh build     libraries and tools to build with
#   sh .ci/dependencies.sh test      what the tests need besides
#   sh .ci/dependencies.sh browser   a browser: without it the tests of EPUBs in one are skipped
#   sh .ci/dependencies.sh bench     what the benchmark compares with
#   sh .ci/dependencies.sh examples  the packages that examples of the guide use, some hundred megabytes:
#                                    without them those examples are compiled, but not run
#   sh .ci/dependencies.sh ci        the other compiler, and shells whose completions are tried
#   sh .ci/dependencies.sh release   what hands out a release
#
# On Debian and Ubuntu, as root or with sudo, missing packages are installed; elsewhere the command
# that would install them is printed and the exit status is 1.
set -u

# how to check        Debian                        Fedora                Arch           Homebrew
build_table() {
    cat <<'TABLE'
command:cc            gcc                           gcc                   gcc            gcc
command:make          make                          make                  make           make
command:pkg-config    pkg-config                    pkgconf               pkgconf        pkg-config
pkg:libcmark-gfm      libcmark-gfm-dev              cmark-gfm-devel       cmark-gfm      cmark-gfm
header:cmark-gfm-core-extensions.h libcmark-gfm-extensions-dev cmark-gfm-devel cmark-gfm cmark-gfm
pkg:gumbo             libgumbo-dev                  gumbo-parser-devel    gumbo-parser   gumbo-parser
pkg:yaml-0.1          libyaml-dev                   libyaml-devel         libyaml        libyaml
pkg:libutf8proc       libutf8proc-dev               utf8proc-devel        libutf8proc    utf8proc
pkg:harfbuzz          libharfbuzz-dev               harfbuzz-devel        harfbuzz       harfbuzz
pkg:harfbuzz-subset   libharfbuzz-dev               harfbuzz-devel        harfbuzz       harfbuzz
pkg:fribidi           libfribidi-dev                fribidi-devel         fribidi        fribidi
pkg:fontconfig        libfontconfig-dev             fontconfig-devel      fontconfig     fontconfig
pkg:freetype2         libfreetype-dev               freetype-devel        freetype2      freetype
pkg:libunibreak       libunibreak-dev               libunibreak-devel     libunibreak    libunibreak
pkg:libpng            libpng-dev                    libpng-devel          libpng         libpng
pkg:libjpeg           libjpeg-dev                   libjpeg-turbo-devel   libjpeg-turbo  jpeg-turbo
pkg:libwebpdemux      libwebp-dev                   libwebp-devel         libwebp        webp
header:gif_lib.h      libgif-dev                    giflib-devel          giflib         giflib
pkg:libexif           libexif-dev                   libexif-devel         libexif        libexif
pkg:expat             libexpat1-dev                 expat-devel           expat          expat
pkg:zlib              zlib1g-dev                    zlib-devel            zlib           zlib
pkg:libdeflate        libdeflate-dev                libdeflate-devel      libdeflate     libdeflate
pkg:libzip            libzip-dev                    libzip-devel          libzip         libzip
pkg:tree-sitter       libtree-sitter-dev            libtree-sitter-devel  tree-sitter    tree-sitter
command:npm           npm                           nodejs-npm            npm            node
header:hpdf.h         libhpdf-dev                   libharu-devel         libharu        libharu
TABLE
}

test_table() {
    cat <<'TABLE'
header:hyphen.h       libhyphen-dev                 hyphen-devel          hyphen         hyphen
pkg:cmocka            libcmocka-dev                 libcmocka-devel       cmocka         cmocka
library:librsvg-2.so.2 librsvg2-2                   librsvg2              librsvg        librsvg
command:pdftotext     poppler-utils                 poppler-utils         poppler        poppler
command:qpdf          qpdf                          qpdf                  qpdf           qpdf
command:mutool        mupdf-tools                   mupdf                 mupdf-tools    mupdf-tools
command:cmark-gfm     cmark-gfm                     cmark-gfm             cmark-gfm      cmark-gfm
library:libthai.so.0  libthai0                      libthai               libthai        libthai
command:python3       python3                       python3               python         python3
command:npm           npm                           nodejs-npm            npm            node
command:java          default-jre-headless          java-latest-openjdk-headless jre-openjdk-headless openjdk
command:unzip         unzip                         unzip                 unzip          unzip
command:mandoc        mandoc                        mandoc                mandoc         mandoc
TABLE
}

browser_table() {
    cat <<'TABLE'
command:chromium      chromium                      chromium              chromium       chromium
TABLE
}

bench_table() {
    cat <<'TABLE'
command:cmark-gfm     cmark-gfm                     cmark-gfm             cmark-gfm      cmark-gfm
command:pdfinfo       poppler-utils                 poppler-utils         poppler        poppler
command:python3       python3                       python3               python         python3
TABLE
}

examples_table() {
    cat <<'TABLE'
python:aiohttp        python3-aiohttp               python3-aiohttp       python-aiohttp -
python:bs4            python3-bs4                   python3-beautifulsoup4 python-beautifulsoup4 -
python:celery         python3-celery                python3-celery        python-celery  -
python:click          python3-click                 python3-click         python-click   -
python:django         python3-django                python3-django        python-django  -
python:fastapi        python3-fastapi               python3-fastapi       python-fastapi -
python:flask          python3-flask                 python3-flask         python-flask   -
python:httpx          python3-httpx                 python3-httpx         python-httpx   -
python:loguru         python3-loguru                python3-loguru        python-loguru  -
python:numpy          python3-numpy                 python3-numpy         python-numpy   numpy
python:pandas         python3-pandas                python3-pandas        python-pandas  -
python:pydantic       python3-pydantic              python3-pydantic      python-pydantic -
python:pytest         python3-pytest                python3-pytest        python-pytest  -
python:sklearn        python3-sklearn               python3-scikit-learn  python-scikit-learn -
python:sqlalchemy     python3-sqlalchemy            python3-sqlalchemy    python-sqlalchemy -
TABLE
}

ci_table() {
    cat <<'TABLE'
command:clang         clang                         clang                 clang          llvm
command:zsh           zsh                           zsh                   zsh            zsh
command:fish          fish                          fish                  fish           fish
TABLE
}

release_table() {
    cat <<'TABLE'
command:git           git                           git                   git            git
command:gh            gh                            gh                    github-cli     gh
TABLE
}

# A header has no .pc file to ask for: the compiler knows. libharu's needs <stdio.h>-like company.
has() {
    case $1 in
    command:*) command -v "${1#command:}" >/dev/null 2>&1 ;;
    pkg:*) pkg-config --exists "${1#pkg:}" 2>/dev/null ;;
    python:*) /usr/bin/python3 -c "import importlib.util as u; exit(not u.find_spec('${1#python:}'))" ;;
    library:*) [ ! -x /sbin/ldconfig ] || /sbin/ldconfig -p | grep -q "${1#library:}" ;;
    header:*) printf '#include <stdio.h>\n#include <%s>\n' "${1#header:}" |
        cc -fsyntax-only -x c - 2>/dev/null ;;
    esac
}

# The missing packages of one column (2: Debian … 5: Homebrew; -: it has none), each once, on one line.
missing_packages() {
    "${set_name}_table" | while read -r check debian fedora arch brew; do
        has "$check" && continue
        case $1 in
        2) echo "$debian" ;; 3) echo "$fedora" ;; 4) echo "$arch" ;; 5) echo "$brew" ;;
        esac
    done | grep -vx -e - | sort -u | tr '\n' ' '
}

explain() {
    cat >&2 <<EOF
bifolio: some packages are missing. Install them with

    Debian, Ubuntu:  sudo apt-get install $(missing_packages 2)
    Fedora:          sudo dnf install $(missing_packages 3)
    Arch:            sudo pacman -S --needed $(missing_packages 4)
    Homebrew:        brew install $(missing_packages 5)

and run make again.
EOF
    exit 1
}

set_name=${1:-build}
missing=$(missing_packages 2)
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    as_root=sudo
    sudo -n true 2>/dev/null || explain
fi
command -v apt-get >/dev/null 2>&1 || explain

echo "bifolio: installing $missing"
export DEBIAN_FRONTEND=noninteractive
install() {
    # shellcheck disable=SC2086 # one word a package is meant
    $as_root apt-get install -y -qq --no-install-recommends $missing >&2
}
install || { $as_root apt-get update -qq && install; } || explain
missing=$(missing_packages 2)
[ -z "$missing" ] || explain
