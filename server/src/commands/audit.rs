//! `rapport audit`: proves the log, and writes heads of its chain to be kept outside.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow, ensure};
use contract::dto::audit::{Broken, Damage, Verified};
use domain::Crm;
use domain::audit::{self, Head};

use crate::cli::AuditCommand;
use crate::output::say;
use crate::settings::Settings;

/// After so many events it is told how far the proof has come.
const TOLD_AFTER: u64 = 100_000;

/// Does what the command line says about the log.
pub(super) async fn run(settings: &Settings, command: AuditCommand) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    match command {
        AuditCommand::Verify { heads } => verify(&crm, heads.as_deref()).await,
        AuditCommand::Heads { file } => heads(&crm, &file).await,
    }
}

async fn verify(crm: &Crm, file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let heads = match file {
        Some(file) => kept(file)?,
        None => Vec::new(),
    };
    let mut told = 0;
    let found = audit::verify(crm, &heads, |done, of| {
        if done / TOLD_AFTER > told / TOLD_AFTER {
            say(&format!("{done} of {of} events"));
        }
        told = done;
    });
    let found = found.await?;
    say(&sentence(&found));
    Ok(match found.broken {
        None => ExitCode::SUCCESS,
        Some(_) => ExitCode::FAILURE,
    })
}

fn sentence(found: &Verified) -> String {
    let Verified {
        events,
        erased,
        waiting,
        ..
    } = found;
    match &found.broken {
        None => format!(
            "The log is whole: {events} events, {erased} of them erased; {waiting} wait for a seal."
        ),
        Some(broken) => format!("The log is BROKEN: {}.", place(broken)),
    }
}

fn place(broken: &Broken) -> String {
    let seal = broken.seal;
    let event = broken
        .seq
        .map_or_else(|| "an event".to_owned(), |seq| format!("event {seq}"));
    match broken.what {
        Damage::Changed => format!("{event} was changed after it was sealed (seal {seal})"),
        Damage::Missing => format!("{event} was sealed and is gone (seal {seal})"),
        Damage::Inserted => format!("{event} was put in between later (near seal {seal})"),
        Damage::Destroyed => {
            format!("the content of {event} is gone, and no erasure tells of it (seal {seal})")
        }
        Damage::Seal => format!("seal {seal} is not what it was"),
        Damage::SealMissing => format!("seal {seal} is gone"),
        Damage::Head => format!("the head of seal {seal} is not the one that was kept outside"),
    }
}

/// The heads of a file; empty lines and those that begin with # are left out.
fn kept(file: &Path) -> anyhow::Result<Vec<Head>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{} cannot be read", file.display()))?;
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.parse().map_err(|told: String| anyhow!(told)))
        .collect()
}

/// Adds the last head of each day since the file was written. A file that says something else is left alone.
async fn heads(crm: &std::sync::Arc<Crm>, file: &Path) -> anyhow::Result<ExitCode> {
    audit::seal(crm).await?;
    let earlier = match file.exists() {
        true => kept(file)?,
        false => Vec::new(),
    };
    let found = audit::verify(crm, &earlier, |_, _| ()).await?;
    ensure!(
        found.broken.is_none(),
        "nothing was written. {}",
        sentence(&found)
    );
    let last = earlier.iter().map(|head| head.number).max().unwrap_or(0);
    let heads = audit::heads(crm).await?;
    let new: Vec<&Head> = heads.iter().filter(|head| head.number > last).collect();
    let mut out = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(file)
        .with_context(|| format!("{} cannot be written", file.display()))?;
    if earlier.is_empty() {
        writeln!(
            out,
            "# day, number of the seal, events so far, head of the chain"
        )?;
    }
    for head in &new {
        writeln!(out, "{head}")?;
    }
    out.sync_all()?;
    say(&format!(
        "{} heads were added to {}.",
        new.len(),
        file.display()
    ));
    Ok(ExitCode::SUCCESS)
}

#[cfg(test)]
mod tests {
    use super::kept;

    #[test]
    fn a_file_of_heads_is_read_line_by_line() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("heads");
        let head = "ab".repeat(32);
        let text = format!("# heads\n\n2026-11-22 7 4100 {head}\n");
        std::fs::write(&file, &text).unwrap();
        let heads = kept(&file).unwrap();
        assert_eq!((heads.len(), heads[0].number), (1, 7));
        assert_eq!(heads[0].head, head);
        std::fs::write(&file, "something else").unwrap();
        assert!(kept(&file).is_err());
    }
}
