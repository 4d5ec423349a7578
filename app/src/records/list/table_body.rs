//! The rows of a list, page by page.

use contract::query::Total;
use contract::{ListPage as Page, ListQuery};
use leptos::prelude::*;

use super::editing::Editing;
use super::listing::Listing;
use super::rows::Rows;
use super::states::{ListFailed, MoreRows, NoMatch, NoRecords, to_top};
use super::table::{Chunks, ListTable};
use crate::api::records::list;
use crate::api::{Answer, asked};
use crate::live::{NewRows, keep_rows};
use crate::shell::use_crumbs;
use crate::ui::{SkeletonRows, at_once, format};

/// The table of a list.
#[component]
pub(super) fn TableBody(listing: Listing) -> impl IntoView {
    let asked = asked(
        move || listing.asked(),
        |(query, _): (ListQuery, u32)| async move { (query.clone(), list(query).await) },
    );
    let crumbs = use_crumbs();
    let rows = move || {
        Suspend::new(async move {
            let (query, answer) = asked.await;
            if let Some(total) = answer.as_ref().ok().and_then(|page| page.total) {
                crumbs.count(count_text(total));
            }
            view! { <Answered listing query answer/> }.into_any()
        })
    };
    view! {
        <div class="tablewrap records" id="rows">
            <Transition fallback=|| view! { <SkeletonRows count=12/> }>{rows}</Transition>
        </div>
    }
}

/// The count of a list as the top bar says it.
pub(crate) fn count_text(total: Total) -> String {
    let count = format::number(i64::try_from(total.count).unwrap_or(i64::MAX));
    if total.or_more {
        format!("{count}+")
    } else {
        count
    }
}

#[component]
fn Answered(listing: Listing, query: ListQuery, answer: Answer<Page>) -> impl IntoView {
    let showing = listing.showing;
    let retry = Callback::new(move |()| listing.ask_again());
    let page = match answer {
        Ok(page) => page,
        Err(failure) => return view! { <ListFailed failure retry showing/> }.into_any(),
    };
    listing.total.set(page.total);
    if page.records.is_empty() {
        listing.holds(Vec::new());
        return view! { <NothingThere listing/> }.into_any();
    }
    let (matching, total) = (page.total, exact(page.total));
    let rows = Rows::new(query.clone(), page);
    let new = keep_rows(query, rows, leaving(listing, rows, matching));
    listing.holds(vec![rows]);
    let editing = Editing::new(listing);
    let show_new = move |()| {
        to_top();
        listing.ask_again();
    };
    let bodies = Callback::new(move |shape| view! { <Chunks shape rows/> }.into_any());
    at_once(view! {
        <NewRows new rows on_show=show_new/>
        <ListTable listing bodies editing total/>
        <MoreRows rows/>
    })
    .into_any()
}

/// No row: because nothing matches, or because nothing is there yet.
#[component]
pub(crate) fn NothingThere(listing: Listing) -> impl IntoView {
    let (object, showing) = (listing.object.get_value(), listing.showing);
    match untrack(|| showing.address().is_narrowed()) {
        true => view! { <NoMatch object showing/> }.into_any(),
        false => view! { <NoRecords object/> }.into_any(),
    }
}

/// How many there are, where that is known.
pub(super) fn exact(total: Option<Total>) -> Option<u64> {
    let total = total.filter(|total| !total.or_more);
    total.map(|total| total.count)
}

/// What follows when rows leave the list: it counts fewer, and when none is left it is asked anew.
fn leaving(listing: Listing, rows: Rows, matching: Option<Total>) -> impl Fn(usize) {
    let crumbs = use_crumbs();
    let left = StoredValue::new(matching);
    move |gone| {
        if rows.records.with_untracked(Vec::is_empty) {
            return listing.ask_again();
        }
        if let Some(Some(mut total)) = left.try_get_value() {
            total.count = total.count.saturating_sub(gone as u64);
            left.set_value(Some(total));
            listing.total.set(Some(total));
            crumbs.count(count_text(total));
        }
    }
}
