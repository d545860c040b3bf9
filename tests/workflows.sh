#!/bin/sh
# The workflows of .github, without the platform that runs them: by actionlint, and by what they may contain
# (tests/workflows.mjs); and that the checks see mistakes.
. tests/lib.sh

# Nothing here is for the sanitizers to look at; once is enough.
if [ "${SLOW:-1}" != 1 ]; then
    selected workflows && skip workflows "the tests without sanitizers ran it"
    exit 0
fi

# sees WORDS SED-COMMAND: the release's workflow with this mistake in it is complained of.
sees() {
    sed "$2" .github/workflows/release.yml >"$SCRATCH/bad.yml"
    cmp -s "$SCRATCH/bad.yml" .github/workflows/release.yml && echo "no mistake: $2" && return 1
    node tests/workflows.mjs "$SCRATCH/bad.yml" >"$SCRATCH/complaint" 2>&1 && echo "not seen: $2" && return 1
    grep -q -e "$1" "$SCRATCH/complaint" || { cat "$SCRATCH/complaint" && return 1; }
}
sees_mistakes() {
    sees "no target 'pack'" 's/make test/make pack/' &&
        sees 'neither make nor gh' 's/run: make test/run: npm test/' &&
        sees 'more than one command' 's/run: make test/run: make test; curl x/' &&
        sees 'uses other/action' 's|uses: actions/checkout@v4|uses: other/action@v1|' &&
        sees 'may write packages' 's/contents: write/packages: write/' &&
        sees 'may write contents' 's/^permissions: {}/permissions: {contents: write}/' &&
        sees 'permissions one by one' 's/^permissions: {}/permissions: write-all/' &&
        sees 'a secret without need' 's/VERSION=.*/VERSION=${{ secrets.X }}/' &&
        sees 'leaves its credentials' 's/persist-credentials: false/fetch-depth: 1/' &&
        sees 'no time limit' '/timeout/d' && sees 'unknown' 's/ubuntu-24.04/ubuntu-99/' &&
        sees 'is potentially untrusted\|undefined variable\|not defined' 's/github.token/githab.token/'
}

if [ ! -e tests/node_modules/yaml ]; then
    skip "workflows" "run npm ci --prefix tests --ignore-scripts"
else
    check "workflows: make and gh alone, with least permissions" node tests/workflows.mjs .github/workflows/*.yml
    check "workflows: mistakes are seen" sees_mistakes
fi
exit 0
