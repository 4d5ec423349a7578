//! `/import/:id`: one import from its fields to its end, wherever it stands.

use contract::Refusal;
use contract::dto::imports::{ImportCheck, ImportPreview, ImportState, ImportStatus};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::check_page::CheckPage;
use super::end_page::EndPage;
use super::fields_page::FieldsPage;
use super::follow::Follower;
use super::in_set::{set_address, set_of_address};
use super::progress_page::ProgressPage;
use super::steps::Step;
use super::trouble::failure_words;
use crate::api::imports::{import_findings, import_preview, import_status};
use crate::api::{Answer, Asked, Failure, asked};
use crate::i18n::use_language;
use crate::records::inside;
use crate::shell::{refresh_catalogue, use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Empty, EmptyLook, LinkButton, SkeletonRows, browser};

/// An import, and what the step it stands at needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Opening {
    pub(super) status: ImportStatus,
    /// For matching the fields.
    pub(super) preview: Option<ImportPreview>,
    /// From the check on.
    pub(super) check: Option<ImportCheck>,
}

/// The page of one import.
#[component]
pub fn ImportPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let set = set_of_address();
    let wanted = move || {
        let id = params
            .read()
            .get("id")
            .and_then(|id| Uuid::parse_str(&id).ok());
        let wants_fields = query
            .read()
            .get("step")
            .is_some_and(|step| step == "fields");
        (id, wants_fields)
    };
    let opening = asked(wanted, |(id, wants_fields)| open(id, wants_fields));
    // The step of the fields has a way back of its own.
    let to_set = set.filter(|_| !untrack(wanted).1).map(|set| {
        let label = t!(use_language(), imports.all_files);
        view! { <div class="import__notices"><a class="link" href=set_address(set)>{label}</a></div> }
    });
    view! {
        {to_set}
        <Import opening/>
    }
}

async fn open(id: Option<Uuid>, wants_fields: bool) -> Answer<Opening> {
    let id = id.ok_or(Failure::Refused(Refusal::NotFound))?;
    let status = import_status(id).await?;
    let (preview, check) = match (Step::of(status.state, wants_fields), status.state) {
        (Step::Fields, _) => (Some(import_preview(id, None).await?), None),
        (_, ImportState::Checking | ImportState::Undoing) => (None, None),
        _ => (None, Some(import_findings(id).await?)),
    };
    Ok(Opening {
        status,
        preview,
        check,
    })
}

#[component]
fn Import(opening: Asked<Answer<Opening>>) -> impl IntoView {
    let language = use_language();
    use_crumbs()
        .title(t!(language, imports.title))
        .above(t!(language, imports.title), "/import");
    let reopen = Callback::new(move |()| opening.refetch());
    // A step that follows another one takes the focus; the first one leaves it where it is.
    let is_first = StoredValue::new(true);
    Effect::new(move |_| {
        opening.track();
        if !is_first.get_value() {
            request_animation_frame(|| {
                if let Some(page) = document().body() {
                    browser::focus_first(&page, ".import__bar h2");
                }
            });
        }
        is_first.set_value(false);
    });
    view! {
        <Transition fallback=|| view! { <SkeletonRows count=8/> }>
            {move || Suspend::new(async move {
                match opening.await {
                    Ok(opening) => view! { <Opened opening reopen/> }.into_any(),
                    Err(failure) => view! { <NotOpened failure reopen/> }.into_any(),
                }
            })}
        </Transition>
    }
}

/// The step at which the import stands; a change of its state opens it anew.
#[component]
fn Opened(opening: Opening, reopen: Callback<()>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let follower = Follower::of(opening.status.clone());
    let state = opening.status.state;
    Effect::new(move |_| follower.follow());
    Effect::new(move |_| {
        let now = follower.status.with(|status| status.state);
        if now != state {
            if now == ImportState::Done {
                refresh_catalogue();
            }
            reopen.run(());
        }
    });
    let object =
        catalogue.with_untracked(|catalogue| catalogue.object(&opening.status.object).cloned());
    let Some(object) = object else {
        return view! { <NotOpened failure=Failure::Refused(Refusal::NotFound) reopen/> }
            .into_any();
    };
    use_crumbs()
        .title(t!(
            language,
            imports.title_of,
            object = inside(object.plural.get(language))
        ))
        .above(t!(language, imports.title), "/import");
    let refused = move || {
        let failure = Failure::Refused(follower.refusal.get()?);
        Some(view! { <Banner look=BannerLook::Bad text=failure_words(language, &failure, None)/> })
    };
    let lost = move || {
        follower.is_lost.get().then(|| view! { <Banner look=BannerLook::Warn icon="wifioff" text=t!(language, imports.lost)/> })
    };
    let page = match (opening.preview, opening.check) {
        (Some(preview), _) => view! { <FieldsPage preview object follower reopen/> }.into_any(),
        (None, Some(check)) if state == ImportState::Checked => {
            view! { <CheckPage check object follower/> }.into_any()
        }
        (None, check) => match state {
            ImportState::Checking | ImportState::Running | ImportState::Undoing => {
                view! { <ProgressPage check object follower/> }.into_any()
            }
            _ => view! { <EndPage check object follower/> }.into_any(),
        },
    };
    view! {
        {page}
        <div class="import__notices">{refused}{lost}</div>
    }
    .into_any()
}

/// Why there is nothing to see, with a way on.
#[component]
pub(super) fn NotOpened(failure: Failure, reopen: Callback<()>) -> impl IntoView {
    let language = use_language();
    let to_imports =
        move || view! { <LinkButton label=t!(language, imports.title) href="/import"/> };
    match failure {
        Failure::Refused(Refusal::NotFound) => view! {
            <Empty icon="upload" title=t!(language, imports.gone) text=t!(language, imports.gone_hint)>
                {to_imports()}
            </Empty>
        }
        .into_any(),
        failure => view! {
            <Empty icon="alertc" look=EmptyLook::Bad title=failure_words(language, &failure, None)>
                <Button label=t!(language, common.retry) icon="refresh" on_press=reopen/>
                {to_imports()}
            </Empty>
        }
        .into_any(),
    }
}
