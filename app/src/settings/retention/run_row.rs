//! One run.

use contract::dto::retention::{RetentionDeed, RetentionRun, RunState};
use contract::{Language, Refusal};
use leptos::prelude::*;

use super::notes::Notes;
use super::standing::Standing;
use super::words::{object_words, run_words};
use crate::api::retention::{stop_retention, undo_retention};
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, ButtonSize, Moment, MomentLook, Tag, refusal_text};

/// When it was and by whom, what it did, and what can be done with it.
#[component]
pub fn RunRow(run: RetentionRun, standing: Standing) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let (state, look) = run_words(language, run.state);
    let what = catalogue
        .with_untracked(|catalogue| object_words(language, catalogue, &run.object, run.in_bin));
    let by = match run.by.is_empty() {
        true => t!(language, retention.by_house).to_owned(),
        false => t!(language, retention.by, by = run.by.as_str()),
    };
    let trouble = run.trouble.as_ref().map(|trouble: &Refusal| {
        let text = refusal_text(language, trouble);
        view! { <span class="row__sub">{text}</span> }
    });
    let (id, at) = (run.id, run.at);
    let counts = counts(language, &run).join(" · ");
    let notes = (run.held + run.failed > 0).then(|| view! { <Notes run=id/> });
    let is_busy = RwSignal::new(false);
    let undo = move |()| standing.act(is_busy, undo_retention(id), None);
    let stop = move |()| standing.act(is_busy, stop_retention(id), None);
    let undo = run.may_undo.then(|| {
        view! {
            <Button
                label=t!(language, retention.undo)
                tip=t!(language, retention.undo_hint)
                icon="undo"
                size=ButtonSize::Small
                busy=is_busy
                on_press=undo
            />
        }
    });
    let stop = (run.state == RunState::Running).then(|| {
        view! { <Button label=t!(language, retention.stop) size=ButtonSize::Small busy=is_busy on_press=stop/> }
    });
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">{run.name}" "<Tag label=state look/></span>
                <span class="row__sub">{what}" · "<Moment at look=MomentLook::Exact/>" · "{by}</span>
                <span class="row__sub">{counts}</span>
                {trouble}
                {notes}
            </span>
            <span class="row__end flex wrap">{stop}{undo}</span>
        </li>
    }
}

/// What it did, in numbers.
fn counts(language: Language, run: &RetentionRun) -> Vec<String> {
    let count = run.changed;
    let mut told = vec![match run.deed {
        RetentionDeed::Tell => t!(language, retention.told, count),
        RetentionDeed::Bin => t!(language, retention.binned, count),
        RetentionDeed::Erase => t!(language, retention.erased, count),
    }];
    if run.held > 0 {
        told.push(t!(language, retention.held, count = run.held));
    }
    if run.failed > 0 {
        told.push(t!(language, retention.not_done, count = run.failed));
    }
    if run.state.is_moving() {
        let (done, total) = (run.done, run.total);
        told.push(t!(language, retention.progress, done, total));
    }
    told
}
