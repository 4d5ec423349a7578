//! Which part of a record is open, as its address says it.

use contract::dto::records::RelatedCount;
use contract::{Catalogue, Language, ObjectDef, objects};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::records::Params;
use crate::t;

/// A tab of a record page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Tab {
    #[default]
    Timeline,
    Details,
    Files,
    /// The records of an object that point here by a field.
    Related {
        object: String,
        field: String,
    },
}

impl Tab {
    /// What a record shows first: what was done and said, or, where nothing is ever said about it, the record itself.
    pub(crate) fn first_of(object: &str) -> Self {
        if object == objects::ACTIVITY {
            Self::Details
        } else {
            Self::Timeline
        }
    }

    /// Reads `tab=…`; no word or an unknown one opens the first.
    pub(crate) fn read(word: Option<&str>, first: Self) -> Self {
        match word {
            Some("timeline") => Self::Timeline,
            Some("details") => Self::Details,
            Some("files") => Self::Files,
            Some(word) => match word.split_once('.') {
                Some((object, field)) => Self::Related {
                    object: object.to_owned(),
                    field: field.to_owned(),
                },
                None => first,
            },
            None => first,
        }
    }

    /// The word in an address.
    pub(crate) fn word(&self) -> String {
        match self {
            Self::Timeline => "timeline".to_owned(),
            Self::Details => "details".to_owned(),
            Self::Files => "files".to_owned(),
            Self::Related { object, field } => format!("{object}.{field}"),
        }
    }
}

/// The open tab.
pub(crate) fn use_tab(object: &str) -> Memo<Tab> {
    let first = Tab::first_of(object);
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    Memo::new(move |before: Option<&Tab>| {
        // While the address leads away from the record already, its tab stays what it was.
        let is_record = path.with(|path| path.trim_matches('/').contains('/'));
        match before.filter(|_| !is_record) {
            Some(tab) => tab.clone(),
            None => search.with(|search| Tab::read(Params::read(search).get("tab"), first.clone())),
        }
    })
}

/// The related lists of a record that deserve a tab: activities stand in the timeline, and records of
/// the same object only where there are some.
pub(crate) fn related_lists<'a>(
    object: &'a ObjectDef,
    counts: &'a [RelatedCount],
) -> impl Iterator<Item = &'a RelatedCount> {
    counts.iter().filter(move |related| {
        related.object != objects::ACTIVITY && (related.object != object.key || related.count > 0)
    })
}

/// What a related list is called: the plural of its object, with the field where two lists share it.
pub(crate) fn related_label(
    catalogue: &Catalogue,
    home: &ObjectDef,
    counts: &[RelatedCount],
    related: &RelatedCount,
    language: Language,
) -> String {
    let Some(object) = catalogue.object(&related.object) else {
        return related.object.clone();
    };
    let objects = object.plural.get(language);
    let namesakes = counts
        .iter()
        .filter(|other| other.object == related.object)
        .count();
    match object.field(&related.field) {
        Some(field) if namesakes > 1 || related.object == home.key => {
            t!(
                language,
                records.related_field,
                objects,
                field = field.label.get(language)
            )
        }
        _ => objects.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Tab;

    #[test]
    fn a_tab_is_read_as_it_was_written() {
        let related = Tab::Related {
            object: "contact".into(),
            field: "account".into(),
        };
        for tab in [Tab::Timeline, Tab::Details, Tab::Files, related] {
            assert_eq!(Tab::read(Some(&tab.word()), Tab::Files), tab);
        }
        assert_eq!(Tab::read(None, Tab::Details), Tab::Details);
        assert_eq!(Tab::read(Some("nonsense"), Tab::Timeline), Tab::Timeline);
    }
}
