//! One record of a group.

use contract::{ObjectDef, Record};
use leptos::prelude::*;
use uuid::Uuid;

use crate::i18n::use_language;
use crate::records::cells::named;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;

/// A record with what tells it apart; in larger groups it can be left out.
#[component]
pub fn GroupRow(
    object: ObjectDef,
    record: Record,
    telling: String,
    /// The records that are to be merged.
    picked: RwSignal<Vec<Uuid>>,
    may_leave_out: bool,
) -> impl IntoView {
    let language = use_language();
    let id = record.id;
    let name = record.text(&object.title).to_owned();
    let address =
        use_catalogue().with_untracked(|catalogue| record_address(catalogue, &object.key, id));
    let is_picked = move || picked.with(|picked| picked.contains(&id));
    let toggle = move |is_on: bool| {
        picked.update(|picked| {
            picked.retain(|other| *other != id);
            if is_on {
                picked.push(id);
            }
        });
    };
    let check = may_leave_out.then(|| {
        view! {
            <input
                class="check"
                type="checkbox"
                aria-label=t!(language, merging.merge_this, name)
                checked=untrack(is_picked)
                prop:checked=is_picked
                on:change:target=move |event| toggle(event.target().checked())
            />
        }
    });
    view! {
        <li class="row">
            {check}
            <div class="row__main">
                <a class="row__title" href=address>{named(&object, &record)}</a>
                <span class="row__sub merge__telling">{telling}</span>
            </div>
        </li>
    }
}
