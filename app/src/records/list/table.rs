//! The rows of a list as a table, two lines each on phones.

use contract::ObjectDef;
use leptos::prelude::*;

use super::chunk::{CHUNK, Chunk};
use super::columns::columns;
use super::editing::Editing;
use super::gestures::Gestures;
use super::head::Head;
use super::listing::Listing;
use super::rows::Rows;
use super::table_shape::Shape;
use crate::i18n::use_language;
use crate::records::form::ConflictDialog;

/// The table of some records that are not the list of a page. Its names lead to the records.
#[component]
pub(crate) fn RecordTable(
    object: ObjectDef,
    rows: Rows,
    /// How many records match in all, where it is known.
    total: Option<u64>,
) -> impl IntoView {
    let language = use_language();
    let name = object.plural.get(language).to_owned();
    let own = columns(&object, &[]);
    let shape = Shape {
        object: StoredValue::new(object),
        columns: Memo::new(move |_| own.clone()),
        tools: None,
    };
    view! {
        <table class="table table--list records__table" role="table" aria-label=name aria-rowcount=total.map(|total| total.to_string())>
            <Head shape/>
            <Chunks shape rows/>
        </table>
    }
}

/// The table of a list: its columns are those of the view, its rows can be chosen and changed.
#[component]
pub(crate) fn ListTable(
    listing: Listing,
    /// The bodies of the table: rows, or groups of them.
    bodies: Callback<Shape, AnyView>,
    editing: Editing,
    total: Option<u64>,
) -> impl IntoView {
    let language = use_language();
    let name = listing
        .object
        .with_value(|object| object.plural.get(language).to_owned());
    let address = listing.showing.signal();
    let shape = Shape {
        object: listing.object,
        columns: Memo::new(move |_| {
            let chosen = address.with(|address| address.shown.columns.clone());
            listing.object.with_value(|object| columns(object, &chosen))
        }),
        tools: Some((listing, editing)),
    };
    let gestures = Gestures::new(shape, listing, editing);
    let dense = move || {
        address
            .with(|address| address.shown.compact)
            .map(|compact| if compact { "compact" } else { "roomy" })
    };
    view! {
        <table
            class="table table--list table--fixed records__table"
            role="grid"
            aria-label=name
            aria-rowcount=total.map(|total| total.to_string())
            aria-multiselectable="true"
            data-dense=dense
            data-picking=move || listing.picked.is_any().then_some("")
            on:click=move |event| gestures.clicked(&event)
            on:dblclick=move |event| gestures.double_clicked(&event)
            on:keydown=move |event| gestures.pressed(&event)
            on:pointerdown=move |event| gestures.held(&event)
            on:pointermove=move |event| gestures.moved(&event)
            on:pointerup=move |_| gestures.let_go()
            on:pointercancel=move |_| gestures.let_go()
            on:contextmenu=move |event| if gestures.is_choosing() { event.prevent_default() }
        >
            <Head shape/>
            {bodies.run(shape)}
        </table>
        {move || editing.clash().map(|saving| view! { <ConflictDialog saving/> })}
    }
}

/// All rows that are loaded, a chunk for each fifty.
#[component]
pub(super) fn Chunks(shape: Shape, rows: Rows) -> impl IntoView {
    let count = Memo::new(move |_| rows.records.with(|records| records.len().div_ceil(CHUNK)));
    view! {
        <For each=move || 0..count.get() key=|number| *number let:number>
            <Chunk shape rows number/>
        </For>
    }
}
