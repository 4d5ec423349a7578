//! The first bar of a list: its views, and what can be made and taken along.

use contract::Action;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::list_menu::ListMenu;
use super::listing::Listing;
use crate::i18n::use_language;
use crate::records::Params;
use crate::records::marks::inside;
use crate::records::views::ViewTabs;
use crate::records::views::known::Chosen;
use crate::shell::may;
use crate::t;
use crate::ui::{Banner, BannerLook, LinkButton, Look};

/// Tabs of views, the menu of the list, and the button for a new record.
#[component]
pub(super) fn ViewBar(listing: Listing) -> impl IntoView {
    let language = use_language();
    let search = use_location().search;
    let new = may(&listing.key(), Action::Create).then(|| {
        let object = listing
            .object
            .with_value(|object| inside(object.label.get(language)));
        let label = t!(language, records.new, object);
        let href = Signal::derive(move || {
            let params = search.with(|search| Params::read(search).with("new", "1"));
            params.on(&listing.showing.path())
        });
        view! { <LinkButton label href look=Look::Primary icon="plus" key="C"/> }
    });
    view! {
        <div class="bar bar--tabs lists__tabs">
            <ViewTabs/>
            <div class="end flex records__tools"><ListMenu listing/>{new}</div>
        </div>
    }
}

/// What has to be said of the view that the address names: it is gone, or some of what it names is.
#[component]
pub(super) fn ViewNotes(listing: Listing) -> impl IntoView {
    let language = use_language();
    let chosen = Memo::new(move |_| {
        let address = listing.showing.address();
        listing.views.of(address.view.as_deref())
    });
    let asked = StoredValue::new(false);
    // A colleague may have shared it just now.
    Effect::new(move |_| {
        if chosen.get() == Chosen::Unknown && !asked.get_value() {
            asked.set_value(true);
            listing.views.refresh();
        }
    });
    let text = move || match chosen.get() {
        Chosen::Unknown => Some(t!(language, lists.view_unknown).to_owned()),
        Chosen::Saved(view) if !view.missing.is_empty() => {
            let count = view.missing.len();
            let fields = view.missing.join(", ");
            Some(t!(language, lists.fields_gone, fields, count))
        }
        _ => None,
    };
    move || {
        text().map(|text| {
            view! {
                <div class="pad lists__note"><Banner text look=BannerLook::Warn/></div>
            }
        })
    }
}
