//! Theme, accent and density. They show at once.

use contract::dto::session::Theme;
use leptos::prelude::*;

use super::saver::Saver;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Field, Seg, Switch};

/// How the pages look.
#[component]
pub fn Look(saver: Saver) -> impl IntoView {
    let language = use_language();
    let themes = vec![
        (
            "system".to_owned(),
            t!(language, settings.theme_system).to_owned(),
        ),
        (
            "light".to_owned(),
            t!(language, settings.theme_light).to_owned(),
        ),
        (
            "dark".to_owned(),
            t!(language, settings.theme_dark).to_owned(),
        ),
    ];
    let theme = Signal::derive(move || {
        saver
            .preferences
            .with(|preferences| preferences.theme.attribute().unwrap_or("system").to_owned())
    });
    let pick_theme = Callback::new(move |key: String| {
        let theme = match key.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        };
        saver.set(|preferences| preferences.theme = theme);
    });
    let accents = vec![
        (
            "lapis".to_owned(),
            t!(language, settings.accent_lapis).to_owned(),
        ),
        (
            "pine".to_owned(),
            t!(language, settings.accent_pine).to_owned(),
        ),
        (
            "plum".to_owned(),
            t!(language, settings.accent_plum).to_owned(),
        ),
    ];
    let accent = Signal::derive(move || {
        saver
            .preferences
            .with(|preferences| preferences.accent.clone())
    });
    let pick_accent =
        Callback::new(move |key: String| saver.set(|preferences| preferences.accent = key));
    let densities = vec![
        (
            "roomy".to_owned(),
            t!(language, settings.density_roomy).to_owned(),
        ),
        (
            "compact".to_owned(),
            t!(language, settings.density_compact).to_owned(),
        ),
    ];
    let density = Signal::derive(move || {
        let is_compact = saver.preferences.with(|preferences| preferences.compact);
        if is_compact {
            "compact".to_owned()
        } else {
            "roomy".to_owned()
        }
    });
    let pick_density = Callback::new(move |key: String| {
        saver.set(|preferences| preferences.compact = key == "compact")
    });
    view! {
        <section class="card" aria-labelledby="settings-look">
            <h2 class="card__head" id="settings-look">{t!(language, settings.look)}</h2>
            <div class="card__body stack settings__form">
                <Field id="settings-theme" label=t!(language, settings.theme) group=true>
                    <Seg label=t!(language, settings.theme) options=Signal::stored(themes) value=theme on_pick=pick_theme/>
                </Field>
                <Field id="settings-accent" label=t!(language, settings.accent) group=true>
                    <Seg label=t!(language, settings.accent) options=Signal::stored(accents) value=accent on_pick=pick_accent/>
                </Field>
                <Field
                    id="settings-density"
                    label=t!(language, settings.density)
                    help=t!(language, settings.density_hint)
                    group=true
                >
                    <Seg label=t!(language, settings.density) options=Signal::stored(densities) value=density on_pick=pick_density/>
                </Field>
                <SingleKeys saver/>
            </div>
        </section>
    }
}

/// Whether single letters do something.
#[component]
fn SingleKeys(saver: Saver) -> impl IntoView {
    let language = use_language();
    let is_on = RwSignal::new(
        saver
            .preferences
            .with_untracked(|preferences| preferences.single_keys),
    );
    let keep = move |()| {
        let wanted = is_on.get_untracked();
        saver.set(|preferences| preferences.single_keys = wanted);
    };
    view! {
        <Field
            id="settings-keys"
            label=t!(language, search.single_keys_title)
            help=t!(language, search.single_keys_help)
            group=true
        >
            <Switch checked=is_on label=t!(language, search.single_keys) on_change=keep/>
        </Field>
    }
}
