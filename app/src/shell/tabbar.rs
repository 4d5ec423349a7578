//! The five tabs of a phone.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::nav::{Place, leads_to, may_import, places};
use super::user_menu::Choices;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_quick_log};
use crate::t;
use crate::ui::{Icon, IconSize, Menu, MenuLine, MenuLink};

/// Today, customers, the log, deals, and the rest.
#[component]
pub(super) fn Tabbar() -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let quick_log = use_quick_log();
    let all = Memo::new(move |_| catalogue.with(|catalogue| places(catalogue, language)));
    let first = ["/", "/accounts"];
    let last = ["/deals"];
    let tabs = move |wanted: &'static [&'static str]| {
        let places = all
            .get()
            .into_iter()
            .filter(move |place| wanted.contains(&place.href.as_str()));
        places
            .map(|place| view! { <TabbarLink place/> })
            .collect_view()
    };
    let rest = move || {
        let others = all.get().into_iter().filter(|place| {
            !first.contains(&place.href.as_str()) && !last.contains(&place.href.as_str())
        });
        others
            .map(|place| view! { <MenuLink label=place.label href=place.href icon=place.icon/> })
            .collect_view()
    };
    let import = move || {
        catalogue.with(may_import).then(
            || view! { <MenuLink label=t!(language, shell.import) href="/import" icon="upload"/> },
        )
    };
    let trigger = move || view! { <Icon name="more"/>{t!(language, common.more)} };
    view! {
        <nav class="tabbar" aria-label=t!(language, shell.tabs)>
            {move || tabs(&["/", "/accounts"])}
            <button type="button" class="tabbar__add" aria-label=t!(language, shell.log) on:click=move |_| quick_log.open(None)>
                <span><Icon name="plus" size=IconSize::Large/></span>
            </button>
            {move || tabs(&["/deals"])}
            <Menu label=t!(language, common.more) trigger class="tabbar__more" id="more-tabs">
                {rest}
                {import}
                <MenuLine/>
                <Choices/>
            </Menu>
        </nav>
    }
}

#[component]
fn TabbarLink(place: Place) -> impl IntoView {
    let path = use_location().pathname;
    let href = place.href.clone();
    let is_here = Memo::new(move |_| path.with(|path| leads_to(&href, path)));
    view! {
        <a href=place.href aria-current=move || is_here.get().then_some("page")>
            <Icon name=place.icon/>
            {place.label}
        </a>
    }
}
