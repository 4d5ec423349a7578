//! Who one is, and how one likes the pages: language, time zone, look.

use contract::Language;
use leptos::prelude::*;

use super::look::Look as LookCard;
use super::saver::{Saver, use_saver};
use crate::i18n::use_language;
use crate::shell::{own_name, use_catalogue, use_me};
use crate::t;
use crate::ui::{Avatar, AvatarSize, Field, Seg, Select, SelectOption, Tag};

/// The first page of the settings.
#[component]
pub fn ProfilePage(zones: Vec<String>) -> impl IntoView {
    let saver = use_saver();
    view! {
        <div class="stack">
            <You/>
            <Place saver zones/>
            <LookCard saver/>
        </div>
    }
}

#[component]
fn You() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let catalogue = use_catalogue();
    let roles = move || {
        let keys = me.with(|me| me.roles.clone());
        catalogue.with(|catalogue| {
            let users = catalogue.object(contract::objects::USER);
            let field = users.and_then(|users| users.field("role"));
            let known = keys.iter().filter_map(|key| field?.choice(key));
            let labels = known.map(|choice| choice.label.get(language).to_owned());
            labels.collect::<Vec<String>>()
        })
    };
    view! {
        <section class="card card--pad flex settings__you" aria-label=t!(language, settings.you)>
            <Avatar name=Signal::derive(move || me.with(|me| me.name.clone())) size=AvatarSize::Huge/>
            <div class="grow">
                <h2 class="h2 trunc">{move || me.with(|me| me.name.clone())}</h2>
                <p class="sm muted trunc">{move || me.with(|me| me.email.clone())}</p>
            </div>
            {move || roles().into_iter().map(|role| view! { <Tag label=role/> }).collect_view()}
        </section>
    }
}

#[component]
fn Place(saver: Saver, zones: Vec<String>) -> impl IntoView {
    let language = use_language();
    let chosen = Signal::derive(move || {
        saver
            .preferences
            .with(|preferences| preferences.language.tag().to_owned())
    });
    let pick = Callback::new(move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            saver.set_and_reload(|preferences| preferences.language = language);
        }
    });
    let languages: Vec<SelectOption> = Language::ALL
        .map(|each| (each.tag().to_owned(), own_name(each).to_owned()))
        .into();
    let zone = RwSignal::new(
        saver
            .preferences
            .with_untracked(|preferences| preferences.time_zone.clone()),
    );
    let options: Vec<SelectOption> = zones
        .into_iter()
        .map(|zone| (zone.clone(), zone.replace('_', " ")))
        .collect();
    let move_zone = Callback::new(move |()| {
        let wanted = zone.get_untracked();
        saver.set_and_reload(|preferences| preferences.time_zone = wanted);
    });
    view! {
        <section class="card" aria-labelledby="settings-place">
            <h2 class="card__head" id="settings-place">{t!(language, settings.place)}</h2>
            <div class="card__body two">
                <Field
                    id="settings-language"
                    label=t!(language, settings.language)
                    help=t!(language, settings.language_hint)
                    group=true
                >
                    <Seg label=t!(language, settings.language) options=Signal::stored(languages) value=chosen on_pick=pick/>
                </Field>
                <Field
                    id="settings-zone"
                    label=t!(language, settings.time_zone)
                    help=t!(language, settings.time_zone_hint)
                >
                    <Select value=zone options=Signal::stored(options) on_change=move_zone/>
                </Field>
            </div>
        </section>
    }
}
