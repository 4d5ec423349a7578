//! `rapport config`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use contract::dto::configuration::{Comparison, Difference, Effect};
use domain::Desk;

use crate::cli::ConfigCommand;
use crate::output::say;
use crate::settings::Settings;

/// Writes the configuration, compares it with a file, or changes it as a file says.
pub(super) async fn run(settings: &Settings, command: ConfigCommand) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, None).await?;
    match command {
        ConfigCommand::Export { file } => {
            let text = domain::describing::write_file(&desk).await?;
            if file == Path::new("-") {
                say(text.trim_end());
            } else {
                std::fs::write(&file, text)
                    .with_context(|| format!("{} was not written", file.display()))?;
            }
        }
        ConfigCommand::Compare { file } => {
            let compared = compare(&desk, &read(&file)?).await?;
            tell(&compared);
        }
        ConfigCommand::Apply { file } => {
            let text = read(&file)?;
            let compared = compare(&desk, &text).await?;
            tell(&compared);
            domain::describing::apply(&desk, &text, &compared.state).await?;
            say("Applied.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}

async fn compare(desk: &Desk, text: &str) -> anyhow::Result<Comparison> {
    domain::describing::compare(desk, text)
        .await
        .context("this is no configuration of Rapport")
}

fn tell(compared: &Comparison) {
    for difference in &compared.differences {
        say(&line(difference));
        let problems = difference.problems.iter();
        problems.for_each(|found| say(&format!("    {}: {:?}", found.field, found.problem)));
    }
    if compared.differences.is_empty() {
        say("Nothing is different.");
    }
}

fn line(difference: &Difference) -> String {
    let word = match difference.effect {
        Effect::Added => "added",
        Effect::Changed => "changed",
        Effect::OnlyHere => "only here, stays",
        Effect::Refused => "cannot be taken",
    };
    format!("{:<18}{}", word, difference.place)
}
