//! The order of a list, for where no headers stand.

use contract::ObjectDef;
use leptos::prelude::*;

use super::columns::columns;
use super::navigation::Showing;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuItem};

/// A menu of the columns that sort, as pressing their headers would. Only phones show it.
#[component]
pub(super) fn SortMenu(object: ObjectDef, showing: Showing) -> impl IntoView {
    let language = use_language();
    let orders: Vec<(String, String)> = columns(&object)
        .into_iter()
        .filter_map(|column| {
            let label = column.field.label.get(language).to_owned();
            column.sort.map(|key| (key, label))
        })
        .collect();
    let orders = StoredValue::new(orders);
    let sorted = Memo::new(move |_| showing.address().sort);
    let words = move || {
        let sort = sorted.get();
        let label = orders.with_value(|orders| {
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
            <span>
                {move || view! { <Icon name=arrow() size=IconSize::Small/> }}
                {words}
            </span>
        }
    };
    let items = move || {
        let item = |(key, label): (String, String)| {
            let checked = {
                let key = key.clone();
                move || sorted.with(|sort| sort.as_ref().is_some_and(|sort| sort.field == key))
            };
            let pick = move |()| showing.show(|address| address.sorted_by(&key));
            view! { <MenuItem label on_pick=pick checked=Signal::derive(checked)/> }
        };
        orders.get_value().into_iter().map(item).collect_view()
    };
    view! {
        <div class="only-m">
            <Menu label=t!(language, records.sort) trigger class="chip chip--add">{items()}</Menu>
        </div>
    }
}
