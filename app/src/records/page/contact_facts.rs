//! How one reaches the people of a record, and when one last did.

use contract::dto::records::RecordPage;
use contract::{ObjectDef, Value};
use leptos::prelude::*;

use super::OpenRecord;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Fact, Icon, IconButton, Look, Moment, Pulse, browser, format, use_clock, use_toasts,
};

/// Days without contact after which it is shown as late.
const SILENT_DAYS: i64 = 14;

/// The telephone number one would call, and whose it is.
#[component]
pub(super) fn PhoneFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let reached = Memo::new(move |_| {
        open.page
            .with(|page| reached(page, &open.object(), "phone"))
    });
    let label = move || match reached.get().map(|(_, who)| who) {
        Some(who) if !who.is_empty() => t!(language, records.phone_of, name = who),
        _ => t!(language, records.phone).to_owned(),
    };
    let value = move || {
        reached
            .get()
            .map_or_else(|| "–".to_owned(), |(phone, _)| format::phone(&phone))
    };
    let call = move || {
        reached.get().map(|(phone, who)| {
            let who = if who.is_empty() {
                untrack(|| open.title())
            } else {
                who
            };
            let label = t!(language, records.call, name = who);
            view! {
                <a
                    class="btn btn--round btn--icon btn--soft"
                    href=format::phone_link(&phone)
                    aria-label=label.clone()
                    data-tip=label
                >
                    <Icon name="phone"/>
                </a>
            }
        })
    };
    view! {
        <Fact label=Signal::derive(label) value=move || view! { <span class="num">{value}</span> }>{call}</Fact>
    }
}

/// The WeChat name one would write to.
#[component]
pub(super) fn WeChatFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let reached = Memo::new(move |_| {
        open.page
            .with(|page| reached(page, &open.object(), "wechat"))
    });
    let value = move || {
        reached
            .get()
            .map_or_else(|| "–".to_owned(), |(name, _)| name)
    };
    // No address opens a chat with somebody, so the name is put where it can be pasted.
    let copy = move || {
        reached.get().map(|(name, _)| {
            let press = move |()| {
                browser::copy(&name);
                toasts.say(t!(language, records.copied));
            };
            view! {
                <IconButton
                    label=t!(language, records.copy_wechat)
                    icon="wechat"
                    look=Look::Soft
                    class="btn--round"
                    on_press=press
                />
            }
        })
    };
    view! { <Fact label=t!(language, records.wechat) value=move || view! { {value} }>{copy}</Fact> }
}

/// The telephone number or WeChat name one would use, and whose it is: of the main contact, else of the
/// record itself.
fn reached(page: &RecordPage, object: &ObjectDef, key: &str) -> Option<(String, String)> {
    let contact = page
        .main_contact
        .as_ref()
        .filter(|contact| !contact.text(key).is_empty());
    if let Some(contact) = contact {
        let who = format!("{} {}", contact.text("name"), contact.text("position"));
        return Some((contact.text(key).to_owned(), who.trim().to_owned()));
    }
    object.field(key)?;
    let own = page.record.text(key);
    (!own.is_empty()).then(|| (own.to_owned(), String::new()))
}

/// When one last spoke, what was said, and how often.
#[component]
pub(super) fn ContactFact(open: OpenRecord) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let at = Memo::new(move |_| match open.record().value("last_contact_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    });
    let words = move || open.record().text("last_contact").to_owned();
    let is_late = move || {
        at.get()
            .is_some_and(|at| (clock.now() - at).num_days() >= SILENT_DAYS)
    };
    let when = move || match at.get() {
        Some(at) => view! { <span class:late=is_late><Moment at/></span> }.into_any(),
        None => t!(language, records.never).into_any(),
    };
    let pulse = move || {
        let weeks = open.page.with(|page| page.pulse.clone());
        (!weeks.is_empty()).then(|| view! { <Pulse weeks/> })
    };
    view! {
        <div class="fact fact--wide" role="group" aria-label=t!(language, records.last_contact)>
            <div class="fact__body">
                <span class="label">{t!(language, records.last_contact)} " · " {when}</span>
                <span class="fact__v">{words}</span>
            </div>
            {pulse}
        </div>
    }
}
