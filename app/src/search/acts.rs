//! What can be done with one record from the palette.

use contract::Action;
use contract::dto::activities::About;
use contract::dto::search::Hit;

use super::item::{Act, Item, address, command};
use super::known::Known;
use crate::t;

/// What can be done with a record, as far as the person may.
pub fn acts(hit: &Hit, known: &Known) -> Vec<Item> {
    let language = known.language;
    let Some(page) = address(hit, &known.catalogue) else {
        return Vec::new();
    };
    let mut items = vec![
        command(
            "eye",
            t!(language, search.open).to_owned(),
            &["↵"],
            Act::Go(page.clone()),
        ),
        command(
            "arrowright",
            t!(language, search.open_tab).to_owned(),
            &["Ctrl", "↵"],
            Act::NewTab(page.clone()),
        ),
    ];
    let is_followed = known
        .catalogue
        .object(&hit.object)
        .is_some_and(|object| object.followed);
    if is_followed {
        items.push(log(hit, known));
    }
    if known.catalogue.may(&hit.object, Action::Edit) {
        let text = t!(language, search.edit).to_owned();
        let form = format!("{page}?edit=1");
        items.push(command("edit", text, &[], Act::Go(form)));
    }
    let is_starred = known
        .shelf
        .favourites
        .iter()
        .any(|starred| (&starred.object, starred.id) == (&hit.object, hit.id));
    let text = match is_starred {
        true => t!(language, search.unstar),
        false => t!(language, search.star),
    };
    let star = Act::Star(hit.clone(), !is_starred);
    items.push(command("star", text.to_owned(), &[], star));
    let copy = t!(language, search.copy_link).to_owned();
    items.push(command("link", copy, &[], Act::Copy(page)));
    items
}

/// Logs something about a record.
pub fn log(hit: &Hit, known: &Known) -> Item {
    let about = About {
        object: hit.object.clone(),
        id: hit.id,
    };
    let text = t!(known.language, search.log_for, name = hit.title);
    command("edit", text, &["L"], Act::Log(Some(about)))
}
