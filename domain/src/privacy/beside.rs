//! What the house keeps of a person beside records, to be read: files, mails, what happened.
#![expect(
    clippy::disallowed_methods,
    reason = "reads tables of the house: files, mails, the log"
)]

use chrono::{DateTime, Utc};
use entity::{attachment, event, mail};
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Func};
use sea_orm::{DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::subject::{One, Subject};
use crate::{Crm, Result};

/// Events that are told; nobody has more.
const MOST: u64 = 10_000;

/// One line of it.
pub(super) struct Beside {
    pub(super) at: DateTime<Utc>,
    pub(super) what: String,
    /// Who did it, or what became of it.
    pub(super) by: String,
}

/// The connection by which is only read.
pub(super) fn reader(crm: &Crm) -> &DatabaseConnection {
    crm.door().house().read()
}

/// The files on some records.
///
/// # Errors
/// When the database fails.
pub(super) async fn files(crm: &Crm, records: &[One]) -> Result<Vec<Beside>> {
    let found = attachment::Entity::find()
        .filter(are(records))
        .order_by_asc(attachment::Column::AddedAt)
        .all(reader(crm))
        .await?;
    let people = crm.people();
    let told = |file: attachment::Model| Beside {
        at: file.added_at,
        what: format!("{} ({} bytes)", file.name, file.bytes),
        by: file
            .added_by
            .and_then(|id| people.name(id).map(str::to_owned))
            .unwrap_or_default(),
    };
    Ok(found.into_iter().map(told).collect())
}

/// The mails to a person.
///
/// # Errors
/// When the database fails.
pub(super) async fn mails(crm: &Crm, subject: &Subject) -> Result<Vec<Beside>> {
    let recipient = Expr::from(Func::lower(Expr::col(mail::Column::Recipient)));
    let found = mail::Entity::find()
        .filter(recipient.is_in(subject.emails.clone()))
        .order_by_asc(mail::Column::CreatedAt)
        .all(reader(crm))
        .await?;
    let told = |mail: mail::Model| Beside {
        at: mail.created_at,
        what: format!("{} → {}", mail.subject, mail.recipient),
        by: mail.state,
    };
    Ok(found.into_iter().map(told).collect())
}

/// What the log says of some records: what was done, to which fields, by whom.
///
/// # Errors
/// When the database fails.
pub(super) async fn history(crm: &Crm, records: &[One]) -> Result<Vec<Beside>> {
    let found = event::Entity::find()
        .filter(are(records))
        .order_by_asc(event::Column::Seq)
        .limit(MOST)
        .all(reader(crm))
        .await?;
    let told = |event: event::Model| {
        let changes: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(&event.changes).unwrap_or_default();
        let fields: Vec<String> = changes.into_iter().map(|(key, _)| key).collect();
        let what = match fields.is_empty() {
            true => event.action,
            false => format!("{}: {}", event.action, fields.join(", ")),
        };
        Beside {
            at: event.at,
            what,
            by: event.actor,
        }
    };
    Ok(found.into_iter().map(told).collect())
}

/// What the person of some records said to being contacted.
///
/// # Errors
/// When the database fails.
pub(super) async fn consents(crm: &Crm, records: &[One]) -> Result<Vec<Beside>> {
    let found = crate::consents::beside(crm, records).await?.into_iter();
    Ok(found
        .map(|(at, what, by)| Beside { at, what, by })
        .collect())
}

fn are(records: &[One]) -> Condition {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    // Without any record it is none, and not all.
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for (object, id) in records {
        let one = column("object").eq(object.as_str());
        any = any.add(one.and(column("record_id").eq(*id)));
    }
    any
}
