//! `rapport certificate`: whether a certificate of an erasure is genuine, and the key that signs them.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use domain::Config;
use domain::import::Country;
use domain::privacy::{self, Fault, PublicKey, Verified};

use crate::cli::CertificateCommand;
use crate::output::say;
use crate::settings::Settings;

/// Does what the command line says with certificates. No database is opened.
pub(super) fn run(settings: &Settings, command: CertificateCommand) -> anyhow::Result<ExitCode> {
    let config = settings.domain()?;
    match command {
        CertificateCommand::Key => key(&config),
        CertificateCommand::Verify { file, key, person } => {
            let known = known_key(&config, key.as_deref())?;
            verify(&file, known.as_deref(), person.as_deref())
        }
    }
}

fn key(config: &Config) -> anyhow::Result<ExitCode> {
    let key = privacy::public_key(config)?
        .context("there is no key yet: it is made with the first certificate")?;
    say(key.pem().trim_end());
    say(&format!("SHA-256 {}", key.id()));
    Ok(ExitCode::SUCCESS)
}

/// The fingerprint that a certificate must have been signed with: as it was given, or this installation's own.
fn known_key(config: &Config, given: Option<&str>) -> anyhow::Result<Option<String>> {
    match given {
        Some(given) => Ok(Some(given.trim().to_lowercase())),
        None => Ok(privacy::public_key(config)?.as_ref().map(PublicKey::id)),
    }
}

fn verify(file: &Path, known: Option<&str>, person: Option<&str>) -> anyhow::Result<ExitCode> {
    let bytes = std::fs::read(file).with_context(|| file.display().to_string())?;
    let verified = match privacy::verify(&bytes) {
        Ok(verified) => verified,
        Err(fault) => {
            say(match fault {
                Fault::NoCertificate => "NOT GENUINE: there is no certificate in this file.",
                Fault::WrongSignature => {
                    "NOT GENUINE: the signature does not fit: something was changed."
                }
            });
            return Ok(ExitCode::FAILURE);
        }
    };
    let (lines, is_good) = told(&verified, known, person);
    for line in lines {
        say(&line);
    }
    Ok(match is_good {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What was found, and whether it is good in all respects.
fn told(verified: &Verified, known: Option<&str>, person: Option<&str>) -> (Vec<String>, bool) {
    let statement = &verified.statement;
    let mut lines = vec![
        format!("Certificate {}", statement.id),
        format!("of {}", statement.organisation),
        format!("erased {}", statement.ended_at.format("%Y-%m-%d %H:%M UTC")),
    ];
    for (place, count) in &statement.erased {
        lines.push(format!("  {}  {count}", place.word()));
    }
    for kept in &statement.kept {
        let (object, count, until) = (&kept.object, kept.count, kept.until);
        lines.push(format!("  kept until {until} by law: {count} {object}"));
    }
    let id = verified.key.id();
    let (of_key, is_known) = match known {
        Some(known) if known == id => (format!("GENUINE: signed with the key {id}."), true),
        Some(_) => (
            format!("NOT GENUINE: signed with another key, {id}."),
            false,
        ),
        None => (
            format!("Signed with the key {id}. Whose it is, is not known here: give it by --key."),
            false,
        ),
    };
    lines.push(of_key);
    match verified.pages {
        Some(true) => {}
        Some(false) => lines.push("NOT GENUINE: the pages were changed; what is told here is what was signed.".into()),
        None => lines.push(
            "The pages were written by another version and cannot be compared; what is told here is what was signed.".into(),
        ),
    }
    let is_them = person.is_none_or(|person| {
        let mut all = statement.identifiers.iter();
        all.any(|one| one.is_of(person, Country::CHINA))
    });
    if person.is_some() {
        lines.push(match is_them {
            true => "It is about this person.".into(),
            false => "It is NOT about this person, as far as its identifiers tell.".into(),
        });
    }
    (lines, is_known && verified.pages != Some(false) && is_them)
}
