//! One alert.

use contract::dto::alerts::{Alert, AlertState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::{count_words, rule_words, state_words};
use crate::api::alerts::mark_alert;
use crate::audit::log_address;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, Moment, MomentLook, Tag, failure_text, use_toasts};

/// What it is, of whom and how much, and what became of it.
#[component]
pub fn AlertRow(
    alert: Alert,
    settling: RwSignal<Option<Alert>>,
    again: Callback<()>,
    is_administrator: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let (state, look) = state_words(language, alert.state);
    let who = match alert.name.is_empty() {
        true => alert.address.clone().unwrap_or_default(),
        false => alert.name.clone(),
    };
    let from = alert.address.clone().filter(|_| !alert.name.is_empty());
    let from = from.map(|address| format!(" · {address}"));
    let (first, last) = (alert.first_at, alert.last_at);
    let acts = is_administrator
        .get_untracked()
        .then(|| view! { <Acts alert=alert.clone() settling again/> });
    view! {
        <li class="row alerts__row">
            <span class="tl__icon"><Icon name="alert"/></span>
            <span class="row__main">
                <span class="row__title">{rule_words(language, alert.rule)}": "{who}</span>
                <span class="row__sub">{count_words(language, &alert)}" · "{limit(language, &alert)}{from}</span>
                <span class="row__sub">
                    <Moment at=first look=MomentLook::Exact/>" – "<Moment at=last look=MomentLook::Exact/>
                </span>
                <span class="row__sub"><Tag label=state look/>" "{said(language, &alert)}</span>
            </span>
            <span class="row__end flex wrap">
                <a class="btn btn--ghost btn--sm" href=log_address(&alert.log)>{t!(language, alerts.in_log)}</a>
                {acts}
            </span>
        </li>
    }
}

/// From how much on it is told.
fn limit(language: Language, alert: &Alert) -> String {
    let (number, minutes) = (alert.number, alert.minutes);
    t!(language, alerts.limit, number, minutes)
}

/// Who looked at it, and what they wrote.
fn said(language: Language, alert: &Alert) -> String {
    let by = alert.state_by.clone().unwrap_or_default();
    match (by.is_empty(), alert.note.is_empty()) {
        (true, _) => String::new(),
        (false, true) => t!(language, alerts.by, by),
        (false, false) => {
            let note = &alert.note;
            t!(language, alerts.by_with_note, by, note)
        }
    }
}

#[component]
fn Acts(alert: Alert, settling: RwSignal<Option<Alert>>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let (id, note) = (alert.id, StoredValue::new(alert.note.clone()));
    let seen = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = mark_alert(id, AlertState::Seen, note.get_value()).await;
            is_busy.try_set(false);
            match answer {
                Ok(_) => again.run(()),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    let look_at = (alert.state == AlertState::Open).then(|| {
        view! { <Button label=t!(language, alerts.mark_seen) size=ButtonSize::Small busy=is_busy on_press=seen/> }
    });
    let settle = (alert.state != AlertState::Settled).then(|| {
        let alert = StoredValue::new(alert);
        view! {
            <Button
                label=t!(language, alerts.settle)
                size=ButtonSize::Small
                on_press=move |()| settling.set(Some(alert.get_value()))
            />
        }
    });
    view! { {look_at}{settle} }
}
