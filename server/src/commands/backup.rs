//! `rapport backup` and `rapport restore`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use contract::dto::backups::Trial;
use domain::backup::{self, BackupFile, Existing, Maker, Place, Plan, Source};

use crate::cli::{Backup, BackupCommand, Restore};
use crate::output::say;
use crate::settings::Settings;

/// Makes a backup, lists what there is, or tries one out.
pub(super) async fn run(settings: &Settings, what: Backup) -> anyhow::Result<ExitCode> {
    match what.command {
        None => make(settings, what.to.as_deref()).await?,
        Some(BackupCommand::List) => list(settings, what.to.as_deref()).await?,
        Some(BackupCommand::Verify { file }) => return verify(settings, &file).await,
    }
    Ok(ExitCode::SUCCESS)
}

async fn make(settings: &Settings, to: Option<&str>) -> anyhow::Result<()> {
    let plan = plan(settings, to)?;
    if !plan.keys.encrypt() {
        say(
            "No key is configured: the backup is not encrypted, and whoever has it has everything.",
        );
    }
    let crm = super::open(settings).await?;
    let (file, tried) = backup::make(&crm, &plan, Maker::Person).await?;
    say(&format!("{}  in {}", line(&file), plan.place.address()));
    match tried.outcome {
        Ok(trial) => say(how(trial)),
        Err(trouble) => {
            bail!(contract::Refusal::Backup(trouble))
        }
    }
    Ok(())
}

async fn list(settings: &Settings, at: Option<&str>) -> anyhow::Result<()> {
    for file in plan(settings, at)?.place.list().await? {
        say(&line(&file));
    }
    Ok(())
}

async fn verify(settings: &Settings, file: &str) -> anyhow::Result<ExitCode> {
    let source = source(settings, file)?;
    let keys = &settings.backup.plan.keys;
    let tested = backup::verify(&settings.domain()?, keys, &source.place, &source.name).await?;
    let manifest = &tested.manifest;
    say(&format!(
        "{}: made {} by version {}, {} tables with {} rows, {} files",
        source.name,
        manifest.made_at.format("%Y-%m-%d %H:%M UTC"),
        manifest.version,
        manifest.counts.len(),
        manifest.counts.values().sum::<u64>(),
        manifest.files
    ));
    say(how(tested.trial));
    if let Some(keys) = manifest.keys.as_ref().filter(|keys| !keys.is_empty()) {
        say(&format!(
            "What is sensitive in it is read by the keys {}, which are in no backup.",
            keys.join(", ")
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// Brings a backup back.
pub(super) async fn restore(settings: &Settings, what: Restore) -> anyhow::Result<ExitCode> {
    let source = source(settings, &what.file)?;
    let existing = if what.replace {
        Existing::Replace
    } else {
        Existing::Keep
    };
    let keys = &settings.backup.plan.keys;
    let manifest = backup::restore(&settings.domain()?, keys, &source, existing).await?;
    say(&format!(
        "Restored what was there on {}. Everybody signs in anew.",
        manifest.made_at.format("%Y-%m-%d %H:%M UTC")
    ));
    // Keys are in no backup: what cannot be read without those that are not here is said now, not when it is needed.
    let crm = super::open(settings).await?;
    backup::note_restored(&crm, &source.name, Ok(manifest)).await?;
    let status = domain::sealing::status(&crm.system_desk("restore")).await?;
    let missing = status.keys.iter().filter(|key| !key.is_there);
    for key in missing.filter(|key| key.is_needed()) {
        say(&format!(
            "UNREAD until the key {} is back: {} values, {} changes in the log.",
            key.id, key.values, key.events
        ));
    }
    for line in super::keys::lost(&status) {
        say(&line);
    }
    Ok(ExitCode::SUCCESS)
}

fn plan(settings: &Settings, to: Option<&str>) -> anyhow::Result<Plan> {
    let plan = settings.backup.plan.clone();
    Ok(match to {
        Some(to) => Plan {
            place: settings.backup.place(to).context("--to")?,
            ..plan
        },
        None => plan,
    })
}

/// A file by its path, one of a storage by its address, or one at the usual place by its name.
fn source(settings: &Settings, file: &str) -> anyhow::Result<Source> {
    if file.starts_with("s3://") {
        let (place, name) = file.rsplit_once('/').context("the address names no file")?;
        return Ok(Source {
            place: settings.backup.place(place)?,
            name: name.to_owned(),
        });
    }
    let path = Path::new(file);
    let is_name = path.components().count() == 1;
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .with_context(|| format!("{file} names no file"))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    Ok(Source {
        place: if is_name && !path.exists() {
            settings.backup.plan.place.clone()
        } else {
            Place::Folder(folder)
        },
        name: name.to_owned(),
    })
}

fn line(file: &BackupFile) -> String {
    let encrypted = if file.is_encrypted() {
        "encrypted"
    } else {
        "not encrypted"
    };
    format!(
        "{}  {}  {} bytes  {encrypted}",
        file.name,
        file.made_at.format("%Y-%m-%d %H:%M UTC"),
        file.bytes
    )
}

fn how(trial: Trial) -> &'static str {
    match trial {
        Trial::Restored => {
            "Tested: restored into a temporary place, where every table has as many rows as it should."
        }
        Trial::ReadBack => {
            "Tested: read back whole. It was not restored: the key that opens it, or the right to make a temporary database, is not here."
        }
    }
}
