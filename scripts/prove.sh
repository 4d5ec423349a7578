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
        hostile no_file_breaks no_text_breaks --nocapture
}

site() {
    scripts/wasm-target.sh && cargo xtask site && cargo build --quiet --package server
}

status=0
step 1/3 "random input, ${MINUTES:-60} minutes" random_input || status=1
step 2/3 "the site and the server, debug" site || exit 1
step 3/3 "${KILLS:-1000} deaths" scripts/crash.sh "${KILLS:-1000}" || status=1
exit $status
