//! The order of a list as a menu, also for where no headers stand.

use contract::{ObjectDef, Sort};
use leptos::prelude::*;

use super::columns::columns;
use super::listing::Listing;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuItem};

/// A menu of the columns that sort, as pressing their headers would.
#[component]
pub(super) fn SortMenu(listing: Listing) -> impl IntoView {
    let language = use_language();
    let address = listing.showing.signal();
    let orders = Memo::new(move |_| {
        let (chosen, sort) =
            address.with(|address| (address.shown.columns.clone(), address.sort.clone()));
        listing.object.with_value(|object| {
            let shown = columns(object, &chosen).into_iter();
            let mut orders: Vec<(String, String)> = shown
                .filter_map(|column| {
                    let label = column.field.label.get(language).to_owned();
                    column.sort.map(|key| (key, label))
                })
                .collect();
            orders.extend(odd(object, sort.as_ref(), &orders, language));
            orders
        })
    });
    let sorted = Memo::new(move |_| address.with(|address| address.sort.clone()));
    let words = move || {
        let sort = sorted.get();
        let label = orders.with(|orders| {
            let found = orders
                .iter()
                .find(|(key, _)| sort.as_ref().is_some_and(|sort| sort.field == *key));
            found.map(|(_, label)| label.clone())
        });
        label.unwrap_or_else(|| t!(language, records.sort).to_owned())
    };
    let arrow = move || match sorted.get().map(|sort| sort.descending) {
        Some(true) => "arrowdown",
        Some(false) => "arrowup",
        None => "sort",
    };
    let trigger = move || {
        view! {
            {move || view! { <Icon name=arrow() size=IconSize::Small/> }}
            <span class="trunc">{words}</span>
        }
    };
    let items = move || {
        let item = |(key, label): (String, String)| {
            let checked = {
                let key = key.clone();
                move || sorted.with(|sort| sort.as_ref().is_some_and(|sort| sort.field == key))
            };
            let pick = move |()| listing.showing.show(|address| address.sorted_by(&key));
            view! { <MenuItem label on_pick=pick checked=Signal::derive(checked)/> }
        };
        orders.get().into_iter().map(item).collect_view()
    };
    view! {
        <Menu label=t!(language, records.sort) trigger class="btn btn--ghost btn--sm lists__sort">{items()}</Menu>
    }
}

/// The present order, where it is by no column that is shown.
fn odd(
    object: &ObjectDef,
    sort: Option<&Sort>,
    orders: &[(String, String)],
    language: Language,
) -> Option<(String, String)> {
    let field = object.field(&sort?.field)?;
    let is_known = orders.iter().any(|(key, _)| *key == field.key);
    (!is_known).then(|| (field.key.clone(), field.label.get(language).to_owned()))
}
