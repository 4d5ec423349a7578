//! An import that is a part of a set: its pages lead back to the set, which acts for all of its parts.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use uuid::Uuid;

/// The set that the address names.
pub(super) fn set_of_address() -> Option<Uuid> {
    let query = use_query_map();
    query
        .read_untracked()
        .get("set")
        .and_then(|id| Uuid::parse_str(&id).ok())
}

/// The page of a set.
pub(super) fn set_address(set: Uuid) -> String {
    format!("/import/set/{set}")
}

/// The page of a part, at its fields or where it stands.
pub(super) fn part_address(set: Uuid, import: Uuid, wants_fields: bool) -> String {
    match wants_fields {
        true => format!("/import/{import}?step=fields&set={set}"),
        false => format!("/import/{import}?set={set}"),
    }
}

/// Words of an address for the page of one import, which keep the set that it belongs to.
pub(super) fn within(words: &str, set: Option<Uuid>) -> String {
    match set {
        Some(set) => format!("?{words}&set={set}"),
        None => format!("?{words}"),
    }
}
