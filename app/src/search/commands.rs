//! What the palette can do, and the pages it leads to.

use contract::dto::session::Theme;
use contract::{Action, Language, ObjectDef};

use super::item::{Act, Item, command};
use super::known::Known;
use crate::records::inside;
use crate::shell::go_keys;
use crate::t;

/// Everything that can be done from anywhere.
pub fn commands(known: &Known) -> Vec<Item> {
    let language = known.language;
    let mut items = vec![command(
        "edit",
        t!(language, search.log).to_owned(),
        &["L"],
        Act::Log(None),
    )];
    items.extend(of_page(known));
    items.extend(new_records(known));
    items.extend(looks(language));
    items.push(command(
        "keyboard",
        t!(language, search.keys).to_owned(),
        &["?"],
        Act::ListKeys,
    ));
    items.push(command(
        "logout",
        t!(language, search.sign_out).to_owned(),
        &[],
        Act::SignOut,
    ));
    items
}

/// What the page below the palette offers.
fn of_page(known: &Known) -> Vec<Item> {
    let language = known.language;
    let create = known.creates.then(|| {
        let text = t!(language, search.create_here).to_owned();
        command("plus", text, &["C"], Act::Create)
    });
    let export = known.exports.then(|| {
        let text = t!(language, search.export).to_owned();
        command("download", text, &[], Act::Export)
    });
    create.into_iter().chain(export).collect()
}

fn new_records(known: &Known) -> impl Iterator<Item = Item> {
    trade(known)
        .filter(|object| known.catalogue.may(&object.key, Action::Create))
        .map(|object| {
            let text = t!(
                known.language,
                search.new,
                object = inside(object.label.get(known.language))
            );
            command(
                "plus",
                text,
                &[],
                Act::Go(format!("/{}?new=1", object.path)),
            )
        })
}

fn looks(language: Language) -> Vec<Item> {
    let other = match language {
        Language::English => (Language::Chinese, "切换到中文 · Chinese"),
        Language::Chinese => (Language::English, "Switch to English · 英文"),
    };
    let themes = [
        ("sun", t!(language, search.light), Theme::Light),
        ("moon", t!(language, search.dark), Theme::Dark),
        ("mobile", t!(language, search.system_theme), Theme::System),
    ];
    let themes =
        themes.map(|(icon, text, theme)| command(icon, text.to_owned(), &[], Act::Theme(theme)));
    let language = command("globe", other.1.to_owned(), &[], Act::Language(other.0));
    themes.into_iter().chain([language]).collect()
}

/// Every page that somebody may open: today, the lists of all objects, what is done with many records, the settings.
pub fn pages(known: &Known) -> Vec<Item> {
    let language = known.language;
    let today = t!(language, search.go_to, page = t!(language, shell.today));
    let mut items = vec![page("home", today, go_keys(""), "/")];
    items.extend(trade(known).map(|object| {
        let text = t!(language, search.go_to, page = object.plural.get(language));
        let address = format!("/{}", object.path);
        page(&object.icon, text, go_keys(&object.key), &address)
    }));
    let may = |action| {
        let mut objects = known.catalogue.objects.iter();
        objects.any(|object| known.catalogue.may(&object.key, action))
    };
    if may(Action::Import) {
        let text = t!(language, search.import).to_owned();
        items.push(page("upload", text, &[], "/import"));
    }
    if may(Action::Delete) {
        let text = t!(language, search.bin).to_owned();
        items.push(page("trash", text, &[], "/bin"));
    }
    items.extend(known.settings.iter().map(|(icon, name, address)| {
        let text = t!(language, search.settings_page, page = name);
        page(icon, text, &[], address)
    }));
    items
}

fn page(icon: &str, text: String, keys: &'static [&'static str], address: &str) -> Item {
    command(icon, text, keys, Act::Go(address.to_owned()))
}

/// The objects that people work with and have a list of, without the people themselves.
pub fn trade(known: &Known) -> impl Iterator<Item = &ObjectDef> {
    known.catalogue.objects.iter().filter(|object| {
        object.key != contract::objects::USER
            && object.line_of.is_none()
            && known.catalogue.may(&object.key, Action::See)
    })
}
