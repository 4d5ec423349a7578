//! What is looked for: a form that works without scripts too.

use contract::dto::audit::{ACTIONS, AuditQuery};
use leptos::prelude::*;

use super::audit_page::address;
use super::words::action_words;
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_people};
use crate::t;
use crate::ui::{Button, DateInput, LinkButton, Look, Press, Select, TextInput};

/// The form.
#[component]
pub fn Question(query: AuditQuery) -> impl IntoView {
    let language = use_language();
    let id = |id: Option<uuid::Uuid>| id.as_ref().map(uuid::Uuid::to_string);
    let text = |text: Option<String>| RwSignal::new(text.unwrap_or_default());
    let file = AuditQuery {
        after: None,
        ..query.clone()
    };
    let is_narrow = query.address.is_some() || query.record.is_some() || query.request.is_some();
    let actions: Vec<(String, String)> = ACTIONS
        .iter()
        .map(|action| {
            (
                (*action).to_owned(),
                action_words(language, action).to_owned(),
            )
        })
        .collect();
    view! {
        <form class="bar audit__question" method="get" action="/audit" role="search" aria-label=t!(language, audit.title)>
            <Select value=text(id(query.person)) options=people() name="person"
                label=t!(language, audit.who) empty=t!(language, audit.anybody)/>
            <Select value=text(query.object) options=objects() name="object"
                label=t!(language, audit.object) empty=t!(language, audit.any_object)/>
            <Select value=text(query.action) options=actions name="action"
                label=t!(language, audit.what) empty=t!(language, audit.anything)/>
            <div class="audit__day">
                <span class="sm muted" aria-hidden="true">{t!(language, audit.from)}</span>
                <DateInput value=RwSignal::new(query.from) name="from" label=t!(language, audit.from)/>
            </div>
            <div class="audit__day">
                <span class="sm muted" aria-hidden="true">{t!(language, audit.until)}</span>
                <DateInput value=RwSignal::new(query.until) name="until" label=t!(language, audit.until)/>
            </div>
            <details class="audit__rarer" open=is_narrow>
                <summary class="btn btn--ghost">{t!(language, common.more)}</summary>
                <div class="bar audit__question">
                    <TextInput value=text(query.address) name="address" max_chars=60
                        label=t!(language, audit.address) placeholder=t!(language, audit.address)/>
                    <TextInput value=text(id(query.record)) name="record" max_chars=36
                        label=t!(language, audit.record) placeholder=t!(language, audit.record)/>
                    <TextInput value=text(id(query.request)) name="request" max_chars=36
                        label=t!(language, audit.request) placeholder=t!(language, audit.request)/>
                </div>
            </details>
            <Button label=t!(language, audit.search) press=Press::Submit look=Look::Primary icon="search"/>
            <LinkButton label=t!(language, audit.everything) href="/audit" look=Look::Ghost/>
            <a class="btn" href=address("/audit/log.csv", &file) rel="external" download="">
                {t!(language, audit.export)}
            </a>
        </form>
    }
}

fn people() -> Vec<(String, String)> {
    use_people().with_untracked(|people| {
        let option =
            |person: &contract::dto::session::Person| (person.id.to_string(), person.name.clone());
        people.iter().map(option).collect()
    })
}

fn objects() -> Vec<(String, String)> {
    let language = use_language();
    use_catalogue().with_untracked(|catalogue| {
        let option = |object: &contract::ObjectDef| {
            (object.key.clone(), object.plural.get(language).to_owned())
        };
        catalogue.objects.iter().map(option).collect()
    })
}
