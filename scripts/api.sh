#!/usr/bin/env bash
# Holds the API against its own OpenAPI document, on SQLite and on PostgreSQL: a server of its own with sample data and
# an object with a field of each kind, in a database that is thrown away, asked by Schemathesis with the keys of users
# who may do much and little.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/steps.sh

rapport=${RAPPORT_TEST_BINARY:-target/debug/rapport}
tools=target/schemathesis
password='a long way to Ningbo'
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
    : >"$folder/said"
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

# run CONFIGURATION DOCUMENT runs Schemathesis. It comes to an end by itself; what hangs is ended.
run() {
    timeout --kill-after=10 300 $tools/bin/schemathesis --config-file scripts/api/"$1" run "$2" \
        --url "$address/api/v1" --no-color
}

# ask ROLE SCOPE… asks anything at all with such a key.
ask() {
    local token
    token=$(key "$@")
    echo "asking as $*"
    RAPPORT_TEST_API_KEY=$token run schemathesis.toml "$address/api/v1/openapi.json"
}

# ask_rightly OBJECT… asks with what must be taken.
ask_rightly() {
    local token
    token=$(key administrator records:write)
    echo "asking rightly of $*"
    RAPPORT_TEST_API_KEY=$token $tools/bin/python scripts/api/narrow.py "$address" "$@" >"$folder/openapi.json"
    RAPPORT_TEST_API_KEY=$token run must.toml "$folder/openapi.json"
}

set_the_stage() {
    local role
    for role in administrator salesperson; do
        echo "$password" |
            "$rapport" user add --email $role@example.com --name $role --role $role --password-stdin >/dev/null
    done
    "$rapport" demo --accounts 20 >/dev/null
    start
    equipment=$($tools/bin/python scripts/api/equipment.py "$address" administrator@example.com "$password")
}

# hold NAME… runs the named rounds beside one server, on the database that the environment names.
hold() {
    local status=0 round
    folder=$(mktemp -d)
    trap stop EXIT
    trap 'exit 130' INT TERM
    export RAPPORT_DATA=$folder/data
    set_the_stage
    for round in "$@"; do
        $round || status=1
    done
    if grep -q "something broke" "$folder/log"; then
        echo "the server's log:" >&2
        grep "something broke" "$folder/log" | head -n 20 >&2
        status=1
    fi
    return $status
}

anything() {
    ask administrator "$equipment:write" accounts:write quotes:read users:read
}

little() {
    ask salesperson deals:write activities:write contacts:read
}

rightly() {
    ask_rightly "$equipment" accounts contacts deals
}

case ${1:-all} in
    sqlite) hold anything little rightly ;;
    postgres)
        export RAPPORT_DATABASE=$RAPPORT_TEST_POSTGRES
        hold rightly
        ;;
    all)
        install_schemathesis
        status=0
        echo "on SQLite"
        "$0" sqlite || status=1
        echo "on PostgreSQL"
        scripts/with-postgres.sh "$0" postgres || status=1
        exit $status
        ;;
esac
