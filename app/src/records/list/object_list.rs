//! The page of a list.

use contract::{Action, ListPage as Page, ListQuery, ObjectDef, Record};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate, use_params_map};

use super::filters::FilterBar;
use super::keys::walk_rows;
use super::navigation::Showing;
use super::rows::Rows;
use super::sort_menu::SortMenu;
use super::states::{ListFailed, MoreRows, NoMatch, NoRecords};
use super::table::RecordTable;
use crate::api::Answer;
use crate::api::records::list;
use crate::i18n::use_language;
use crate::records::address::Params;
use crate::records::form::RecordDrawer;
use crate::records::marks::{inside, record_address};
use crate::records::page::NotHere;
use crate::records::views::views;
use crate::shell::{Overlay, may, on_new_key, use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{LinkButton, Look, SkeletonRows, TabLink, Tabs, format, use_toasts};

/// The list under `/:path`, or the page that says there is no such thing.
#[component]
pub fn ListPage() -> impl IntoView {
    let params = use_params_map();
    let path = Memo::new(move |_| params.with(|params| params.get("path")).unwrap_or_default());
    let catalogue = use_catalogue();
    move || {
        let object = path
            .with(|path| catalogue.with_untracked(|catalogue| catalogue.by_path(path).cloned()));
        match object.filter(|object| object.key != contract::objects::USER) {
            Some(object) => view! { <ObjectList object/> }.into_any(),
            None => view! { <NotHere/> }.into_any(),
        }
    }
}

/// Views, filters and rows of an object at the present address, and its drawer for a new record.
#[component]
pub fn ObjectList(
    object: ObjectDef,
    /// What stands at the end of the tab bar before the button for a new record.
    #[prop(into, optional)]
    tools: Option<ViewFn>,
) -> impl IntoView {
    let language = use_language();
    let showing = Showing::here();
    let key = StoredValue::new(object.key.clone());
    let crumbs = use_crumbs().title(object.plural.get(language));
    let asked = Resource::new(
        move || showing.address().query(&key.get_value()),
        |query: ListQuery| async move { (query.clone(), list(query).await) },
    );
    walk_rows();
    let stored = StoredValue::new(object.clone());
    let rows = move || {
        Suspend::new(async move {
            let (query, answer) = asked.await;
            if let Some(total) = answer.as_ref().ok().and_then(|page| page.total) {
                crumbs.count(count_text(total));
            }
            let retry = Callback::new(move |()| asked.refetch());
            view! { <Answered object=stored.get_value() query answer retry showing/> }.into_any()
        })
    };
    let sorting = view! { <SortMenu object=object.clone() showing/> };
    view! {
        <ViewBar object=object.clone() showing tools/>
        <FilterBar object=object.clone()>{sorting}</FilterBar>
        <div class="tablewrap records" id="rows">
            <Transition fallback=|| view! { <SkeletonRows count=12/> }>{rows}</Transition>
        </div>
        <NewDrawer object/>
    }
}

/// The count of a list as the top bar says it.
fn count_text(total: contract::query::Total) -> String {
    let count = format::number(i64::try_from(total.count).unwrap_or(i64::MAX));
    if total.or_more {
        format!("{count}+")
    } else {
        count
    }
}

#[component]
fn ViewBar(object: ObjectDef, showing: Showing, tools: Option<ViewFn>) -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let tabs = views(&object, language)
        .into_iter()
        .map(|view| {
            let filters = StoredValue::new(view.filters);
            let sort = StoredValue::new(view.sort);
            let href = Signal::derive(move || {
                let address = showing
                    .address()
                    .viewing(filters.get_value(), sort.get_value());
                address.on(&showing.path())
            });
            let current = Signal::derive(move || {
                filters.with_value(|filters| showing.address().filters == *filters)
            });
            view! { <TabLink href label=view.label current/> }
        })
        .collect_view();
    let new = may(&object.key, Action::Create).then(|| {
        let label = t!(
            language,
            records.new,
            object = inside(object.label.get(language))
        );
        let href = Signal::derive(move || {
            let params = search.with(|search| Params::read(search).with("new", "1"));
            params.on(&showing.path())
        });
        view! { <LinkButton label href look=Look::Primary icon="plus" key="C"/> }
    });
    view! {
        <div class="bar bar--tabs">
            <Tabs label=t!(language, records.views)>{tabs}</Tabs>
            <div class="end flex records__tools">{tools.map(|tools| tools.run())}{new}</div>
        </div>
    }
}

#[component]
fn Answered(
    object: ObjectDef,
    query: ListQuery,
    answer: Answer<Page>,
    retry: Callback<()>,
    showing: Showing,
) -> impl IntoView {
    let page = match answer {
        Ok(page) => page,
        Err(failure) => return view! { <ListFailed failure retry showing/> }.into_any(),
    };
    if page.records.is_empty() {
        let is_narrowed = untrack(|| showing.address().is_narrowed());
        return match is_narrowed {
            true => view! { <NoMatch object showing/> }.into_any(),
            false => view! { <NoRecords object/> }.into_any(),
        };
    }
    let total = page
        .total
        .filter(|total| !total.or_more)
        .map(|total| total.count);
    let rows = Rows::new(query, page);
    let path = StoredValue::new(showing.path());
    view! {
        <RecordTable object rows total sorting=(showing.signal(), path)/>
        <MoreRows rows/>
    }
    .into_any()
}

/// The drawer that `?new=1` opens; a new record opens its page.
#[component]
fn NewDrawer(object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let drawer = Overlay::named("new");
    let navigate = use_navigate();
    let toasts = use_toasts();
    let may_create = may(&object.key, Action::Create);
    if may_create {
        on_new_key(move || drawer.open());
    }
    let close = Callback::new(move |()| drawer.close());
    let catalogue = use_catalogue();
    let title = StoredValue::new(object.title.clone());
    let saved = Callback::new(move |record: Record| {
        toasts.say(t!(
            language,
            records.created,
            title = record.text(&title.get_value())
        ));
        let address = catalogue
            .with_untracked(|catalogue| record_address(catalogue, &record.object, record.id));
        if let Some(address) = address {
            // In the place of the drawer: the way back leads to the list.
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&address, options);
        }
    });
    move || {
        (drawer.is_open() && may_create).then(|| {
            view! { <RecordDrawer object=object.clone() overlay=drawer on_close=close on_saved=saved/> }
        })
    }
}
