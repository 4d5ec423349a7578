//! The conditions of a question in words, where no list stands beside them.

use contract::{ObjectDef, Test};
use leptos::prelude::*;

use super::names::{Names, named};
use super::said::Teller;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_people};

/// One sentence for each condition that has to hold.
pub(crate) fn sentences(
    object: Signal<Option<ObjectDef>>,
    parts: Signal<Vec<Test>>,
) -> Signal<Vec<String>> {
    let names = Names::new();
    let (language, catalogue, people) = (use_language(), use_catalogue(), use_people());
    Effect::new(move |_| {
        let all = Test::All(parts.get());
        let wanted = object.with(|object| {
            let object = object.as_ref()?;
            Some(catalogue.with(|catalogue| named(catalogue, object, &all)))
        });
        if let Some(wanted) = wanted {
            names.ask(wanted);
        }
    });
    Signal::derive(move || {
        let parts = parts.get();
        object.with(|object| {
            let Some(object) = object else {
                return Vec::new();
            };
            catalogue.with(|catalogue| {
                people.with(|people| {
                    let teller = Teller {
                        catalogue,
                        people,
                        names,
                        language,
                    };
                    let said = parts.iter().map(|test| teller.chip(object, test));
                    said.map(|said| said.sentence()).collect()
                })
            })
        })
    })
}
