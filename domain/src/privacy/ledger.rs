//! The ledger of erasures: a file beside the data, one line for each state of an erasure, without personal data. A
//! restore exchanges database and files and leaves it alone; what stands in it and not in the database is done again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use contract::dto::privacy::Allowed;
use entity::erasure::Model;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::forgotten::Forgotten;
use super::table::{self, Step};
use super::work;
use crate::{Crm, Error, Result};

/// One line: an erasure as it was ordered, or as it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Line {
    id: Uuid,
    object: String,
    record: Uuid,
    people: serde_json::Value,
    hashes: serde_json::Value,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rule: Option<String>,
    kept_years: i32,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    kept_by_kind: serde_json::Value,
    at: chrono::DateTime<chrono::Utc>,
    by_id: Option<Uuid>,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ended_at: Option<chrono::DateTime<chrono::Utc>>,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    counts: serde_json::Value,
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    kept: serde_json::Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    certificate: Option<String>,
    #[serde(default)]
    replays: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    allowed: Option<Allowed>,
}

/// Brings file and table together: what the table has is in the file when this returns, on disk; what the file alone has
/// was taken out of the database by a restore, and is ordered again.
///
/// # Errors
/// When file or database fails.
pub(super) async fn settle(crm: &Crm) -> Result<()> {
    let path = place(crm);
    let mut known = read(&path)?;
    let house = crm.door().house();
    let mut new = Vec::new();
    for row in table::all(house).await? {
        let mut line = Line::of(&row)?;
        let written = known.remove(&row.id);
        if let (None, Some(allowed)) = (&line.allowed, written.as_ref().and_then(Line::allowed)) {
            // A restore brought back a time before it was allowed.
            table::allow(house.write(), row.id, allowed).await?;
            line.allowed = Some(allowed.clone());
        }
        match written {
            // Ended before, it is being done again.
            Some(written) if line.ended_at.is_none() && written.ended_at.is_some() => {}
            Some(written) if written == line => {}
            _ => new.push(line),
        }
    }
    append(&path, &new)?;
    for line in known.into_values() {
        table::insert(house.write(), line.again()?).await?;
    }
    crm.remember_forgotten(Forgotten::of(&table::all(house).await?)?);
    Ok(())
}

/// Does everything again that the ledger knows, in a database that was restored a moment ago. Answers how many people were
/// there again.
///
/// # Errors
/// When file or database fails.
pub async fn replay(crm: &Arc<Crm>) -> Result<u64> {
    table::release_all(crm.door().house()).await?;
    settle(crm).await?;
    let again = table::left(crm.door().house()).await?;
    let count = again.iter().filter(|row| row.replays > 0).count() as u64;
    work::catch_up(crm).await?;
    Ok(count)
}

/// Where it lies: beside the folder of files.
fn place(crm: &Crm) -> PathBuf {
    crm.config().files.with_file_name("erasures")
}

/// The last line of each erasure.
fn read(path: &Path) -> Result<BTreeMap<Uuid, Line>> {
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        text => text.with_context(|| format!("the ledger {}", path.display()))?,
    };
    let mut lines = BTreeMap::new();
    let mut whole = text
        .split_inclusive('\n')
        .filter(|line| line.ends_with('\n'));
    whole.try_for_each(|text| -> Result<()> {
        // A line that a crash cut off was followed by a line break of the next writer.
        if let Ok(line) = serde_json::from_str::<Line>(text) {
            lines.insert(line.id, line);
        } else {
            tracing::warn!(path = %path.display(), "a line of the ledger of erasures cannot be read");
        }
        Ok(())
    })?;
    Ok(lines)
}

/// Adds lines, on disk when this returns.
fn append(path: &Path, lines: &[Line]) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let is_new = !path.exists();
    let is_cut_off =
        std::fs::read(path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'));
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options
        .open(path)
        .with_context(|| format!("the ledger {}", path.display()))?;
    let mut text = if is_cut_off {
        "\n".to_owned()
    } else {
        String::new()
    };
    for line in lines {
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
    }
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    match path.parent().filter(|_| is_new) {
        Some(folder) => Ok(File::open(folder).and_then(|folder| folder.sync_all())?),
        None => Ok(()),
    }
}

impl Line {
    fn of(row: &Model) -> Result<Self> {
        let is_done = Step::of(row) == Step::Done;
        let parsed = |json: &str| serde_json::from_str(json).map_err(Error::from);
        Ok(Self {
            id: row.id,
            object: row.object.clone(),
            record: row.record_id,
            people: parsed(&row.people)?,
            hashes: parsed(&row.hashes)?,
            reason: row.reason.clone(),
            rule: row.rule.clone(),
            kept_years: row.kept_years,
            kept_by_kind: match row.kept_by_kind.as_str() {
                "{}" => serde_json::Value::Null,
                text => parsed(text)?,
            },
            at: row.at,
            by_id: row.by_id,
            by: row.by_name.clone(),
            ended_at: row.ended_at.filter(|_| is_done),
            counts: if is_done {
                parsed(&row.counts)?
            } else {
                serde_json::Value::Null
            },
            kept: if is_done {
                parsed(&row.kept)?
            } else {
                serde_json::Value::Null
            },
            certificate: row.certificate.clone().filter(|_| is_done),
            replays: row.replays,
            allowed: match &row.allowed {
                Some(text) => Some(serde_json::from_str(text)?),
                None => None,
            },
        })
    }

    fn allowed(&self) -> Option<&Allowed> {
        self.allowed.as_ref()
    }

    /// The erasure as it is ordered once more. What its certificate says stays as it was.
    fn again(self) -> Result<Model> {
        let text = |json: serde_json::Value, empty: &str| match json.is_null() {
            true => empty.to_owned(),
            false => json.to_string(),
        };
        Ok(Model {
            id: self.id,
            object: self.object,
            record_id: self.record,
            people: self.people.to_string(),
            hashes: self.hashes.to_string(),
            reason: self.reason,
            kept_years: self.kept_years,
            kept_by_kind: text(self.kept_by_kind, "{}"),
            at: self.at,
            by_id: self.by_id,
            by_name: self.by,
            step: Step::Related.word().to_owned(),
            counts: text(self.counts, "{}"),
            kept: text(self.kept, "[]"),
            digests: "[]".to_owned(),
            ended_at: self.ended_at,
            certificate: self.certificate,
            replays: self.replays + i32::from(self.ended_at.is_some()),
            leased_until: None,
            allowed: match self.allowed {
                Some(allowed) => Some(serde_json::to_string(&allowed)?),
                None => None,
            },
            rule: self.rule,
            run_id: None,
        })
    }
}
