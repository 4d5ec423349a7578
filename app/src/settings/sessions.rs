//! Where one is signed in, and signing out elsewhere.

use contract::dto::session::{IDLE_DAYS, SessionInfo};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::session::{end_other_sessions, end_session};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Button, ButtonSize, Icon, Moment, MomentLook, Tag, TagLook, failure_text, use_toasts,
};

/// The sessions of the person, this one first.
#[component]
pub fn Sessions(sessions: RwSignal<Vec<SessionInfo>>) -> impl IntoView {
    let language = use_language();
    let ordered = move || {
        let mut all = sessions.get();
        all.sort_by_key(|session| (!session.is_current, std::cmp::Reverse(session.seen_at)));
        all
    };
    let is_alone =
        move || sessions.with(|sessions| sessions.iter().all(|session| session.is_current));
    view! {
        <section class="card" aria-labelledby="settings-sessions">
            <h2 class="card__head" id="settings-sessions">{t!(language, settings.sessions)}</h2>
            <p class="sm muted card__body">{t!(language, settings.sessions_end, days = IDLE_DAYS)}</p>
            <ul class="rows settings__sessions">
                <For each=ordered key=|session| session.key.clone() let:session>
                    <Session session sessions/>
                </For>
            </ul>
            {move || (!is_alone()).then(|| view! { <EndOthers sessions/> })}
            {move || is_alone().then(|| view! { <p class="card__foot sm muted">{t!(language, settings.only_session)}</p> })}
        </section>
    }
}

/// Signs out everywhere else.
#[component]
fn EndOthers(sessions: RwSignal<Vec<SessionInfo>>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let end = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = end_other_sessions().await;
            is_busy.try_set(false);
            match answer {
                Ok(count) => {
                    sessions.try_update(|sessions| sessions.retain(|session| session.is_current));
                    toasts.say(t!(language, settings.others_ended, count));
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    view! {
        <div class="card__foot">
            <Button label=t!(language, settings.end_others) size=ButtonSize::Small busy=is_busy on_press=end/>
        </div>
    }
}

#[component]
fn Session(session: SessionInfo, sessions: RwSignal<Vec<SessionInfo>>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let device = match session.device.trim() {
        "" => t!(language, settings.unknown_device).to_owned(),
        device => device.to_owned(),
    };
    let from = (!session.address.is_empty()).then(|| format!(" · {}", session.address));
    let key = StoredValue::new(session.key);
    let end = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let key = key.get_value();
            let answer = end_session(key.clone()).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    sessions.try_update(|sessions| sessions.retain(|session| session.key != key));
                    toasts.say(t!(language, settings.session_ended));
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    let is_phone = ["iPhone", "Android", "iPad"]
        .iter()
        .any(|word| device.contains(word));
    let act = match session.is_current {
        true => view! { <Tag label=t!(language, settings.this_session) look=TagLook::Ok/> }.into_any(),
        false => view! {
            <Button label=t!(language, settings.end_session) size=ButtonSize::Small busy=is_busy on_press=end/>
        }
        .into_any(),
    };
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name=if is_phone { "mobile" } else { "globe" }/></span>
            <span class="row__main">
                <span class="row__title">{device}<span class="muted num">{from}</span></span>
                <span class="row__sub">
                    {t!(language, settings.seen)}" "<Moment at=session.seen_at/>" · "
                    {t!(language, settings.started)}" "<Moment at=session.started_at/>" · "
                    {t!(language, settings.ends_latest)}" "<Moment at=session.ends_at look=MomentLook::Exact/>
                </span>
            </span>
            <span class="row__end">{act}</span>
        </li>
    }
}
