//! One mail of the queue.

use contract::dto::mail::{Mail, MailPage, MailState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::{kind_words, state_words, trouble_words};
use crate::api::Answer;
use crate::api::mail::{cancel_mail, send_mail_again};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Moment, MomentLook, Tag, failure_text, use_toasts};

/// Who gets it, what it is about, how it stands, and what can be done about it.
#[component]
pub fn MailRow(mail: Mail, page: RwSignal<MailPage>) -> impl IntoView {
    let language = use_language();
    let (state, look) = state_words(language, mail.state);
    let to = match mail.name.is_empty() {
        true => mail.recipient.clone(),
        false => format!("{} <{}>", mail.name, mail.recipient),
    };
    let trouble = (mail.state != MailState::Sent)
        .then(|| trouble_words(language, &mail))
        .flatten()
        .map(|words| view! { <span class="row__sub">{words}</span> });
    let said = mail
        .answer
        .as_ref()
        .filter(|said| !said.is_empty())
        .map(|said| {
            view! { <span class="row__sub">{t!(language, mail.said, said)}</span> }
        });
    view! {
        <li class="row mail__row">
            <span class="row__main">
                <span class="row__title">{to}</span>
                <span class="row__sub">{mail.subject.clone()}</span>
                <span class="row__sub"><Times mail=mail.clone()/></span>
                {trouble}
                {said}
                <Acts mail page/>
            </span>
            <span class="row__end"><Tag label=state look/></span>
        </li>
    }
}

/// What it is, when it was written, how often it was tried, and when it is again.
#[component]
fn Times(mail: Mail) -> impl IntoView {
    let language = use_language();
    let tried = (mail.attempts > 1)
        .then(|| format!(" · {}", t!(language, mail.tried, count = mail.attempts)));
    let next = mail.next_at.filter(|_| mail.attempts > 0).map(|at| {
        view! { " · "{t!(language, mail.next)}" "<Moment at look=MomentLook::Due/> }
    });
    view! {
        {kind_words(language, mail.kind)}" · "<Moment at=mail.created_at/>{tried}{next}
    }
}

#[component]
fn Acts(mail: Mail, page: RwSignal<MailPage>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let id = mail.id;
    let take = move |answer: Answer<Mail>, wanted: MailState| {
        is_busy.try_set(false);
        match answer {
            Ok(now) => {
                // It may have gone a moment before.
                if now.state != wanted {
                    let (state, _) = state_words(language, now.state);
                    toasts.say(t!(language, mail.meanwhile, state));
                }
                page.try_update(|page| {
                    for mail in page.mails.iter_mut().filter(|mail| mail.id == now.id) {
                        *mail = now.clone();
                    }
                });
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    };
    let send = move |()| {
        is_busy.set(true);
        spawn_local(async move { take(send_mail_again(id).await, MailState::Queued) });
    };
    let cancel = move |()| {
        is_busy.set(true);
        spawn_local(async move { take(cancel_mail(id).await, MailState::Cancelled) });
    };
    let words = match mail.state {
        MailState::Queued => t!(language, mail.send_now),
        _ => t!(language, mail.send_again),
    };
    let to = mail.recipient.clone();
    (mail.may_send || mail.may_cancel).then(|| {
        view! {
            <span class="flex wrap mail__acts">
                {mail.may_send.then(|| view! {
                    <Button
                        label=words
                        size=ButtonSize::Small
                        busy=is_busy
                        tip=t!(language, mail.send_to, to)
                        on_press=send
                    />
                })}
                {mail.may_cancel.then(|| view! {
                    <Button
                        label=t!(language, mail.cancel)
                        size=ButtonSize::Small
                        busy=is_busy
                        tip=t!(language, mail.cancel_to, to)
                        on_press=cancel
                    />
                })}
            </span>
        }
    })
}
