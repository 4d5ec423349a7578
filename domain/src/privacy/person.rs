//! Everything that is kept of a person, for the person: as JSON for another program, and as a page to read.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use contract::dto::audit::NOTE;
use contract::{FieldDef, Language, ObjectDef, Record, Value, plain};
use serde_json::{Map, json};
use uuid::Uuid;

use super::beside::{self, Beside};
use super::related;
use super::subject::{Subject, people};
use crate::access::{Noted, pointing, whole};
use crate::import::shown;
use crate::{Desk, Result, records, sealing};

/// Records that point to the person by one field; nobody has more.
const MOST: u64 = 10_000;

/// In which form it is taken along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonForm {
    Json,
    Html,
}

/// Records of one object.
struct Group {
    object: Arc<ObjectDef>,
    records: Vec<Record>,
}

/// What is kept of a person.
struct Everything {
    title: String,
    organisation: String,
    at: DateTime<Utc>,
    /// The records of the person, and those that point to them.
    groups: Vec<Group>,
    files: Vec<Beside>,
    mails: Vec<Beside>,
    history: Vec<Beside>,
    /// What the person said to being contacted.
    consents: Vec<Beside>,
}

/// Writes everything that is kept of the person of a record, sensitive values as they are. The log tells of it before
/// anything is handed out.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker administers, [`contract::Refusal::NotFound`].
pub async fn person(desk: &Desk, object: &str, id: Uuid, form: PersonForm) -> Result<Vec<u8>> {
    desk.must_administer()?;
    let everything = gathered(desk, object, id).await?;
    Ok(match form {
        PersonForm::Json => serde_json::to_vec_pretty(&everything.json(desk))?,
        PersonForm::Html => everything.page(desk).into_bytes(),
    })
}

async fn gathered(desk: &Desk, object: &str, id: Uuid) -> Result<Everything> {
    let (crm, read) = (desk.crm(), beside::reader(desk.crm()));
    let subject = Subject::of(crm, read, people(desk, read, object, id).await?).await?;
    let write = desk.write().await?;
    write
        .note_beside(&Noted {
            object: format!("{NOTE}{object}"),
            record: id,
            action: "exported",
            changes: BTreeMap::from([("form".to_owned(), [Value::Empty, "person".into()])]),
        })
        .await?;
    write.commit().await?;
    let title = subject.title();
    let mut groups = groups_of(desk, &subject).await?;
    for group in &mut groups {
        let object = desk.object(&group.object.key)?;
        records::fill(desk, &object, &mut group.records).await?;
        let fields: Vec<&FieldDef> = object.fields.iter().collect();
        sealing::unmask_all(desk, &object, &fields, &mut group.records).await?;
        group.object = object;
    }
    Ok(Everything {
        title,
        organisation: crm.settings().organisation.clone(),
        at: desk.now(),
        groups,
        files: beside::files(crm, &subject.people).await?,
        mails: beside::mails(crm, &subject).await?,
        history: beside::history(crm, &subject.people).await?,
        consents: beside::consents(crm, &subject.people).await?,
    })
}

async fn groups_of(desk: &Desk, subject: &Subject) -> Result<Vec<Group>> {
    let (crm, read) = (desk.crm(), beside::reader(desk.crm()));
    let mut groups: Vec<Group> = Vec::new();
    let mut add = |object: &Arc<ObjectDef>, record: Record| {
        let group = groups
            .iter_mut()
            .find(|group| group.object.key == object.key);
        match group {
            Some(group) if group.records.iter().any(|other| other.id == record.id) => {}
            Some(group) => group.records.push(record),
            None => groups.push(Group {
                object: Arc::clone(object),
                records: vec![record],
            }),
        }
    };
    for (object, record) in &subject.records {
        add(object, record.clone());
    }
    for (object, field) in related::fields(crm, subject) {
        let to = subject.ids_of(field.relation.as_deref().unwrap_or_default());
        let ids = pointing(read, &object, &field, &to, MOST).await?;
        for ids in ids.chunks(500) {
            for record in whole(crm, read, &object, ids).await? {
                add(&object, record);
            }
        }
    }
    Ok(groups)
}

impl Everything {
    fn json(&self, desk: &Desk) -> serde_json::Value {
        let language = desk.preferences().language;
        let mut records = Map::new();
        for group in &self.groups {
            let all = group.records.iter().map(|record| {
                let mut told = Map::from_iter([("id".to_owned(), json!(record.id))]);
                let filled = fields(&group.object, record);
                told.extend(
                    filled.map(|(field, value)| (field.key.clone(), plain::value(field, value))),
                );
                serde_json::Value::Object(told)
            });
            records.insert(group.object.key.clone(), all.collect());
        }
        let lines = |lines: &[Beside]| -> Vec<serde_json::Value> {
            let told = |line: &Beside| json!({"at": line.at, "what": line.what, "by": line.by});
            lines.iter().map(told).collect()
        };
        json!({
            "format": "rapport-person-1",
            "organisation": self.organisation,
            "made_at": self.at,
            "language": language.tag(),
            "records": records,
            "files": lines(&self.files),
            "mails": lines(&self.mails),
            "consents": lines(&self.consents),
            "history": lines(&self.history),
        })
    }

    /// One page that needs nothing from elsewhere.
    fn page(&self, desk: &Desk) -> String {
        let language = desk.preferences().language;
        let is = |en: &'static str, zh: &'static str| match language {
            Language::English => en,
            Language::Chinese => zh,
        };
        let head = is("Everything kept of", "保存的全部数据：");
        let title = format!("{head} {}", self.title);
        let mut page = format!(
            "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{}</title><style>{STYLE}</style></head><body>\
             <h1>{}</h1><p>{} · {}</p>",
            language.tag(),
            escaped(&title),
            escaped(&title),
            escaped(&self.organisation),
            moment(self.at)
        );
        for group in &self.groups {
            page.push_str(&format!(
                "<h2>{}</h2>",
                escaped(group.object.plural.get(language))
            ));
            for record in &group.records {
                page.push_str("<dl>");
                for (field, value) in fields(&group.object, record) {
                    let (label, value) = (field.label.get(language), shown(desk, field, value));
                    page.push_str(&format!(
                        "<dt>{}</dt><dd>{}</dd>",
                        escaped(label),
                        escaped(&value)
                    ));
                }
                page.push_str("</dl>");
            }
        }
        for (heading, lines) in [
            (is("Consents", "同意记录"), &self.consents),
            (is("Files", "文件"), &self.files),
            (is("Mails", "邮件"), &self.mails),
            (is("What happened", "历史"), &self.history),
        ] {
            if lines.is_empty() {
                continue;
            }
            page.push_str(&format!("<h2>{heading}</h2><ul>"));
            for Beside { at, what, by } in lines {
                let (at, what, by) = (moment(*at), escaped(what), escaped(by));
                page.push_str(&format!("<li>{at} · {what} · {by}</li>"));
            }
            page.push_str("</ul>");
        }
        page.push_str("</body></html>\n");
        page
    }
}

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}\
    dl{display:grid;grid-template-columns:minmax(8rem,14rem) 1fr;gap:.2rem 1rem;border:1px solid #ccc;border-radius:8px;padding:1rem}\
    dt{color:#555}dd{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}";

/// The fields of a record that say something.
fn fields<'r>(
    object: &'r ObjectDef,
    record: &'r Record,
) -> impl Iterator<Item = (&'r FieldDef, &'r Value)> {
    let all = object.fields.iter();
    let with_values = all.map(|field| (field, record.value(&field.key)));
    with_values.filter(|(_, value)| !value.is_empty())
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
