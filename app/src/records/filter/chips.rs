//! The filter of a list in words: one chip for each condition that has to hold.

use contract::{ObjectDef, Operator, Test};
use leptos::prelude::*;

use super::names::{Names, named};
use super::said::{Said, Teller};
use crate::i18n::use_language;
use crate::records::list::Showing;
use crate::shell::{use_catalogue, use_people};
use crate::ui::{FilterChip, browser};

/// The conditions of the present list, and what they are called.
#[derive(Clone, Copy)]
pub struct Conditions {
    object: StoredValue<ObjectDef>,
    showing: Showing,
    pub(super) names: Names,
}

impl Conditions {
    pub(crate) fn of(object: ObjectDef, showing: Showing) -> Self {
        let names = Names::new();
        let conditions = Self {
            object: StoredValue::new(object),
            showing,
            names,
        };
        let catalogue = use_catalogue();
        Effect::new(move |_| {
            let all = Test::All(conditions.parts());
            let wanted = catalogue.with(|catalogue| {
                conditions
                    .object
                    .with_value(|object| named(catalogue, object, &all))
            });
            names.ask(wanted);
        });
        conditions
    }

    /// Each condition that has to hold; tracked.
    pub(crate) fn parts(self) -> Vec<Test> {
        self.showing.signal().with(|address| address.parts())
    }

    fn said(self, test: &Test) -> Said {
        let (language, people) = (use_language(), use_people());
        use_catalogue().with(|catalogue| {
            people.with(|people| {
                let teller = Teller {
                    catalogue,
                    people,
                    names: self.names,
                    language,
                };
                self.object.with_value(|object| teller.chip(object, test))
            })
        })
    }

    /// The last condition as one text, with its place; tracked.
    pub(crate) fn last(self) -> Option<(usize, String)> {
        let (at, test) = self.parts().into_iter().enumerate().next_back()?;
        Some((at, self.said(&test).sentence()))
    }
}

/// The field whose value something else in the bar shows and changes, as the picker of a board's pipeline: it needs no
/// chip beside that.
#[derive(Clone, Copy)]
pub(crate) struct ToldElsewhere(pub(crate) Memo<Option<String>>);

impl ToldElsewhere {
    fn tells(self, test: &Test) -> bool {
        let Test::One(filter) = test else {
            return false;
        };
        let is_own = |key: &Option<String>| key.as_ref() == Some(&filter.field);
        filter.operator == Operator::Is && self.0.with(is_own)
    }
}

/// The chips of a list; `on_edit` gets the place of the one to be changed.
#[component]
pub fn Chips(conditions: Conditions, on_edit: Callback<usize>) -> impl IntoView {
    let chip = move |(at, test): (usize, Test)| {
        let said = Memo::new(move |_| conditions.said(&test));
        let showing = conditions.showing;
        view! {
            <FilterChip
                field=Signal::derive(move || said.get().field)
                operator=Signal::derive(move || said.get().operator)
                value=Signal::derive(move || said.get().value)
                on_edit=move |()| on_edit.run(at)
                on_remove=move |()| {
                    showing.show(|address| address.without_part(at));
                    on_to_button();
                }
            />
        }
    };
    let elsewhere = use_context::<ToldElsewhere>();
    let is_shown = move |test: &Test| !elsewhere.is_some_and(|elsewhere| elsewhere.tells(test));
    move || {
        let parts = conditions.parts().into_iter().enumerate();
        let shown = parts.filter(|(_, test)| is_shown(test));
        shown.map(chip).collect_view()
    }
}

/// A chip that goes takes the focus with it.
fn on_to_button() {
    request_animation_frame(|| {
        if let Some(body) = document().body() {
            browser::focus_first(&body, ".records__filters .chip--add");
        }
    });
}
