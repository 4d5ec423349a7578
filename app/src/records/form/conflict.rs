//! Two people changed the same field: both values are kept until one is chosen.

use contract::refusal::Clash;
use leptos::prelude::*;

use super::{Conflict, Saving};
use crate::i18n::use_language;
use crate::records::shown::value_or_dash;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Look, use_clock};

/// Shows each clashing field with what it was, mine and theirs. One tap chooses; then the form is saved
/// against what stands there now.
#[component]
pub fn ConflictDialog(saving: Saving) -> impl IntoView {
    move || {
        saving
            .conflict
            .get()
            .map(|conflict| view! { <Choosing saving conflict/> })
    }
}

#[component]
fn Choosing(saving: Saving, conflict: Conflict) -> impl IntoView {
    let language = use_language();
    let choices: Vec<_> = conflict
        .clashes
        .iter()
        .map(|_| RwSignal::new(true))
        .collect();
    let name = conflict.changed_by.clone();
    let rows = conflict
        .clashes
        .iter()
        .cloned()
        .zip(choices.iter().copied())
        .map(|(clash, keeps_mine)| {
            let name = name.clone();
            view! { <ClashRow saving clash keeps_mine name/> }
        })
        .collect_view();
    let conflict = StoredValue::new(conflict);
    let keep = move |()| {
        let mine: Vec<_> = choices.iter().map(RwSignal::get_untracked).collect();
        saving.settle(&conflict.get_value(), &mine);
    };
    let text = t!(language, records.conflict_text, name);
    view! {
        <Dialog title=t!(language, records.conflict_title) on_close=move |()| saving.conflict.set(None)>
            <DialogBody>
                <Banner text look=BannerLook::Warn icon="merge"/>
                {rows}
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, records.keep_choice) look=Look::Primary on_press=keep/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn ClashRow(
    saving: Saving,
    clash: Clash,
    keeps_mine: RwSignal<bool>,
    name: String,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let field = saving.draft.definition().field(&clash.field).cloned();
    let words = |value| untrack(|| value_or_dash(field.as_ref(), value, clock));
    let before = t!(
        language,
        records.conflict_before,
        value = words(&clash.base)
    );
    let (mine, theirs) = (words(&clash.mine), words(&clash.theirs));
    let label = field
        .as_ref()
        .map(|field| field.label.get(language).to_owned());
    let group = format!("clash-{}", clash.field);
    view! {
        <fieldset class="stack records__clash">
            <legend class="h4">{label.unwrap_or(clash.field)} " " <span class="xs faint">{before}</span></legend>
            <Side group=group.clone() text=mine who=t!(language, records.conflict_mine).to_owned() picked=keeps_mine mine=true/>
            <Side group text=theirs who=name picked=keeps_mine mine=false/>
        </fieldset>
    }
}

#[component]
fn Side(
    group: String,
    text: String,
    who: String,
    picked: RwSignal<bool>,
    mine: bool,
) -> impl IntoView {
    view! {
        <label class="option card records__option" data-picked=move || (picked.get() == mine).then_some("")>
            <input
                class="check check--radio"
                type="radio"
                name=group
                checked=untrack(|| picked.get() == mine)
                prop:checked=move || picked.get() == mine
                on:change=move |_| picked.set(mine)
            />
            <span class="grow">{text}</span>
            <span class="xs faint">{who}</span>
        </label>
    }
}
