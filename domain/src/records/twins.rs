//! Records that may be the same as the one being typed.

use std::collections::{HashMap, HashSet};

use contract::dto::records::Twin;
use contract::objects::{ACCOUNT, CONTACT, LEAD};
use contract::value::Values;
use contract::{FieldKind, ObjectDef};
use uuid::Uuid;

use super::fill::titles_of;
use crate::likeness::{self, EMAIL, Key, NAME};
use crate::{Desk, Result, access};

/// The most twins to show.
const MOST: usize = 5;

/// The objects whose records may be the same person or company as one of `object`: a new contact may be a lead.
fn kin(object: &str) -> &'static [&'static str] {
    match object {
        ACCOUNT => &[ACCOUNT],
        CONTACT => &[CONTACT, LEAD],
        LEAD => &[LEAD, CONTACT],
        _ => &[],
    }
}

/// Records that have the same phone, e-mail or name, those of the object itself first. Of a record that the
/// asker may not see only its owner is told, to ask them.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn twins(
    desk: &Desk,
    object: &str,
    values: &Values,
    except: Option<Uuid>,
) -> Result<Vec<Twin>> {
    let described = desk.object(object)?;
    desk.visible(object)?;
    let sealed_by = desk.crm().keys();
    let mut keys = likeness::keys(
        &sealed_by,
        &described,
        values,
        desk.crm().settings().country,
    );
    // The field may be sensitive in the one object and not in the other.
    let coded = keys.iter().filter(|key| !likeness::is_coded(&key.value));
    let coded = coded.filter_map(|key| likeness::coded(&sealed_by, key.kind, &key.value));
    keys.extend(coded.collect::<Vec<_>>());
    let mut twins = Vec::new();
    if keys.is_empty() {
        return Ok(twins);
    }
    for kin in kin(object) {
        let alike = access::alike(desk, kin, &keys, 20).await?;
        twins.extend(of_kind(desk, kin, &described, alike, except).await?);
    }
    twins.truncate(MOST);
    Ok(twins)
}

async fn of_kind(
    desk: &Desk,
    object: &str,
    typed: &ObjectDef,
    alike: Vec<(Key, Uuid)>,
    except: Option<Uuid>,
) -> Result<Vec<Twin>> {
    let mut seen = HashSet::new();
    let unique: Vec<(Key, Uuid)> = alike
        .into_iter()
        .filter(|(_, id)| Some(*id) != except && seen.insert(*id))
        .take(MOST)
        .collect();
    let ids: Vec<Uuid> = unique.iter().map(|(_, id)| *id).collect();
    let titles: HashMap<Uuid, String> = titles_of(desk, object, ids.clone()).await?;
    let owners = access::owners_of(desk, object, &ids).await?;
    let people = desk.crm().people();
    let twin = |(key, id): (Key, Uuid)| Twin {
        object: object.to_owned(),
        id,
        may_see: titles.contains_key(&id),
        title: titles.get(&id).cloned().unwrap_or_default(),
        field: field_of(typed, &key),
        owner: owners
            .get(&id)
            .and_then(|owner| people.name(*owner))
            .unwrap_or_default()
            .to_owned(),
    };
    Ok(unique.into_iter().map(twin).collect())
}

/// The field of the form by which they are alike.
fn field_of(typed: &ObjectDef, key: &Key) -> String {
    let kind = match key.kind {
        NAME => return typed.title.clone(),
        EMAIL => FieldKind::Email,
        _ => FieldKind::Phone,
    };
    typed
        .fields
        .iter()
        .find(|field| field.kind == kind)
        .map(|field| field.key.clone())
        .unwrap_or_default()
}
