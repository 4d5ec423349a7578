//! `/merge/:object?ids=…`: records side by side, before they become one.

use contract::dto::merging::MergeProposal;
use contract::{ObjectDef, Refusal, objects};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use uuid::Uuid;

use super::field_choice::FieldChoice;
use super::merging::Merging;
use super::plan::{Plan, fields};
use super::sides::Sides;
use super::summary::Summary;
use crate::api::merging::propose_merge;
use crate::api::{Answer, Asked, Failure, asked};
use crate::i18n::use_language;
use crate::records::NotHere;
use crate::records::marks::inside;
use crate::shell::{use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, LinkButton, Look, SkeletonRows, Switch, unread_text};

/// Which record stays, and whose value each field keeps.
#[component]
pub fn MergePage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let catalogue = use_catalogue();
    let key = Memo::new(move |_| {
        params
            .with(|params| params.get("object"))
            .unwrap_or_default()
    });
    let ids =
        Memo::new(move |_| query.with(|query| read_ids(&query.get("ids").unwrap_or_default())));
    let plan = RwSignal::new(Plan::default());
    let proposal = asked(
        move || (key.get(), ids.get()),
        |(key, ids)| async move {
            match ids.len() {
                0 | 1 => Err(Refusal::NotFound.into()),
                _ => propose_merge(key, ids).await,
            }
        },
    );
    move || {
        let object = key.with(|key| catalogue.with_untracked(|known| known.object(key).cloned()));
        match object.filter(|object| object.key != objects::USER) {
            Some(object) => view! { <Proposed object proposal plan/> }.into_any(),
            None => view! { <NotHere/> }.into_any(),
        }
    }
}

fn read_ids(words: &str) -> Vec<Uuid> {
    words.split(',').filter_map(|id| id.parse().ok()).collect()
}

#[component]
fn Proposed(
    object: ObjectDef,
    proposal: Asked<Answer<MergeProposal>>,
    plan: RwSignal<Plan>,
) -> impl IntoView {
    let language = use_language();
    let plural = object.plural.get(language).to_owned();
    let title = t!(language, merging.title, objects = inside(&plural));
    let above = format!("/{}", object.path);
    let crumbs = use_crumbs();
    let say = move || {
        crumbs
            .title(title.clone())
            .above(plural.clone(), above.clone());
    };
    say();
    Effect::new(move |_| say());
    let object = StoredValue::new(object);
    let page = move || {
        Suspend::new(async move {
            match proposal.await {
                Ok(proposal) => {
                    let merging = Merging::new(object.get_value(), proposal, plan);
                    view! { <Choosing merging/> }.into_any()
                }
                Err(failure) => view! { <Failed failure object proposal/> }.into_any(),
            }
        })
    };
    view! {
        <div class="center merge">
            <Transition fallback=|| view! { <SkeletonRows count=8/> }>{page}</Transition>
        </div>
    }
}

#[component]
fn Choosing(merging: Merging) -> impl IntoView {
    let language = use_language();
    let shows_all = RwSignal::new(false);
    let count = move || merging.proposal.with(|proposal| proposal.records.len());
    let troubled = Memo::new(move |_| {
        merging.problems.with(|problems| {
            let keys = problems.iter().map(|problem| problem.field.clone());
            keys.collect::<Vec<_>>()
        })
    });
    let shown = move || {
        let (all, troubled) = (shows_all.get(), troubled.get());
        merging.proposal.with(|proposal| {
            merging
                .object
                .with_value(|object| fields(object, proposal, all, &troubled))
        })
    };
    let rows = move || {
        let fields = shown();
        match fields.is_empty() {
            true => view! { <p class="muted pad">{t!(language, merging.nothing_differs)}</p> }
                .into_any(),
            false => fields
                .into_iter()
                .map(|field| view! { <FieldChoice merging field/> })
                .collect_view()
                .into_any(),
        }
    };
    view! {
        <div class="stack">
            <div class="flex wrap">
                <p class="muted grow">{t!(language, merging.hint)}</p>
                <Switch checked=shows_all label=t!(language, merging.show_all)/>
            </div>
            <div class="merge__table" style=move || format!("--n:{}", count())>
                <Sides merging/>
                {rows}
            </div>
            <Summary merging/>
        </div>
    }
}

#[component]
fn Failed(
    failure: Failure,
    object: StoredValue<ObjectDef>,
    proposal: Asked<Answer<MergeProposal>>,
) -> impl IntoView {
    let language = use_language();
    let back = object.with_value(|object| {
        let objects = inside(object.plural.get(language));
        (
            t!(language, records.back_to, objects),
            format!("/{}", object.path),
        )
    });
    let text = match &failure {
        Failure::Refused(Refusal::NotFound | Refusal::Moved { .. }) => {
            t!(language, merging.not_there).to_owned()
        }
        Failure::Refused(Refusal::Invalid(_)) => t!(language, merging.how_many).to_owned(),
        other => unread_text(language, other),
    };
    let retry = (failure == Failure::Unreached).then(|| {
        view! {
            <Button
                label=t!(language, common.retry)
                look=Look::Primary
                icon="refresh"
                on_press=move |()| proposal.refetch()
            />
        }
    });
    view! {
        <Empty icon="merge" look=EmptyLook::Bad title=t!(language, merging.not_opened) text>
            {retry}
            <LinkButton label=back.0 href=back.1/>
        </Empty>
    }
}
