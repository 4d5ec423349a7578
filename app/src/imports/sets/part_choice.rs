//! What a person chooses for a part before the set goes in: its object, and whether it goes in at all.

use contract::Action;
use contract::dto::import_sets::{PartChoice, SetPart};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::in_set::part_address;
use super::follower::SetFollower;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{ButtonSize, LinkButton, Select, SelectOption, Switch};

/// The object of a part, its fields, and whether it goes in.
#[component]
pub(super) fn Choices(
    import: Uuid,
    part: Memo<Option<SetPart>>,
    follower: SetFollower,
    #[prop(into)] name: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    let set = follower.set.with_untracked(|set| set.id);
    let is_one_sheet = follower.set.with_untracked(|set| set.is_one_sheet);
    let goes_in = RwSignal::new(false);
    Effect::new(move |_| {
        // Tells again what is so where the server did not take it.
        follower.set.track();
        let now = part.with(|part| part.as_ref().is_some_and(|part| !part.is_left_out));
        if goes_in.get_untracked() != now {
            goes_in.set(now);
        }
    });
    let turn = move |()| {
        let choice = PartChoice {
            is_left_out: Some(!goes_in.get_untracked()),
            ..PartChoice::default()
        };
        follower.choose(import, choice);
    };
    let is_in =
        Memo::new(move |_| part.with(|part| part.as_ref().is_some_and(|part| !part.is_left_out)));
    let more = move || {
        is_in.get().then(|| {
            view! {
                {(!is_one_sheet).then(|| view! { <ObjectOf import part follower name/> })}
                <LinkButton
                    label=t!(language, imports.step_fields)
                    href=part_address(set, import, true)
                    size=ButtonSize::Small
                />
            }
        })
    };
    view! {
        {more}
        <Switch checked=goes_in label=t!(language, imports.goes_in) on_change=turn/>
    }
}

#[component]
fn ObjectOf(
    import: Uuid,
    part: Memo<Option<SetPart>>,
    follower: SetFollower,
    name: Signal<String>,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let object = move || {
        part.with(|part| {
            part.as_ref()
                .map(|part| part.object.clone())
                .unwrap_or_default()
        })
    };
    let value = RwSignal::new(untrack(object));
    Effect::new(move |_| {
        follower.set.track();
        let now = object();
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    let options = Signal::derive(move || {
        catalogue.with(|catalogue| {
            let may = |object: &&contract::ObjectDef| catalogue.may(&object.key, Action::Import);
            let mut options: Vec<SelectOption> = catalogue
                .objects
                .iter()
                .filter(may)
                .map(|object| (object.key.clone(), object.plural.get(language).to_owned()))
                .collect();
            // What the browser does not know by itself, such as the people who work here.
            let now = object();
            if options.iter().all(|(key, _)| *key != now) {
                options.push((now.clone(), now));
            }
            options
        })
    });
    let change = move |()| {
        let choice = PartChoice {
            object: Some(value.get_untracked()),
            ..PartChoice::default()
        };
        follower.choose(import, choice);
    };
    let label = Signal::derive(move || t!(language, imports.what_is, name = name.get()));
    view! {
        <Select value options label=MaybeProp::from(label) on_change=change disabled=follower.is_busy class="input--sm import__kind"/>
    }
}
