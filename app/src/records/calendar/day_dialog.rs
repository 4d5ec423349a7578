//! All records of one day.

use chrono::NaiveDate;
use contract::{Filter, ListPage, ListQuery, Operator, Record};
use leptos::prelude::*;

use super::agenda::AgendaRow;
use super::mover::Mover;
use crate::api::records::list;
use crate::i18n::use_language;
use crate::records::list::Listing;
use crate::t;
use crate::ui::{
    Banner, BannerLook, DialogBody, DialogFoot, Drawer, LinkButton, SkeletonRows, failure_text,
};

/// The records of a day; where there are very many, the way to them as a list.
#[component]
pub(crate) fn DayDialog(
    mover: Mover,
    listing: Listing,
    day: NaiveDate,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let query = untrack(|| listing.query());
    let by = mover.by.with_value(|by| by.key.clone());
    let filter = Filter::new(&by, Operator::Is, &day.to_string());
    let found = LocalResource::new(move || {
        let mut query: ListQuery = query.clone();
        query.filters.push(filter.clone());
        list(ListQuery {
            sort: None,
            rows: contract::query::MOST_ROWS,
            ..query
        })
    });
    let all_href = {
        let filter = Filter::new(&by, Operator::Is, &day.to_string());
        untrack(|| listing.showing.address())
            .with_filter(None, filter)
            .shown_as(|shown| shown.kind = contract::dto::views::ViewKind::Table)
            .on(&listing.showing.path())
    };
    let body = move || match found.get() {
        None => view! { <SkeletonRows count=6/> }.into_any(),
        Some(Ok(page)) => rows(mover, day, page).into_any(),
        Some(Err(failure)) => {
            view! { <Banner text=failure_text(language, &failure) look=BannerLook::Bad/> }
                .into_any()
        }
    };
    view! {
        <Drawer title=mover.clock.full_day(day) on_close>
            <DialogBody>{body}</DialogBody>
            <DialogFoot>
                <LinkButton label=t!(language, records.see_list) href=all_href icon="list"/>
            </DialogFoot>
        </Drawer>
    }
}

fn rows(mover: Mover, day: NaiveDate, page: ListPage) -> impl IntoView {
    let row = move |record: Record| view! { <AgendaRow mover day record/> };
    view! { <ul role="list">{page.records.into_iter().map(row).collect_view()}</ul> }
}
