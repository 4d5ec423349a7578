//! The bar over the sheet: where one is, search, the log, the theme.

use contract::dto::session::Theme;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

use super::crumbs::Said;
use super::look;
use super::nav::{leads_to, places};
use super::rail::Rail;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_crumbs, use_palette, use_quick_log, use_visitor};
use crate::t;
use crate::ui::{Button, Icon, IconButton, IconSize};

/// The top bar.
#[component]
pub(super) fn Top() -> impl IntoView {
    let language = use_language();
    let palette = use_palette();
    let quick_log = use_quick_log();
    let visitor = use_visitor();
    let rail: Rail = expect_context();
    let set_theme = look::theme_setter();
    let change_theme = move |()| {
        let theme = visitor.with_untracked(|visitor| visitor.preferences.theme);
        set_theme.run(look::opposite(theme));
    };
    let theme_icon = move || match visitor.with(|visitor| visitor.preferences.theme) {
        Theme::Dark => "sun".to_owned(),
        Theme::Light | Theme::System => "moon".to_owned(),
    };
    let fold = move || match rail.0.get() {
        true => t!(language, shell.unfold_menu).to_owned(),
        false => t!(language, shell.fold_menu).to_owned(),
    };
    view! {
        <header class="top">
            <div class="top__start">
                <IconButton label=fold icon="sidebar" key="[" class="hide-m hide-t" on_press=move |()| rail.toggle()/>
                <PageTitle/>
            </div>
            <button
                type="button"
                class="search"
                aria-haspopup="dialog"
                aria-keyshortcuts="Control+K Meta+K"
                aria-label=t!(language, shell.search)
                on:click=move |_| palette.open()
            >
                <Icon name="search"/>
                <span>{t!(language, shell.search_hint)}</span>
                <kbd data-mod>"Ctrl"</kbd>
                <kbd>"K"</kbd>
            </button>
            <div class="top__end">
                <Button label=t!(language, shell.log) icon="edit" key="L" class="hide-m" on_press=move |()| quick_log.open(None)/>
                <IconButton label=t!(language, shell.change_theme) icon=theme_icon class="hide-m" on_press=change_theme/>
            </div>
        </header>
    }
}

/// The page's title with the page above it. What a page has not said yet is known from its address.
#[component]
fn PageTitle() -> impl IntoView {
    let said = use_crumbs();
    let usual = usual_words();
    let words = Memo::new(move |_| said.said().unwrap_or_else(|| usual.get()));
    let above = move || {
        words
            .with(|words| words.above.clone())
            .map(|(label, href)| {
                view! { <a href=href>{label}</a><Icon name="right" size=IconSize::Small/> }
            })
    };
    let count = move || {
        words
            .with(|words| words.count.clone())
            .map(|count| view! { <span class="top__count">{count}</span> })
    };
    // The head of a page is written after its body, when the server may have let go of this part of it.
    let title = move || {
        let title = words.try_with(|words| format!("{} · Rapport", words.title));
        title.unwrap_or_else(|| "Rapport".to_owned())
    };
    view! {
        <Title text=title/>
        <h1 class="top__title">
            {above}
            <span>{move || words.with(|words| words.title.clone())}</span>
            {count}
        </h1>
    }
}

/// A list is called by its object, a record until it is known by the object's singular.
fn usual_words() -> Memo<Said> {
    let language = use_language();
    let catalogue = use_catalogue();
    let path = use_location().pathname;
    let fixed = [
        ("/import", t!(language, shell.import)),
        ("/settings", t!(language, shell.settings)),
    ];
    Memo::new(move |_| {
        let path = path.get();
        let first = path
            .trim_start_matches('/')
            .split('/')
            .next()
            .unwrap_or_default();
        catalogue.with(|catalogue| {
            let place = places(catalogue, language)
                .into_iter()
                .find(|place| leads_to(&place.href, &path));
            let object = catalogue
                .by_path(first)
                .filter(|object| path.len() > object.path.len() + 1);
            let mut words = Said::default();
            match (place, object) {
                (Some(place), Some(object)) => {
                    words.title = object.label.get(language).to_owned();
                    words.above = Some((place.label, place.href));
                }
                (Some(place), None) => words.title = place.label,
                (None, _) => {
                    let known = fixed.iter().find(|(href, _)| leads_to(href, &path));
                    words.title = known
                        .map_or(t!(language, shell.not_found_title), |(_, title)| title)
                        .to_owned();
                }
            }
            words
        })
    })
}
