//! The part of the page.

use contract::dto::consents::{ConsentLine, Consents, Purpose};
use leptos::prelude::*;
use uuid::Uuid;

use super::entry::EntryRow;
use super::record_dialog::RecordDialog;
use super::words::{basis_words, channel_words, state_words};
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Empty, SkeletonRows, Tag, TagLook, failure_text, use_clock,
};

/// How it stands with each purpose and channel, the whole history, and a way to record more.
#[component]
pub fn ConsentPanel(
    #[prop(into)] object: String,
    id: Uuid,
    consents: Asked<Answer<Consents>>,
) -> impl IntoView {
    let object = StoredValue::new(object);
    let is_recording = RwSignal::new(None::<Consents>);
    let shown = move || {
        Suspend::new(async move {
            match consents.await {
                Ok(known) => view! { <Known known is_recording/> }.into_any(),
                Err(failure) => {
                    let language = use_language();
                    let retry = move |()| consents.refetch();
                    view! {
                        <Banner text=failure_text(language, &failure) look=BannerLook::Bad>
                            <Button label=t!(language, common.retry) on_press=retry/>
                        </Banner>
                    }
                    .into_any()
                }
            }
        })
    };
    let dialog = move || {
        is_recording.get().map(|known| {
            let on_close = Callback::new(move |()| is_recording.set(None));
            let again = Callback::new(move |()| consents.refetch());
            view! { <RecordDialog object=object.get_value() id purposes=known.purposes on_close again/> }
        })
    };
    view! {
        <div class="stack">
            <Transition fallback=|| view! { <SkeletonRows count=4/> }>{shown}</Transition>
        </div>
        {dialog}
    }
}

#[component]
fn Known(known: Consents, is_recording: RwSignal<Option<Consents>>) -> impl IntoView {
    let language = use_language();
    if known.purposes.is_empty() {
        return view! {
            <Empty icon="shieldc" title=t!(language, consents.none) text=t!(language, consents.none_hint)/>
        }
        .into_any();
    }
    let held = StoredValue::new(known.clone());
    let record = known.may_record.then(|| {
        let press = move |()| is_recording.set(Some(held.get_value()));
        view! { <Button label=t!(language, consents.record) icon="plus" on_press=press/> }
    });
    let purposes = known.purposes.clone().into_iter().map(|purpose| {
        let of = |line: &&ConsentLine| line.purpose == purpose.id;
        let lines = known.lines.iter().filter(of).cloned().collect();
        view! { <OfPurpose purpose lines/> }
    });
    let purposes = purposes.collect_view();
    let entries = known.history.clone().into_iter().map(|entry| {
        let purpose = known.purposes.iter().find(|one| one.id == entry.purpose);
        let purpose = purpose.map(|purpose| purpose.name.get(language).to_owned());
        view! { <EntryRow entry purpose=purpose.unwrap_or_default()/> }
    });
    let history = match known.history.is_empty() {
        true => view! { <p class="sm muted">{t!(language, consents.no_history)}</p> }.into_any(),
        false => view! {
            <p class="sm muted">{t!(language, consents.never_changed)}</p>
            <ul class="card rows" aria-label=t!(language, consents.history)>{entries.collect_view()}</ul>
        }
        .into_any(),
    };
    view! {
        <section class="stack" aria-labelledby="consents-now">
            <div class="flex wrap">
                <h3 class="h3 grow" id="consents-now">{t!(language, consents.standing)}</h3>
                {record}
            </div>
            {purposes}
        </section>
        <section class="stack" aria-labelledby="consents-history">
            <h3 class="h3" id="consents-history">{t!(language, consents.history)}</h3>
            {history}
        </section>
    }
    .into_any()
}

#[component]
fn OfPurpose(purpose: Purpose, lines: Vec<ConsentLine>) -> impl IntoView {
    let language = use_language();
    let name = purpose.name.get(language).to_owned();
    let retired = purpose.is_retired.then(|| {
        view! { <Tag label=t!(language, consents.retired) look=TagLook::Line/> }
    });
    let rows = lines.into_iter().map(|line| view! { <Line line/> });
    view! {
        <section class="card">
            <h4 class="card__head">{name.clone()} " " {retired}</h4>
            <div class="card__body stack">
                <p class="sm muted">{t!(language, consents.basis)}": "{basis_words(language, purpose.basis)}</p>
                <ul class="rows" aria-label=name>{rows.collect_view()}</ul>
            </div>
        </section>
    }
}

/// One channel: its state, since when, and what follows from it.
#[component]
fn Line(line: ConsentLine) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let (label, look) = state_words(language, line.state);
    let (since, until) = (line.since, line.until);
    let when = move || {
        let since = since.map(|day| t!(language, consents.since, day = clock.day(day)));
        let until = until.map(|day| t!(language, consents.until, day = clock.day(day)));
        let parts: Vec<String> = since.into_iter().chain(until).collect();
        parts.join(" · ")
    };
    let follows = match (line.may_contact, line.must_ask) {
        (true, _) => t!(language, consents.may),
        (false, true) => t!(language, consents.must_ask),
        (false, false) => t!(language, consents.may_not),
    };
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">{channel_words(language, line.channel)}</span>
                <span class="row__sub">{follows}</span>
            </span>
            <span class="row__end row__end--col">
                <Tag label look/>
                <span class="xs faint">{when}</span>
            </span>
        </li>
    }
}
