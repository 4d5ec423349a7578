//! Who one is, and how one likes the pages: language, time zone, look.

use contract::Language;
use contract::dto::session::Preferences;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::look::Look as LookCard;
use crate::api::session::save_preferences;
use crate::i18n::use_language;
use crate::shell::context::visitor_slot;
use crate::shell::{use_catalogue, use_me};
use crate::t;
use crate::ui::{Avatar, AvatarSize, Field, Seg, Select, SelectOption, Tag, browser, failure_text, use_toasts};

/// Saves preferences as they are chosen, one after the other, the last choice last.
#[derive(Clone, Copy)]
pub struct Saver {
    pub(super) preferences: RwSignal<Preferences>,
    save: Callback<()>,
}

impl Saver {
    /// Changes one of them at once, and keeps it on the server.
    pub(super) fn set(self, change: impl FnOnce(&mut Preferences)) {
        self.preferences.update(change);
        self.save.run(());
    }
}

fn use_saver() -> Saver {
    let language = use_language();
    let toasts = use_toasts();
    let visitor = visitor_slot();
    let preferences = RwSignal::new(visitor.with_untracked(|visitor| visitor.preferences.clone()));
    let saving = StoredValue::new(0_u32);
    let again = StoredValue::new(None::<Callback<()>>);
    let save = Callback::new(move |()| {
        saving.update_value(|count| *count += 1);
        let turn = saving.get_value();
        let wanted = preferences.get_untracked();
        spawn_local(async move {
            let before = visitor.with_untracked(|visitor| visitor.preferences.language);
            match save_preferences(wanted.clone()).await {
                // A later choice is on its way and says the rest.
                _ if saving.try_get_value() != Some(turn) => {}
                Ok(()) if wanted.language != before => browser::reload(),
                Ok(()) => {
                    visitor.update(|visitor| {
                        visitor.preferences = wanted.clone();
                        if let Some(me) = &mut visitor.me {
                            me.preferences = wanted;
                        }
                    });
                    toasts.say(t!(language, common.saved));
                }
                Err(failure) => {
                    let retry = move || {
                        if let Some(again) = again.try_get_value().flatten() {
                            again.run(());
                        }
                    };
                    toasts.fail_with(failure_text(language, &failure), t!(language, common.retry), retry);
                }
            }
        });
    });
    again.set_value(Some(save));
    Saver { preferences, save }
}

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
    let role = move || {
        let key = me.with(|me| me.role.key());
        catalogue.with(|catalogue| {
            let choice = catalogue.object(contract::objects::USER)?.field("role")?.choice(key)?;
            Some(choice.label.get(language).to_owned())
        })
    };
    view! {
        <section class="card card--pad flex settings__you" aria-label=t!(language, settings.you)>
            <Avatar name=Signal::derive(move || me.with(|me| me.name.clone())) size=AvatarSize::Huge/>
            <div class="grow">
                <h2 class="h2 trunc">{move || me.with(|me| me.name.clone())}</h2>
                <p class="sm muted trunc">{move || me.with(|me| me.email.clone())}</p>
            </div>
            {move || role().map(|role| view! { <Tag label=role/> })}
        </section>
    }
}

#[component]
fn Place(saver: Saver, zones: Vec<String>) -> impl IntoView {
    let language = use_language();
    let chosen = Signal::derive(move || saver.preferences.with(|preferences| preferences.language.tag().to_owned()));
    let pick = Callback::new(move |tag: String| {
        if let Some(language) = Language::from_tag(&tag) {
            saver.set(|preferences| preferences.language = language);
        }
    });
    let languages = vec![
        (Language::Chinese.tag().to_owned(), "简体中文".to_owned()),
        (Language::English.tag().to_owned(), "English".to_owned()),
    ];
    let zone = RwSignal::new(saver.preferences.with_untracked(|preferences| preferences.time_zone.clone()));
    let options: Vec<SelectOption> = zones.into_iter().map(|zone| (zone.clone(), zone.replace('_', " "))).collect();
    let move_zone = Callback::new(move |()| {
        let wanted = zone.get_untracked();
        saver.set(|preferences| preferences.time_zone = wanted);
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
