//! Where else a field is named, so that nobody puts it away unawares.

use contract::dto::defining::Mention;
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::settings::objects::address::{Opened, Place};
use crate::settings::objects::described::{Described, use_described};
use crate::t;

/// The places, each with the way there.
#[component]
pub fn Mentions(named_in: Vec<Mention>, object: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    if named_in.is_empty() {
        return ().into_any();
    }
    let rows = named_in
        .into_iter()
        .map(|mention| {
            let (words, place) =
                untrack(|| place_of(&mention, described, &object.get_value(), language));
            match place {
                Some(place) => {
                    view! { <li><a class="link" href=place.address()>{words}</a></li> }.into_any()
                }
                None => view! { <li>{words}</li> }.into_any(),
            }
        })
        .collect_view();
    view! {
        <div class="field">
            <span class="field__label">{t!(language, describing.named_in)}</span>
            <ul class="describing__mentions sm">{rows}</ul>
        </div>
    }
    .into_any()
}

fn place_of(
    mention: &Mention,
    described: Described,
    own: &str,
    language: Language,
) -> (String, Option<Place>) {
    let label = |object: &str, field: &str| {
        let both = described.with(object, |object| {
            let field = object
                .field(field)
                .map(|field| field.label.get(language).to_owned());
            field.map(|field| format!("{} · {field}", object.label.get(language)))
        });
        both.unwrap_or_else(|| format!("{object}.{field}"))
    };
    let field_place = |object: &str, field: &str| {
        Some(Place::Fields(
            object.to_owned(),
            Some(Opened::Known(field.to_owned())),
        ))
    };
    match mention {
        Mention::Formula { object, field } => {
            let name = label(object, field);
            (
                t!(language, describing.in_formula, name),
                field_place(object, field),
            )
        }
        Mention::RollUp { object, field } => {
            let name = label(object, field);
            (
                t!(language, describing.in_roll_up, name),
                field_place(object, field),
            )
        }
        Mention::Rule { key } => {
            let message = described.with(own, |object| {
                let rule = object.rules.iter().find(|rule| rule.key == *key);
                rule.map(|rule| rule.message.get(language).to_owned())
            });
            let name = message.unwrap_or_else(|| key.clone());
            let place = Place::Rules(own.to_owned(), Some(Opened::Known(key.clone())));
            (t!(language, describing.in_rule, name), Some(place))
        }
        Mention::Layout { key } => {
            let label = described.with(own, |object| {
                let layout = object.layouts.iter().find(|layout| layout.key == *key);
                layout.map(|layout| layout.label.get(language).to_owned())
            });
            let name = label.unwrap_or_else(|| key.clone());
            (
                t!(language, describing.in_layout, name),
                Some(Place::Layout(own.to_owned())),
            )
        }
        Mention::View { name } => (t!(language, describing.in_view, name), None),
    }
}
