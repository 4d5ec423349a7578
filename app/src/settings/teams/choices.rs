//! Roles and teams as options.

use contract::objects::USER;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::ui::SelectOption;

/// The choices of a field of users, `role` or `team`; grows with the catalogue.
pub(crate) fn choices_of(field: &'static str) -> Signal<Vec<SelectOption>> {
    let language = use_language();
    let catalogue = use_catalogue();
    Signal::derive(move || {
        catalogue.with(|catalogue| {
            let field = catalogue.object(USER).and_then(|users| users.field(field));
            let choices = field
                .map(|field| field.choices.as_slice())
                .unwrap_or_default();
            choices
                .iter()
                .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
                .collect()
        })
    })
}

/// The words of a choice, or the key where it has none.
pub(crate) fn words_of(choices: Signal<Vec<SelectOption>>, key: &str) -> String {
    choices.with_untracked(|choices| {
        let found = choices.iter().find(|(known, _)| known == key);
        found.map_or_else(|| key.to_owned(), |(_, words)| words.clone())
    })
}
