#!/usr/bin/env bash
# Everything that can tell whether the product is sound. All steps run even after one has failed; the
# last line sums up the tests, where a step that broke down without naming a test counts as one failure.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

logs=target/test-logs
# What hangs is ended and named, instead of the whole run being given up: each of these takes minutes.
patience=(timeout --verbose --kill-after=10 1500)
total=16
number=0
failed_steps=()
# Logs of steps that broke down without naming a test.
broken_logs=()
broken=0

run() {
    local name=$1 log
    shift
    number=$((number + 1))
    log=$logs/$(printf '%02d' $number).log
    step $number/$total "$name" "$@" 2>&1 | tee "$log"
    if [ "${PIPESTATUS[0]}" -ne 0 ]; then
        failed_steps+=("$name")
        if [ "$(count failed "$log")" -eq 0 ]; then
            broken=$((broken + 1))
            broken_logs+=("$log")
        fi
    fi
}

# count passed|failed LOG… adds up what cargo ("test result: ok. 3 passed; 0 failed") and Playwright
# ("  3 passed (2.0s)") have written.
count() {
    local word=$1
    shift
    cat "$@" | sed 's/\x1b\[[0-9;]*m//g' | awk -v word="$word" '
        /^test result:/ { for (i = 2; i <= NF; i++) if ($i ~ "^" word) sum += $(i - 1) }
        $0 ~ "^  [0-9]+ " word "( |$)" { sum += $1 }
        word == "failed" && /^  [0-9]+ did not run/ { sum += $1 }
        END { print sum + 0 }'
}

# names WORD LOG… lists what Playwright ("  1 failed", "  1 flaky") or cargo ("failures:") names under a heading, with the
# first lines of what went wrong in a journey.
names() {
    local word=$1
    shift
    cat "$@" | sed 's/\x1b\[[0-9;]*m//g' | awk -v word="$word" '
        $0 ~ "^  [0-9]+ " word "$" { listing = 1; next }
        word == "failed" && /^failures:$/ { listing = 1; next }
        /^    [^ ]/ && listing { print; next }
        /^ *$/ && listing { next }
        { listing = 0 }
        /^ +(Error|Expected|Received|Locator):? / && !(seen[$0]++) && told++ < 6 { print "      " $0 }' | cut -c1-160 | head -30
}

install() {
    scripts/wasm-target.sh || return 1
    cargo clippy --version >/dev/null 2>&1 && cargo fmt --version >/dev/null 2>&1 ||
        rustup component add clippy rustfmt || return 1
    command -v chromium >/dev/null || [ -n "${CHROMIUM:-}" ] || apt_install chromium || return 1
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ||
        apt_install postgresql || return 1
    node=$(scripts/node.sh) || return 1
    if [ ! end2end/node_modules/.package-lock.json -nt end2end/package-lock.json ]; then
        echo "installing the npm packages of end2end"
        PATH=$node:$PATH PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --silent --no-audit --no-fund --prefix end2end &&
            touch end2end/node_modules/.package-lock.json
    fi
}

journeys() {
    (cd end2end && PATH=$(../scripts/node.sh):$PATH node_modules/.bin/tsc --noEmit &&
        PATH=$(../scripts/node.sh):$PATH node_modules/.bin/playwright test)
}

# on_postgres PACKAGE [FILTER]: the tests of a package are run once more, on PostgreSQL: its programs are those of the
# step before. With a filter they are only those tests of its main program, and that there is none fails.
on_postgres() {
    local package=$1 kind='' programs program status=0
    shift
    [ $# -eq 0 ] || kind='"kind":\["(bin|lib)"\]'
    programs=$(cargo test --quiet "${host[@]}" --no-run --message-format=json-render-diagnostics |
        grep -F "/$package#" | grep -E "$kind" |
        sed -n 's|.*"profile":{[^}]*"test":true}.*"executable":"\([^"]*\)".*|\1|p')
    [ -n "$programs" ] || return 1
    for program in $programs; do
        "$program" --list "$@" | grep -c ': test$' >/dev/null || status=1
        (cd "$package" && CARGO_MANIFEST_DIR=$PWD "${patience[@]}" ../scripts/with-postgres.sh "$program" --quiet "$@") || status=1
    done
    return $status
}

# The host's crates are always named together, so that cargo resolves their features to one set and
# compiles every library once; see docs/decisions/0002-one-build-cache.md.
host=(--package contract --package entity --package migration --package domain --package app --package server --package bench
    --features app/ssr)

rm -rf $logs
mkdir -p $logs
begun=$SECONDS
run "installing what is missing" install
run "format" cargo fmt --all --check
run "licences, sources and known holes of dependencies" scripts/deny.sh
run "clippy: the server's side" cargo clippy --quiet "${host[@]}" --all-targets -- -D warnings
run "clippy: the browser's side" cargo clippy --quiet --package app --package frontend --features app/hydrate \
    --target wasm32-unknown-unknown -- -D warnings
run "clippy: the build program" cargo clippy --quiet --package xtask --all-targets -- -D warnings
run "building the tests" cargo test --quiet "${host[@]}" --no-run
run "tests, on SQLite" "${patience[@]}" cargo test --quiet --no-fail-fast "${host[@]}"
run "tests of the domain, on PostgreSQL" on_postgres domain
# Some two minutes of work; the door's own matrix runs in the step before, in seconds.
run "the matrix of endpoints, on PostgreSQL" on_postgres server web::tests::matrix
run "tests of the build program" cargo test --quiet --package xtask
run "the site, debug" cargo xtask site
run "the server, debug" cargo build --quiet --package server
run "the API, held against its document" "${patience[@]}" scripts/api.sh
run "deaths amid the work" "${patience[@]}" scripts/crash.sh
run "journeys in the browser" journeys

echo
echo "all steps took $((SECONDS - begun)) s"
for name in ${failed_steps[@]+"${failed_steps[@]}"}; do
    echo "failed: $name"
done
if [ ${#failed_steps[@]} -gt 0 ]; then
    names failed $logs/*.log
fi
for log in ${broken_logs[@]+"${broken_logs[@]}"}; do
    echo "the end of $log:"
    tail -n 12 "$log" | cut -c1-300 | sed 's/^/      /'
done
# A journey that passed on its second try fails nothing, and is named so that its cause is sought.
if grep -qE '^  [0-9]+ flaky' $logs/*.log; then
    echo "passed on the second try only:"
    names flaky $logs/*.log
fi
passed=$(count passed $logs/*.log)
failed=$(($(count failed $logs/*.log) + broken))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
