//! What can be done with a list as a whole: take it along, bring more in, look into the bin.

use contract::Action;
use contract::objects::has_cards;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::listing::Listing;
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::marks::inside;
use crate::shell::{fetcher, may, on_export};
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuLabel, MenuLine, MenuLink};

/// The formats of a file.
const FORMATS: [(&str, &str); 3] = [("csv", "CSV"), ("xlsx", "Excel"), ("json", "JSON")];

/// The menu of a list; what the person may not do is not in it.
#[component]
pub(super) fn ListMenu(listing: Listing) -> impl IntoView {
    let language = use_language();
    let key = StoredValue::new(listing.key());
    let may = move |action| key.with_value(|key| may(key, action));
    let objects = listing
        .object
        .with_value(|object| inside(object.plural.get(language)));
    let exports = move || {
        may(Action::Export).then(|| {
            let cards = key
                .with_value(|key| has_cards(key))
                .then_some(("vcf", "vCard"));
            let formats = FORMATS.into_iter().chain(cards);
            let links: Vec<_> = formats
                .map(|(ending, name)| {
                    view! { <Export address=export_address(listing, ending) name/> }
                })
                .collect();
            view! {
                <MenuLabel text=t!(language, lists.export)/>
                {links}
                <MenuLine/>
            }
        })
    };
    let import = move || {
        may(Action::Import).then(|| {
            let href = key.with_value(|key| format!("/import?object={key}"));
            view! { <MenuLink label=t!(language, records.import) href icon="upload"/> }
        })
    };
    let bin = move || {
        may(Action::Delete).then(|| {
            let href = key.with_value(|key| format!("/bin?object={key}"));
            view! { <MenuLink label=t!(language, lists.bin) href icon="trash"/> }
        })
    };
    if may(Action::Export) {
        let fetch = fetcher();
        on_export(move || fetch.run(export_address(listing, "csv")));
    }
    let is_empty = !(may(Action::Export) || may(Action::Import) || may(Action::Delete));
    (!is_empty).then(|| {
        view! {
            <Menu label=t!(language, lists.more_for_list, objects) trigger=|| view! { <Icon name="more"/> }>
                {exports}
                {import}
                {bin}
            </Menu>
        }
    })
}

/// A file is no page: the router of the app leaves its address to the browser.
#[component]
fn Export(address: String, name: &'static str) -> impl IntoView {
    let fetch = fetcher();
    let to = address.clone();
    let press = move |event: MouseEvent| {
        event.prevent_default();
        fetch.run(to.clone());
    };
    view! {
        <a class="menu__item" role="menuitem" tabindex="-1" href=address rel="external" download="" on:click=press>
            <Icon name="download" size=IconSize::Small/>
            <span class="trunc">{name}</span>
        </a>
    }
}

/// Where the list is fetched as a file: what narrows it on the screen narrows it there.
fn export_address(listing: Listing, ending: &str) -> String {
    let query = untrack(|| listing.query());
    let filters = query.filters.iter();
    let mut params = filters.fold(Params::default(), |params, filter| {
        params.and("f", &filter.to_param())
    });
    if let Some(test) = &query.test {
        params = params.and("t", &test.to_param());
    }
    if !query.words.is_empty() {
        params = params.and("q", &query.words);
    }
    if let Some(sort) = &query.sort {
        params = params.and("sort", &sort.to_param());
    }
    params.on(&format!("/export/{}.{ending}", query.object))
}
