//! One field: whose value it is to have.

use contract::dto::merging::MergeProposal;
use contract::{FieldDef, Value};
use leptos::prelude::*;

use super::merging::Merging;
use super::plan::Pick;
use crate::i18n::use_language;
use crate::records::shown::value_or_dash;
use crate::t;
use crate::ui::{Icon, IconSize, problem_text, use_clock};

/// The values of a field beside each other; for fields that hold several also all of them together.
#[component]
pub fn FieldChoice(merging: Merging, field: FieldDef) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let (label_id, problem_id) = (
        format!("merge-field-{}", field.key),
        format!("merge-problem-{}", field.key),
    );
    let words = |value: &Value| untrack(|| value_or_dash(Some(&field), value, clock));
    let option = |pick: Pick, value: &Value, whose: String| {
        let (field, text) = (field.clone(), words(value));
        view! { <ValueOption merging field pick text whose/> }
    };
    let options = merging.proposal.with_untracked(|proposal| {
        let of_each = proposal.records.iter().map(|side| {
            let record = &side.record;
            let whose = untrack(|| merging.name(record.id));
            option(Pick::Of(record.id), record.value(&field.key), whose)
        });
        let of_each = of_each.collect_view();
        let together = joined(proposal, &field).map(|value| {
            let whose = t!(language, merging.all_together).to_owned();
            let option = option(Pick::Together, &value, whose);
            view! { <div class="merge__together">{option}</div> }
        });
        view! { {of_each} {together} }
    });
    let key = field.key.clone();
    let problem = Memo::new(move |_| {
        merging.problems.with(|problems| {
            let found = problems.iter().find(|problem| problem.field == key);
            found.map(|found| problem_text(language, &found.problem))
        })
    });
    let (labelled_by, described_by) = (label_id.clone(), problem_id.clone());
    view! {
        <div
            class="merge__row"
            role="radiogroup"
            aria-labelledby=labelled_by
            aria-describedby=move || problem.with(Option::is_some).then(|| described_by.clone())
        >
            <span class="merge__label" id=label_id>{field.label.get(language).to_owned()}</span>
            {options}
            <div class="merge__problem" id=problem_id role="alert">
                {move || problem.get().map(|text| view! {
                    <span class="field__error"><Icon name="alert" size=IconSize::Small/>{text}</span>
                })}
            </div>
        </div>
    }
}

/// All values of a field together, where that is more than any record has.
fn joined(proposal: &MergeProposal, field: &FieldDef) -> Option<Value> {
    field
        .kind
        .is_several()
        .then(|| proposal.proposed.get(&field.key).cloned())
        .flatten()
}

#[component]
fn ValueOption(
    merging: Merging,
    field: FieldDef,
    pick: Pick,
    text: String,
    whose: String,
) -> impl IntoView {
    let name = format!("merge-{}", field.key);
    let key = StoredValue::new(field.key.clone());
    let is_picked = Memo::new(move |_| {
        merging.proposal.with(|proposal| {
            merging
                .plan
                .with(|plan| plan.picked(proposal, &field) == pick)
        })
    });
    let choose = move |_| {
        merging.problems.update(|problems| {
            problems.retain(|problem| key.with_value(|key| problem.field != *key))
        });
        merging
            .plan
            .update(|plan| key.with_value(|key| plan.pick(key, pick)));
    };
    view! {
        <label
            class="option card records__option merge__option"
            data-picked=move || is_picked.get().then_some("")
        >
            <input
                class="check check--radio"
                type="radio"
                name=name
                checked=is_picked.get_untracked()
                prop:checked=move || is_picked.get()
                on:change=choose
            />
            <span class="grow merge__value">{text}</span>
            <span class="xs faint merge__whose">{whose}</span>
        </label>
    }
}
