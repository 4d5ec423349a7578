//! Values that point to records: by the id, or by the id that a record has in another system.

use contract::objects::USER;
use contract::{FieldDef, FieldKind, Link, Refusal, Value};
use domain::records::EXTERNAL_ID;
use domain::{Desk, Error, operations};
use serde_json::Value as Json;
use uuid::Uuid;

use super::{Read, text};
use crate::web::rest::objects::strict_id;
use crate::web::rest::problem::Problem;

/// The most records that one field points to.
pub(in crate::web::rest) const MOST_LINKS: usize = 1_000;

/// Records of which some are still to be looked up.
pub(super) struct Pending {
    object: String,
    names: Vec<Name>,
    is_several: bool,
}

/// How a record is named.
enum Name {
    Id(Uuid),
    Elsewhere(String),
}

/// Reads what a field points to; `null` empties it.
///
/// # Errors
/// The form that is wanted, in words.
pub(super) fn read(field: &FieldDef, json: &Json) -> Result<Read, &'static str> {
    const ONE: &str = "An id is wanted, {\"id\": …} or {\"external_id\": …}.";
    const SEVERAL: &str =
        "A list of at most 1,000 is wanted: ids, {\"id\": …} or {\"external_id\": …}.";
    let is_several = field.kind == FieldKind::Relations;
    if json.is_null() {
        return Ok(Read::Value(Value::Empty));
    }
    let names: Vec<Name> = if is_several {
        let list = json
            .as_array()
            .filter(|list| list.len() <= MOST_LINKS)
            .ok_or(SEVERAL)?;
        list.iter()
            .map(name)
            .collect::<Option<_>>()
            .ok_or(SEVERAL)?
    } else {
        vec![name(json).ok_or(ONE)?]
    };
    let pending = Pending {
        object: field.relation.clone().unwrap_or_else(|| USER.to_owned()),
        names,
        is_several,
    };
    Ok(match pending.ids() {
        Some(ids) => Read::Value(value(ids, is_several)),
        None => Read::Named(pending),
    })
}

impl Pending {
    /// The ids, when nothing is to be looked up.
    fn ids(&self) -> Option<Vec<Uuid>> {
        let id = |name: &Name| match name {
            Name::Id(id) => Some(*id),
            Name::Elsewhere(_) => None,
        };
        self.names.iter().map(id).collect()
    }
}

/// A string, or an object as records are told, whose title is for people only.
fn name(json: &Json) -> Option<Name> {
    if let Some(text) = json.as_str() {
        return strict_id(text).map(Name::Id);
    }
    let json = json.as_object()?;
    let is_told = |key: &String| matches!(key.as_str(), "id" | "title");
    match (json.get("id"), json.get("external_id")) {
        (Some(id), None) if json.keys().all(is_told) => {
            let has_title = json
                .get("title")
                .is_none_or(|title| title.is_string() || title.is_null());
            strict_id(id.as_str()?).filter(|_| has_title).map(Name::Id)
        }
        (None, Some(id)) if json.len() == 1 => {
            let id = text(id).filter(|id| !id.trim().is_empty())?;
            Some(Name::Elsewhere(id.to_owned()))
        }
        _ => None,
    }
}

fn value(ids: Vec<Uuid>, is_several: bool) -> Value {
    let mut links = ids.into_iter().map(Link::to);
    if is_several {
        Value::Links(links.collect())
    } else {
        links.next().map_or(Value::Empty, Value::Link)
    }
}

/// Looks up the records; `None` when one of them is not there, or not for the asker to see, or there are two of it.
pub(super) async fn found(desk: &Desk, pending: &Pending) -> Result<Option<Value>, Problem> {
    let mut ids = Vec::with_capacity(pending.names.len());
    for name in &pending.names {
        let id = match name {
            Name::Id(id) => Some(*id),
            Name::Elsewhere(text) => elsewhere(desk, &pending.object, text).await?,
        };
        match id {
            Some(id) => ids.push(id),
            None => return Ok(None),
        }
    }
    Ok(Some(value(ids, pending.is_several)))
}

async fn elsewhere(desk: &Desk, object: &str, id: &str) -> Result<Option<Uuid>, Problem> {
    match operations::find(desk, object, EXTERNAL_ID, &Value::from(id)).await {
        Ok(found) => Ok(found),
        Err(Error::Refused(Refusal::NotFound | Refusal::Invalid(_))) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use contract::{FieldDef, FieldKind};
    use serde_json::json;
    use uuid::Uuid;

    use super::{Read, read};

    #[test]
    fn a_record_is_named_in_one_of_four_forms() {
        let id = Uuid::now_v7();
        let field = FieldDef::new("account", FieldKind::Relation, "A", "A").to("account");
        for json in [
            json!(id),
            json!({"id": id}),
            json!({"id": id, "title": "Haichuan"}),
            json!({"id": id, "title": null}),
        ] {
            let Ok(Read::Value(value)) = read(&field, &json) else {
                panic!("{json}")
            };
            assert_eq!(value.id(), Some(id));
        }
        assert!(matches!(
            read(&field, &json!({"external_id": "Z-17"})),
            Ok(Read::Named(_))
        ));
        for json in [
            json!(""),
            json!("Haichuan"),
            json!(id.simple().to_string()),
            json!([id]),
            json!({}),
            json!({"id": 7}),
            json!({"id": id, "external_id": "Z-17"}),
            json!({"id": id, "name": "Haichuan"}),
            json!({"external_id": " "}),
        ] {
            assert!(read(&field, &json).is_err(), "{json}");
        }
        let several = FieldDef::new("members", FieldKind::Relations, "M", "M").to("contact");
        assert!(matches!(
            read(&several, &json!([id, {"external_id": "Z-17"}])),
            Ok(Read::Named(_))
        ));
        assert!(read(&several, &json!(id)).is_err());
    }
}
