//! What the palette lists: records that were found, and things to do.

use contract::dto::activities::About;
use contract::dto::search::Hit;
use contract::{Catalogue, Language, objects};

use super::commands::{command, commands};
use super::highlight::matches;
use super::item::{Act, Item};
use crate::records::escape;
use crate::t;

/// A heading and the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub label: String,
    pub items: Vec<Item>,
}

/// The lines for some words, in groups. Words that begin with `>` look for commands only.
pub fn groups(words: &str, hits: &[Hit], catalogue: &Catalogue, language: Language) -> Vec<Group> {
    let asked = words.trim();
    if let Some(command) = asked.strip_prefix('>') {
        let items = commands(catalogue, language)
            .into_iter()
            .filter(|item| is_meant(item, command))
            .collect();
        return named(t!(language, search.commands), items)
            .into_iter()
            .collect();
    }
    let mut groups: Vec<Group> = match asked.is_empty() {
        true => named(
            t!(language, search.recent),
            hits.iter().take(8).cloned().map(Item::Hit).collect(),
        )
        .into_iter()
        .collect(),
        false => by_object(hits, catalogue, language),
    };
    let mut items: Vec<Item> = Vec::new();
    if !asked.is_empty() {
        items.extend(about_words(asked, hits, catalogue, language));
    }
    items.extend(
        commands(catalogue, language)
            .into_iter()
            .filter(|item| is_meant(item, asked)),
    );
    groups.extend(named(t!(language, search.commands), items));
    groups
}

fn named(label: &str, items: Vec<Item>) -> Option<Group> {
    (!items.is_empty()).then(|| Group {
        label: label.to_owned(),
        items,
    })
}

fn by_object(hits: &[Hit], catalogue: &Catalogue, language: Language) -> Vec<Group> {
    let of = |object: &contract::ObjectDef| {
        let found = hits
            .iter()
            .filter(|hit| hit.object == object.key)
            .cloned()
            .map(Item::Hit);
        named(object.plural.get(language), found.collect())
    };
    catalogue.objects.iter().filter_map(of).collect()
}

fn is_meant(item: &Item, words: &str) -> bool {
    matches!(item, Item::Command { text, .. } if matches(text, words))
}

/// Commands that the words themselves make: a log for the first customer found, a list narrowed to the words.
fn about_words(words: &str, hits: &[Hit], catalogue: &Catalogue, language: Language) -> Vec<Item> {
    let mut items = Vec::new();
    let first = hits.iter().find(|hit| hit.object != objects::ACTIVITY);
    if let Some(hit) = first {
        let about = About {
            object: hit.object.clone(),
            id: hit.id,
        };
        let text = t!(language, search.log_for, name = hit.title);
        items.push(command("edit", text, &["L"], Act::Log(Some(about))));
    }
    let lists = [objects::ACCOUNT, objects::LEAD]
        .into_iter()
        .filter_map(|key| catalogue.object(key))
        .take(1);
    for object in lists {
        let text = t!(
            language,
            search.find_in,
            list = object.plural.get(language),
            words
        );
        items.push(command(
            "filter",
            text,
            &[],
            Act::Go(format!("/{}?q={}", object.path, escape(words))),
        ));
    }
    items
}

#[cfg(test)]
mod tests {
    use contract::{Catalogue, objects};
    use uuid::Uuid;

    use super::*;

    fn catalogue() -> Catalogue {
        Catalogue {
            objects: objects::all(),
            rights: Vec::new(),
        }
    }

    fn hit(object: &str, title: &str) -> Hit {
        Hit {
            object: object.to_owned(),
            id: Uuid::nil(),
            title: title.to_owned(),
            sub: String::new(),
        }
    }

    fn labels(words: &str, hits: &[Hit]) -> Vec<String> {
        groups(words, hits, &catalogue(), Language::English)
            .into_iter()
            .map(|group| group.label)
            .collect()
    }

    #[test]
    fn what_was_found_stands_under_its_object_and_commands_come_last() {
        let hits = [hit("deal", "Four lines"), hit("account", "Haichuan")];
        assert_eq!(labels("four", &hits), ["Customers", "Deals", "Commands"]);
        assert_eq!(labels("", &hits), ["Recent", "Commands"]);
    }

    #[test]
    fn an_arrow_asks_for_commands_only() {
        let hits = [hit("account", "Dark Fibre")];
        assert_eq!(labels(">dark", &hits), ["Commands"]);
        assert_eq!(labels(">nothing like it", &hits), Vec::<String>::new());
    }

    #[test]
    fn nobody_is_offered_what_they_may_not_make() {
        let groups = groups(">new", &[], &catalogue(), Language::English);
        assert!(groups.is_empty(), "{groups:?}");
    }
}
