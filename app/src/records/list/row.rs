//! One row of a table. It is drawn once; its cells follow what the record holds.

use contract::{ObjectDef, Record};
use leptos::prelude::*;
use uuid::Uuid;

use super::cell_editor::CellEditor;
use super::columns::{Column, Place};
use super::listing::Listing;
use super::table_shape::Shape;
use crate::i18n::use_language;
use crate::records::cells::{cell, named, next_step};
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::use_clock;

/// The row of a record of a chunk.
pub(super) fn row(shape: Shape, slice: Memo<Vec<Record>>, id: Uuid) -> AnyView {
    let record = Memo::new(move |before: Option<&Record>| {
        let found = slice.with(|slice| slice.iter().find(|record| record.id == id).cloned());
        found.or_else(|| before.cloned()).unwrap_or_default()
    });
    // Which of its cells is being changed.
    let edited = Memo::new(move |_| {
        let (_, editing) = shape.tools?;
        editing.cell_of(id)
    });
    let cells = move || {
        shape.columns.with(|columns| {
            let cells = columns.iter().enumerate();
            cells
                .map(|(place, column)| table_cell(shape, record, edited, place, column))
                .collect_view()
        })
    };
    match shape.tools {
        Some((listing, _)) => view! {
            <tr role="row" data-row=id.to_string() aria-selected=move || listing.picked.has(id).to_string()>
                {tick(listing, record, id)}
                {cells}
            </tr>
        }
        .into_any(),
        None => view! { <tr role="row" data-row=id.to_string()>{cells}</tr> }.into_any(),
    }
}

/// The box that chooses the row. What a press on it means, the table decides, which knows the range.
fn tick(listing: Listing, record: Memo<Record>, id: Uuid) -> AnyView {
    let language = use_language();
    let title = move || {
        let title = listing.object.with_value(|object| object.title.clone());
        record.with(|record| record.text(&title).to_owned())
    };
    view! {
        <td class="pin records__tick" role="gridcell">
            <input
                class="check"
                type="checkbox"
                aria-label=move || t!(language, lists.pick, name = title())
                prop:checked=move || listing.picked.has(id)
            />
        </td>
    }
    .into_any()
}

fn table_cell(
    shape: Shape,
    record: Memo<Record>,
    edited: Memo<Option<String>>,
    place: usize,
    column: &Column,
) -> AnyView {
    let of_column = move |draw: &dyn Fn(&Column) -> AnyView| {
        shape
            .columns
            .with(|columns| columns.get(place).map(draw))
            .unwrap_or_else(|| ().into_any())
    };
    let shown = move || {
        let draw = |column: &Column| record.with(|record| content(shape, column, record));
        of_column(&draw)
    };
    let Some((_, editing)) = shape.tools else {
        let class = record.with_untracked(|record| cell_class(column, record));
        return view! { <td class=class data-m=column.place.mark() role="cell">{shown}</td> }
            .into_any();
    };
    let key = StoredValue::new(column.field.key.clone());
    let is_edited = Memo::new(move |_| {
        edited.with(|edited| key.with_value(|key| edited.as_ref() == Some(key)))
    });
    let is_title = column.place == Place::Title;
    let class = move || {
        let class = shape.columns.with(|columns| {
            let column = columns.get(place);
            column.map_or("", |column| {
                record.with(|record| cell_class(column, record))
            })
        });
        if is_title { "pin" } else { class }
    };
    let may_edit = record.with_untracked(|record| editing.may(&column.field, record));
    let inside = move || match is_edited.get() {
        true => view! { <CellEditor editing/> }.into_any(),
        false => shown(),
    };
    view! {
        <td
            class=class
            data-m=column.place.mark()
            data-col=key.get_value()
            data-editable=may_edit.then_some("")
            data-edit=move || is_edited.get().then_some("")
            data-editing=move || is_edited.get().then_some("")
            role="gridcell"
            tabindex="-1"
        >
            {inside}
        </td>
    }
    .into_any()
}

fn content(shape: Shape, column: &Column, record: &Record) -> AnyView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    shape
        .object
        .with_value(|object| match column.field.key.as_str() {
            key if key == object.title => title(object, record),
            "next_step" => next_step(record, clock),
            _ => catalogue
                .with_untracked(|catalogue| cell(catalogue, clock, object, &column.field, record)),
        })
}

/// Numbers stand at the end. On phones nothing ends a line where there is nothing to say; that nobody
/// was ever spoken to is said.
fn cell_class(column: &Column, record: &Record) -> &'static str {
    let key = column.field.key.as_str();
    let ends = matches!(column.place, Place::End | Place::SecondEnd);
    let is_bare = ends && key != "last_contact_at" && record.value(key).is_empty();
    match (column.field.kind.is_numeric(), is_bare) {
        (true, true) => "num hide-m",
        (true, false) => "num",
        (false, true) => "hide-m",
        (false, false) => "",
    }
}

fn title(object: &ObjectDef, record: &Record) -> AnyView {
    let href = use_catalogue()
        .with_untracked(|catalogue| record_address(catalogue, &object.key, record.id));
    match href {
        Some(href) => {
            view! { <a class="records__name" href=href>{named(object, record)}</a> }.into_any()
        }
        None => named(object, record),
    }
}
