//! One's own codes: set up, ended, and what helps when the app is lost.

use contract::dto::signing::FactorInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::code_dialogs::{NewCodes, SetUpCodes};
use super::gone::GoneForGood;
use crate::api::factors::{end_factor, factor};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Look, Moment, MomentLook, Tag, TagLook};

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    SetUp,
    NewCodes,
    End,
}

/// How things stand, and what can be done.
#[component]
pub fn Codes(info: FactorInfo) -> impl IntoView {
    let language = use_language();
    let info = RwSignal::new(info);
    let open = RwSignal::new(None::<Open>);
    let close = Callback::new(move |()| {
        open.try_set(None);
        spawn_local(async move {
            if let Ok(now) = factor().await {
                info.try_set(now);
            }
        });
    });
    let dialog = move || {
        open.get().map(|which| match which {
            Open::SetUp => view! { <SetUpCodes on_close=close/> }.into_any(),
            Open::NewCodes => view! { <NewCodes on_close=close/> }.into_any(),
            Open::End => view! { <EndCodes on_close=close/> }.into_any(),
        })
    };
    let state = move || {
        info.with(|info| match info.since {
            Some(at) => view! { <On at codes_left=info.codes_left/> }.into_any(),
            None => view! { <p class="sm muted">{t!(language, settings.codes_off)}</p> }.into_any(),
        })
    };
    let acts = move || {
        let (is_on, is_required) = info.with(|info| (info.since.is_some(), info.is_required));
        view! { <Acts is_on is_required open/> }
    };
    view! {
        <section class="card" aria-labelledby="settings-codes">
            <h2 class="card__head" id="settings-codes">{t!(language, settings.codes)}</h2>
            <div class="card__body stack">
                {state}
                {acts}
            </div>
            {dialog}
        </section>
    }
}

#[component]
fn On(at: chrono::DateTime<chrono::Utc>, codes_left: u32) -> impl IntoView {
    let language = use_language();
    view! {
        <p class="sm flex wrap">
            <Tag label=t!(language, settings.codes_on) look=TagLook::Ok/>
            <span>{t!(language, settings.codes_since)}" "<Moment at look=MomentLook::Day/></span>
            <span class="muted">{t!(language, settings.codes_left, count = codes_left)}</span>
        </p>
    }
}

#[component]
fn Acts(is_on: bool, is_required: bool, open: RwSignal<Option<Open>>) -> impl IntoView {
    let language = use_language();
    let opens = move |which: Open| Callback::new(move |()| open.set(Some(which)));
    match is_on {
        false => view! {
            <div class="flex">
                <Button label=t!(language, settings.codes_set_up) look=Look::Primary icon="shield" on_press=opens(Open::SetUp)/>
            </div>
        }
        .into_any(),
        true => view! {
            <div class="flex wrap">
                <Button label=t!(language, settings.codes_new) on_press=opens(Open::NewCodes)/>
                {match is_required {
                    true => view! { <span class="xs faint">{t!(language, settings.codes_required)}</span> }.into_any(),
                    false => view! { <Button label=t!(language, settings.codes_end) on_press=opens(Open::End)/> }.into_any(),
                }}
            </div>
        }
        .into_any(),
    }
}

#[component]
fn EndCodes(on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <GoneForGood
            title=t!(language, settings.codes_end_ask)
            act=t!(language, settings.codes_end)
            gone=t!(language, settings.codes_ended)
            deed=end_factor
            on_close
        >
            <p class="sm muted">{t!(language, settings.codes_end_hint)}</p>
        </GoneForGood>
    }
}
