//! PostgreSQL's own programs, and what a dump needs around it.
#![expect(
    clippy::disallowed_methods,
    reason = "makes and drops databases for trials, and puts schemas aside"
)]

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, anyhow};
use contract::dto::backups::BackupTrouble;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use tokio::process::Command;
use url::Url;
use uuid::Uuid;

use super::database::{connect, word};
use super::manifest::refused;
use crate::{Error, Result};

/// Where Debian and its kin keep the programs of each version.
const VERSIONS: &str = "/usr/lib/postgresql";
/// How long connections of others may take to end.
const LEAVING: Duration = Duration::from_secs(5);

/// Finds a program: of the newest version that is installed, or by the path of the environment.
///
/// # Errors
/// [`BackupTrouble::NoTool`].
fn program(name: &str) -> Result<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(VERSIONS)
        .into_iter()
        .flatten()
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin").join(name)))
        })
        .filter(|(_, program)| program.is_file())
        .collect();
    versions.sort();
    if let Some((_, newest)) = versions.pop() {
        return Ok(newest);
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file());
    found.ok_or_else(|| {
        refused(BackupTrouble::NoTool {
            tool: name.to_owned(),
        })
    })
}

/// A program that works with a database. The password is not among its arguments, which everybody on the machine sees.
fn command(name: &str, database: &str) -> Result<Command> {
    let mut url = Url::parse(database).map_err(Error::broken)?;
    let password = url.password().map(|word| {
        percent_encoding::percent_decode_str(word)
            .decode_utf8_lossy()
            .into_owned()
    });
    url.set_password(None)
        .map_err(|()| anyhow!("the address of the database takes no password"))?;
    let mut command = Command::new(program(name)?);
    command
        .arg("--no-password")
        .arg(format!("--dbname={url}"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    if let Some(password) = password {
        command.env("PGPASSWORD", password);
    }
    Ok(command)
}

async fn run(mut command: Command) -> Result<()> {
    let output = command.output().await?;
    if output.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&output.stderr);
    Err(anyhow!("a program of PostgreSQL failed: {}", told.trim()).into())
}

/// Writes what a snapshot shows into a file, uncompressed: the backup is compressed as a whole.
///
/// # Errors
/// [`BackupTrouble::NoTool`]; when the program fails.
pub(super) async fn dump(database: &str, snapshot: &str, to: &Path) -> Result<()> {
    let mut command = command("pg_dump", database)?;
    command
        .args([
            "--format=custom",
            "--compress=0",
            "--no-owner",
            "--no-privileges",
        ])
        .args(["--schema=public", "--lock-wait-timeout=60000"])
        .arg(format!("--snapshot={snapshot}"))
        .arg("--file")
        .arg(to);
    run(command).await
}

/// Brings a dump into a database whose schema is there and empty, as a whole or not at all.
///
/// # Errors
/// [`BackupTrouble::NoTool`]; when the program fails.
pub(super) async fn load(database: &str, from: &Path) -> Result<()> {
    // The schema itself is there already.
    let list = from.with_extension("list");
    let told = Command::new(program("pg_restore")?)
        .arg("--list")
        .arg(from)
        .stdin(Stdio::null())
        .output()
        .await?;
    if !told.status.success() {
        return Err(refused(BackupTrouble::Damaged));
    }
    let wanted: Vec<&str> = std::str::from_utf8(&told.stdout)
        .context("the list of a dump cannot be read")?
        .lines()
        .filter(|line| !line.contains(" SCHEMA - ") && !line.contains(" - SCHEMA public "))
        .collect();
    tokio::fs::write(&list, wanted.join("\n")).await?;
    let mut command = command("pg_restore", database)?;
    command
        .args([
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            "--exit-on-error",
        ])
        .arg("--use-list")
        .arg(&list)
        .arg(from);
    let loaded = run(command).await;
    tokio::fs::remove_file(&list).await?;
    loaded
}

/// Makes an empty database beside one, for a trial. `None` where its user may not.
///
/// # Errors
/// When the server cannot be reached.
pub(super) async fn make_beside(database: &str) -> Result<Option<Beside>> {
    let here = connect(database).await?;
    let name = format!("rapport_trial_{}", Uuid::now_v7().simple());
    let may =
        "SELECT (rolcreatedb OR rolsuper)::text AS word FROM pg_roles WHERE rolname = current_user";
    if word(&here, may).await? != "true" {
        here.close().await?;
        return Ok(None);
    }
    here.execute_unprepared(&format!("CREATE DATABASE {name} TEMPLATE template0"))
        .await?;
    let mut url = Url::parse(database).map_err(Error::broken)?;
    url.set_path(&name);
    Ok(Some(Beside {
        here,
        name,
        url: url.into(),
    }))
}

/// A database for a trial.
pub(super) struct Beside {
    here: DatabaseConnection,
    name: String,
    pub(super) url: String,
}

impl Beside {
    pub(super) async fn drop(self) -> Result<()> {
        let drop = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        self.here.execute_unprepared(&drop).await?;
        Ok(self.here.close().await?)
    }
}

/// Refuses while somebody else works with the database.
///
/// # Errors
/// [`BackupTrouble::InUse`].
pub(super) async fn must_be_alone(here: &DatabaseConnection) -> Result<()> {
    let others = "SELECT COUNT(*)::text AS word FROM pg_stat_activity \
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
    let begun = std::time::Instant::now();
    while word(here, others).await? != "0" {
        if begun.elapsed() > LEAVING {
            return Err(refused(BackupTrouble::InUse));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Puts all tables aside under the name of another schema.
pub(super) async fn put_aside(here: &DatabaseConnection, aside: &str) -> Result<()> {
    let renamed =
        format!("BEGIN; ALTER SCHEMA public RENAME TO {aside}; CREATE SCHEMA public; COMMIT");
    here.execute_unprepared(&renamed).await?;
    Ok(())
}

/// Brings back what was put aside, in the place of what is there now. Nothing happens where nothing was put aside.
pub(super) async fn bring_back(here: &DatabaseConnection, aside: &str) -> Result<()> {
    let is_there =
        format!("SELECT COUNT(*)::text AS word FROM pg_namespace WHERE nspname = '{aside}'");
    if word(here, &is_there).await? == "0" {
        return Ok(());
    }
    let back = format!(
        "BEGIN; DROP SCHEMA IF EXISTS public CASCADE; ALTER SCHEMA {aside} RENAME TO public; COMMIT"
    );
    here.execute_unprepared(&back).await?;
    Ok(())
}

/// Lets go of what was put aside.
pub(super) async fn let_go(here: &DatabaseConnection, aside: &str) -> Result<()> {
    here.execute_unprepared(&format!("DROP SCHEMA IF EXISTS {aside} CASCADE"))
        .await?;
    Ok(())
}

/// Numbers the log anew: numbers of transactions mean nothing on another server. A follower that had events before it
/// goes back to the first of them; what it has done already it may do twice.
pub(super) async fn renumber(here: &DatabaseConnection) -> Result<()> {
    here.execute_unprepared(
        "BEGIN; \
         UPDATE follower SET seq = COALESCE( \
            (SELECT MIN(event.seq) - 1 FROM event WHERE (event.xid, event.seq) > (follower.xid, follower.seq)), \
            (SELECT MAX(event.seq) FROM event), 0), xid = 1; \
         UPDATE event SET xid = 1; \
         COMMIT",
    )
    .await?;
    Ok(())
}
