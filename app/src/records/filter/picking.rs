//! The fields that may be asked for: one's own, those of related records, and records that point here.

use contract::query::path::{MOST_HOPS, parts_of, target_of};
use contract::{Catalogue, FieldDef, FieldKind, Language, ObjectDef};

use super::consents;
use super::names::Names;
use super::said::{Teller, path_text};
use crate::t;
use crate::ui::Suggested;

/// What the picker keeps for records that point here, before their object and field.
const POINTING: &str = "has:";
/// The most that are shown at once.
const MOST: usize = 100;

/// What somebody picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The path of a field.
    Field(String),
    /// Records of an object, by one of its fields.
    Pointing { object: String, by: String },
}

impl Choice {
    pub(super) fn of(suggested: &Suggested) -> Self {
        let pointing = suggested
            .key
            .strip_prefix(POINTING)
            .and_then(|rest| rest.split_once('~'));
        match pointing {
            Some((object, by)) => Self::Pointing {
                object: object.to_owned(),
                by: by.to_owned(),
            },
            None => Self::Field(suggested.key.clone()),
        }
    }
}

/// A field as the picker shows it that is picked already.
pub(super) fn shown(
    catalogue: &Catalogue,
    object: &ObjectDef,
    path: &str,
    language: Language,
) -> Option<Suggested> {
    if path.is_empty() {
        return None;
    }
    if let Some(consent) = consents::offered(object, language).filter(|one| one.key == path) {
        return Some(consent);
    }
    let title = match catalogue.trail(object, path) {
        Some(trail) => path_text(&trail, language),
        None => t!(language, filters.gone).to_owned(),
    };
    Some(Suggested {
        key: path.to_owned(),
        title,
        ..Suggested::default()
    })
}

/// What fits some words, the nearest first. Without words only what is one's own and one record away.
pub(super) fn fitting(
    catalogue: &Catalogue,
    object: &ObjectDef,
    words: &str,
    language: Language,
) -> Vec<Suggested> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let hops = if words.is_empty() { 1 } else { MOST_HOPS };
    let mut found = Vec::new();
    for steps in 0..=hops {
        fields(catalogue, object, steps, "", "", language, &mut found);
        if steps == 0 {
            found.extend(consents::offered(object, language));
            found.extend(pointing(catalogue, object, language));
        }
    }
    let fits = |suggested: &Suggested| {
        let text = format!("{} {}", suggested.title, suggested.sub).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    found.into_iter().filter(fits).take(MOST).collect()
}

/// Fields exactly so many records away.
fn fields(
    catalogue: &Catalogue,
    object: &ObjectDef,
    steps: usize,
    path: &str,
    label: &str,
    language: Language,
    found: &mut Vec<Suggested>,
) {
    for field in object.fields.iter().filter(|field| is_offered(field)) {
        let own = field.label.get(language);
        let here = format!("{path}{}", field.key);
        let name = format!("{label}{own}");
        if steps > 0 {
            let target = target_of(field).and_then(|target| catalogue.object(target));
            if let Some(target) = target {
                let (path, label) = (format!("{here}."), format!("{name} › "));
                fields(catalogue, target, steps - 1, &path, &label, language, found);
            }
            continue;
        }
        let sub = match path {
            "" => String::new(),
            _ => object.label.get(language).to_owned(),
        };
        let parts = parts_of(field.kind).into_iter();
        let parts = parts.filter_map(|part| {
            shown_part(catalogue, object, &field.key, part, language).map(|title| Suggested {
                key: format!("{here}.{part}"),
                title: format!("{label}{title}"),
                sub: sub.clone(),
                avatar: None,
            })
        });
        let parts: Vec<_> = parts.collect();
        found.push(Suggested {
            key: here,
            title: name,
            sub,
            avatar: None,
        });
        found.extend(parts);
    }
}

fn shown_part(
    catalogue: &Catalogue,
    object: &ObjectDef,
    field: &str,
    part: &str,
    language: Language,
) -> Option<String> {
    let trail = catalogue.trail(object, &format!("{field}.{part}"))?;
    Some(path_text(&trail, language))
}

/// Without an index a list of a million records is slow, except for files and addresses, which are few.
fn is_offered(field: &FieldDef) -> bool {
    let is_found = field.filterable || matches!(field.kind, FieldKind::File | FieldKind::Address);
    is_found && !field.retired
}

/// Objects whose records point here.
fn pointing(catalogue: &Catalogue, object: &ObjectDef, language: Language) -> Vec<Suggested> {
    let teller = Teller {
        catalogue,
        people: &[],
        names: Names::new(),
        language,
    };
    let mut found = Vec::new();
    for other in catalogue.objects.iter().filter(|other| !other.retired) {
        for field in other
            .relations_to(&object.key)
            .filter(|field| !field.retired)
        {
            found.push(Suggested {
                key: format!("{POINTING}{}~{}", other.key, field.key),
                title: teller.pointing(other, &field.key),
                sub: t!(language, filters.related).to_owned(),
                avatar: None,
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use contract::query::consent::CONSENT;
    use contract::{Catalogue, Language, objects};

    use super::{Choice, fitting, shown};

    #[test]
    fn consent_is_offered_where_records_are_people() {
        let catalogue = Catalogue {
            objects: objects::all(),
            ..Catalogue::default()
        };
        let owner = leptos::prelude::Owner::new();
        owner.with(|| {
            for object in &catalogue.objects {
                let found = fitting(&catalogue, object, "consent", Language::English);
                let is_offered = found.iter().any(|found| found.key == CONSENT);
                let is_person = objects::is_person(&object.key);
                assert_eq!(is_offered, is_person, "{}", object.key);
                let picked = shown(&catalogue, object, CONSENT, Language::Chinese);
                let is_shown = picked.is_some_and(|shown| shown.title == "同意");
                assert_eq!(is_shown, is_person, "{}", object.key);
            }
        });
    }

    #[test]
    fn fields_are_found_by_any_words_of_their_path() {
        let catalogue = Catalogue {
            objects: objects::all(),
            ..Catalogue::default()
        };
        let Some(deal) = catalogue.object(objects::DEAL) else {
            panic!("no deals")
        };
        let owner = leptos::prelude::Owner::new();
        owner.with(|| {
            let keys = |words: &str, language| -> Vec<String> {
                let found = fitting(&catalogue, deal, words, language);
                found.into_iter().map(|found| found.key).collect()
            };
            let near = keys("", Language::English);
            assert_eq!(near.first().map(String::as_str), Some("name"));
            assert!(near.contains(&"account.industry".to_owned()));
            assert!(!near.contains(&"account.parent.region".to_owned()));
            let far = keys("region parent", Language::English);
            assert_eq!(far, ["account.parent.region"]);
            assert!(keys("客户 行业", Language::Chinese).contains(&"account.industry".to_owned()));
            let activities = fitting(&catalogue, deal, "activit", Language::English);
            let picked: Vec<_> = activities.iter().map(Choice::of).collect();
            assert!(picked.contains(&Choice::Pointing {
                object: "activity".into(),
                by: "deal".into(),
            }));
            let shown = shown(&catalogue, deal, "account.industry", Language::English);
            assert_eq!(
                shown.map(|shown| shown.title).as_deref(),
                Some("Customer › Industry")
            );
        });
    }
}
