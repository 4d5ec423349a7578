//! Switching passwords off, and on again.

use contract::dto::providers::PasswordsStanding;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::providers::{passwords_standing, switch_passwords};
use crate::i18n::use_language;
use crate::settings::gone::GoneForGood;
use crate::settings::settings_form::SettingsCard;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look, failure_text, use_toasts};

/// How it stands, and the button.
#[component]
pub fn PasswordsCard(standing: PasswordsStanding) -> impl IntoView {
    let language = use_language();
    let standing = RwSignal::new(standing);
    let is_asking = RwSignal::new(false);
    let again = Callback::new(move |()| {
        is_asking.try_set(false);
        spawn_local(async move {
            if let Ok(now) = passwords_standing().await {
                standing.try_set(now);
            }
        });
    });
    let body = move || match standing.with(|standing| standing.are_off) {
        true => view! { <AreOff on_done=again/> }.into_any(),
        false => view! { <AreOn standing is_asking/> }.into_any(),
    };
    let dialog = move || {
        is_asking
            .get()
            .then(|| view! { <Ask standing=standing.get_untracked() on_close=again/> })
    };
    view! {
        <SettingsCard id="settings-passwords" title=t!(language, providers.passwords)>
            <div class="card__body stack">{body}</div>
            {dialog}
        </SettingsCard>
    }
}

#[component]
fn AreOn(standing: RwSignal<PasswordsStanding>, is_asking: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let may_end = move || standing.with(|standing| standing.may_end);
    let first = move || {
        (!may_end()).then(|| {
            view! { <Banner look=BannerLook::Warn text=t!(language, providers.own_way_first)/> }
        })
    };
    let ask = Callback::new(move |()| is_asking.set(true));
    view! {
        <p class="sm muted">{t!(language, providers.passwords_hint)}</p>
        {first}
        <div class="flex wrap">
            <Button label=t!(language, providers.passwords_end) disabled=Signal::derive(move || !may_end()) on_press=ask/>
        </div>
    }
}

#[component]
fn AreOff(on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let go = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| switch_passwords(false)).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(t!(language, providers.passwords_are_on));
                    on_done.run(());
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    view! {
        <Banner look=BannerLook::Ok text=t!(language, providers.passwords_are_off)/>
        <p class="sm muted">{t!(language, providers.passwords_off_hint)}</p>
        <div class="flex wrap">
            <Button label=t!(language, providers.passwords_begin) look=Look::Ghost busy=is_busy on_press=go/>
        </div>
    }
}

/// Says whom it shuts out before it does.
#[component]
fn Ask(standing: PasswordsStanding, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (without, people) = (standing.without, standing.people);
    let count = match without {
        0 => t!(language, providers.without_none).to_owned(),
        _ => t!(language, providers.without, without, people),
    };
    let more = without.saturating_sub(standing.names.len() as u64);
    let names = standing.names.join(" · ");
    let more = (more > 0).then(|| t!(language, providers.without_more, count = more));
    view! {
        <GoneForGood
            title=t!(language, providers.passwords_ask)
            act=t!(language, providers.passwords_end)
            gone=t!(language, providers.passwords_are_off)
            deed=|| switch_passwords(true)
            on_close
        >
            <p>{count}</p>
            <p class="sm muted">{names}" "{more}</p>
            <p class="sm muted">{t!(language, providers.without_hint)}</p>
        </GoneForGood>
    }
}
