//! The purposes for which people are contacted, on the page of privacy.

use contract::dto::consents::Purpose;
use contract::query::consent;
use contract::{Filter, Operator};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::purpose_dialog::PurposeDialog;
use crate::api::consents::{purposes, retire_purpose};
use crate::consents::words::{basis_words, channel_words};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Empty, Look, Tag, TagLook, failure_text, use_toasts};

/// The list, with a form for a new one and for changes.
#[component]
pub fn PurposesSection(known: Vec<Purpose>) -> impl IntoView {
    let language = use_language();
    let shown = RwSignal::new(known);
    let edited = RwSignal::new(None::<Purpose>);
    let again = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(now) = purposes().await {
                shown.try_set(now);
            }
        });
    });
    let list = move || {
        let known = shown.get();
        match known.is_empty() {
            true => view! { <Empty icon="shieldc" title=t!(language, consents.no_purposes)/> }
                .into_any(),
            false => {
                let rows = known.into_iter().map(|purpose| {
                    view! { <PurposeRow purpose edited again/> }
                });
                view! {
                    <ul class="card rows" aria-label=t!(language, consents.purposes)>{rows.collect_view()}</ul>
                }
                .into_any()
            }
        }
    };
    let add = move |()| {
        edited.set(Some(Purpose {
            id: uuid::Uuid::now_v7(),
            ..Purpose::default()
        }));
    };
    let dialog = move || {
        edited.get().map(|purpose| {
            let on_close = Callback::new(move |()| edited.set(None));
            view! { <PurposeDialog purpose on_close again/> }
        })
    };
    view! {
        <section class="stack" aria-labelledby="settings-purposes">
            <div class="flex wrap">
                <div class="grow">
                    <h3 class="h3" id="settings-purposes">{t!(language, consents.purposes)}</h3>
                    <p class="sm muted">{t!(language, consents.purposes_hint)}</p>
                </div>
                <Button label=t!(language, consents.add_purpose) icon="plus" on_press=add/>
            </div>
            {list}
        </section>
        {dialog}
    }
}

#[component]
fn PurposeRow(
    purpose: Purpose,
    edited: RwSignal<Option<Purpose>>,
    again: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let name = purpose.name.get(language).to_owned();
    let (id, is_retired) = (purpose.id, purpose.is_retired);
    let mark = is_retired.then(|| {
        view! { <Tag label=t!(language, consents.retired) look=TagLook::Line/> }
    });
    let mut facts = vec![
        basis_words(language, purpose.basis).to_owned(),
        t!(
            language,
            consents.wording_version,
            version = purpose.wording_version
        ),
    ];
    if purpose.months > 0 {
        facts.push(t!(language, consents.ends_after, months = purpose.months));
    }
    let lists = purpose.channels.clone().into_iter().map(|channel| {
        let value = consent::value(id, channel);
        let filter = Filter::new(consent::CONSENT, Operator::Is, &value).to_param();
        let words = channel_words(language, channel);
        let title = t!(language, consents.who_gave, channel = words);
        view! { <a class="link" href=format!("/contacts?f={filter}") title=title>{words}</a> " " }
    });
    let lists = lists.collect_view();
    let turn = move |()| {
        let name = name.clone();
        spawn_local(async move {
            match retire_purpose(id, !is_retired).await {
                Ok(()) if is_retired => toasts.say(t!(language, consents.was_reused, name)),
                Ok(()) => toasts.say(t!(language, consents.was_retired, name)),
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
            again.try_run(());
        });
    };
    let turn_label = match is_retired {
        true => t!(language, consents.reuse),
        false => t!(language, consents.retire),
    };
    let held = StoredValue::new(purpose.clone());
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">{purpose.name.get(language).to_owned()} " " {mark}</span>
                <span class="row__sub">{facts.join(" · ")}</span>
                <span class="row__sub">{lists}</span>
            </span>
            <span class="row__end flex wrap">
                <Button
                    label=t!(language, records.edit)
                    size=ButtonSize::Small
                    look=Look::Ghost
                    on_press=move |()| edited.set(Some(held.get_value()))
                />
                <Button label=turn_label size=ButtonSize::Small look=Look::Ghost on_press=turn/>
            </span>
        </li>
    }
}
