//! Which pipeline a board shows: a condition of its list like any other, so it stands in the address and in views.

use contract::query::Operator;
use contract::{Choice, Filter};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::records::list::{Form, Listing};
use crate::ui::Select;

/// The pipelines of the field that makes the lanes; nothing where there is only one.
#[component]
pub(crate) fn PipelinePicker(listing: Listing, form: Memo<Form>) -> impl IntoView {
    move || match form.get() {
        Form::Board(by) => picker(listing, &by),
        _ => None,
    }
}

fn picker(listing: Listing, stages: &str) -> Option<AnyView> {
    let language = use_language();
    let (key, label, choices) = listing.object.with_value(|object| {
        let pipelines = object.pipelines(stages)?;
        let by = pipelines.are_several().then_some(pipelines.by)?;
        let label = by.label.get(language).to_owned();
        Some((by.key.clone(), label, by.choices.clone()))
    })?;
    let stages = StoredValue::new(stages.to_owned());
    let address = listing.showing.signal();
    let shown = Memo::new(move |_| {
        listing.object.with_value(|object| {
            let pipelines = stages.with_value(|stages| object.pipelines(stages));
            address.with(|address| {
                let shown = pipelines.map(|pipelines| pipelines.shown(&address.filters));
                shown.unwrap_or_default().to_owned()
            })
        })
    });
    let value = RwSignal::new(shown.get_untracked());
    Effect::new(move |_| value.set(shown.get()));
    let options = Signal::derive(move || {
        let is_offered = |choice: &&Choice| !choice.retired || shown.with(|key| *key == choice.key);
        let offered = choices.iter().filter(is_offered);
        offered
            .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
            .collect::<Vec<_>>()
    });
    let key = StoredValue::new(key);
    let pick = move |()| {
        let picked = value.get_untracked();
        listing.showing.show(|address| {
            let own = key.get_value();
            let others = address.filters.iter().filter(|filter| filter.field != own);
            let mut filters: Vec<Filter> = others.cloned().collect();
            filters.push(Filter::new(&own, Operator::Is, &picked));
            address.filtered(filters, address.test.clone())
        });
    };
    let picker = view! {
        <div class="board__pipeline"><Select value options label class="input--sm" on_change=pick/></div>
    };
    Some(picker.into_any())
}

/// Whether a board shows one of several pipelines and is narrowed by nothing else: it is a board even where it is
/// empty, since the deals may stand in another one.
pub(crate) fn is_one_of_several(listing: Listing, stages: &str) -> bool {
    let own = listing.object.with_value(|object| {
        let pipelines = object.pipelines(stages)?;
        pipelines.are_several().then(|| pipelines.by.key.clone())
    });
    let address = untrack(|| listing.showing.address());
    own.is_some_and(|own| {
        let is_own = |filter: &Filter| filter.field == own;
        address.words.is_empty() && address.test.is_none() && address.filters.iter().all(is_own)
    })
}
