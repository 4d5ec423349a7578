//! The rows of a list as a table, two lines each on phones.

use contract::{ObjectDef, Record};
use leptos::prelude::*;

use super::columns::{Column, Place, columns};
use super::rows::Rows;
use crate::i18n::use_language;
use crate::records::address::ListAddress;
use crate::records::cells::{cell, named, next_step};
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, use_clock};

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
struct Shape {
    object: StoredValue<ObjectDef>,
    columns: StoredValue<Vec<Column>>,
}

/// What a list shows, and the path of its page.
pub(crate) type Sorting = (Memo<ListAddress>, StoredValue<String>);

/// The table of a list. Its headers sort, its names lead to the records.
#[component]
pub(crate) fn RecordTable(
    object: ObjectDef,
    rows: Rows,
    /// How many records match in all, where it is known.
    total: Option<u64>,
    /// What the list shows and the page it stands on, where headers sort it.
    #[prop(into, optional)]
    sorting: Option<Sorting>,
) -> impl IntoView {
    let language = use_language();
    let name = object.plural.get(language).to_owned();
    let shape = Shape {
        columns: StoredValue::new(columns(&object)),
        object: StoredValue::new(object),
    };
    let heads = move || {
        let columns = shape.columns.get_value();
        columns
            .into_iter()
            .map(|column| head(column, sorting))
            .collect_view()
    };
    view! {
        <table class="table table--list records__table" role="table" aria-label=name aria-rowcount=total.map(|total| total.to_string())>
            <thead role="rowgroup"><tr role="row">{heads}</tr></thead>
            <tbody role="rowgroup">
                <For
                    each=move || rows.records.get()
                    key=|record| (record.id, record.version)
                    children=move |record| row(shape, &record)
                />
            </tbody>
        </table>
    }
}

fn head(column: Column, sorting: Option<Sorting>) -> AnyView {
    let language = use_language();
    let label = column.field.label.get(language).to_owned();
    let numeric = if column.field.kind.is_numeric() {
        "num"
    } else {
        ""
    };
    let (Some(key), Some((address, path))) = (column.sort, sorting) else {
        return view! { <th scope="col" role="columnheader" class=numeric>{label}</th> }.into_any();
    };
    let key = StoredValue::new(key);
    let sorted = move || {
        let sort = address.with(|address| address.sort.clone())?;
        (sort.field == key.get_value()).then_some(sort.descending)
    };
    let aria = move || sorted().map(|down| if down { "descending" } else { "ascending" });
    let href =
        move || address.with(|address| address.sorted_by(&key.get_value()).on(&path.get_value()));
    let arrow = move || {
        sorted().map(|down| view! { <Icon name=if down { "arrowdown" } else { "arrowup" }/> })
    };
    let title = t!(language, records.sorted_by, field = label);
    view! {
        <th scope="col" role="columnheader" class=numeric aria-sort=aria>
            <a class="records__sort" href=href title=title>{label}{arrow}</a>
        </th>
    }
    .into_any()
}

fn row(shape: Shape, record: &Record) -> AnyView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    let (object, columns) = (shape.object.get_value(), shape.columns.get_value());
    let href =
        catalogue.with_untracked(|catalogue| record_address(catalogue, &object.key, record.id));
    let cells = columns
        .into_iter()
        .map(|column| {
            let mark = column.place.mark();
            let class = cell_class(&column, record);
            let inside = match column.field.key.as_str() {
                key if key == object.title => title(&object, record, href.clone()),
                "next_step" => next_step(record, clock),
                _ => catalogue.with_untracked(|catalogue| {
                    cell(catalogue, clock, &object, &column.field, record)
                }),
            };
            view! { <td class=class data-m=mark role="cell">{inside}</td> }
        })
        .collect_view();
    view! { <tr role="row" data-row=record.id.to_string()>{cells}</tr> }.into_any()
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

fn title(object: &ObjectDef, record: &Record, href: Option<String>) -> AnyView {
    match href {
        Some(href) => {
            view! { <a class="records__name" href=href>{named(object, record)}</a> }.into_any()
        }
        None => named(object, record),
    }
}
