//! The records above their values, and which of them stays.

use contract::dto::merging::MergeSide;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::merge_address;
use super::merging::{Merging, replacing};
use crate::i18n::use_language;
use crate::records::marks::{record_address, shape_of};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Avatar, AvatarSize, ButtonSize, Icon, IconButton, IconSize};

/// One card for each record; the chosen one stays.
#[component]
pub fn Sides(merging: Merging) -> impl IntoView {
    let language = use_language();
    let cards = move || {
        let sides = merging.proposal.with(|proposal| proposal.records.clone());
        let may_go = sides.len() > 2;
        sides
            .into_iter()
            .map(|side| view! { <Side merging side may_go/> })
            .collect_view()
    };
    view! {
        <div class="merge__row merge__row--head" role="radiogroup" aria-labelledby="merge-stays">
            <span class="merge__label" id="merge-stays">{t!(language, merging.stays)}</span>
            {cards}
        </div>
    }
}

#[component]
fn Side(merging: Merging, side: MergeSide, may_go: bool) -> impl IntoView {
    let id = side.record.id;
    let is_picked = Memo::new(move |_| merging.staying() == id);
    let name = untrack(|| merging.name(id));
    let mark = merging
        .object
        .with_value(shape_of)
        .map(|shape| view! { <Avatar name=name.clone() shape size=AvatarSize::Small/> });
    let facts = facts(&side);
    let picked = name.clone();
    view! {
        <div class="card merge__side" data-picked=move || is_picked.get().then_some("")>
            <label class="option grow">
                <input
                    class="check check--radio"
                    type="radio"
                    name="merge-into"
                    checked=is_picked.get_untracked()
                    prop:checked=move || is_picked.get()
                    on:change=move |_| merging.plan.update(|plan| plan.stay(id))
                />
                {mark}
                <span class="grow merge__name">
                    <b class="strong">{picked}</b>
                    <span class="xs faint">{facts}</span>
                </span>
            </label>
            <SideActs merging id name may_go/>
        </div>
    }
}

/// What hangs on a record: it says which of them is worth more.
fn facts(side: &MergeSide) -> String {
    let language = use_language();
    let mut facts = Vec::new();
    if side.related > 0 {
        facts.push(t!(language, merging.related, count = side.related));
    }
    if side.files > 0 {
        facts.push(t!(language, merging.files, count = side.files));
    }
    if facts.is_empty() {
        facts.push(t!(language, merging.nothing_on_it).to_owned());
    }
    facts.join(" · ")
}

/// The way to the record, and out of the merge where enough stay.
#[component]
fn SideActs(merging: Merging, id: Uuid, name: String, may_go: bool) -> impl IntoView {
    let language = use_language();
    let key = merging.object.with_value(|object| object.key.clone());
    let address = use_catalogue().with_untracked(|catalogue| record_address(catalogue, &key, id));
    let label = t!(language, merging.open_named, name = name);
    let navigate = use_navigate();
    let leave_out = Callback::new(move |()| {
        let rest: Vec<Uuid> = merging.proposal.with_untracked(|proposal| {
            let ids = proposal.records.iter().map(|side| side.record.id);
            ids.filter(|other| *other != id).collect()
        });
        navigate(&merge_address(&key, &rest), replacing());
    });
    view! {
        {address.map(|href| view! {
            <a
                class="btn btn--ghost btn--icon btn--sm"
                href=href
                target="_blank"
                rel="noopener"
                aria-label=label.clone()
                data-tip=label
            >
                <Icon name="link" size=IconSize::Small/>
            </a>
        })}
        {may_go.then(|| view! {
            <IconButton
                label=t!(language, merging.leave_out, name)
                icon="x"
                size=ButtonSize::Small
                on_press=leave_out
            />
        })}
    }
}
