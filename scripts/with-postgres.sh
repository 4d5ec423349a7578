#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server made for it alone, and removes the server afterwards.
# The command finds it under RAPPORT_TEST_POSTGRES. The server listens on loopback, trusts everybody
# there and does not wait for the disk: it holds nothing that is worth keeping.
set -euo pipefail

folder=
port=

binaries() {
    local found
    found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
    found=${found:-$(command -v initdb || true)}
    if [ -z "$found" ]; then
        echo "PostgreSQL's initdb was not found; install PostgreSQL's server." >&2
        return 1
    fi
    dirname "$found"
}

# PostgreSQL refuses to run as root.
unprivileged() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif id postgres >/dev/null 2>&1; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        setpriv --reuid=nobody --regid=nogroup --clear-groups "$@"
    fi
}

stop() {
    [ -n "$folder" ] || return 0
    unprivileged "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

# The port is drawn by lot, so a few attempts may be needed.
start() {
    local attempt
    for attempt in 1 2 3 4 5; do
        port=$(shuf -i 20000-32000 -n 1)
        if unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 start >/dev/null -o "-p $port \
            -c listen_addresses=127.0.0.1 -c unix_socket_directories=$folder -c max_connections=300 \
            -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"; then
            return 0
        fi
    done
    cat "$folder/log" >&2
    return 1
}

bin=$(binaries)
folder=$(mktemp -d)
trap stop EXIT
trap 'exit 130' INT TERM
chmod 755 "$folder"
[ "$(id -u)" -ne 0 ] || chown "$(unprivileged id -u)" "$folder"
if ! (cd "$folder" && unprivileged "$bin/initdb" -D data -U postgres --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync) >"$folder/initdb.log" 2>&1; then
    cat "$folder/initdb.log" >&2
    exit 1
fi
start
RAPPORT_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres" "$@"
