//! How a configuration in a file differs from the one that is in use.

use std::collections::BTreeMap;

use contract::dto::configuration::{Configuration, Difference, Effect, SharedView, readable};
use serde::Serialize;

use crate::Result;

/// The shared view of an object by its name.
pub(super) fn shared<'c>(
    configuration: &'c Configuration,
    object: &str,
    name: &str,
) -> Option<&'c SharedView> {
    configuration
        .views
        .get(object)?
        .iter()
        .find(|view| view.name == name)
}

/// How a part differs; `None` where it does not.
pub(super) fn difference<T: Serialize + PartialEq>(
    place: &str,
    before: Option<&T>,
    after: Option<&T>,
) -> Result<Option<Difference>> {
    if before == after {
        return Ok(None);
    }
    let text = |part: Option<&T>| -> Result<String> {
        Ok(match part {
            Some(part) => readable(&serde_json::to_value(part)?),
            None => String::new(),
        })
    };
    Ok(Some(Difference {
        place: place.to_owned(),
        effect: match (before.is_some(), after.is_some()) {
            (false, _) => Effect::Added,
            (true, true) => Effect::Changed,
            (true, false) => Effect::OnlyHere,
        },
        before: text(before)?,
        after: text(after)?,
        problems: Vec::new(),
    }))
}

/// What a file does not have, and is left as it is.
pub(super) fn only_here(here: &Configuration, there: &Configuration) -> Result<Vec<Difference>> {
    let mut found = Vec::new();
    for (key, body) in &here.objects {
        if !there.objects.contains_key(key) {
            found.extend(difference(key, Some(body), None)?);
        }
    }
    let nothing = BTreeMap::new();
    for (object, fields) in &here.fields {
        let theirs = there.fields.get(object).unwrap_or(&nothing);
        for (key, field) in fields.iter().filter(|(key, _)| !theirs.contains_key(*key)) {
            found.extend(difference(&format!("{object}.{key}"), Some(field), None)?);
        }
    }
    for (object, views) in &here.views {
        for view in views {
            if shared(there, object, &view.name).is_none() {
                let place = format!("{object}/{}", view.name);
                found.extend(difference(&place, Some(view), None)?);
            }
        }
    }
    Ok(found)
}
