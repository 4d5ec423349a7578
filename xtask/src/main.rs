//! The project's build program. It does what cargo alone cannot: it makes the site that the server
//! carries, and runs both again whenever a source file changes.

mod compress;
mod dev;
mod files;
mod manifest;
mod places;
mod site;
mod style;
mod wasm;
mod weight;

use std::process::ExitCode;

use anyhow::{Result, bail};

use places::Mode;

const USAGE: &str = "usage: cargo xtask site [--release]   build the site into target/site
       cargo xtask dev [ARGS]         build, run `rapport serve ARGS`, and again on every change";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["site"] => site::build(Mode::Debug),
        ["site", "--release"] => site::build(Mode::Release),
        ["dev", rest @ ..] => dev::run(rest),
        _ => bail!(USAGE),
    }
}
