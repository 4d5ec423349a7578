#!/usr/bin/env bash
# Builds the optimised product and, unless it is called with "build", starts it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

# The first time, cargo compiles the server's libraries while the site is being linked, which keeps a
# second core busy. It stops by itself at the server, which waits for the site.
build_site() {
    local beside= status=0
    if [ ! -e target/site/release/site.json ]; then
        cargo build --quiet --release --package server --keep-going >/dev/null 2>&1 &
        beside=$!
    fi
    cargo xtask site --release || status=$?
    if [ -n "$beside" ]; then
        wait "$beside" || true
    fi
    return $status
}

step 1/4 "the WASM target" scripts/wasm-target.sh
step 2/4 "the site (the first time this takes some minutes)" build_site
step 3/4 "the server" cargo build --release --package server
[ "${1:-}" != build ] || exit 0
echo "[4/4] starting target/release/rapport"
exec target/release/rapport serve
