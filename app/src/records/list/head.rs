//! The head of a table: it sorts, chooses all rows, and its edges make columns wider.

use leptos::prelude::*;

use super::columns::{Column, Place};
use super::grip::Grip;
use super::listing::Listing;
use super::table_shape::Shape;
use crate::i18n::use_language;
use crate::t;
use crate::ui::Icon;

/// The columns' names.
#[component]
pub(super) fn Head(shape: Shape) -> impl IntoView {
    let heads = move || {
        let columns = shape.columns.get();
        columns
            .into_iter()
            .map(|column| match shape.tools {
                Some((listing, _)) => list_head(listing, column),
                None => plain_head(&column),
            })
            .collect_view()
    };
    let sizes = shape.tools.map(|(listing, _)| sizes(shape, listing));
    view! {
        {sizes}
        <thead role="rowgroup">
            <tr role="row">
                {shape.tools.map(|(listing, _)| view! { <TickAll listing/> })}
                {heads}
            </tr>
        </thead>
    }
}

/// How wide every column is: what does not fit is cut off, so that nothing moves while rows come and go.
fn sizes(shape: Shape, listing: Listing) -> AnyView {
    let cols = move || {
        let columns = shape.columns.get();
        let col = |column: Column| {
            let width = move || format!("width:{}px", listing.width_of(&column.field.key));
            view! { <col style=width/> }
        };
        columns.into_iter().map(col).collect_view()
    };
    view! { <colgroup><col class="records__tickcol"/>{cols}</colgroup> }.into_any()
}

fn class_of(column: &Column) -> &'static str {
    match (column.field.kind.is_numeric(), column.place) {
        (_, Place::Title) => "pin",
        (true, _) => "num",
        (false, _) => "",
    }
}

fn plain_head(column: &Column) -> AnyView {
    let label = column.field.label.get(use_language()).to_owned();
    let class = if column.field.kind.is_numeric() {
        "num"
    } else {
        ""
    };
    view! { <th scope="col" role="columnheader" class=class>{label}</th> }.into_any()
}

fn list_head(listing: Listing, column: Column) -> AnyView {
    let language = use_language();
    let label = column.field.label.get(language).to_owned();
    let class = class_of(&column);
    let grip = view! { <Grip listing key=column.field.key.clone() label=label.clone()/> };
    let address = listing.showing.signal();
    let Some(key) = column.sort else {
        return view! {
            <th scope="col" role="columnheader" class=class data-head=column.field.key>
                <span class="trunc">{label}</span>
                {grip}
            </th>
        }
        .into_any();
    };
    let key = StoredValue::new(key);
    let sorted = move || {
        let sort = address.with(|address| address.sort.clone())?;
        key.with_value(|key| sort.field == *key)
            .then_some(sort.descending)
    };
    let aria = move || sorted().map(|down| if down { "descending" } else { "ascending" });
    let href = move || {
        let path = listing.showing.path();
        address.with(|address| key.with_value(|key| address.sorted_by(key)).on(&path))
    };
    let arrow = move || {
        sorted().map(|down| view! { <Icon name=if down { "arrowdown" } else { "arrowup" }/> })
    };
    let title = t!(language, records.sorted_by, field = label);
    view! {
        <th scope="col" role="columnheader" class=class aria-sort=aria data-head=column.field.key>
            <a class="records__sort" href=href title=title><span class="trunc">{label}</span>{arrow}</a>
            {grip}
        </th>
    }
    .into_any()
}

/// Chooses all rows that are loaded, or lets all go.
#[component]
fn TickAll(listing: Listing) -> impl IntoView {
    let language = use_language();
    let picked = listing.picked;
    let is_some = Memo::new(move |_| picked.is_any());
    let is_all = Memo::new(move |_| {
        picked.is_any() && (picked.is_all() || listing.loaded().iter().all(|id| picked.has(*id)))
    });
    let toggle = move |_| match is_some.get_untracked() {
        true => picked.clear(),
        false => picked.take_loaded(&untrack(|| listing.loaded())),
    };
    view! {
        <th scope="col" role="columnheader" class="pin records__tick">
            <input
                class="check"
                type="checkbox"
                aria-label=t!(language, lists.pick_all)
                prop:checked=move || is_all.get()
                prop:indeterminate=move || is_some.get() && !is_all.get()
                on:change=toggle
            />
        </th>
    }
}
