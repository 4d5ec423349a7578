//! One event, with what was before and after.

use contract::dto::audit::{AuditChange, AuditLine, AuditQuery, NOTE};
use leptos::prelude::*;

use super::audit_page::address;
use super::words::{action_words, noted_field_words, noted_words};
use crate::i18n::{Language, use_language};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, IconSize, Who, use_clock};

/// The row of an event; what changed is opened below its words.
#[component]
pub fn Line(line: AuditLine) -> impl IntoView {
    let language = use_language();
    let at = use_clock().exact(line.at);
    let who = match (line.actor_id, line.actor.is_empty()) {
        (Some(_), _) => view! { <Who name=line.actor.clone()/> }.into_any(),
        (None, true) => {
            view! { <span class="muted">{t!(language, audit.stranger)}</span> }.into_any()
        }
        (None, false) => view! { <span class="muted">{line.actor.clone()}</span> }.into_any(),
    };
    let from = match (&line.address, &line.device) {
        (None, None) => t!(language, audit.house).to_owned(),
        (address, device) => [address, device]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" · "),
    };
    let mark = line.is_sealed.then(|| {
        view! {
            <span class="ok" title=t!(language, audit.is_sealed)><Icon name="check" size=IconSize::Small/></span>
            " "
            <span class="faint mono xs">{line.digest.clone()}</span>
        }
    });
    view! {
        <tr role="row">
            <td role="cell" class="muted nowrap" data-m="end"><span class="num">{at}</span></td>
            <td role="cell" data-m="sub">{who}</td>
            <td role="cell" data-m="title"><What line/></td>
            <td role="cell" class="muted" data-m="end2">{from}</td>
            <td role="cell" class="nowrap hide-m">{mark}</td>
        </tr>
    }
}

#[component]
fn What(line: AuditLine) -> impl IntoView {
    let language = use_language();
    let words = format!(
        "{}: {}",
        action_words(language, &line.action),
        object_words(language, &line.object)
    );
    let erased = line
        .is_erased
        .then(|| view! { <p class="sm muted">{t!(language, audit.is_erased)}</p> });
    let changes = line.changes.clone().into_iter().map(|change| {
        let label = field_words(language, &line.object, &change.field);
        view! { <Change label change/> }
    });
    view! {
        <details class="audit__what">
            <summary>{words}</summary>
            {erased}
            <dl class="kv">{changes.collect_view()}</dl>
            <Links line=line.clone()/>
        </details>
    }
}

#[component]
fn Change(label: String, change: AuditChange) -> impl IntoView {
    let before = (!change.before.is_empty())
        .then(|| view! { <del class="muted">{change.before}</del> " → " });
    view! {
        <dt>{label}</dt>
        <dd class="audit__value">{before} <span>{change.after}</span></dd>
    }
}

/// To the record, and to everything that happened to it or in the same request.
#[component]
fn Links(line: AuditLine) -> impl IntoView {
    let language = use_language();
    let path = use_catalogue().with_untracked(|catalogue| {
        catalogue
            .object(&line.object)
            .map(|object| object.path.clone())
    });
    let opened = path.zip(line.record).map(|(path, id)| {
        view! { <a class="link" href=format!("/{path}/{id}")>{t!(language, audit.open_record)}</a> " " }
    });
    let of_record = line.record.map(|record| {
        let query = AuditQuery {
            record: Some(record),
            ..AuditQuery::default()
        };
        view! { <a class="link" href=address("/audit", &query)>{t!(language, audit.of_record)}</a> " " }
    });
    let of_request = line.request.map(|request| {
        let query = AuditQuery {
            request: Some(request),
            ..AuditQuery::default()
        };
        view! { <a class="link" href=address("/audit", &query)>{t!(language, audit.of_request)}</a> }
    });
    view! { <p class="sm">{opened} {of_record} {of_request}</p> }
}

fn object_words(language: Language, object: &str) -> String {
    let key = object.strip_prefix(NOTE).unwrap_or(object);
    let described = use_catalogue().with_untracked(|catalogue| {
        catalogue
            .object(key)
            .map(|object| object.label.get(language).to_owned())
    });
    described
        .unwrap_or_else(|| noted_words(language, key).map_or_else(|| key.to_owned(), str::to_owned))
}

fn field_words(language: Language, object: &str, field: &str) -> String {
    let noted = object
        .starts_with(NOTE)
        .then(|| noted_field_words(language, field));
    if let Some(words) = noted.flatten() {
        return words.to_owned();
    }
    use_catalogue().with_untracked(|catalogue| {
        catalogue
            .object(object)
            .and_then(|object| object.field(field))
            .map_or_else(
                || field.to_owned(),
                |field| field.label.get(language).to_owned(),
            )
    })
}
