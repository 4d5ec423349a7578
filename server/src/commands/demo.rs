//! `rapport demo`.

use std::process::ExitCode;

use domain::demo::{self, Size};

use crate::cli::Demo;
use crate::output::say;
use crate::settings::Settings;

/// Adds sample data.
pub(super) async fn run(settings: &Settings, asked: Demo) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let usual = Size::default();
    let size = Size {
        accounts: asked.accounts.unwrap_or(usual.accounts),
        seed: asked.seed.unwrap_or(usual.seed),
    };
    let records = demo::add(&crm.system_desk("sample data"), size).await?;
    let told = match records {
        0 => "There is sample data already; it can be removed in the settings.".to_owned(),
        _ => format!(
            "Added {records} records of sample data; one click in the settings removes them again."
        ),
    };
    say(&told);
    Ok(ExitCode::SUCCESS)
}
