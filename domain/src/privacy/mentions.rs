//! Where else people are named: in saved views and filters, kept plans of imports, shares, deeds on many records and
//! letters they are taken out of the text; what belongs to the configuration is listed, since only a person knows what to
//! call it instead.
#![expect(
    clippy::disallowed_methods,
    reason = "takes names out of many tables of the house in one transaction"
)]

use contract::dto::privacy::{Elsewhere, Named, Place};
use entity::erasure::Model;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, Func, Query};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::sides::{column, named, taken_out_of_json};
use super::subject::Subject;
use super::table;
use crate::Result;
use crate::access::Write;

/// So many names of each kind are listed.
const LISTED: usize = 20;

/// Texts of one table, with an id for each row.
struct Texts {
    place: Place,
    table: &'static str,
    columns: &'static [&'static str],
    /// Counts the changes, so that a page which was open before does not bring the old text back.
    version: Option<&'static str>,
}

const TEXTS: [Texts; 6] = [
    Texts {
        place: Place::Views,
        table: "view",
        columns: &["name", "body"],
        version: Some("version"),
    },
    Texts {
        place: Place::Plans,
        table: "import_mapping",
        columns: &["name", "plan"],
        version: None,
    },
    Texts {
        place: Place::Shares,
        table: "share",
        columns: &["question", "reason"],
        version: None,
    },
    Texts {
        place: Place::Journals,
        table: "bulk_job",
        columns: &["selection", "deed"],
        version: None,
    },
    Texts {
        place: Place::Journals,
        table: "retention_run",
        columns: &["body"],
        version: None,
    },
    Texts {
        place: Place::Mails,
        table: "mail",
        columns: &["subject", "letter"],
        version: None,
    },
];

/// A row that names the person: its id, and its texts without them where they name them.
struct Mention {
    id: Uuid,
    texts: Vec<(&'static str, String)>,
}

/// How many rows name the person, by place.
///
/// # Errors
/// When the database fails.
pub(super) async fn count<C: ConnectionTrait>(
    connection: &C,
    subject: &Subject,
) -> Result<Vec<(Place, u64)>> {
    let mut counts = Vec::new();
    for texts in &TEXTS {
        let found = find(connection, texts, subject).await?;
        counts.push((texts.place, found.len() as u64));
    }
    Ok(counts)
}

/// Takes the person out of all of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn take_out(write: &Write<'_>, row: &mut Model, subject: &Subject) -> Result<()> {
    for texts in &TEXTS {
        let found = find(write.transaction(), texts, subject).await?;
        table::count(row, [(texts.place, found.len() as u64)])?;
        for mention in found {
            let mut update = Query::update();
            update
                .table(Alias::new(texts.table))
                .values(
                    mention
                        .texts
                        .into_iter()
                        .map(|(name, text)| (Alias::new(name), text.into())),
                )
                .and_where(column("id").eq(mention.id));
            if let Some(version) = texts.version {
                update.value(Alias::new(version), column(version).add(1));
            }
            write.transaction().execute(&update).await?;
        }
    }
    Ok(())
}

async fn find<C: ConnectionTrait>(
    connection: &C,
    texts: &Texts,
    subject: &Subject,
) -> Result<Vec<Mention>> {
    let select = Query::select()
        .column(Alias::new("id"))
        .columns(texts.columns.iter().map(|name| Alias::new(*name)))
        .from(Alias::new(texts.table))
        .cond_where(named(texts.columns, &subject.words))
        .cond_where(goes_not(texts, subject))
        .take();
    let mut mentions = Vec::new();
    for row in connection.query_all(&select).await? {
        let texts = named_texts(&row, texts, subject)?;
        if !texts.is_empty() {
            let id = row.try_get("", "id")?;
            mentions.push(Mention { id, texts });
        }
    }
    Ok(mentions)
}

/// Rows that are removed as a whole are no mentions.
fn goes_not(texts: &Texts, subject: &Subject) -> Condition {
    match texts.table {
        "share" => Condition::any()
            .add(column("record").is_null())
            .add(column("record").is_not_in(subject.ids())),
        "mail" if !subject.emails.is_empty() => Condition::all()
            .add(Expr::from(Func::lower(column("recipient"))).is_not_in(subject.emails.clone())),
        _ => Condition::all(),
    }
}

fn named_texts(
    row: &QueryResult,
    texts: &Texts,
    subject: &Subject,
) -> Result<Vec<(&'static str, String)>> {
    let mut found = Vec::new();
    for name in texts.columns.iter().copied() {
        let Some(text) = row.try_get::<Option<String>>("", name)? else {
            continue;
        };
        let rest = match text.starts_with(['{', '[']) {
            true => taken_out_of_json(&text, subject)?,
            false => subject.taken_out_of(&text),
        };
        found.extend(rest.map(|rest| (name, rest)));
    }
    Ok(found)
}

/// What of the configuration may name the person: the table, its texts, and what it is called by.
const ELSEWHERE: [(Elsewhere, &str, &[&str], &str); 10] = [
    (
        Elsewhere::Choices,
        "choice",
        &["label_en", "label_zh"],
        "label_en",
    ),
    (Elsewhere::Objects, "object_definition", &["body"], "key"),
    (Elsewhere::Fields, "field_definition", &["body"], "key"),
    (Elsewhere::Roles, "role", &["body"], "key"),
    (Elsewhere::Teams, "team", &["name"], "name"),
    (Elsewhere::ApiKeys, "api_key", &["name"], "name"),
    (Elsewhere::Settings, "setting", &["value"], "key"),
    (Elsewhere::Alerts, "alert", &["note", "name"], "rule"),
    (
        Elsewhere::Retention,
        "retention_rule",
        &["name", "body"],
        "name",
    ),
    (Elsewhere::Users, "user", &["name", "email"], "name"),
];

/// What names the person and is to be changed by hand.
///
/// # Errors
/// When the database fails.
pub(super) async fn elsewhere<C: ConnectionTrait>(
    connection: &C,
    subject: &Subject,
) -> Result<Vec<Named>> {
    let mut found = Vec::new();
    for (place, table, columns, called) in ELSEWHERE {
        let select = Query::select()
            .columns(columns.iter().map(|name| Alias::new(*name)))
            .expr_as(column(called), Alias::new("called"))
            .from(Alias::new(table))
            .cond_where(named(columns, &subject.words))
            .take();
        let mut names = Vec::new();
        for row in connection.query_all(&select).await? {
            let mut is_named = false;
            for name in columns {
                let text: Option<String> = row.try_get("", name)?;
                is_named |= text.is_some_and(|text| subject.is_named_in(&text));
            }
            if is_named {
                names.push(row.try_get::<String>("", "called")?);
            }
        }
        names.truncate(LISTED);
        if !names.is_empty() {
            found.push(Named { place, names });
        }
    }
    Ok(found)
}
