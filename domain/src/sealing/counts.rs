//! How many values are sealed with which key.

use std::collections::BTreeMap;

use contract::{FieldDef, ObjectDef};
use entity::sealing::Model;

use super::journal::{self, Deed};
use super::seal::MARK;
use super::{history, inventory, secrets};
use crate::{Desk, Result};

/// Letters of a sealed text up to the end of the id of its key.
const LETTERS: u32 = 11;

/// What a keeper of the keys needs to know.
#[derive(Debug)]
pub struct Status {
    /// The key by which is sealed now; `None` where there are no keys.
    pub active: Option<String>,
    pub keys: Vec<KeyCount>,
    /// Sensitive fields with how many of their values are sealed, and how many not yet.
    pub fields: Vec<FieldCount>,
    /// Fields whose stored values are being sealed, opened or sealed anew.
    pub working: Vec<(String, String, u64)>,
    /// Secrets of the house that are not sealed yet.
    pub open_secrets: u64,
    /// People whose codes must be set up anew, because the key is missing that opens the secret of their app.
    pub lost_codes: usize,
    /// The password of the mail server must be typed anew, for the same reason.
    pub is_mail_password_lost: bool,
}

/// One key.
#[derive(Debug, Default)]
pub struct KeyCount {
    pub id: String,
    /// It is among the keys of this process.
    pub is_there: bool,
    /// Values of records that only this key opens.
    pub values: u64,
    /// Changes in the log that only this key opens.
    pub events: u64,
    /// Secrets of the house that only this key opens: of the apps that show codes, and of the mail server.
    pub secrets: u64,
}

impl KeyCount {
    /// Whether anything is sealed with it.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        self.values > 0 || self.events > 0 || self.secrets > 0
    }
}

/// One sensitive field.
#[derive(Debug)]
pub struct FieldCount {
    pub object: String,
    pub field: String,
    pub sealed: u64,
    pub open: u64,
}

/// How it stands with the keys and what is sealed by them.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker administers or is the house itself; when the database fails.
pub async fn status(desk: &Desk) -> Result<Status> {
    if desk.actor().id().is_some() {
        desk.must_administer()?;
    }
    let crm = desk.crm();
    let keys = crm.keys();
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let known = keys.ids().map(str::to_owned);
    let used = inventory::in_use(crm.door().house()).await?;
    for id in known.chain(used) {
        counts.entry(id).or_default();
    }
    let mut fields = Vec::new();
    let working = journal::pending(crm.door().house()).await?;
    for (object, field) in concerned(desk, &working) {
        let mut count = FieldCount {
            object: object.key.clone(),
            field: field.key.clone(),
            sealed: 0,
            open: 0,
        };
        for (key, n) in by_key(desk, &object, &field).await? {
            match key {
                Some(key) => {
                    count.sealed += n;
                    *counts.entry(key).or_default() += n;
                }
                None => count.open += n,
            }
        }
        fields.push(count);
    }
    let house = crm.door().house();
    let (secrets, open_secrets) = secrets::by_key(house).await?;
    for id in secrets.keys() {
        counts.entry(id.clone()).or_default();
    }
    let (lost_codes, is_mail_password_lost) = secrets::lost(house, &keys).await?;
    let mut all = Vec::new();
    for (id, values) in counts {
        all.push(KeyCount {
            is_there: keys.has(&id),
            events: history::count(desk, &id).await?,
            secrets: secrets.get(&id).copied().unwrap_or_default(),
            values,
            id,
        });
    }
    let told = |row: Model| {
        let done = u64::try_from(row.done).unwrap_or_default();
        (row.object, row.field, done)
    };
    Ok(Status {
        active: keys.active().map(str::to_owned),
        keys: all,
        fields,
        working: working.into_iter().map(told).collect(),
        open_secrets,
        lost_codes,
        is_mail_password_lost,
    })
}

/// Every field that is sensitive, or is on its way to be or not to be.
pub(super) fn concerned(desk: &Desk, working: &[Model]) -> Vec<(ObjectDef, FieldDef)> {
    let descriptions = desk.crm().descriptions();
    let is_at_work = |object: &ObjectDef, field: &FieldDef| {
        working
            .iter()
            .any(|row| row.object == object.key && row.field == field.key)
    };
    let mut found = Vec::new();
    for object in descriptions.whole() {
        let fields = object.fields.iter();
        let concerned = fields.filter(|field| field.sensitive || is_at_work(object, field));
        found.extend(concerned.map(|field| (ObjectDef::clone(object), field.clone())));
    }
    found
}

/// How many values of a field are sealed with each key, and how many with none.
async fn by_key(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
) -> Result<Vec<(Option<String>, u64)>> {
    let found = desk.beginnings(object, field, MARK, LETTERS).await?;
    let key = |begins: String| begins.strip_prefix(MARK).map(str::to_owned);
    Ok(found
        .into_iter()
        .map(|(begins, count)| (begins.and_then(key), count))
        .collect())
}

/// How many values of a field are not yet as they are to be, of those for which the key is there.
pub(super) async fn left(
    desk: &Desk,
    deed: Deed,
    object: &ObjectDef,
    field: &FieldDef,
) -> Result<i64> {
    let keys = desk.crm().keys();
    let is_left = |key: Option<&str>| match (deed, key) {
        (Deed::Open, key) => key.is_some_and(|key| keys.has(key)),
        (_, None) => true,
        (_, Some(key)) => keys.has(key) && keys.active() != Some(key),
    };
    let found = by_key(desk, object, field).await?;
    let left = found.iter().filter(|(key, _)| is_left(key.as_deref()));
    Ok(i64::try_from(left.map(|(_, count)| count).sum::<u64>()).unwrap_or(i64::MAX))
}
