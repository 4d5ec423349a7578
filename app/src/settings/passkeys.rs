//! One's own passkeys: listed, added, named anew, removed.

use contract::dto::passkeys::{OwnPasskeys, PasskeyInfo, PasskeyPlace};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::passkey_dialogs::{AddPasskey, RemovePasskey, RenamePasskey};
use crate::api::passkeys::passkeys;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Icon, Look, Moment, MomentLook, Tag, TagLook,
};

/// Which dialog is open.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Open {
    Add,
    Rename(PasskeyInfo),
    Remove(PasskeyInfo),
}

/// The list, and what can be done.
#[component]
pub fn Passkeys(own: OwnPasskeys) -> impl IntoView {
    let language = use_language();
    let own = RwSignal::new(own);
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| {
        open.try_set(None);
        spawn_local(async move {
            if let Ok(now) = passkeys().await {
                own.try_set(now);
            }
        });
    });
    let dialog = move || {
        open.get().map(|which| match which {
            Open::Add => {
                let many = own.with_untracked(|own| own.keys.len());
                view! { <AddPasskey number=many + 1 on_close=close/> }.into_any()
            }
            Open::Rename(key) => view! { <RenamePasskey key on_close=close/> }.into_any(),
            Open::Remove(key) => view! { <RemovePasskey key on_close=close/> }.into_any(),
        })
    };
    let list = move || own.with(|own| (!own.keys.is_empty()).then(|| rows(own, open)));
    let add = move || {
        let is_here = own.with(|own| own.place == PasskeyPlace::Here);
        let adds = Callback::new(move |()| open.set(Some(Open::Add)));
        is_here.then(|| {
            view! { <Button label=t!(language, settings.passkey_add) look=Look::Primary icon="key" on_press=adds/> }
        })
    };
    let elsewhere = move || own.with(|own| place_words(&own.place));
    let kept = move || {
        own.with(|own| own.is_last_kept)
            .then(|| view! { <span class="xs faint">{t!(language, settings.passkey_kept)}</span> })
    };
    view! {
        <section class="card" aria-labelledby="settings-passkeys">
            <h2 class="card__head" id="settings-passkeys">{t!(language, settings.passkeys)}</h2>
            {list}
            <div class="card__body stack">
                <p class="sm muted">{t!(language, settings.passkeys_hint)}</p>
                {move || elsewhere().map(|text| view! { <Banner look=BannerLook::Warn text/> })}
                <div class="flex wrap">{add}{kept}</div>
            </div>
            {dialog}
        </section>
    }
}

fn rows(own: &OwnPasskeys, open: RwSignal<Option<Open>>) -> impl IntoView + use<> {
    let may_remove = !own.is_last_kept;
    let each = own.keys.iter().cloned().map(|key| {
        view! { <Row key may_remove open/> }
    });
    view! { <ul class="rows settings__sessions">{each.collect_view()}</ul> }
}

#[component]
fn Row(key: PasskeyInfo, may_remove: bool, open: RwSignal<Option<Open>>) -> impl IntoView {
    let language = use_language();
    let (name, key) = (key.name.clone(), StoredValue::new(key));
    let opens = move |which: fn(PasskeyInfo) -> Open| {
        Callback::new(move |()| open.set(Some(which(key.get_value()))))
    };
    let remove = may_remove.then(|| {
        view! {
            <Button
                label=t!(language, settings.passkey_remove)
                size=ButtonSize::Small
                tip=t!(language, settings.passkey_remove_of, name = name.clone())
                on_press=opens(Open::Remove)
            />
        }
    });
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="key"/></span>
            <span class="row__main"><PasskeyWords key=key.get_value()/></span>
            <span class="row__end flex">
                <Button
                    label=t!(language, settings.passkey_rename)
                    size=ButtonSize::Small
                    look=Look::Ghost
                    tip=t!(language, settings.passkey_rename_of, name)
                    on_press=opens(Open::Rename)
                />
                {remove}
            </span>
        </li>
    }
}

/// What is known of a passkey: its name, where it opens, when it was used.
#[component]
pub fn PasskeyWords(key: PasskeyInfo) -> impl IntoView {
    let language = use_language();
    let used = match key.used_at {
        Some(at) => view! { {t!(language, settings.passkey_used)}" "<Moment at/> }.into_any(),
        None => t!(language, settings.passkey_unused).into_any(),
    };
    let doubted = key.doubted_at.map(|at| {
        view! {
            <span class="row__sub">
                <Tag label=t!(language, settings.passkey_doubted) look=TagLook::Bad/>
                " "<Moment at/>" "{t!(language, settings.passkey_doubted_hint)}
            </span>
        }
    });
    view! {
        <span class="row__title">{key.name}<span class="muted">" · "{key.host}</span></span>
        <span class="row__sub">
            {used}" · "{t!(language, settings.passkey_made)}" "<Moment at=key.made_at look=MomentLook::Day/>
        </span>
        {doubted}
    }
}

/// Why none can be added where one stands, and what to do about it.
fn place_words(place: &PasskeyPlace) -> Option<String> {
    let language = use_language();
    match place {
        PasskeyPlace::Here => None,
        PasskeyPlace::NoSite => Some(t!(language, settings.passkey_no_site).to_owned()),
        PasskeyPlace::Elsewhere { site } => Some(t!(language, settings.passkey_elsewhere, site)),
        PasskeyPlace::NotEncrypted { site } => {
            Some(t!(language, settings.passkey_not_encrypted, site))
        }
    }
}
