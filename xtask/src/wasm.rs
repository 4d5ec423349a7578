//! The browser's part: compiled by cargo, cut at the lazy routes, and given its JavaScript side.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
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

/// Lets cargo compile the frontend and returns the WASM.
pub(crate) fn compile(places: &Places, mode: Mode) -> Result<Vec<u8>> {
    let status = places
        .cargo()
        .args(["build", "--package", "frontend"])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--profile", mode.wasm_profile()])
        .status()?;
    ensure!(status.success(), "the frontend does not compile");
    let path = places.compiled_wasm();
    fs::read(&path).with_context(|| format!("reading {}", path.display()))
}

/// Splits and binds the compiled WASM in the folder `work`, which is emptied first.
pub(crate) fn package(compiled: &[u8], work: &Path) -> Result<Package> {
    if work.exists() {
        fs::remove_dir_all(work)?;
    }
    let package = work.join("package");
    let whole = work.join("main.wasm");
    let splits = split(compiled, &package, &whole)?;
    bind(&whole, &package)?;
    let files = files::read(&package)?;
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
