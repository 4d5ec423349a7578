//! What the palette can do.

use contract::dto::session::Theme;
use contract::{Action, Catalogue, Language, objects};

use super::item::{Act, Item};
use crate::records::inside;
use crate::t;

/// Everything that can be done from anywhere.
pub fn commands(catalogue: &Catalogue, language: Language) -> Vec<Item> {
    let mut items = vec![
        command(
            "edit",
            t!(language, search.log).to_owned(),
            &["L"],
            Act::Log(None),
        ),
        command(
            "home",
            t!(language, search.go_to, page = t!(language, shell.today)),
            &["G", "T"],
            Act::Go("/".to_owned()),
        ),
    ];
    for object in trade(catalogue) {
        let text = t!(language, search.go_to, page = object.plural.get(language));
        items.push(command(
            &object.icon,
            text,
            go_keys(&object.key),
            Act::Go(format!("/{}", object.path)),
        ));
    }
    for object in trade(catalogue).filter(|object| catalogue.may(&object.key, Action::Create)) {
        let text = t!(
            language,
            search.new,
            object = inside(object.label.get(language))
        );
        items.push(command(
            "plus",
            text,
            &[],
            Act::Go(format!("/{}?new=1", object.path)),
        ));
    }
    if catalogue
        .objects
        .iter()
        .any(|object| catalogue.may(&object.key, Action::Import))
    {
        items.push(command(
            "upload",
            t!(language, search.import).to_owned(),
            &[],
            Act::Go("/import".to_owned()),
        ));
    }
    items.push(command(
        "settings",
        t!(language, search.settings).to_owned(),
        &[],
        Act::Go("/settings".to_owned()),
    ));
    items.extend(looks(language));
    items.push(command(
        "keyboard",
        t!(language, search.keys).to_owned(),
        &["?"],
        Act::ListKeys,
    ));
    items
}

fn looks(language: Language) -> Vec<Item> {
    let other = match language {
        Language::English => (Language::Chinese, "切换到中文 · Chinese"),
        Language::Chinese => (Language::English, "Switch to English · 英文"),
    };
    vec![
        command(
            "sun",
            t!(language, search.light).to_owned(),
            &[],
            Act::Theme(Theme::Light),
        ),
        command(
            "moon",
            t!(language, search.dark).to_owned(),
            &[],
            Act::Theme(Theme::Dark),
        ),
        command("globe", other.1.to_owned(), &[], Act::Language(other.0)),
    ]
}

/// The objects people work with, without the people themselves.
fn trade(catalogue: &Catalogue) -> impl Iterator<Item = &contract::ObjectDef> {
    catalogue
        .objects
        .iter()
        .filter(|object| object.is_found())
}

fn go_keys(object: &str) -> &'static [&'static str] {
    match object {
        objects::ACCOUNT => &["G", "C"],
        objects::LEAD => &["G", "L"],
        objects::DEAL => &["G", "D"],
        _ => &[],
    }
}

/// A line that does something.
pub fn command(icon: &str, text: String, keys: &'static [&'static str], act: Act) -> Item {
    Item::Command {
        icon: icon.to_owned(),
        text,
        keys,
        act,
    }
}
