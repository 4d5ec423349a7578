//! The browser's part: compiled by cargo, cut at the lazy routes, and given its JavaScript side.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;
use wasm_split_cli_support::Options;

use crate::files::{self, File};
use crate::places::{Mode, Places};

/// The name of the script and the WASM. The server tells leptos the same.
pub(crate) const NAME: &str = "rapport";

/// Leptos looks for the link script under this name.
const LINK: &str = "./__wasm_split.______________________.js";

/// The scripts and WASM files, and which of them each lazy part needs.
pub(crate) struct Package {
    pub(crate) files: Vec<File>,
    pub(crate) splits: BTreeMap<String, Vec<String>>,
}

/// Lets cargo compile the frontend and returns where the WASM lies.
pub(crate) fn compile(places: &Places, mode: Mode) -> Result<PathBuf> {
    let status = places
        .cargo()
        .args(["build", "--package", "frontend"])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--profile", mode.wasm_profile()])
        .status()?;
    ensure!(status.success(), "the frontend does not compile");
    Ok(places.compiled_wasm())
}

/// Splits and binds the compiled WASM in the folder `work`, which is emptied first.
pub(crate) fn package(compiled: &[u8], mode: Mode, work: &Path) -> Result<Package> {
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    let package = work.join("package");
    let whole = work.join("main.wasm");
    let splits = split(compiled, &package, &whole)?;
    bind(&whole, &package)?;
    let mut files = files::read(&package)?;
    if mode == Mode::Release {
        for file in files.iter_mut().filter(|file| file.path.ends_with(".wasm")) {
            file.bytes = strip(&file.bytes);
        }
    }
    Ok(Package { files, splits })
}

fn split(compiled: &[u8], package: &Path, main: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let main_module = format!("./{NAME}.js");
    let mut options = Options::new(compiled);
    options.output_dir = package;
    options.main_out_path = main;
    options.main_module = &main_module;
    options.link_name = LINK;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|problem| anyhow!("splitting the WASM: {problem:?}"))?;
    Ok(split.prefetch_map.into_iter().collect())
}

// The parts find their shared functions through the linker's exports of the main module, which is
// why these are kept.
fn bind(main: &Path, package: &Path) -> Result<()> {
    Bindgen::new()
        .input_path(main)
        .web(true)?
        .out_name(NAME)
        .keep_lld_exports(true)
        .demangle(false)
        .typescript(false)
        .generate(package)
}

/// Takes the custom sections out of a WASM file: the names of the functions, half of the file, serve
/// only stack traces. The layout is that of the WebAssembly core specification, section 5.5.
pub(crate) fn strip(module: &[u8]) -> Vec<u8> {
    const CUSTOM: u8 = 0;
    let (header, mut rest) = module.split_at(module.len().min(8));
    let mut kept = header.to_vec();
    while let Some((size, length)) = rest.get(1..).and_then(leb128) {
        let end = (1 + length + size).min(rest.len());
        if rest[0] != CUSTOM {
            kept.extend_from_slice(&rest[..end]);
        }
        rest = &rest[end..];
    }
    kept
}

/// A number in LEB128 and how many bytes it takes; `None` when the bytes end before it does.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut number = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((number, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::strip;

    #[test]
    fn custom_sections_are_left_out() {
        let header = b"\0asm\x01\0\0\0";
        let types = [1, 2, 0xaa, 0xbb];
        let names = [0, 5, 4, b'n', b'a', b'm', b'e'];
        let module = [header.as_slice(), &types, &names, &types].concat();
        let expected = [header.as_slice(), &types, &types].concat();
        assert_eq!(strip(&module), expected);
    }
}
