//! The table of a record's lines with what they come to.

use contract::{Action, Derived, FieldDef, Filter, Gathering, ObjectDef, Operator, Record, Value};
use leptos::context::Provider;
use leptos::prelude::*;

use super::live::keep_lines;
use super::row::LineRow;
use super::state::Lines;
use crate::i18n::use_language;
use crate::records::ListAddress;
use crate::records::cells::cell;
use crate::records::derived::DerivedMark;
use crate::records::form::RecordDrawer;
use crate::records::inputs::SameCurrency;
use crate::records::page::{OpenRecord, PointingList, use_open_record};
use crate::shell::{may, use_catalogue, use_me};
use crate::t;
use crate::ui::{Banner, BannerLook, Button, ButtonSize, LinkButton, Look, unread_text, use_clock};

/// The lines of the open record, a table for each object whose records are lines of it.
#[component]
pub fn RecordLines() -> impl IntoView {
    let open = use_open_record();
    let tables = move || {
        Suspend::new(async move {
            let lists = open.around.lines.await;
            lists
                .into_iter()
                .map(|list| view! { <LinesOf open list/> })
                .collect_view()
        })
    };
    view! { <Transition fallback=|| ()>{tables}</Transition> }
}

#[component]
fn LinesOf(open: OpenRecord, list: PointingList) -> impl IntoView {
    let language = use_language();
    let ((object, by), page) = list;
    let object = use_catalogue().with_untracked(|catalogue| catalogue.object(&object).cloned());
    match (object, page) {
        (Some(object), Ok(page)) => {
            let lines = Lines::new(open, object, by, page);
            keep_lines(lines);
            view! { <LinesTable lines/> }.into_any()
        }
        (_, Err(failure)) => {
            let retry = move |()| open.around.lines.refetch();
            view! {
                <div class="pad">
                    <Banner text=unread_text(language, &failure) look=BannerLook::Bad>
                        <Button label=t!(language, common.retry) on_press=retry/>
                    </Banner>
                </div>
            }
            .into_any()
        }
        (None, _) => ().into_any(),
    }
}

#[component]
fn LinesTable(lines: Lines) -> impl IntoView {
    let language = use_language();
    let object = lines.object.get_value();
    let name = object.plural.get(language).to_owned();
    let may_add = may(&object.key, Action::Create);
    let add = move || {
        let may_edit = lines.open.page.with(|page| page.record.rights.edit);
        (may_add && may_edit).then(|| {
            view! {
                <Button
                    label=t!(language, records.add_line)
                    icon="plus"
                    look=Look::Ghost
                    size=ButtonSize::Small
                    on_press=move |()| lines.add()
                />
            }
        })
    };
    let is_empty = move || lines.rows.with(Vec::is_empty);
    let heads = lines.columns().into_iter().map(head).collect_view();
    let title = name.clone();
    view! {
        <section class="lines" aria-label=name>
            <h3 class="h4 lines__head">{title} <LinesCount lines/></h3>
            <div class="lines__wrap">
                <Provider value=SameCurrency(currency_of(lines))>
                    <table class="lines__table" role="table" hidden=is_empty>
                        <thead role="rowgroup"><tr role="row"><td role="cell"></td>{heads}<th scope="col" role="columnheader"><span class="sr">{t!(language, records.more)}</span></th></tr></thead>
                        <tbody role="rowgroup">
                            <For each=move || lines.rows.get() key=|line| line.key children=move |line| {
                                view! { <LineRow lines line/> }
                            }/>
                        </tbody>
                        <Totals lines/>
                    </table>
                </Provider>
            </div>
            <Show when=is_empty><p class="sm faint">{t!(language, records.no_lines)}</p></Show>
            <div class="flex wrap">{add}<Rest lines/></div>
        </section>
        <WholeLine lines/>
    }
}

fn head(field: FieldDef) -> impl IntoView {
    let language = use_language();
    let class = if field.kind.is_numeric() {
        "lines__num"
    } else {
        ""
    };
    let star = field
        .required
        .then(|| view! { " "<em aria-hidden="true">"*"</em> });
    let mark = field
        .derived
        .clone()
        .map(|derived| view! { " "<DerivedMark derived/> });
    view! { <th scope="col" role="columnheader" class=class>{field.label.get(language).to_owned()}{star}{mark}</th> }
}

#[component]
fn LinesCount(lines: Lines) -> impl IntoView {
    let count = move || lines.rows.with(Vec::len);
    view! { <span class="n">{move || (count() > 0).then(count)}</span> }
}

/// Where a record has more lines than its page shows.
#[component]
fn Rest(lines: Lines) -> impl IntoView {
    let language = use_language();
    if !lines.is_cut {
        return ().into_any();
    }
    let here = Filter::new(
        &lines.by.get_value(),
        Operator::Is,
        &lines.open.id().to_string(),
    );
    let path = lines
        .object
        .with_value(|object| format!("/{}", object.path));
    let all = ListAddress::default().with_filter(None, here).on(&path);
    let count = contract::query::MOST_ROWS;
    view! {
        <span class="xs faint">{t!(language, records.more_lines, count)}</span>
        <LinkButton label=t!(language, records.see_list) href=all look=Look::Ghost size=ButtonSize::Small/>
    }
    .into_any()
}

/// Below each column the sum that the record keeps of it.
#[component]
fn Totals(lines: Lines) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let catalogue = use_catalogue();
    let home = StoredValue::new(lines.open.object());
    let sums: Vec<Option<FieldDef>> = lines
        .columns()
        .iter()
        .map(|column| home.with_value(|home| sum_of(lines, home, column)))
        .collect();
    if sums.iter().all(Option::is_none) {
        return ().into_any();
    }
    let total = move |sum: FieldDef| {
        let label = sum.label.get(language).to_owned();
        let value = move || {
            let record = lines.open.record();
            home.with_value(|home| {
                catalogue.with_untracked(|catalogue| cell(catalogue, clock, home, &sum, &record))
            })
        };
        view! { <td class="lines__num" role="cell"><span class="field__label">{label}</span><b>{value}</b></td> }
    };
    let cells = sums
        .into_iter()
        .map(|sum| match sum {
            Some(sum) => total(sum).into_any(),
            None => view! { <td role="cell"></td> }.into_any(),
        })
        .collect_view();
    view! { <tfoot role="rowgroup"><tr role="row"><td role="cell"></td>{cells}<td role="cell"></td></tr></tfoot> }.into_any()
}

/// The roll-up of the record that sums up a column of its lines.
fn sum_of(lines: Lines, home: &ObjectDef, column: &FieldDef) -> Option<FieldDef> {
    let key = lines.object.with_value(|object| object.key.clone());
    let found = home
        .fields
        .iter()
        .filter(|field| !field.retired)
        .find(|field| {
            matches!(
                &field.derived,
                Some(Derived::RollUp { object, gathering: Gathering::Sum, of: Some(of), .. })
                    if *object == key && *of == column.key
            )
        });
    found.cloned()
}

/// Amounts of lines have one currency: that of the lines there are, or of the record, or one's own.
fn currency_of(lines: Lines) -> Signal<String> {
    let me = use_me();
    let of = |record: &Record| {
        record.values.values().find_map(|value| match value {
            Value::Money(money) if !money.currency.is_empty() => Some(money.currency.clone()),
            _ => None,
        })
    };
    Signal::derive(move || {
        let of_lines = lines.rows.with(|rows| {
            let mut records = rows.iter().filter_map(|line| line.record.get());
            records.find_map(|record| of(&record))
        });
        of_lines
            .or_else(|| lines.open.page.with(|page| of(&page.record)))
            .unwrap_or_else(|| me.with(|me| me.currency.clone()))
    })
}

/// The drawer with all fields of a line.
#[component]
fn WholeLine(lines: Lines) -> impl IntoView {
    let close = Callback::new(move |()| lines.whole.set(None));
    let saved = Callback::new(move |fresh: Record| {
        lines.put(&fresh);
        lines.settle();
        lines.whole.set(None);
    });
    move || {
        let record = lines.whole.get()?;
        let object = lines.object.get_value();
        Some(view! { <RecordDrawer object record on_close=close on_saved=saved/> })
    }
}
