//! The binary `rapport`: the product in one file.

mod cli;
mod commands;
mod logging;
mod output;
mod settings;
mod site;
mod trouble;
mod web;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;

/// An import asks for memory in small pieces, millions of times: the allocator of the system took a fifth of its time (docs/bench.md).
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misread(&error),
    };
    let outcome = tokio::runtime::Runtime::new()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(commands::run(cli)));
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("rapport: {}", trouble::sentence(&error));
            ExitCode::FAILURE
        }
    }
}

/// Help and version as they are; of what was misread the one sentence that says it.
fn misread(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        output::say(error.to_string().trim_end());
        return ExitCode::SUCCESS;
    }
    let text = error.to_string();
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let sentence = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    eprintln!(
        "rapport: {} (rapport --help says more)",
        sentence.trim_start_matches("error: ")
    );
    ExitCode::from(2)
}
