//! What an import may make or leave alone beside its rows: choices, related records, automations.

use contract::ObjectDef;
use contract::dto::imports::ImportPlan;
use leptos::prelude::*;

use super::plan::{has_choices, has_relations};
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::Checkbox;

/// The boxes to tick, and the promise that all of it can be taken back. A box that means nothing for the columns is
/// not there.
#[component]
pub(super) fn Beside(plan: RwSignal<ImportPlan>, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let is_administrator = Memo::new(move |_| me.with(|me| me.is_administrator()));
    let about = move |is_so: fn(&ImportPlan, &ObjectDef) -> bool| {
        Memo::new(move |_| plan.with(|plan| object.with_value(|object| is_so(plan, object))))
    };
    let (choices, relations) = (about(has_choices), about(has_relations));
    let create_choices = move || {
        choices.get().then(|| match is_administrator.get() {
            true => view! {
                <Ticked
                    plan
                    label=t!(language, imports.create_choices)
                    hint=t!(language, imports.create_choices_hint)
                    read=|plan| plan.create_choices
                    write=|plan, is_set| plan.create_choices = is_set
                />
            }
            .into_any(),
            false => {
                view! { <p class="sm muted">{t!(language, imports.choices_by_administrator)}</p> }
                    .into_any()
            }
        })
    };
    let create_related = move || {
        relations.get().then(|| {
            view! {
                <Ticked
                    plan
                    label=t!(language, imports.create_related)
                    hint=t!(language, imports.create_related_hint)
                    read=|plan| plan.create_related
                    write=|plan, is_set| plan.create_related = is_set
                />
            }
        })
    };
    view! {
        <div class="card card--pad stack import__box">
            <h2 class="h4">{t!(language, imports.beside)}</h2>
            {create_choices}
            {create_related}
            <Ticked
                plan
                label=t!(language, imports.silent)
                hint=t!(language, imports.silent_hint)
                read=|plan| plan.silent
                write=|plan, is_set| plan.silent = is_set
            />
            <div>
                <h3 class="h4">{t!(language, imports.undo_promise)}</h3>
                <p class="sm muted">{t!(language, imports.undo_promise_hint)}</p>
            </div>
        </div>
    }
}

/// A box of the plan.
#[component]
fn Ticked(
    plan: RwSignal<ImportPlan>,
    label: &'static str,
    hint: &'static str,
    read: fn(&ImportPlan) -> bool,
    write: fn(&mut ImportPlan, bool),
) -> impl IntoView {
    let checked = RwSignal::new(plan.with_untracked(read));
    let is_set = Memo::new(move |_| plan.with(read));
    // A saved mapping ticks it too.
    Effect::new(move |_| {
        let now = is_set.get();
        if checked.get_untracked() != now {
            checked.set(now);
        }
    });
    let change = Callback::new(move |()| {
        let is_set = checked.get_untracked();
        plan.update(|plan| write(plan, is_set));
    });
    view! {
        <div class="import__option">
            <Checkbox checked label on_change=change/>
            <p class="xs faint">{hint}</p>
        </div>
    }
}
