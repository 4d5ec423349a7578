#!/usr/bin/env bash
# Holds the API against its own OpenAPI document: a server of its own with sample data in a database that is thrown
# away, asked by Schemathesis with the keys of users who may do much and little.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

rapport=${1:-target/debug/rapport}
tools=target/schemathesis
folder=
server=

# Schemathesis and all that it needs, in the versions named, apart from the machine's own Python.
install_schemathesis() {
    local wanted=scripts/api/requirements.txt
    if [ -x $tools/bin/schemathesis ] && cmp -s $wanted $tools/installed.txt; then
        return 0
    fi
    command -v python3 >/dev/null || apt_install python3
    python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
    echo "installing Schemathesis into $tools"
    rm -rf $tools
    python3 -m venv $tools
    $tools/bin/python -m pip install --quiet --disable-pip-version-check --requirement $wanted
    cp $wanted $tools/installed.txt
}

stop() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$folder" ] || rm -rf "$folder"
}

# The server chooses a free port and says which.
start() {
    local try
    "$rapport" serve --listen 127.0.0.1:0 --api-rate 0 --log warn >"$folder/said" 2>"$folder/log" &
    server=$!
    for try in $(seq 1 150); do
        address=$(sed -n 's|^Rapport is ready at ||p' "$folder/said")
        [ -z "$address" ] || return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.2
    done
    echo "the server did not start:" >&2
    cat "$folder/said" "$folder/log" >&2
    return 1
}

# key ROLE SCOPE… prints a key of the user with that role.
key() {
    local role=$1 scope scopes=()
    shift
    for scope in "$@"; do
        scopes+=(--scope "$scope")
    done
    "$rapport" key add --email "$role@example.com" --name Schemathesis "${scopes[@]}"
}

# ask TITLE SECONDS lets Schemathesis ask with the key in RAPPORT_TEST_API_KEY, for so long at most.
ask() {
    local title=$1 seconds=$2
    echo "asking as $title"
    "$tools/bin/schemathesis" --config-file scripts/api/schemathesis.toml run "$address/api/v1/openapi.json" \
        --url "$address/api/v1" --max-time "$seconds" --no-color
}

install_schemathesis
folder=$(mktemp -d)
trap stop EXIT
trap 'exit 130' INT TERM
export RAPPORT_DATA=$folder/data
for role in administrator salesperson; do
    echo 'a long way to Ningbo' |
        "$rapport" user add --email $role@example.com --name $role --role $role --password-stdin >/dev/null
done
"$rapport" demo --accounts 20 >/dev/null
start

status=0
RAPPORT_TEST_API_KEY=$(key administrator accounts:write deals:write quotes:read users:read) ask "an administrator" 110 ||
    status=1
RAPPORT_TEST_API_KEY=$(key salesperson contacts:write activities:write accounts:read) ask "a salesperson" 50 ||
    status=1
if grep -q "something broke" "$folder/log"; then
    echo "the server's log:" >&2
    grep "something broke" "$folder/log" | head -n 20 >&2
    status=1
fi
exit $status
