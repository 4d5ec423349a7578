//! `/deals/:id`: one deal with its way through the pipeline.

use contract::{Choice, StageOutcome, objects};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::deal_facts::DealFacts;
use super::lost_sheet::stage_sheet;
use super::stage_move::StageMove;
use super::stage_path::StagePath;
use super::stages::stages;
use super::trip::Told;
use crate::i18n::use_language;
use crate::records::{OpenRecord, RecordHead, RecordShell};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, Look, Menu, MenuItem, MenuLabel, use_toasts};

/// The page of one deal.
#[component]
pub fn DealView() -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let params = use_params_map();
    let id = Signal::derive(move || {
        params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok()))
    });
    match catalogue.with_untracked(|catalogue| catalogue.object(objects::DEAL).cloned()) {
        Some(object) => view! { <RecordShell object id head=head/> }.into_any(),
        None => view! { <Empty icon="kanban" title=t!(language, problems.not_found) look=EmptyLook::Bad/> }.into_any(),
    }
}

/// What stands above the tabs.
fn head(open: OpenRecord) -> AnyView {
    let moving = StageMove::new(open, use_toasts(), use_language());
    view! {
        <RecordHead actions=move || view! { <div class="flex head__acts"><Outcomes open moving/></div> }/>
        <div class="deal__path"><StagePath open moving/></div>
        <DealFacts/>
        {move || asking(open, moving)}
    }
    .into_any()
}

/// Won, lost, or open again.
#[component]
fn Outcomes(open: OpenRecord, moving: StageMove) -> impl IntoView {
    let language = use_language();
    let to = move |outcome: StageOutcome| {
        move |()| {
            let all = untrack(|| stages(&open.object(), &open.record()));
            let ends = |stage: &Choice| stage.outcome == Some(outcome) && !stage.retired;
            if let Some(stage) = all.into_iter().find(ends) {
                moving.to(&stage.key);
            }
        }
    };
    move || {
        match (moving.may(), moving.outcome()) {
        (false, _) => ().into_any(),
        (true, StageOutcome::Open) => view! {
            <Button label=t!(language, deals.mark_lost) look=Look::Bad on_press=to(StageOutcome::Lost)/>
            <Button label=t!(language, deals.mark_won) icon="check" on_press=to(StageOutcome::Won)/>
        }
        .into_any(),
        (true, _) => view! { <Reopen open moving/> }.into_any(),
    }
    }
}

#[component]
fn Reopen(open: OpenRecord, moving: StageMove) -> impl IntoView {
    let language = use_language();
    let is_open =
        |stage: &Choice| stage.outcome.unwrap_or_default() == StageOutcome::Open && !stage.retired;
    let open_stages = move || {
        let all = stages(&open.object(), &open.record()).into_iter();
        all.filter(is_open).collect::<Vec<Choice>>()
    };
    let item = move |stage: Choice| {
        let label = stage.label.get(language).to_owned();
        view! { <MenuItem label on_pick=move |()| moving.to(&stage.key)/> }
    };
    view! {
        <Menu label=t!(language, deals.reopen) class="btn" trigger=move || t!(language, deals.reopen)>
            <MenuLabel text=t!(language, deals.reopen_in)/>
            {open_stages().into_iter().map(item).collect_view()}
        </Menu>
    }
}

fn asking(open: OpenRecord, moving: StageMove) -> Option<AnyView> {
    let (stage, keys) = moving.asking.get()?;
    let object = open.object();
    let stage = object.field("stage")?.choice(&stage)?.clone();
    let record = untrack(|| open.record());
    let answer = Callback::new(move |told: Told| moving.answer(told));
    let cancel = Callback::new(move |()| moving.asking.set(None));
    let object = StoredValue::new(object);
    Some(stage_sheet(object, record, &stage, keys, answer, cancel))
}
