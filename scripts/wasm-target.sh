#!/usr/bin/env bash
# Puts the standard library for wasm32-unknown-unknown where rustc finds it.
#
# rustup is asked first. Where its server cannot be reached, the library is compiled from the source
# package that Debian carries for the same compiler version. The package comes from the mirror that
# this machine's own apt is configured for, through private lists: nothing is installed, no root is needed.
set -euo pipefail

target=wasm32-unknown-unknown

has_target() {
    compgen -G "$(rustc --print target-libdir --target $target)/libstd-*.rlib" >/dev/null
}

add_with_rustup() {
    command -v rustup >/dev/null || return 1
    RUSTUP_MAX_RETRIES=1 timeout 300 rustup target add $target
}

codename() {
    (. /etc/os-release && echo "${VERSION_CODENAME:-none}")
}

mirrors() {
    apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -v c="$(codename)" '$1 == c && !seen[$2]++ {print $2}'
}

# Suites that may carry a source package of the wanted version, the likeliest first.
suites() {
    printf '%s\n' trixie-backports "$(codename)-backports" trixie forky forky-backports sid | awk '!seen[$0]++'
}

# Runs an apt command on lists of its own, so that the machine's configuration stays as it is.
private_apt() {
    local command=$1
    shift
    "$command" -qq -o Dir::State="$work/state" -o Dir::Cache="$work/cache" \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=- \
        -o Dir::State::status="$work/status" -o APT::Sandbox::User="" -o APT::Get::List-Cleanup=0 "$@"
}

download_source() {
    local version=$1 mirror suite found
    mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial"
    : >"$work/status"
    for mirror in $(mirrors); do
        for suite in $(suites); do
            echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/sources.list"
            private_apt apt-get update >/dev/null 2>&1 || continue
            found=$(private_apt apt-cache madison rust-src | awk -v v="$version" '$3 ~ "^" v "[+~-]" {print $3; exit}')
            [ -n "$found" ] || continue
            echo "using the source package rust-src $found of $suite"
            (cd "$work" && private_apt apt-get download "rust-src=$found") && return 0
        done
    done
    return 1
}

# Bitcode is embedded because the released site is linked with fat LTO.
compile_std() {
    local version=$1 library destination
    dpkg-deb -x "$work"/rust-src_*.deb "$work/source"
    library="$work/source/usr/src/rustc-$version/library"
    destination=$(rustc --print target-libdir --target $target)
    (
        cd "$library"
        RUSTC_BOOTSTRAP=1 __CARGO_DEFAULT_LIB_METADATA=stablestd CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 \
            CARGO_PROFILE_RELEASE_DEBUG=0 RUSTFLAGS="-Zforce-unstable-if-unmarked -Cembed-bitcode=yes" \
            cargo build --quiet --locked --manifest-path sysroot/Cargo.toml --release --target $target --target-dir "$work/std"
    )
    mkdir -p "$destination"
    cp "$work/std/$target/release/deps/"*.rlib "$destination/"
}

build_from_source() {
    command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null || return 1
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    local version
    version=$(rustc -vV | awk '/^release:/ {print $2}')
    download_source "$version" && compile_std "$version"
}

has_target && exit 0
echo "The target $target is missing; asking rustup for it."
if add_with_rustup && has_target; then
    exit 0
fi
echo "rustup could not deliver it; building it from the distribution's source package."
if build_from_source && has_target; then
    exit 0
fi
cat >&2 <<MESSAGE
The Rust target $target could not be installed: rustup did not deliver it, and no rust-src package of
version $(rustc -vV | awk '/^release:/ {print $2}') was found through this machine's apt configuration.
Run 'rustup target add $target' where rustup's server can be reached, then run make again.
MESSAGE
exit 1
