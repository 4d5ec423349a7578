//! What the house keeps of a person beside records: mails, files, journals, marks, answers.
#![expect(
    clippy::disallowed_methods,
    reason = "erases in many tables of the house in one transaction"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use contract::dto::imports::ImportState;
use contract::dto::privacy::Place;
use entity::erasure::Model;
use entity::{attachment, import_job};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Func, LikeExpr, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::subject::{One, Subject};
use super::{events, mentions, table};
use crate::access::Write;
use crate::sharing::SHARE;
use crate::{Crm, Result, consents};

/// Before the id of an import whose file is to be removed, among the contents of files.
pub(super) const UPLOAD: &str = "upload:";

/// Rows of one table that are about the person.
pub(super) struct Side {
    pub(super) place: Place,
    table: &'static str,
    rows: Condition,
}

/// The rows of the house's tables that are about the person. None of them is asked again once the records are gone.
pub(super) fn all(subject: &Subject) -> Vec<Side> {
    let ids = subject.ids();
    let among = |name: &'static str| Condition::all().add(column(name).is_in(ids.clone()));
    let names = |columns: &[&'static str], words: &[String]| named(columns, words);
    let mut sides = vec![
        Side {
            place: Place::Mails,
            table: "mail",
            rows: Condition::all()
                .add(Expr::from(Func::lower(column("recipient"))).is_in(subject.emails.clone())),
        },
        Side {
            place: Place::Journals,
            table: "bulk_note",
            rows: among("record_id"),
        },
        Side {
            place: Place::Journals,
            table: "retention_note",
            rows: among("record_id"),
        },
        Side {
            place: Place::Journals,
            table: "merge",
            rows: among("into_id"),
        },
        Side {
            place: Place::Likenesses,
            table: "unlike",
            rows: Condition::any()
                .add(column("one").is_in(ids.clone()))
                .add(column("other").is_in(ids.clone())),
        },
        Side {
            place: Place::Answers,
            table: "api_request",
            rows: Condition::any()
                .add(column("record_id").is_in(ids.clone()))
                .add(names(&["body", "progress"], &answered(subject))),
        },
        Side {
            place: Place::ImportNotes,
            table: "import_note",
            rows: names(&["note", "cells"], &subject.words),
        },
    ];
    sides.push(Side {
        place: Place::Shares,
        table: "share",
        rows: among("record"),
    });
    for table in ["favourite", "recent"] {
        sides.push(Side {
            place: Place::Marks,
            table,
            rows: among("record_id"),
        });
    }
    sides
}

/// The notes of the log that tell of some records: with whom they were shared, and why.
pub(super) fn told_of(records: &[One]) -> impl Iterator<Item = One> {
    let ids = records.iter().map(|(_, id)| *id);
    ids.map(|id| (SHARE.to_owned(), id))
}

/// Answers to programs name records by their ids, and people by their values.
fn answered(subject: &Subject) -> Vec<String> {
    let ids = subject.ids().into_iter().map(|id| id.to_string());
    ids.chain(subject.words.iter().cloned()).collect()
}

/// Likenesses and words of the records themselves, which go with their rows.
pub(super) fn with_rows(subject: &Subject) -> Vec<Side> {
    let of = |place, table| Side {
        place,
        table,
        rows: of_records(&subject.people),
    };
    vec![
        of(Place::Likenesses, "duplicate_key"),
        of(Place::Words, "search_doc"),
        of(Place::Files, "attachment"),
        of(Place::Consents, "consent"),
    ]
}

/// How many rows there are.
///
/// # Errors
/// When the database fails.
pub(super) async fn count<C: ConnectionTrait>(connection: &C, side: &Side) -> Result<u64> {
    let select = Query::select()
        .expr_as(Expr::cust("COUNT(*)"), Alias::new("rows_found"))
        .from(Alias::new(side.table))
        .cond_where(side.rows.clone())
        .take();
    let row = connection.query_one(&select).await?;
    let found: Option<i64> = row.map(|row| row.try_get("", "rows_found")).transpose()?;
    Ok(found
        .and_then(|found| u64::try_from(found).ok())
        .unwrap_or_default())
}

/// Removes what stands beside records that are nobody.
///
/// # Errors
/// When the database fails.
pub(super) async fn remove(write: &Write<'_>, subject: &Subject) -> Result<()> {
    for side in all(subject) {
        let mut delete = Query::delete();
        delete
            .from_table(Alias::new(side.table))
            .cond_where(side.rows);
        write.transaction().execute(&delete).await?;
    }
    Ok(())
}

/// Removes all of it in one transaction. `false` while an import is at work that brought the person in: its file and
/// its notes are its own until it rests.
///
/// # Errors
/// When the database fails.
pub(super) async fn erase(write: &Write<'_>, row: &mut Model, subject: &Subject) -> Result<bool> {
    let tx = write.transaction();
    let imports = imports(tx, subject).await?;
    if imports.iter().any(is_moving) {
        return Ok(false);
    }
    for side in all(subject) {
        let mut delete = Query::delete();
        delete
            .from_table(Alias::new(side.table))
            .cond_where(side.rows);
        let gone = tx.execute(&delete).await?.rows_affected();
        table::count(row, [(side.place, gone)])?;
    }
    let files = import_files(write.desk().crm(), &imports);
    table::count(row, [(Place::ImportFiles, files.len() as u64)])?;
    let uploads = files.into_iter().map(|(id, _)| format!("{UPLOAD}{id}"));
    note_files(row, uploads)?;
    for job in imports {
        clean(tx, job, subject).await?;
    }
    mentions::take_out(write, row, subject).await?;
    consents_of(write, row, subject).await?;
    files_of(write, row, &subject.people).await?;
    Ok(true)
}

/// Removes what the person said to being contacted, and keeps the noes: those of the order, which come back with the ledger
/// after a restore, and what was said since.
async fn consents_of(write: &Write<'_>, row: &mut Model, subject: &Subject) -> Result<()> {
    let tx = write.transaction();
    let mut marks = table::marks(row)?;
    let now = consents::said_no(tx, &subject.people, &marks.known).await?;
    let new = now.into_iter().filter(|no| !marks.said_no.contains(no));
    marks.said_no.extend(new.collect::<Vec<_>>());
    let gone = consents::erase(tx, &subject.people, &marks.known, &marks.said_no).await?;
    row.hashes = serde_json::to_string(&marks)?;
    table::count(row, [(Place::Consents, gone)])
}

/// Takes the files of some records off: their contents are removed from the disk later, and noted until then.
///
/// # Errors
/// When the database fails.
pub(super) async fn files_of(write: &Write<'_>, row: &mut Model, records: &[One]) -> Result<()> {
    let found = digests_of(write, records).await?;
    let count = found.len() as u64;
    note_files(row, found.into_iter())?;
    table::count(row, [(Place::Files, count)])
}

/// Takes the files of some records off, and answers their contents.
///
/// # Errors
/// When the database fails.
pub(super) async fn digests_of(write: &Write<'_>, records: &[One]) -> Result<Vec<String>> {
    let tx = write.transaction();
    let found = attachment::Entity::find()
        .filter(of_records(records))
        .all(tx)
        .await?;
    if !found.is_empty() {
        attachment::Entity::delete_many()
            .filter(attachment::Column::Id.is_in(found.iter().map(|file| file.id)))
            .exec(tx)
            .await?;
    }
    Ok(found.into_iter().map(|file| file.digest).collect())
}

fn note_files(row: &mut Model, places: impl Iterator<Item = String>) -> Result<()> {
    let mut waiting: BTreeSet<String> = serde_json::from_str(&row.digests)?;
    waiting.extend(places);
    row.digests = serde_json::to_string(&waiting)?;
    Ok(())
}

/// Those of some contents that no file has any more.
///
/// # Errors
/// When the database fails.
pub(super) async fn unused(write: &Write<'_>, digests: &[String]) -> Result<Vec<String>> {
    let used = attachment::Entity::find()
        .filter(attachment::Column::Digest.is_in(digests.iter().cloned()))
        .all(write.transaction())
        .await?;
    let is_unused = |digest: &&String| !used.iter().any(|file| file.digest == **digest);
    Ok(digests.iter().filter(is_unused).cloned().collect())
}

/// The imports that brought the person in, or left them out.
///
/// # Errors
/// When the database fails.
pub(super) async fn imports<C: ConnectionTrait>(
    connection: &C,
    subject: &Subject,
) -> Result<Vec<import_job::Model>> {
    let requests = events::requests(connection, &subject.people).await?;
    let noted = Query::select()
        .column(Alias::new("import_id"))
        .from(Alias::new("import_note"))
        .cond_where(named(&["note", "cells"], &subject.words))
        .take();
    let theirs = Condition::any()
        .add(import_job::Column::Id.is_in(requests))
        .add(import_job::Column::Id.in_subquery(noted))
        .add(named(&["plan", "counts"], &subject.words));
    let found = import_job::Entity::find().filter(theirs);
    Ok(found.all(connection).await?)
}

/// The files of imports that are still there.
pub(super) fn import_files(crm: &Crm, imports: &[import_job::Model]) -> Vec<(Uuid, PathBuf)> {
    let path = |job: &import_job::Model| (job.id, upload(crm, job.id));
    let paths = imports.iter().map(path);
    paths.filter(|(_, path)| path.exists()).collect()
}

/// Where the file of an import lies.
pub(super) fn upload(crm: &Crm, import: Uuid) -> PathBuf {
    crm.uploads().join(import.simple().to_string())
}

fn is_moving(job: &import_job::Model) -> bool {
    let state: Option<ImportState> = serde_json::from_value(job.state.clone().into()).ok();
    state.is_some_and(ImportState::is_moving)
}

/// Takes the person out of what an import remembers of its rows.
async fn clean<C: ConnectionTrait>(
    connection: &C,
    job: import_job::Model,
    subject: &Subject,
) -> Result<()> {
    let (plan, counts) = (
        taken_out_of_json(&job.plan, subject)?,
        taken_out_of_json(&job.counts, subject)?,
    );
    if plan.is_none() && counts.is_none() {
        return Ok(());
    }
    let cleaned = import_job::ActiveModel {
        plan: Set(plan.unwrap_or(job.plan)),
        counts: Set(counts.unwrap_or(job.counts)),
        ..Default::default()
    };
    import_job::Entity::update_many()
        .set(cleaned)
        .filter(import_job::Column::Id.eq(job.id))
        .exec(connection)
        .await?;
    Ok(())
}

/// JSON without the texts that name the person; `None` where none does.
pub(super) fn taken_out_of_json(json: &str, subject: &Subject) -> Result<Option<String>> {
    if !subject.is_named_in(json) {
        return Ok(None);
    }
    let mut value: serde_json::Value = serde_json::from_str(json)?;
    blank(&mut value, subject);
    Ok(Some(value.to_string()))
}

fn blank(value: &mut serde_json::Value, subject: &Subject) {
    match value {
        serde_json::Value::String(text) => {
            if let Some(rest) = subject.taken_out_of(text) {
                *text = rest;
            }
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(|one| blank(one, subject)),
        serde_json::Value::Object(map) => {
            // Words of a file that mean a choice are keys.
            let named: Vec<String> = map
                .keys()
                .filter(|key| subject.is_named_in(key))
                .cloned()
                .collect();
            for key in named {
                if let (Some(value), Some(rest)) = (map.remove(&key), subject.taken_out_of(&key)) {
                    map.insert(rest, value);
                }
            }
            map.values_mut().for_each(|one| blank(one, subject));
        }
        _ => {}
    }
}

/// Rows of which one of some columns has one of some words in it, in any case.
pub(super) fn named(columns: &[&'static str], words: &[String]) -> Condition {
    // Without any word it is none, and not all.
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for word in words {
        let mut pattern = String::from("%");
        for letter in word.to_lowercase().chars() {
            if matches!(letter, '%' | '_' | '\\') {
                pattern.push('\\');
            }
            pattern.push(letter);
        }
        pattern.push('%');
        for name in columns {
            let like = LikeExpr::new(pattern.clone()).escape('\\');
            any = any.add(Expr::from(Func::lower(column(name))).like(like));
        }
    }
    any
}

fn of_records(records: &[One]) -> Condition {
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for (object, id) in records {
        let one = column("object")
            .eq(object.as_str())
            .and(column("record_id").eq(*id));
        any = any.add(one);
    }
    any
}

pub(super) fn column(name: &'static str) -> Expr {
    Expr::col(Alias::new(name))
}
