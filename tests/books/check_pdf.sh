#!/bin/sh
# Checks a finished PDF with other people's tools: check_pdf.sh FILE.pdf
# qpdf: syntax and streams; poppler: every font embedded, subset and with a ToUnicode map, the file
# tagged; mupdf: every page read without a warning. Silent and 0 when all is well.
set -u
file=${1:?usage: check_pdf.sh FILE.pdf}
failed=0

fail() {
    echo "$file: $1" >&2
    failed=1
}

check_syntax() {
    report=$(qpdf --check "$file" 2>&1) || fail "qpdf --check: $report"
    case $report in *WARNING*) fail "qpdf --check warns: $report" ;; esac
}

# The columns emb, sub and uni come before the object's number and generation.
check_fonts() {
    report=$(pdffonts "$file" 2>&1) || fail "pdffonts: $report"
    bad=$(printf '%s\n' "$report" | awk 'NR > 2 && !($(NF-4) == "yes" && $(NF-3) == "yes" && $(NF-2) == "yes")')
    [ -z "$bad" ] || fail "font not embedded, subset and mapped to Unicode: $bad"
}

check_info() {
    report=$(pdfinfo "$file" 2>&1) || fail "pdfinfo: $report"
    for wanted in 'Title: *[^ ]' 'Tagged: *yes' 'Metadata Stream: *yes' 'PDF version: *1\.7'; do
        printf '%s\n' "$report" | grep -q "^$wanted" || fail "pdfinfo lacks: $wanted"
    done
}

# Says "$1" failed unless the report is empty but for mutool's note on colour profiles.
check_silence() {
    report=$(printf '%s\n' "$2" | grep -v 'ICC support is not available' || true)
    [ -z "$report" ] || fail "$1: $report"
}

# These tools tell on standard error what they had to mend.
check_reading() {
    check_silence 'mutool info' "$(mutool info "$file" 2>&1 >/dev/null)"
    check_silence 'mutool draw' "$(mutool draw -q -F stext -o /dev/null "$file" 2>&1 >/dev/null)"
    check_silence 'pdftotext' "$(pdftotext "$file" - 2>&1 >/dev/null)"
}

check_syntax
check_fonts
check_info
check_reading
exit $failed
