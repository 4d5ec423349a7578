//! The end of the step of the fields: the whole file is checked, or what was chosen goes back to the set of the file.

use contract::ObjectDef;
use contract::dto::import_sets::PartChoice;
use contract::dto::imports::ImportPlan;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::fields_page::Matching;
use super::in_set::{set_address, set_of_address};
use super::plan::gaps;
use super::trouble::failure_words;
use crate::api::import_sets::import_set_part;
use crate::api::imports::import_check;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Look};

/// Stays idle until nothing is missing.
#[component]
pub(super) fn CheckButton(
    matching: Matching,
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let is_open = Memo::new(move |_| {
        plan.with(|plan| object.with_value(|object| !gaps(plan, object).is_empty()))
    });
    let id = matching.follower.status.with_untracked(|status| status.id);
    let came_back = use_query_map().read_untracked().get("step").is_some();
    let set = set_of_address();
    let navigate = StoredValue::new(use_navigate());
    let go = move |address: String| {
        navigate.try_with_value(|navigate| navigate(&address, NavigateOptions::default()));
    };
    let send = Callback::new(move |()| {
        is_busy.set(true);
        matching.trouble.set(None);
        let plan = plan.get_untracked();
        spawn_local(async move {
            let answer = match set {
                None => import_check(id, plan).await.map(|_| ()),
                Some(set) => {
                    let choice = PartChoice {
                        plan: Some(plan),
                        ..PartChoice::default()
                    };
                    import_set_part(set, id, choice).await.map(|_| ())
                }
            };
            match (answer, set) {
                // It stays busy: the next step is on its way, opened by the address where that asked for this one.
                (Ok(()), Some(set)) => go(set_address(set)),
                (Ok(()), None) if came_back => go(format!("/import/{id}")),
                (Ok(()), None) => matching.reopen.run(()),
                (Err(failure), _) => {
                    is_busy.try_set(false);
                    let words = object
                        .try_with_value(|object| failure_words(language, &failure, Some(object)));
                    matching.trouble.try_set(words);
                }
            }
        });
    });
    let label = match set {
        Some(_) => t!(language, imports.take_over),
        None => t!(language, imports.check),
    };
    view! {
        <Button label look=Look::Primary busy=is_busy disabled=is_open on_press=send/>
    }
}
