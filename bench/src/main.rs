//! `make bench`: fills databases, asks what people ask at a million customers, and says how long the answers take.

mod ask;
mod chance;
mod deeds;
mod load;
mod questions;
mod records;
mod scope;
mod stage;
mod values;
mod words;

use std::io::Write;

use anyhow::{Context, bail};

/// Prints a line to the standard output.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// As in the product.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", url, accounts] => load::fill(url, accounts.parse()?).await,
        ["ask", url, runs] => ask::ask(url, runs.parse()?, "").await,
        ["ask", url, runs, only] => ask::ask(url, runs.parse()?, only).await,
        ["people", url] => stage::set(&stage::open(url).await?).await,
        ["import", url, file] => deeds::import(url, file).await,
        ["seal", url] => deeds::seal(url).await,
        ["scope", url, accounts, runs] => {
            scope::scope(url, accounts.parse()?, runs.parse()?).await
        }
        ["export", url] => deeds::export(url, None).await,
        ["export", url, file] => deeds::export(url, Some(file)).await,
        ["bulk", url, records] => deeds::bulk(url, records.parse()?).await,
        _ => bail!(
            "bench fill URL ACCOUNTS | bench people URL | bench ask URL RUNS [PART OF A NAME] | bench bulk URL RECORDS | bench export URL [FILE] \
             | bench import URL FILE | bench seal URL | bench scope URL ACCOUNTS RUNS"
        ),
    }
    .context("the benchmark stopped")
}
