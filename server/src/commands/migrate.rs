//! `rapport migrate`.

use std::process::ExitCode;

use crate::output::say;
use crate::settings::Settings;

/// Brings the database up to date, as `serve` does at its start.
pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    super::open(settings).await?;
    say("The database is up to date.");
    Ok(ExitCode::SUCCESS)
}
