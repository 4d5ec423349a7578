//! `/leads/:id`: one lead, and what it became.

use contract::{Value, objects};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::ConvertLead;
use crate::i18n::use_language;
use crate::records::{OpenRecord, RecordFacts, RecordHead, RecordShell};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Empty, EmptyLook, Icon, Moment, MomentLook};

/// The page of one lead.
#[component]
pub fn LeadView() -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let params = use_params_map();
    let id = Signal::derive(move || {
        params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok()))
    });
    match catalogue.with_untracked(|catalogue| catalogue.object(objects::LEAD).cloned()) {
        Some(object) => view! { <RecordShell object id head=head/> }.into_any(),
        None => view! { <Empty icon="target" title=t!(language, problems.not_found) look=EmptyLook::Bad/> }.into_any(),
    }
}

fn head(open: OpenRecord) -> AnyView {
    view! {
        <RecordHead actions=move || view! { <div class="flex head__acts"><ConvertLead open/></div> }/>
        <Became open/>
        <RecordFacts/>
    }
    .into_any()
}

/// Customer, contact and deal that a converted lead became, as links.
#[component]
fn Became(open: OpenRecord) -> impl IntoView {
    const PARTS: [(&str, &str); 3] = [
        ("account", "accounts"),
        ("contact", "contacts"),
        ("deal", "deals"),
    ];
    let language = use_language();
    let is_converted = Memo::new(move |_| *open.record().value("converted") == Value::YesNo(true));
    let when = move || match open.record().value("converted_at") {
        Value::DateTime(at) => {
            Some(view! { <span class="xs"><Moment at=*at look=MomentLook::Day/></span> })
        }
        _ => None,
    };
    let links = move || {
        let record = open.record();
        let link = |(field, path): (&str, &str)| match record.value(field) {
            Value::Link(link) => link.id.map(|id| {
                let text = if link.text.is_empty() {
                    t!(language, leads.record).to_owned()
                } else {
                    link.text.clone()
                };
                view! { <a class="link" href=format!("/{path}/{id}")>{text}</a> }
            }),
            _ => None,
        };
        PARTS.into_iter().filter_map(link).collect_view()
    };
    move || {
        is_converted.get().then(|| view! {
            <div class="lead__became">
                <div class="banner banner--ok banner--box" role="status">
                    <Icon name="check"/>
                    <span class="flex wrap grow">{t!(language, leads.became)} {links} {when}</span>
                </div>
            </div>
        })
    }
}
