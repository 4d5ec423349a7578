//! A table parted into groups: each has its own rows, which come when they are looked at.

use std::collections::{HashMap, HashSet};

use contract::dto::lists::Lane;
use contract::query::Total;
use contract::{ListPage, ListQuery};
use leptos::prelude::*;

use super::editing::Editing;
use super::group_label::group_label;
use super::listing::Listing;
use super::rows::Rows;
use super::sentinel::Sentinel;
use super::states::ListFailed;
use super::table::{Chunks, ListTable};
use super::table_body::{NothingThere, count_text};
use super::table_shape::Shape;
use crate::api::lists::lanes;
use crate::api::{Answer, asked};
use crate::i18n::use_language;
use crate::live::{Due, Watch, ask};
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, Look, SkeletonRows, at_once};

/// Rows of a group that come at once.
const FIRST: u32 = 20;

/// The table of a list, parted by a field.
#[component]
pub(super) fn GroupedBody(listing: Listing, #[prop(into)] by: String) -> impl IntoView {
    let field = StoredValue::new(by);
    let asked = asked(
        move || (listing.asked(), field.get_value()),
        |((query, _), by)| async move {
            let first = ListQuery {
                rows: FIRST,
                ..query.clone()
            };
            (query, lanes(first, by).await)
        },
    );
    let crumbs = use_crumbs();
    // Closed groups stay closed when the rows are asked for anew.
    let closed = RwSignal::new(HashSet::<String>::new());
    let rows = move || {
        Suspend::new(async move {
            let (query, answer) = asked.await;
            if let Ok(lanes) = &answer {
                crumbs.count(count_text(all_of(lanes)));
            }
            view! { <Answered listing query answer by=field.get_value() closed/> }.into_any()
        })
    };
    view! {
        <div class="tablewrap records" id="rows">
            <Transition fallback=|| view! { <SkeletonRows count=12/> }>{rows}</Transition>
        </div>
    }
}

/// How many records stand in all lanes.
pub(crate) fn all_of(lanes: &[Lane]) -> Total {
    lanes.iter().fold(Total::default(), |all, lane| Total {
        count: all.count + lane.group.total.count,
        or_more: all.or_more || lane.group.total.or_more,
    })
}

#[component]
fn Answered(
    listing: Listing,
    query: ListQuery,
    answer: Answer<Vec<Lane>>,
    by: String,
    closed: RwSignal<HashSet<String>>,
) -> impl IntoView {
    let showing = listing.showing;
    let retry = Callback::new(move |()| listing.ask_again());
    let mut groups = match answer {
        Ok(lanes) => lanes,
        Err(failure) => return view! { <ListFailed failure retry showing/> }.into_any(),
    };
    groups.retain(|lane| lane.group.total.count > 0);
    let total = all_of(&groups);
    listing.total.set(Some(total));
    if groups.is_empty() {
        listing.holds(Vec::new());
        return view! { <NothingThere listing/> }.into_any();
    }
    let rows: Vec<Rows> = groups.iter().map(|lane| rows_of(&query, lane)).collect();
    listing.holds(rows.clone());
    keep_groups(query, rows.clone());
    let groups = StoredValue::new(groups.into_iter().zip(rows).collect::<Vec<_>>());
    let by = StoredValue::new(by);
    let bodies = Callback::new(move |shape: Shape| {
        let bodies = groups.get_value().into_iter().map(|(lane, rows)| {
            view! { <GroupBody shape listing lane rows by=by.get_value() closed/> }
        });
        bodies.collect_view().into_any()
    });
    let total = super::table_body::exact(Some(total));
    at_once(view! { <ListTable listing bodies editing=Editing::new(listing) total/> }).into_any()
}

/// The rows of a group: the list narrowed to it.
fn rows_of(query: &ListQuery, lane: &Lane) -> Rows {
    let mut narrowed = query.clone();
    narrowed.filters.extend(lane.group.filters.iter().cloned());
    if lane.cards.is_empty() {
        return Rows::unread(narrowed);
    }
    let page = ListPage {
        records: lane.cards.clone(),
        next: lane.next.clone(),
        total: None,
    };
    Rows::new(narrowed, page)
}

/// Draws anew what colleagues change of the rows that are shown. What changes its group is shown there next time.
fn keep_groups(query: ListQuery, all: Vec<Rows>) {
    let object = query.object.clone();
    let held = StoredValue::new((query, all));
    let shown = move || {
        held.with_value(|(_, all)| {
            let versions = |rows: &Rows| {
                rows.records.with_untracked(|records| {
                    let each = records.iter().map(|record| (record.id, record.version));
                    each.collect::<HashMap<_, _>>()
                })
            };
            all.iter().flat_map(versions).collect::<Vec<_>>()
        })
    };
    Watch::over(
        &object,
        shown,
        || false,
        move |_, due: Due| {
            let Some((query, all)) = held.try_get_value() else {
                return;
            };
            let ids: Vec<_> = due.ids(shown().into_iter().map(|(id, _)| id));
            leptos::task::spawn_local(async move {
                let Ok(found) = ask(&query, &ids).await else {
                    return;
                };
                for rows in all {
                    rows.redraw(found.clone());
                }
            });
        },
    );
}

/// The head of a group and, as long as it is open, its rows.
#[component]
fn GroupBody(
    shape: Shape,
    listing: Listing,
    lane: Lane,
    rows: Rows,
    by: String,
    closed: RwSignal<HashSet<String>>,
) -> impl IntoView {
    let count = count_text(lane.group.total);
    let key = StoredValue::new(lane.group.key.clone());
    let is_open =
        Memo::new(move |_| key.with_value(|key| closed.with(|closed| !closed.contains(key))));
    let toggle = move |_| {
        closed.update(|closed| {
            let key = key.get_value();
            if !closed.remove(&key) {
                closed.insert(key);
            }
        });
    };
    let label = listing.object.with_value(|object| {
        object
            .field(&by)
            .map(|field| group_label(object, field, &lane))
    });
    let span = move || (shape.columns.with(Vec::len) + 1).to_string();
    view! {
        <tbody role="rowgroup">
            <tr class="group" role="row">
                <td colspan=span role="gridcell">
                    <button type="button" class="flex lists__group" aria-expanded=move || is_open.get().to_string() on:click=toggle>
                        <span class="lists__fold"><Icon name="right"/></span>
                        {label}
                        <span class="n">{count}</span>
                    </button>
                </td>
            </tr>
        </tbody>
        <Show when=move || is_open.get()>
            <Chunks shape rows/>
            <GroupEnd shape rows/>
        </Show>
    }
}

/// The end of an open group: its rows come when it is near, or at a press.
#[component]
fn GroupEnd(shape: Shape, rows: Rows) -> impl IntoView {
    let language = use_language();
    let span = move || (shape.columns.with(Vec::len) + 1).to_string();
    let near = move |()| {
        if !untrack(|| rows.is_read()) && rows.failure.with_untracked(Option::is_none) {
            rows.load_more();
        }
    };
    let label = move || match rows.failure.with(Option::is_some) {
        true => t!(language, common.retry),
        false => t!(language, records.load_more),
    };
    view! {
        <Show when=move || rows.has_more()>
            <tbody role="rowgroup">
                <tr role="row">
                    <td colspan=span role="gridcell" data-m="wide">
                        <Sentinel on_near=near/>
                        <Button
                            label=Signal::derive(move || label().to_owned())
                            look=Look::Ghost
                            size=ButtonSize::Small
                            busy=rows.busy
                            on_press=move |()| rows.load_more()
                        />
                    </td>
                </tr>
            </tbody>
        </Show>
    }
}
