//! `rapport doctor`: what stands in the way, and what to do about it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use anyhow::{Context, anyhow, bail, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use domain::health::Database;

use crate::cli::{Common, Serve};
use crate::output::say;
use crate::settings::Settings;
use crate::trouble;
use crate::web::listen;

/// Below it a day of work may fill the disk.
const LEAST_SPACE: u64 = 512 * 1024 * 1024;
/// A clock before the day this was written is wrong.
const NOT_BEFORE: &str = "2026-11-01T00:00:00Z";

/// Checks one thing after the other and says each in a line. Fails when one of them does.
pub(super) async fn run(common: &Common, flags: &Serve) -> anyhow::Result<ExitCode> {
    let settings = Settings::read(common, flags, "error");
    let mut report = Report::default();
    report.add(
        "configuration",
        settings
            .as_ref()
            .map(|_| "every value is known".to_owned())
            .map_err(|error| anyhow!("{error:#}")),
    );
    if let Ok(settings) = settings {
        report.add("files", files(&settings));
        report.add("disk", disk(&settings));
        let database = database(&settings).await;
        report.add(
            "clock",
            clock(database.as_ref().ok().and_then(|database| database.newest)),
        );
        report.add("database", database.and_then(described));
        report.add("address", address(&settings));
        if let Some(files) = &settings.tls {
            report.add(
                "certificate",
                listen::tls(files)
                    .await
                    .map(|_| format!("{} fits its key", files.certificate.display())),
            );
        }
    }
    Ok(if report.is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

struct Report {
    is_well: bool,
}

impl Default for Report {
    fn default() -> Self {
        Self { is_well: true }
    }
}

impl Report {
    fn add(&mut self, what: &str, found: anyhow::Result<String>) {
        match found {
            Ok(fine) => say(&format!("ok    {what:<14} {fine}")),
            Err(error) => {
                self.is_well = false;
                say(&format!("FAIL  {what:<14} {}", trouble::sentence(&error)));
            }
        }
    }
}

/// Writes, reads and removes a file where files are kept.
fn files(settings: &Settings) -> anyhow::Result<String> {
    let folder = settings.domain()?.files;
    let probe = folder.join(format!("doctor-{}", std::process::id()));
    let tried = std::fs::write(&probe, "doctor")
        .and_then(|()| std::fs::read(&probe))
        .and_then(|_| std::fs::remove_file(&probe));
    tried.with_context(|| {
        format!(
            "{} cannot be written: give this user the right to",
            folder.display()
        )
    })?;
    Ok(format!("{} can be written", folder.display()))
}

fn disk(settings: &Settings) -> anyhow::Result<String> {
    let free =
        fs4::available_space(existing(&settings.data)).context("the free space cannot be read")?;
    let (megabytes, least) = (free / 1024 / 1024, LEAST_SPACE / 1024 / 1024);
    ensure!(
        free >= LEAST_SPACE,
        "only {megabytes} MiB are free under {}: make room for at least {least} MiB",
        settings.data.display()
    );
    Ok(format!("{megabytes} MiB are free"))
}

/// The folder itself or the nearest one above it that is there.
fn existing(folder: &Path) -> PathBuf {
    let found = folder.ancestors().find(|folder| folder.is_dir());
    found.map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

async fn database(settings: &Settings) -> anyhow::Result<Database> {
    if let Some(path) = settings.database.strip_prefix("sqlite:") {
        let path = path
            .split('?')
            .next()
            .unwrap_or(path)
            .trim_start_matches("//");
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        ensure!(
            path.contains(":memory:") || Path::new(&*path).exists(),
            "{path} is not there yet: `rapport serve` makes it"
        );
    }
    Ok(domain::health::examine(&settings.database).await?)
}

fn described(database: Database) -> anyhow::Result<String> {
    match database.pending {
        0 => Ok(format!("{} answers and is up to date", database.kind)),
        pending => bail!(
            "{} answers, but lacks {pending} changes of the schema: run `rapport migrate`",
            database.kind
        ),
    }
}

/// Against the day this was written, and against the newest change in the log.
fn clock(newest: Option<DateTime<Utc>>) -> anyhow::Result<String> {
    let now = DateTime::<Utc>::from(SystemTime::now());
    let least: DateTime<Utc> = NOT_BEFORE.parse()?;
    ensure!(
        now > least,
        "this machine says it is {now:.0}: set its clock"
    );
    if let Some(newest) = newest {
        let ahead = newest > now + TimeDelta::minutes(2);
        ensure!(
            !ahead,
            "the newest change in the database is of {newest:.0}, which is yet to come: set this machine's clock"
        );
    }
    Ok(format!("{}", now.format("%Y-%m-%d %H:%M:%S UTC")))
}

fn address(settings: &Settings) -> anyhow::Result<String> {
    match TcpListener::bind(settings.listen) {
        Ok(_) => Ok(format!("{} is free", settings.listen)),
        Err(_) if is_rapport(settings) => Ok(format!("Rapport listens on {}", settings.listen)),
        Err(_) => listen::bind(settings.listen).map(|_| String::new()),
    }
}

/// Whether what holds the port answers as we do. Over TLS it is enough that it answers at all.
fn is_rapport(settings: &Settings) -> bool {
    use std::io::{Read, Write};
    let Ok(mut stream) =
        std::net::TcpStream::connect_timeout(&settings.listen, Duration::from_secs(2))
    else {
        return false;
    };
    if settings.tls.is_some() {
        return true;
    }
    let mut answer = String::new();
    let asked = stream
        .set_read_timeout(Some(Duration::from_secs(2)))
        .and_then(|()| {
            stream
                .write_all(b"GET /healthz HTTP/1.1\r\nHost: doctor\r\nConnection: close\r\n\r\n")?;
            stream.read_to_string(&mut answer)
        });
    asked.is_ok() && answer.contains("alive")
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};

    use super::{clock, existing};

    #[test]
    fn a_clock_behind_the_log_is_wrong() {
        assert!(clock(Some(Utc::now() - TimeDelta::days(1))).is_ok());
        assert!(clock(Some(Utc::now() + TimeDelta::days(1))).is_err());
        assert!(clock(None).is_ok());
    }

    #[test]
    fn the_space_is_asked_where_the_folder_will_be() {
        assert_eq!(existing("/no/such/folder".as_ref()).to_string_lossy(), "/");
    }
}
