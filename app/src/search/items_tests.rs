use contract::dto::search::Shelf;
use contract::{Catalogue, Language, objects};
use uuid::Uuid;

use super::*;

fn known(hits: &[Hit]) -> Known {
    Known {
        catalogue: Catalogue {
            objects: objects::all(),
            rights: Vec::new(),
        },
        language: Language::English,
        is_administrator: false,
        path: "/leads".to_owned(),
        creates: false,
        exports: false,
        hits: hits.to_vec(),
        shelf: Shelf::default(),
        acting: None,
        sounds: [("Dark theme".to_owned(), "anse as".to_owned())].into(),
        settings: vec![("user", "Profile", "/settings")],
    }
}

fn hit(object: &str, title: &str) -> Hit {
    Hit {
        object: object.to_owned(),
        title: title.to_owned(),
        ..Hit::default()
    }
}

fn labels(words: &str, known: &Known) -> Vec<String> {
    groups(words, known)
        .into_iter()
        .map(|group| group.label)
        .collect()
}

fn texts(words: &str, known: &Known) -> Vec<String> {
    let items = groups(words, known)
        .into_iter()
        .flat_map(|group| group.items);
    items
        .map(|item| match item {
            Item::Hit(hit) => hit.title,
            Item::Command { text, .. } => text,
        })
        .collect()
}

#[test]
fn what_was_found_stands_under_its_object_as_the_server_ordered_them() {
    let found = known(&[hit("deal", "Four lines"), hit("account", "Haichuan")]);
    assert_eq!(labels("four", &found), ["Deals", "Customers", "Commands"]);
    assert!(texts("four", &found).contains(&"Find “four” in Leads".to_owned()));
}

#[test]
fn for_no_words_there_is_what_is_at_hand() {
    let mut known = known(&[hit("deal", "Four lines")]);
    assert_eq!(labels("", &known), ["Commands", "Pages"]);
    known.shelf.recent = vec![hit("account", "Haichuan")];
    known.shelf.favourites = vec![hit("account", "Brightwater")];
    let expected = ["Favourites", "Recent", "Commands", "Pages"];
    assert_eq!(labels("", &known), expected);
}

#[test]
fn an_arrow_asks_for_commands_and_pages_only() {
    let known = known(&[hit("account", "Dark Fibre")]);
    assert_eq!(texts(">dark", &known), ["Dark theme"]);
    assert_eq!(texts("> as", &known)[0], "Dark theme");
    assert_eq!(texts(">profile", &known), ["Settings: Profile"]);
    assert_eq!(labels(">nothing like it", &known), Vec::<String>::new());
}

#[test]
fn a_page_that_is_meant_stands_before_what_the_words_make() {
    let known = known(&[]);
    let expected = ["Settings: Profile", "Find “profile” in Leads"];
    assert_eq!(texts("profile", &known), expected);
}

#[test]
fn nobody_is_offered_what_they_may_not_do() {
    let mut known = known(&[]);
    assert_eq!(texts(">new", &known), Vec::<String>::new());
    assert_eq!(texts(">import", &known), Vec::<String>::new());
    assert_eq!(texts(">export", &known), Vec::<String>::new());
    known.exports = true;
    assert_eq!(texts(">export", &known), ["Export this list"]);
}

#[test]
fn a_record_is_acted_on() {
    let mut known = known(&[]);
    let id = Uuid::from_u128(7);
    let account = Hit {
        id,
        ..hit("account", "Haichuan")
    };
    known.acting = Some(account.clone());
    assert_eq!(labels("", &known), ["Haichuan"]);
    assert_eq!(texts("fav", &known), ["Add to favourites"]);
    known.shelf.favourites = vec![account];
    assert_eq!(texts("fav", &known), ["Remove from favourites"]);
    assert_eq!(texts("edit", &known), Vec::<String>::new());
}
