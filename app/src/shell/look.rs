//! Theme and language of the person, changed at once and kept.

use contract::dto::session::{Preferences, Theme};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::visitor_slot;
use crate::api::session::save_preferences;
use crate::i18n::{Language, use_language};
use crate::ui::{browser, failure_text, use_toasts};

/// Sets the theme; the page changes at once.
pub fn theme_setter() -> Callback<Theme> {
    let save = saver();
    let visitor = visitor_slot();
    Callback::new(move |theme: Theme| {
        let preferences = visitor.with_untracked(|visitor| Preferences {
            theme,
            ..visitor.preferences.clone()
        });
        save.run((preferences, false));
    })
}

/// Sets the language and loads the page anew in it.
pub fn language_setter() -> Callback<Language> {
    let save = saver();
    let visitor = visitor_slot();
    Callback::new(move |language: Language| {
        let preferences = visitor.with_untracked(|visitor| Preferences {
            language,
            ..visitor.preferences.clone()
        });
        save.run((preferences, true));
    })
}

/// Shows and keeps preferences; with `true` the page is loaded anew once they are kept, as a new
/// language needs.
pub fn saver() -> Callback<(Preferences, bool)> {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = visitor_slot();
    Callback::new(move |(preferences, reloads): (Preferences, bool)| {
        let before = visitor.with_untracked(|visitor| visitor.preferences.clone());
        let show = move |preferences: &Preferences| {
            visitor.update(|visitor| {
                visitor.preferences = preferences.clone();
                if let Some(me) = &mut visitor.me {
                    me.preferences = preferences.clone();
                }
            });
            dress(preferences);
        };
        show(&preferences);
        spawn_local(async move {
            match save_preferences(preferences).await {
                Ok(()) if reloads => browser::reload(),
                Ok(()) => {}
                Err(failure) => {
                    show(&before);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    })
}

/// Light where it is dark now, and the other way round.
#[must_use]
pub fn opposite(theme: Theme) -> Theme {
    let is_dark = match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    };
    if is_dark { Theme::Light } else { Theme::Dark }
}

/// Writes the look onto `<html>`, as the server does for a new page.
fn dress(preferences: &Preferences) {
    let Some(html) = document().document_element() else {
        return;
    };
    let set = |name: &str, value: Option<&str>| {
        // Fails only for names that no attribute may have.
        let _ = match value {
            Some(value) => html.set_attribute(name, value),
            None => html.remove_attribute(name),
        };
    };
    set("data-theme", preferences.theme.attribute());
    set("data-accent", Some(&preferences.accent));
    set("data-density", preferences.compact.then_some("compact"));
}
