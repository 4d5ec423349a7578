//! Ordering an erasure, and telling of those there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::dto::audit::NOTE;
use contract::dto::privacy::{
    AskErasure, Counts, Erasure, ErasureReason, Erasures, KeptYears, MOST_KEPT_YEARS,
};
use contract::keeping::DOCUMENTS;
use contract::{FieldKind, Problem, Refusal, Value};
use entity::erasure::Model;
use uuid::Uuid;

use super::identifier::Identifier;
use super::preview::by_law;
use super::signing::Signer;
use super::subject::{Subject, people};
use super::table::{self, Marks, Step};
use super::{beside, ledger, work};
use crate::access::Noted;
use crate::{Desk, Error, Result, consents};

/// Of so many addresses and numbers a certificate speaks.
const MOST_IDENTIFIERS: usize = 8;

/// Orders that a person is erased everywhere, and begins with it. Of one person there is one erasure: whoever asks again
/// is told of it.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers, [`Refusal::NotFound`], [`Refusal::Invalid`] at `kept_years`.
pub async fn begin(desk: &Desk, asked: &AskErasure) -> Result<Erasure> {
    desk.must_administer()?;
    let is_document = |object: &String| DOCUMENTS.contains(&object.as_str());
    if !asked.kept_years.keys().all(is_document) {
        return Err(Error::invalid("kept_years", Problem::Unknown));
    }
    if asked
        .kept_years
        .values()
        .any(|years| *years > MOST_KEPT_YEARS)
    {
        let problem = Problem::OutOfRange {
            least: 0,
            most: MOST_KEPT_YEARS.into(),
        };
        return Err(Error::invalid("kept_years", problem));
    }
    let row = order(desk, asked).await?;
    let crm = Arc::clone(desk.crm());
    // On disk outside the database before anything is gone.
    ledger::settle(&crm).await?;
    tokio::spawn(async move {
        if let Err(error) = work::catch_up(&crm).await {
            tracing::error!(%error, "an erasure could not be done; it is tried again");
        }
    });
    table::told(&row)
}

/// Writes the order.
pub(super) async fn order(desk: &Desk, asked: &AskErasure) -> Result<Model> {
    order_of(desk, asked, None).await
}

/// Writes the order of a rule of retention, in one of its runs. It is begun by [`super::catch_up`].
///
/// # Errors
/// As [`begin`].
pub(crate) async fn order_by_rule(
    desk: &Desk,
    object: &str,
    record: Uuid,
    by: (&str, Uuid),
) -> Result<()> {
    desk.must_administer()?;
    let asked = AskErasure {
        object: object.to_owned(),
        record,
        reason: ErasureReason::Rule,
        kept_years: KeptYears::new(),
    };
    order_of(desk, &asked, Some(by)).await.map(drop)
}

async fn order_of(desk: &Desk, asked: &AskErasure, by: Option<(&str, Uuid)>) -> Result<Model> {
    let crm = desk.crm();
    let read = beside::reader(crm);
    if let Some(row) = table::of_record(read, &asked.object, asked.record).await?
        && Step::of(&row) != Step::Done
    {
        return Ok(row);
    }
    let shown = identifiers(desk, asked).await?;
    let mut kept_by_kind = by_law(crm);
    kept_by_kind.extend(asked.kept_years.clone());
    let write = desk.write().await?;
    let tx = write.transaction();
    let people = people(desk, tx, &asked.object, asked.record).await?;
    let subject = Subject::of(crm, tx, people).await?;
    let row = Model {
        id: Uuid::now_v7(),
        object: asked.object.clone(),
        record_id: asked.record,
        people: serde_json::to_string(&subject.people)?,
        hashes: serde_json::to_string(&Marks {
            said_no: consents::said_no(tx, &subject.people, &subject.hashes(crm)).await?,
            known: subject.hashes(crm),
            shown,
        })?,
        reason: asked.reason.word().to_owned(),
        kept_years: kept_by_kind
            .values()
            .copied()
            .max()
            .unwrap_or_default()
            .into(),
        kept_by_kind: serde_json::to_string(&kept_by_kind)?,
        at: desk.now(),
        by_id: desk.actor().id(),
        by_name: desk.actor().name().to_owned(),
        step: Step::Related.word().to_owned(),
        counts: "{}".to_owned(),
        kept: "[]".to_owned(),
        digests: "[]".to_owned(),
        ended_at: None,
        certificate: None,
        replays: 0,
        leased_until: None,
        allowed: None,
        rule: by.map(|(rule, _)| rule.to_owned()),
        run_id: by.map(|(_, run)| run),
    };
    let ordered = table::insert(tx, row.clone()).await?;
    if ordered.id == row.id {
        write.note_beside(&noted(&row)?).await?;
        write.commit().await?;
    }
    Ok(ordered)
}

/// By what the person finds themselves in the certificate. It takes a while, so that nobody waits who writes.
async fn identifiers(desk: &Desk, asked: &AskErasure) -> Result<Vec<Identifier>> {
    let (crm, read) = (desk.crm(), beside::reader(desk.crm()));
    let people = people(desk, read, &asked.object, asked.record).await?;
    let subject = Subject::of(crm, read, people).await?;
    let home = crm.settings().country;
    let said = subject
        .identifiers()
        .map(|(kind, said)| (kind, said.to_owned()));
    let said: BTreeSet<(bool, String)> = said
        .map(|(kind, said)| (kind == FieldKind::Email, said))
        .collect();
    let reckoned = tokio::task::spawn_blocking(move || {
        let kind = |is_email| match is_email {
            true => FieldKind::Email,
            false => FieldKind::Phone,
        };
        said.iter()
            .take(MOST_IDENTIFIERS)
            .filter_map(|(is_email, said)| Identifier::of(kind(*is_email), said, home))
            .collect()
    });
    reckoned.await.map_err(Error::broken)
}

/// What the log says of an erasure: that it was ordered, or how much it did.
pub(super) fn noted(row: &Model) -> Result<Noted> {
    let counts: Counts = serde_json::from_str(&row.counts)?;
    let mut changes = BTreeMap::from([(
        "reason".to_owned(),
        [Value::Empty, Value::Text(row.reason.clone())],
    )]);
    if let Some(rule) = &row.rule {
        changes.insert("rule".to_owned(), [Value::Empty, rule.as_str().into()]);
    }
    for (place, count) in counts {
        let count = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        changes.insert(place.word().to_owned(), [Value::Empty, count]);
    }
    Ok(Noted {
        object: format!("{NOTE}erasure"),
        record: row.id,
        action: "administered",
        changes,
    })
}

/// One erasure.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers, [`Refusal::NotFound`].
pub async fn one(desk: &Desk, id: Uuid) -> Result<Erasure> {
    desk.must_administer()?;
    let row = table::load(desk.crm().door().house(), id).await?;
    table::told(&row.ok_or(Refusal::NotFound)?)
}

/// All erasures.
///
/// # Errors
/// [`Refusal::Forbidden`] unless the asker administers.
pub async fn erasures(desk: &Desk) -> Result<Erasures> {
    desk.must_administer()?;
    let crm = desk.crm();
    let rows = table::list(crm.door().house()).await?;
    let key = Signer::open(crm.config())?.public();
    Ok(Erasures {
        list: rows.iter().map(table::told).collect::<Result<_>>()?,
        public_key: key.pem(),
        key_id: key.id(),
    })
}
