# Shell functions by which the other scripts show what they do. Sourced, not run.

# step NUMBER/TOTAL NAME COMMAND… runs the command under a title and says how long it took.
step() {
    local place=$1 name=$2 begun=$SECONDS status=0
    shift 2
    printf '[%s] %s\n' "$place" "$name"
    "$@" || status=$?
    if [ $status -eq 0 ]; then
        printf '[%s] %s: done in %d s\n' "$place" "$name" $((SECONDS - begun))
    else
        printf '[%s] %s: failed after %d s\n' "$place" "$name" $((SECONDS - begun)) >&2
    fi
    return $status
}

# apt_install PACKAGE… installs with root's rights, taken through sudo where they are lacking.
apt_install() {
    local root=()
    if ! command -v apt-get >/dev/null; then
        echo "This machine has no apt-get. Please install what corresponds to: $*" >&2
        return 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Please install, as root: apt-get install $*" >&2
            return 1
        fi
        root=(sudo)
    fi
    echo "installing $*"
    "${root[@]}" apt-get update -qq || echo "the package lists could not be renewed; going on with the old ones" >&2
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}
