//! Records that may be the same as the one being typed, shown before it is saved.

use std::time::Duration;

use contract::dto::records::Twin;
use contract::value::Values;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::Draft;
use crate::api::records::twins;
use crate::i18n::use_language;
use crate::records::marks::record_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, browser};

const PAUSE: Duration = Duration::from_millis(300);

/// Warns of twins by name, telephone and e-mail, with who owns them and a link.
#[component]
pub(super) fn Twins(draft: Draft, except: Option<Uuid>) -> impl IntoView {
    let language = use_language();
    let found = find_twins(draft, except);
    move || {
        let twins = found.get();
        (!twins.is_empty()).then(|| {
            let rows = twins
                .into_iter()
                .map(|twin| view! { <TwinRow twin/> })
                .collect_view();
            view! {
                <div class="banner banner--warn banner--box" role="status">
                    <Icon name="merge"/>
                    <div class="stack records__twins">
                        <b>{t!(language, records.twins_title)}</b>
                        {rows}
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn TwinRow(twin: Twin) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let (field, address) = catalogue.with_untracked(|catalogue| {
        let object = catalogue.object(&twin.object);
        let field = object.and_then(|object| object.field(&twin.field));
        (
            field.map(|field| field.label.get(language).to_owned()),
            record_address(catalogue, &twin.object, twin.id),
        )
    });
    let same = t!(
        language,
        records.twin_same,
        field = field.unwrap_or_default()
    );
    match address.filter(|_| twin.may_see) {
        Some(href) => view! {
            <span class="sm">
                <a class="link" href=href target="_blank" rel="noopener">{twin.title}</a>
                " · " {same} " · " {t!(language, records.twin_owner, name = twin.owner)}
            </span>
        }
        .into_any(),
        None => view! {
            <span class="sm">{same} " · " {t!(language, records.twin_hidden, name = twin.owner)}</span>
        }
        .into_any(),
    }
}

/// Asks a moment after the last letter; a late answer to an old question is not shown.
fn find_twins(draft: Draft, except: Option<Uuid>) -> RwSignal<Vec<Twin>> {
    let found = RwSignal::new(Vec::new());
    let asked = StoredValue::new(0_u32);
    let object = draft.definition();
    let ask = browser::debounced(PAUSE, move |values: Values| {
        asked.update_value(|count| *count += 1);
        let number = asked.get_value();
        let answer = twins(draft.object(), values, except);
        spawn_local(async move {
            let answer = answer.await;
            if asked.try_get_value() == Some(number) {
                found.set(answer.unwrap_or_default());
            }
        });
    });
    Effect::new(move |before: Option<Values>| {
        let mut values = draft.values();
        values.retain(|key, _| object.duplicates.contains(key));
        match before {
            Some(before) if before != values => ask(values.clone()),
            // A form that starts with a telephone number, as from a call, may have a twin at once.
            None if except.is_none() && !values.is_empty() => ask(values.clone()),
            _ => {}
        }
        values
    });
    found
}
