//! Noticing which derived fields are described otherwise than when their values were last written: added or changed by
//! an administrator, brought along by a configuration or by a newer version of the product, or brought back.

use std::collections::BTreeMap;

use contract::ObjectDef;

use super::follower::Deriving;
use super::refill;
use crate::access::Write;
use crate::{Desk, Result, log, settings};

/// The setting that keeps how derived fields were described.
const SETTING: &str = "derived_fields";

/// Orders that the values of such fields be written anew. The first time it is done, the follower begins at the end of
/// the log: what was before is in the records.
///
/// # Errors
/// When the database fails.
pub(super) async fn notice(desk: &Desk) -> Result<()> {
    let described = described(desk)?;
    let held = settings::one(desk.crm().door().house(), SETTING).await?;
    let now = serde_json::to_string(&described)?;
    if held.as_deref() == Some(&now) {
        return Ok(());
    }
    let end = log::end(desk).await?;
    let write = desk.write().await?;
    if held.is_none() {
        log::begin_at::<Deriving>(&write, end).await?;
    }
    let before: BTreeMap<String, String> = held
        .and_then(|held| serde_json::from_str(&held).ok())
        .unwrap_or_default();
    for (name, body) in &described {
        if before.get(name) != Some(body)
            && let Some((object, field)) = name.split_once('.')
            && has_records(&write, object).await?
        {
            refill::order_once(&write, object, field).await?;
        }
    }
    settings::set(write.transaction(), SETTING, &now).await?;
    write.commit().await
}

/// How each derived field is described.
fn described(desk: &Desk) -> Result<BTreeMap<String, String>> {
    let descriptions = desk.crm().descriptions();
    let of_object = |object: &ObjectDef| -> Result<Vec<(String, String)>> {
        let derived = object
            .fields
            .iter()
            .filter_map(|field| Some((field, field.derived.as_ref()?)));
        derived
            .map(|(field, derived)| {
                let name = format!("{}.{}", object.key, field.key);
                Ok((name, serde_json::to_string(derived)?))
            })
            .collect()
    };
    let mut all = BTreeMap::new();
    for object in descriptions.all() {
        all.extend(of_object(object)?);
    }
    Ok(all)
}

async fn has_records(write: &Write<'_>, object: &str) -> Result<bool> {
    let Some(object) = write.desk().crm().descriptions().object(object) else {
        return Ok(false);
    };
    let first = write.standing_after(&object, &[], None, 1).await?;
    Ok(!first.is_empty())
}
