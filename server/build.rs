//! Tells the crate where the built site lies.

use std::path::{Path, PathBuf};

fn main() -> Result<(), String> {
    let mode = match variable("PROFILE")?.as_str() {
        "release" => "release",
        _ => "debug",
    };
    let site = target_folder()?.join("site").join(mode);
    // What embeds the site compares real paths: in a fresh checkout the folder must be there, and named without `..`,
    // before the site is, else the server would never find the site that is built after it.
    std::fs::create_dir_all(&site).map_err(|error| format!("{}: {error}", site.display()))?;
    let site = site
        .canonicalize()
        .map_err(|error| format!("{}: {error}", site.display()))?;
    println!("cargo:rustc-env=RAPPORT_SITE={}", site.display());
    println!("cargo:rerun-if-env-changed=CARGO_TARGET_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    if mode == "release" {
        // The files are embedded, so a new site makes a new binary. A debug build reads them from disk.
        println!("cargo:rerun-if-changed={}", site.display());
        if !site.join("site.json").exists() {
            return Err("the site is not built yet: run `cargo xtask site --release` first".into());
        }
    }
    Ok(())
}

/// The folder that `cargo xtask site` builds into.
fn target_folder() -> Result<PathBuf, String> {
    let root = Path::new(&variable("CARGO_MANIFEST_DIR")?).join("..");
    Ok(match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    })
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("cargo did not set {name}"))
}
