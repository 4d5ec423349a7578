//! The frame of all pages of a signed-in person: menu, top bar, the sheet, and what lies over it.

use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

use super::context::{use_announcer, was_folded};
use super::crumbs::Crumbs;
use super::keys::{self, Keys};
use super::looking::{Looking, turn_with_others};
use super::nav::Nav;
use super::notices::Notices;
use super::over::{Over, fetch_in_pause, lay_over};
use super::proof::Proof;
use super::rail::Rail;
use super::session_over::SessionOver;
use super::tabbar::Tabbar;
use super::top::Top;
use crate::i18n::use_language;
use crate::live::keep_line;
use crate::t;
use crate::ui::browser;
use crate::ui::unsaved::ask_before_leaving;

/// The frame; the page is its outlet.
#[component]
pub(super) fn Frame() -> impl IntoView {
    let language = use_language();
    let rail = Rail(RwSignal::new(was_folded()));
    provide_context(rail);
    Crumbs::provide();
    let lists_keys = RwSignal::new(false);
    keys::listen(Keys { rail, lists_keys });
    keep_focus_in_page();
    ask_before_leaving();
    keep_line();
    turn_with_others();
    fetch_in_pause();
    let said = use_announcer().text;
    view! {
        <a class="btn skip" href="#main" rel="external">{t!(language, shell.skip_to_content)}</a>
        <Looking/>
        <div class="app" data-nav=move || rail.0.get().then_some("rail")>
            <Nav/>
            <div class="main">
                <Notices/>
                <Top/>
                <main class="page" id="main" tabindex="-1"><Outlet/></main>
            </div>
            <Tabbar/>
        </div>
        <div class="sr" aria-live="polite">{move || said.get()}</div>
        <crate::activities::QuickLogHost/>
        <crate::search::PaletteHost/>
        <crate::records::ManyHost/>
        {move || lists_keys.get().then(|| lay_over(Over::Keys(Callback::new(move |()| lists_keys.set(false)))))}
        <SessionOver/>
        <Proof/>
    }
}

/// After a change of page the focus goes to the sheet, so that readers begin there; not when something
/// in the new page has taken it already.
fn keep_focus_in_page() {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            request_animation_frame(|| {
                let is_elsewhere = browser::focused()
                    .is_none_or(|element| element.closest("main, dialog").ok().flatten().is_none());
                if is_elsewhere && let Some(body) = document().body() {
                    browser::focus_first(&body, "#main");
                }
            });
        }
        now
    });
}
