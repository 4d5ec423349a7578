//! In which order values follow from each other, and where they go round in a circle.

use std::collections::{BTreeMap, BTreeSet};

/// The names so that each stands behind those it needs; needed names that are no key are left out.
///
/// # Errors
/// The first circle: its names in order, the first one again at the end.
pub(super) fn ordered(
    needs: &BTreeMap<String, BTreeSet<String>>,
) -> Result<Vec<String>, Vec<String>> {
    let mut found = Vec::new();
    let mut done = BTreeSet::new();
    for name in needs.keys() {
        visit(name, needs, &mut Vec::new(), &mut done, &mut found)?;
    }
    Ok(found)
}

fn visit(
    name: &str,
    needs: &BTreeMap<String, BTreeSet<String>>,
    path: &mut Vec<String>,
    done: &mut BTreeSet<String>,
    found: &mut Vec<String>,
) -> Result<(), Vec<String>> {
    if done.contains(name) {
        return Ok(());
    }
    if let Some(circle) = closed(path, name) {
        return Err(circle);
    }
    let Some(needed) = needs.get(name) else {
        return Ok(());
    };
    path.push(name.to_owned());
    for next in needed {
        visit(next, needs, path, done, found)?;
    }
    path.pop();
    done.insert(name.to_owned());
    found.push(name.to_owned());
    Ok(())
}

/// The circle that a name closes when it stands on the path already.
pub(super) fn closed(path: &[String], name: &str) -> Option<Vec<String>> {
    let begin = path.iter().position(|passed| passed == name)?;
    let mut circle = path.get(begin..)?.to_vec();
    circle.push(name.to_owned());
    Some(circle)
}
