#!/usr/bin/env bash
# What takes too long for every run of the tests: all parsers under random input for MINUTES (60) together, and KILLS (1,000)
# deaths of the server amid its work; see docs/security.md.
set -uo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

host=(--package contract --package entity --package migration --package domain --package app --package server --package bench
    --features app/ssr)

random_input() {
    RAPPORT_PROVE_MINUTES=${MINUTES:-60} cargo test --quiet --no-fail-fast "${host[@]}" -- \
        hostile no_file_breaks no_text_breaks by_chance --nocapture
}

# Roles and shares by chance once more, on PostgreSQL.
by_chance_on_postgres() {
    RAPPORT_PROVE_MINUTES=${MINUTES:-60} scripts/with-postgres.sh \
        cargo test --quiet "${host[@]}" by_chance -- --nocapture
}

site() {
    scripts/wasm-target.sh && cargo xtask site && cargo build --quiet --package server
}

status=0
step 1/4 "random input, ${MINUTES:-60} minutes" random_input || status=1
step 2/4 "roles and shares by chance, on PostgreSQL" by_chance_on_postgres || status=1
step 3/4 "the site and the server, debug" site || exit 1
step 4/4 "${KILLS:-1000} deaths" scripts/crash.sh "${KILLS:-1000}" || status=1
exit $status
