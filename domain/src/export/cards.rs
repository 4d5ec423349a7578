//! vCards (RFC 2426), one for each record.
//!
//! What the standard knows stands where telephones look for it; every other field stands in a property of our own, so
//! that a card that comes in again is the same record.

use std::collections::HashMap;

use calcard::vcard::{
    VCard, VCardEntry, VCardParameter, VCardProperty, VCardType, VCardValue, VCardVersion,
};
use contract::{FieldDef, FieldKind, Record, Value};
use tokio::io::{AsyncWrite, AsyncWriteExt};
use uuid::Uuid;

use super::pages::Pages;
use super::rows::foreign;
use crate::import::{is_han, shown};
use crate::{Desk, Error, Result};

/// What the names of properties begin with that only we write; the key of the field follows.
pub(crate) const OWN_PROPERTY: &str = "X-RAPPORT-";

/// Fields that stand in properties of the standard, several of them in one.
const STANDARD: [&str; 12] = [
    "name",
    "account",
    "company",
    "department",
    "position",
    "phone",
    "phone2",
    "email",
    "address",
    "birthday",
    "tags",
    "note",
];

pub(super) async fn write<W: AsyncWrite + Unpin>(
    mut pages: Pages<'_>,
    mut writer: W,
) -> Result<u64> {
    let fields = pages.fields();
    let mut count = 0;
    loop {
        let records = pages.next().await?;
        if records.is_empty() {
            break;
        }
        count += records.len() as u64;
        let foreign = foreign(pages.desk, &fields, &records).await?;
        for record in &records {
            let teller = Teller {
                desk: pages.desk,
                fields: &fields,
                record,
                foreign: &foreign,
            };
            let mut text = String::new();
            teller
                .card()
                .write_to(&mut text, VCardVersion::V3_0)
                .map_err(Error::broken)?;
            writer.write_all(text.as_bytes()).await?;
        }
    }
    writer.flush().await?;
    Ok(count)
}

/// One record and what is needed to put it into words.
struct Teller<'t> {
    desk: &'t Desk,
    fields: &'t [FieldDef],
    record: &'t Record,
    foreign: &'t HashMap<Uuid, String>,
}

impl Teller<'_> {
    fn words(&self, key: &str) -> String {
        let field = self.fields.iter().find(|field| field.key == key);
        field.map_or_else(String::new, |field| {
            shown(self.desk, field, self.record.value(key))
        })
    }

    fn card(&self) -> VCard {
        let mut entries = self.name();
        self.organisation(&mut entries);
        let plain = [
            (VCardProperty::Title, "position", None),
            (VCardProperty::Tel, "phone", Some(VCardType::Cell)),
            (VCardProperty::Tel, "phone2", Some(VCardType::Voice)),
            (VCardProperty::Email, "email", None),
            (VCardProperty::Bday, "birthday", None),
            (VCardProperty::Note, "note", None),
        ];
        for (property, key, kind) in plain {
            let words = self.words(key);
            if !words.is_empty() {
                let entry = VCardEntry::new(property).with_value(words);
                entries.push(entry.with_param_opt(kind.map(VCardParameter::typ)));
            }
        }
        let street = self.words("address");
        if !street.is_empty() {
            let nothing = || VCardValue::Text(String::new());
            let mut parts = vec![nothing(), nothing(), VCardValue::Text(street)];
            parts.resize_with(7, nothing);
            entries.push(VCardEntry::new(VCardProperty::Adr).with_values(parts));
        }
        if let Value::Tags(tags) = self.record.value("tags")
            && !tags.is_empty()
        {
            let tags = tags.iter().cloned().map(VCardValue::Text).collect();
            entries.push(VCardEntry::new(VCardProperty::Categories).with_values(tags));
        }
        self.own(&mut entries);
        let uid = format!("urn:uuid:{}", self.record.id);
        entries.push(VCardEntry::new(VCardProperty::Uid).with_value(uid));
        VCard { entries }
    }

    /// As it is written, and in parts: telephones show a Chinese name as family and given name without a gap.
    fn name(&self) -> Vec<VCardEntry> {
        let name = self.words("name");
        let (given, family) = match name.rsplit_once(' ') {
            Some((given, family)) if !name.chars().any(is_han) => (given, family),
            _ => ("", name.as_str()),
        };
        let mut parts: Vec<VCardValue> = [family, given]
            .iter()
            .map(|part| VCardValue::Text((*part).to_owned()))
            .collect();
        parts.resize_with(5, || VCardValue::Text(String::new()));
        vec![
            VCardEntry::new(VCardProperty::N).with_values(parts),
            VCardEntry::new(VCardProperty::Fn).with_value(name),
        ]
    }

    fn organisation(&self, entries: &mut Vec<VCardEntry>) {
        let company = match self.words("account") {
            account if account.is_empty() || self.is_lead() => self.words("company"),
            account => account,
        };
        let mut parts = vec![VCardValue::Text(company.clone())];
        let department = self.words("department");
        if !department.is_empty() {
            parts.push(VCardValue::Text(department.clone()));
        }
        if !(company.is_empty() && department.is_empty()) {
            entries.push(VCardEntry::new(VCardProperty::Org).with_values(parts));
        }
        let foreign = self.record.value("account").id();
        if let Some(id) = foreign.and_then(|id| self.foreign.get(&id))
            && !self.is_lead()
        {
            entries.push(own("company-foreign-id", id.clone()));
        }
    }

    /// The company of a lead is a text; its account is the customer that became of it.
    fn is_lead(&self) -> bool {
        self.fields.iter().any(|field| field.key == "company")
    }

    fn own(&self, entries: &mut Vec<VCardEntry>) {
        for field in self.fields {
            let is_standard = STANDARD.contains(&field.key.as_str());
            if is_standard && !(field.key == "account" && self.is_lead()) {
                continue;
            }
            let value = self.record.value(&field.key);
            let words = shown(self.desk, field, value);
            if words.is_empty() {
                continue;
            }
            let name = field.key.replace('_', "-");
            let foreign = (field.kind == FieldKind::Relation)
                .then(|| value.id())
                .flatten();
            if let Some(id) = foreign.and_then(|id| self.foreign.get(&id)) {
                entries.push(own(&format!("{name}-foreign-id"), id.clone()));
            }
            entries.push(own(&name, words));
        }
    }
}

fn own(name: &str, words: String) -> VCardEntry {
    let name = format!("{OWN_PROPERTY}{}", name.to_uppercase());
    VCardEntry::new(VCardProperty::Other(name)).with_value(words)
}
