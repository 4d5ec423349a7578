//! For what people are contacted: made by administrators, retired and never removed.
#![expect(clippy::disallowed_methods, reason = "keeps tables of the house")]

use std::collections::BTreeMap;

use contract::dto::audit::NOTE;
use contract::dto::consents::{
    Channel, LONGEST_NAME, LONGEST_WORDING, LegalBasis, MOST_MONTHS, Purpose,
};
use contract::{FieldProblem, Label, Problem, Refusal, Value};
use entity::{purpose, purpose_wording};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use uuid::Uuid;

use crate::access::{Noted, Write};
use crate::{Crm, Desk, Result};

/// More purposes nobody keeps apart.
const MOST: usize = 100;

/// All purposes, retired ones last. Everybody may know for what people are contacted.
///
/// # Errors
/// When the database fails.
pub async fn purposes(desk: &Desk) -> Result<Vec<Purpose>> {
    all(desk.crm()).await
}

pub(super) async fn all(crm: &Crm) -> Result<Vec<Purpose>> {
    let read = crm.door().house().read();
    let rows = purpose::Entity::find()
        .order_by_asc(purpose::Column::MadeAt)
        .all(read)
        .await?;
    let wordings = purpose_wording::Entity::find().all(read).await?;
    let mut told: Vec<Purpose> = rows
        .into_iter()
        .map(|row| {
            let last = |wording: &&purpose_wording::Model| {
                wording.purpose_id == row.id && wording.version == row.wording_version
            };
            let wording = wordings.iter().find(last);
            told(&row, wording)
        })
        .collect::<Result<_>>()?;
    told.sort_by_key(|purpose| purpose.is_retired);
    Ok(told)
}

fn told(row: &purpose::Model, wording: Option<&purpose_wording::Model>) -> Result<Purpose> {
    let channels: Vec<String> = serde_json::from_str(&row.channels)?;
    Ok(Purpose {
        id: row.id,
        version: row.version,
        name: Label::new(&row.name_en, &row.name_zh),
        wording: wording
            .map(|it| Label::new(&it.en, &it.zh))
            .unwrap_or_default(),
        wording_version: row.wording_version,
        basis: LegalBasis::of(&row.basis).unwrap_or_default(),
        channels: channels
            .iter()
            .filter_map(|word| Channel::of(word))
            .collect(),
        months: u16::try_from(row.months).unwrap_or_default(),
        is_retired: row.retired_at.is_some(),
    })
}

/// Makes a purpose (version 0) or changes one. Another wording is a new version of it.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers; [`Refusal::Invalid`] at `name_en`, `name_zh`, `wording_en`,
/// `wording_zh`, `channels` and `months`; [`Refusal::Outdated`], [`Refusal::NotFound`].
pub async fn save(desk: &Desk, asked: &Purpose) -> Result<Purpose> {
    desk.must_administer()?;
    let asked = trimmed(asked);
    let known = all(desk.crm()).await?;
    let problems = problems_of(&asked, &known);
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let before = known.into_iter().find(|purpose| purpose.id == asked.id);
    must_be_current(&asked, before.as_ref())?;
    let is_new_wording = before
        .as_ref()
        .is_none_or(|before| before.wording != asked.wording);
    let after = Purpose {
        version: asked.version + 1,
        wording_version: before.as_ref().map_or(0, |before| before.wording_version)
            + i32::from(is_new_wording),
        is_retired: before.as_ref().is_some_and(|before| before.is_retired),
        ..asked
    };
    let write = desk.write().await?;
    put(&write, &after, before.is_none()).await?;
    if is_new_wording {
        put_wording(&write, &after).await?;
    }
    note(&write, before.as_ref(), &after).await?;
    write.commit().await?;
    Ok(after)
}

/// Retires a purpose, or brings it back.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers, [`Refusal::NotFound`].
pub async fn retire(desk: &Desk, id: Uuid, is_retired: bool) -> Result<()> {
    desk.must_administer()?;
    let known = all(desk.crm()).await?;
    let before = known.into_iter().find(|purpose| purpose.id == id);
    let before = before.ok_or(Refusal::NotFound)?;
    let write = desk.write().await?;
    let at = is_retired.then(|| write.now());
    purpose::Entity::update_many()
        .col_expr(purpose::Column::RetiredAt, Expr::value(at))
        .col_expr(purpose::Column::Version, Expr::value(before.version + 1))
        .filter(purpose::Column::Id.eq(id))
        .exec(write.transaction())
        .await?;
    let after = Purpose {
        is_retired,
        ..before.clone()
    };
    note(&write, Some(&before), &after).await?;
    write.commit().await
}

fn trimmed(asked: &Purpose) -> Purpose {
    let trim = |label: &Label| Label::new(label.en.trim(), label.zh.trim());
    let mut channels = asked.channels.clone();
    channels.sort_unstable();
    channels.dedup();
    Purpose {
        name: trim(&asked.name),
        wording: trim(&asked.wording),
        channels,
        ..asked.clone()
    }
}

fn problems_of(asked: &Purpose, known: &[Purpose]) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let others = || known.iter().filter(|other| other.id != asked.id);
    for (field, text, limit) in [
        ("name_en", &asked.name.en, LONGEST_NAME),
        ("name_zh", &asked.name.zh, LONGEST_NAME),
        ("wording_en", &asked.wording.en, LONGEST_WORDING),
        ("wording_zh", &asked.wording.zh, LONGEST_WORDING),
    ] {
        if text.is_empty() {
            problems.push(FieldProblem::new(field, Problem::Required));
        } else if text.chars().count() > limit as usize {
            problems.push(FieldProblem::new(field, Problem::TooLong { limit }));
        }
    }
    for (field, is_same) in [
        (
            "name_en",
            others().any(|other| other.name.en == asked.name.en),
        ),
        (
            "name_zh",
            others().any(|other| other.name.zh == asked.name.zh),
        ),
    ] {
        if is_same {
            problems.push(FieldProblem::new(field, Problem::NameTaken));
        }
    }
    if asked.channels.is_empty() {
        problems.push(FieldProblem::new("channels", Problem::Required));
    }
    if asked.months > MOST_MONTHS {
        let most = i64::from(MOST_MONTHS);
        problems.push(FieldProblem::new(
            "months",
            Problem::OutOfRange { least: 0, most },
        ));
    }
    if others().count() >= MOST {
        let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
        problems.push(FieldProblem::new("name_en", Problem::TooMany { limit }));
    }
    problems
}

fn must_be_current(asked: &Purpose, before: Option<&Purpose>) -> Result<()> {
    match before {
        None if asked.version == 0 => Ok(()),
        None => Err(Refusal::NotFound.into()),
        Some(before) if before.version == asked.version => Ok(()),
        Some(_) => {
            let changed_by = String::new();
            Err(Refusal::Outdated { changed_by }.into())
        }
    }
}

async fn put(write: &Write<'_>, after: &Purpose, is_new: bool) -> Result<()> {
    let words: Vec<&str> = after
        .channels
        .iter()
        .map(|channel| channel.word())
        .collect();
    let row = purpose::Model {
        id: after.id,
        name_en: after.name.en.clone(),
        name_zh: after.name.zh.clone(),
        wording_version: after.wording_version,
        basis: after.basis.word().to_owned(),
        channels: serde_json::to_string(&words)?,
        months: after.months.into(),
        retired_at: None,
        version: after.version,
        made_at: write.now(),
    };
    let tx = write.transaction();
    if is_new {
        let insert = purpose::Entity::insert(row.into_active_model().reset_all());
        insert.exec_without_returning(tx).await?;
        return Ok(());
    }
    let changed = purpose::Entity::update_many()
        .col_expr(purpose::Column::NameEn, Expr::value(row.name_en))
        .col_expr(purpose::Column::NameZh, Expr::value(row.name_zh))
        .col_expr(
            purpose::Column::WordingVersion,
            Expr::value(row.wording_version),
        )
        .col_expr(purpose::Column::Basis, Expr::value(row.basis))
        .col_expr(purpose::Column::Channels, Expr::value(row.channels))
        .col_expr(purpose::Column::Months, Expr::value(row.months))
        .col_expr(purpose::Column::Version, Expr::value(row.version))
        .filter(purpose::Column::Id.eq(row.id))
        .filter(purpose::Column::Version.eq(row.version - 1))
        .exec(tx)
        .await?;
    match changed.rows_affected {
        1 => Ok(()),
        _ => {
            let changed_by = String::new();
            Err(Refusal::Outdated { changed_by }.into())
        }
    }
}

async fn put_wording(write: &Write<'_>, after: &Purpose) -> Result<()> {
    let row = purpose_wording::Model {
        purpose_id: after.id,
        version: after.wording_version,
        en: after.wording.en.clone(),
        zh: after.wording.zh.clone(),
        at: write.now(),
    };
    let insert = purpose_wording::Entity::insert(row.into_active_model().reset_all());
    insert.exec_without_returning(write.transaction()).await?;
    Ok(())
}

/// The log tells what a purpose was and is, with its wording.
async fn note(write: &Write<'_>, before: Option<&Purpose>, after: &Purpose) -> Result<()> {
    let facts = |purpose: &Purpose| {
        let channels: Vec<&str> = purpose
            .channels
            .iter()
            .map(|channel| channel.word())
            .collect();
        [
            ("name", format!("{} · {}", purpose.name.en, purpose.name.zh)),
            (
                "wording",
                format!("{} · {}", purpose.wording.en, purpose.wording.zh),
            ),
            ("basis", purpose.basis.word().to_owned()),
            ("channels", channels.join(", ")),
            ("months", purpose.months.to_string()),
            ("retired", purpose.is_retired.to_string()),
        ]
    };
    let old = before.map(facts);
    let mut changes = BTreeMap::new();
    for (place, (key, new)) in facts(after).into_iter().enumerate() {
        let old = old
            .as_ref()
            .and_then(|old| old.get(place))
            .map(|(_, old)| old.clone());
        if old.as_ref() != Some(&new) {
            let old = old.map_or(Value::Empty, Value::Text);
            changes.insert(key.to_owned(), [old, Value::Text(new)]);
        }
    }
    let noted = Noted {
        object: format!("{NOTE}purpose"),
        record: after.id,
        action: "administered",
        changes,
    };
    write.note_beside(&noted).await
}

/// The wording of a version is there.
pub(super) async fn has_wording<C: ConnectionTrait>(
    connection: &C,
    id: Uuid,
    version: i32,
) -> Result<bool> {
    let found = purpose_wording::Entity::find_by_id((id, version))
        .one(connection)
        .await?;
    Ok(found.is_some())
}
