//! The places of a configuration by their names.

use contract::dto::configuration::Difference;
use contract::{Catalogue, Language};

use crate::t;

/// The object of a place: `account` of `account.size` and of `account/Key accounts`.
pub(super) fn object_of(place: &str) -> &str {
    place.split(['.', '/']).next().unwrap_or(place)
}

/// Differences by their objects, in the order in which they come.
pub(super) fn by_object(differences: &[Difference]) -> Vec<(String, Vec<Difference>)> {
    let mut groups: Vec<(String, Vec<Difference>)> = Vec::new();
    for difference in differences {
        let object = object_of(&difference.place);
        match groups.iter_mut().find(|(key, _)| key == object) {
            Some((_, group)) => group.push(difference.clone()),
            None => groups.push((object.to_owned(), vec![difference.clone()])),
        }
    }
    groups
}

/// What an object is called: here, or in the file.
pub(super) fn object_name(
    catalogue: &Catalogue,
    differences: &[Difference],
    key: &str,
    language: Language,
) -> String {
    let here = catalogue.object(key);
    let here = here.map(|object| object.plural.get(language).to_owned());
    let described = || {
        let own = differences
            .iter()
            .find(|difference| difference.place == key)?;
        label(own, "plural", language)
    };
    here.or_else(described).unwrap_or_else(|| key.to_owned())
}

/// What a part of an object is called.
pub(super) fn part_name(difference: &Difference, language: Language) -> String {
    if let Some((_, view)) = difference.place.split_once('/') {
        return t!(language, merging.view_named, name = view);
    }
    match difference.place.split_once('.') {
        Some((_, field)) => {
            label(difference, "label", language).unwrap_or_else(|| field.to_owned())
        }
        None => t!(language, merging.the_object).to_owned(),
    }
}

/// A name in one language, as the file has it, or else as it is here.
fn label(difference: &Difference, part: &str, language: Language) -> Option<String> {
    let read = |text: &str| {
        let json: serde_json::Value = serde_json::from_str(text).ok()?;
        let label: contract::Label = serde_json::from_value(json.get(part)?.clone()).ok()?;
        let name = label.get(language).to_owned();
        (!name.is_empty()).then_some(name)
    };
    read(&difference.after).or_else(|| read(&difference.before))
}

#[cfg(test)]
mod tests {
    use contract::dto::configuration::{Difference, Effect};
    use contract::{Catalogue, Language};

    use super::{by_object, object_name, part_name};

    fn difference(place: &str, after: &str) -> Difference {
        Difference {
            place: place.to_owned(),
            effect: Effect::Added,
            before: String::new(),
            after: after.to_owned(),
            problems: Vec::new(),
        }
    }

    #[test]
    fn places_stand_under_their_objects_by_name() {
        let differences = [
            difference("equipment", r#"{"plural":{"en":"Machines","zh":"设备"}}"#),
            difference("account.floors", r#"{"label":{"en":"Floors","zh":"楼层"}}"#),
            difference("equipment/All of it", "{}"),
            difference("equipment.broken", "not JSON"),
        ];
        let groups = by_object(&differences);
        let keys: Vec<(&str, usize)> = groups
            .iter()
            .map(|(key, group)| (key.as_str(), group.len()))
            .collect();
        assert_eq!(keys, [("equipment", 3), ("account", 1)]);
        let catalogue = Catalogue::default();
        let name = object_name(&catalogue, &differences, "equipment", Language::English);
        assert_eq!(name, "Machines");
        let name = object_name(&catalogue, &differences, "account", Language::English);
        assert_eq!(name, "account");
        let names: Vec<String> = differences
            .iter()
            .map(|difference| part_name(difference, Language::English))
            .collect();
        assert_eq!(
            names,
            ["The object", "Floors", "View “All of it”", "broken"]
        );
    }
}
