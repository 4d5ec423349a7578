#!/usr/bin/env bash
# Kills the server at random while it is written to, ten times or as often as is said, and looks what is left; see
# scripts/crash/crash.py.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

command -v python3 >/dev/null || apt_install python3
rapport=$(realpath "${RAPPORT_TEST_BINARY:-target/debug/rapport}")
exec python3 -B scripts/crash/crash.py "$rapport" "${1:-10}" ${2:+"$2"}
