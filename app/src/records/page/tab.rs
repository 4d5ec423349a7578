//! Which part of a record is open, as its address says it.

use contract::dto::records::RelatedCount;
use contract::{Catalogue, Language, ObjectDef};
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
    /// What the person says to being contacted.
    Consents,
    /// The records of an object that point here by a field.
    Related {
        object: String,
        field: String,
    },
}

impl Tab {
    /// What a record shows first: what was done and said; or the record itself where nothing is ever said about it, or
    /// where its lines are what one comes for.
    pub(crate) fn first_of(catalogue: &Catalogue, object: &ObjectDef) -> Self {
        if object.followed && lines_of(catalogue, object).next().is_none() {
            Self::Timeline
        } else {
            Self::Details
        }
    }

    /// Reads `tab=…`; no word or an unknown one opens the first.
    pub(crate) fn read(word: Option<&str>, first: Self) -> Self {
        match word {
            Some("timeline") => Self::Timeline,
            Some("details") => Self::Details,
            Some("files") => Self::Files,
            Some("consents") => Self::Consents,
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
            Self::Consents => "consents".to_owned(),
            Self::Related { object, field } => format!("{object}.{field}"),
        }
    }
}

/// The open tab; the first one where the address names none.
pub(crate) fn use_tab(first: Tab) -> Memo<Tab> {
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

/// The objects whose records are lines of records of `home`, with the field that points there.
pub(crate) fn lines_of<'c>(
    catalogue: &'c Catalogue,
    home: &'c ObjectDef,
) -> impl Iterator<Item = (&'c ObjectDef, &'c str)> {
    catalogue.objects.iter().filter_map(|object| {
        let by = object.line_of.as_deref()?;
        let to = object.field(by)?.relation.as_deref()?;
        (to == home.key && !object.retired).then_some((object, by))
    })
}

/// The related lists of a record that deserve a tab, the most used first. Records of the same object only where there
/// are some.
pub(crate) fn related_lists(object: &ObjectDef, counts: &[RelatedCount]) -> Vec<RelatedCount> {
    let mut lists: Vec<RelatedCount> = counts
        .iter()
        .filter(|related| related.object != object.key || related.count > 0)
        .cloned()
        .collect();
    lists.sort_by_key(|related| std::cmp::Reverse(related.count));
    lists
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
    use super::{Tab, related_lists};
    use contract::dto::records::RelatedCount;
    use contract::{Catalogue, ObjectDef, objects};

    #[test]
    fn the_most_used_lists_come_first() {
        let list = |object: &str, count| RelatedCount {
            object: object.to_owned(),
            field: "account".to_owned(),
            count,
        };
        let home = ObjectDef {
            key: "account".into(),
            ..ObjectDef::default()
        };
        let counts = [
            list("account", 0),
            list("contact", 2),
            list("deal", 7),
            list("ticket", 0),
        ];
        let names: Vec<_> = related_lists(&home, &counts)
            .into_iter()
            .map(|related| related.object)
            .collect();
        assert_eq!(names, ["deal", "contact", "ticket"]);
    }

    #[test]
    fn a_record_with_lines_shows_them_first() {
        let catalogue = Catalogue {
            objects: objects::all(),
            rights: Vec::new(),
        };
        let check = |key: &str, expected: Tab| {
            let object = catalogue.object(key).cloned().unwrap_or_default();
            assert_eq!(Tab::first_of(&catalogue, &object), expected, "{key}");
        };
        check(objects::ACCOUNT, Tab::Timeline);
        check(objects::QUOTE, Tab::Details);
        check(objects::ACTIVITY, Tab::Details);
    }

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
