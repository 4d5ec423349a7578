//! What the palette lists: records that were found, and things to do.

use contract::dto::search::Hit;
use contract::objects;

use super::acts::{acts, log};
use super::commands::{commands, pages};
use super::item::{Act, Item, command};
use super::known::Known;
use crate::records::escape;
use crate::t;

/// A heading and the lines under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub label: String,
    pub items: Vec<Item>,
}

/// The lines for some words, in groups: of the record that is acted on; of commands and pages for words that begin with
/// `>`; of what is at hand for no words; of what was found.
pub fn groups(words: &str, known: &Known) -> Vec<Group> {
    let asked = words.trim();
    if let Some(hit) = &known.acting {
        return listed(&hit.title, acts(hit, known), asked, known)
            .into_iter()
            .collect();
    }
    if let Some(command) = asked.strip_prefix('>') {
        return things_to_do(command.trim(), Vec::new(), known);
    }
    let mut groups = match asked.is_empty() {
        true => at_hand(known),
        false => by_object(known),
    };
    groups.extend(things_to_do(asked, about_words(asked, known), known));
    groups
}

/// Commands and pages; at their end what the words themselves make. Pages come first where no command is meant.
fn things_to_do(words: &str, made: Vec<Item>, known: &Known) -> Vec<Group> {
    let language = known.language;
    let meant = listed(t!(language, search.commands), commands(known), words, known);
    let is_page = meant.is_none();
    let mut items = meant.map(|group| group.items).unwrap_or_default();
    items.extend(made);
    let commands = named(t!(language, search.commands), items);
    let pages = listed(t!(language, search.pages), pages(known), words, known);
    match is_page {
        true => pages.into_iter().chain(commands).collect(),
        false => commands.into_iter().chain(pages).collect(),
    }
}

fn listed(label: &str, items: Vec<Item>, words: &str, known: &Known) -> Option<Group> {
    let meant = items.into_iter().filter(|item| known.is_meant(item, words));
    named(label, meant.collect())
}

fn named(label: &str, items: Vec<Item>) -> Option<Group> {
    (!items.is_empty()).then(|| Group {
        label: label.to_owned(),
        items,
    })
}

fn at_hand(known: &Known) -> Vec<Group> {
    let language = known.language;
    let hits = |hits: &[Hit]| hits.iter().cloned().map(Item::Hit).collect();
    let favourites = named(
        t!(language, search.favourites),
        hits(&known.shelf.favourites),
    );
    let recent = named(t!(language, search.recent), hits(&known.shelf.recent));
    favourites.into_iter().chain(recent).collect()
}

/// What was found under its object, in the order in which the server told of them: the best first.
fn by_object(known: &Known) -> Vec<Group> {
    let mut groups: Vec<(&str, Group)> = Vec::new();
    for hit in &known.hits {
        let Some(object) = known.catalogue.object(&hit.object) else {
            continue;
        };
        let item = Item::Hit(hit.clone());
        match groups.iter_mut().find(|(key, _)| *key == object.key) {
            Some((_, group)) => group.items.push(item),
            None => groups.push((
                &object.key,
                Group {
                    label: object.plural.get(known.language).to_owned(),
                    items: vec![item],
                },
            )),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Commands that the words themselves make: a log for the first record found, a list narrowed to the words.
fn about_words(words: &str, known: &Known) -> Vec<Item> {
    if words.is_empty() {
        return Vec::new();
    }
    let followed = |hit: &&Hit| {
        let object = known.catalogue.object(&hit.object);
        object.is_some_and(|object| object.followed)
    };
    let mut items: Vec<Item> = Vec::new();
    let first = known.hits.iter().find(followed);
    items.extend(first.map(|hit| log(hit, known)));
    let here = known.catalogue.by_path(known.path.trim_matches('/'));
    let list = here
        .filter(|object| object.is_found())
        .or_else(|| known.catalogue.object(objects::ACCOUNT))
        .or_else(|| known.catalogue.object(objects::LEAD));
    items.extend(list.map(|object| {
        let list = object.plural.get(known.language);
        let text = t!(known.language, search.find_in, list, words);
        let address = format!("/{}?q={}", object.path, escape(words));
        command("filter", text, &[], Act::Go(address))
    }));
    items
}

#[cfg(test)]
#[path = "items_tests.rs"]
mod tests;
