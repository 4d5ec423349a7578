#!/usr/bin/env bash
# Fills SQLite and PostgreSQL with a million customers and prints, as Markdown, how long the eleven questions that have
# a budget take on each, and what import, export and a deed on many records cost. Takes half an hour and 30 GB of disk.
# BENCH_ACCOUNTS makes it smaller, BENCH_FOLDER puts it elsewhere, BENCH_RUNS is the number of answers of each question.
set -euo pipefail
cd "$(dirname "$0")/.."

accounts=${BENCH_ACCOUNTS:-1000000}
runs=${BENCH_RUNS:-60}
bench=$PWD/target/release/bench
rapport=$PWD/target/release/rapport

if [ "${1:-}" = on ]; then
    # Called again beside a PostgreSQL server, see below.
    database=$2
    "$bench" fill "$database" "$accounts" >&2
    "$bench" ask "$database" "$runs"
    echo
    "$bench" bulk "$database" 100000
    exit
fi

cargo build --quiet --release --package bench --package server --bin bench --bin rapport
folder=$(mktemp -d "${BENCH_FOLDER:-${TMPDIR:-/tmp}}/rapport-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

load() { printf '\nMeasured %s on %s cores; load before: %s\n\n' "$(date -u +%F)" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"; }
# measure NAME COMMAND… says how long a command took and the most memory it held.
measure() {
    local name=$1
    shift
    local begun=$SECONDS
    "$@" >"$folder/out" 2>"$folder/err" &
    local process=$! peak=0 held
    while held=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$process/status" 2>/dev/null) && [ -n "$held" ]; do
        peak=$held
        sleep 0.2
    done
    wait "$process" || cat "$folder/err" >&2
    printf -- '- %s: %d s, at most %d MB\n' "$name" $((SECONDS - begun)) "$peak"
}

echo "## SQLite, $accounts customers"
load
scripts/bench-million.sh on "sqlite:$folder/rapport.db?mode=rwc"
echo
export RAPPORT_DATABASE="sqlite:$folder/rapport.db" RAPPORT_DATA=$folder/data
measure "export of $accounts customers as CSV" "$rapport" export account "$folder/accounts.csv"
measure "export of $accounts customers as JSON" "$rapport" export account "$folder/accounts.json"
rm -f "$folder"/rapport.db* "$folder/accounts.json"
unset RAPPORT_DATABASE
"$bench" people "sqlite:$folder/other.db?mode=rwc"
"$bench" import "sqlite:$folder/other.db?mode=rwc" "$folder/accounts.csv" | sed 's/^/- import of them into a database with nothing but people: /'
"$bench" seal "sqlite:$folder/other.db" | sed 's/^/- then /'
rm -f "$folder"/*.db* "$folder/accounts.csv"

echo
echo "### What it costs that not everybody sees everything: 500 teams, 10,000 shares"
echo
"$bench" scope "sqlite:$folder/scope.db?mode=rwc" "$accounts" "$runs"
rm -f "$folder"/*.db*

echo
echo "## PostgreSQL, $accounts customers"
load
scripts/with-postgres.sh bash -c 'scripts/bench-million.sh on "$RAPPORT_TEST_POSTGRES"'
