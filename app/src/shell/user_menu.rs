//! One's own menu: look, language, the way out.

use contract::dto::session::Theme;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::look;
use crate::i18n::{Language, use_language};
use crate::shell::{use_me, use_visitor};
use crate::t;
use crate::ui::{
    Avatar, AvatarSize, Icon, IconSize, Menu, MenuItem, MenuLabel, MenuLine, MenuLink,
    failure_text, use_toasts,
};

/// The name of the signed-in person and what they may set for themselves.
#[component]
pub(super) fn UserMenu() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let name = Signal::derive(move || me.with(|me| me.name.clone()));
    let trigger = move || {
        view! {
            <Avatar name size=AvatarSize::Small/>
            <span class="nav__text nav__text--start">{move || name.get()}</span>
            <Icon name="updown" size=IconSize::Small/>
        }
    };
    view! {
        <Menu label=move || t!(language, shell.your_menu, name = name.get()) trigger class="nav__item">
            <Choices/>
        </Menu>
    }
}

/// Themes, languages, settings and sign-out, as items of a menu.
#[component]
pub(super) fn Choices() -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = use_visitor();
    let theme = Memo::new(move |_| visitor.with(|visitor| visitor.preferences.theme));
    let set_theme = look::theme_setter();
    let set_language = look::language_setter();
    let leave = move |()| {
        spawn_local(async move {
            if let Err(failure) = crate::api::session::sign_out().await {
                toasts.fail(failure_text(language, &failure));
            }
        });
    };
    let themes = [
        (Theme::System, "mobile", t!(language, shell.theme_system)),
        (Theme::Light, "sun", t!(language, shell.theme_light)),
        (Theme::Dark, "moon", t!(language, shell.theme_dark)),
    ]
    .map(|(choice, icon, label)| {
        let checked = Signal::derive(move || theme.get() == choice);
        view! { <MenuItem label icon checked on_pick=move |()| set_theme.run(choice)/> }
    });
    let languages = Language::ALL.map(|choice| {
        let checked = Signal::stored(choice == language);
        view! { <MenuItem label=own_name(choice) checked on_pick=move |()| set_language.run(choice)/> }
    });
    view! {
        <MenuLabel text=t!(language, shell.theme)/>
        {themes.collect_view()}
        <MenuLine/>
        <MenuLabel text=t!(language, shell.language)/>
        {languages.collect_view()}
        <MenuLine/>
        <MenuLink label=t!(language, shell.settings) icon="settings" href="/settings"/>
        <MenuItem label=t!(language, shell.sign_out) icon="logout" on_pick=leave/>
    }
}

/// A language as those who speak it call it.
#[must_use]
pub fn own_name(language: Language) -> &'static str {
    match language {
        Language::Chinese => "中文",
        Language::English => "English",
    }
}
