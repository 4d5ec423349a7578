//! An import at work: checking, running or being taken back. The page may be left.

use contract::ObjectDef;
use contract::dto::imports::{ImportCheck, ImportState, ImportStatus, Severity};
use leptos::prelude::*;

use super::counts::{share, written};
use super::end_page::RowsToMend;
use super::follow::Follower;
use super::run_stats::RunStats;
use super::steps::{Step, StepBar};
use crate::i18n::use_language;
use crate::t;
use crate::ui::format::{bytes, number};

/// Live progress.
#[component]
pub(super) fn ProgressPage(
    check: Option<ImportCheck>,
    object: ObjectDef,
    follower: Follower,
) -> impl IntoView {
    let language = use_language();
    let state = follower.status.with_untracked(|status| status.state);
    let name = follower
        .status
        .with_untracked(|status| status.file_name.clone());
    let (title, hint) = match state {
        ImportState::Checking => (
            t!(language, imports.checking, name),
            t!(language, imports.checking_hint),
        ),
        ImportState::Undoing => (
            t!(language, imports.undoing).to_owned(),
            t!(language, imports.may_leave),
        ),
        _ => (
            t!(language, imports.running).to_owned(),
            t!(language, imports.may_leave),
        ),
    };
    let is_interrupted = Memo::new(move |_| follower.status.with(|status| status.is_interrupted));
    let title = move || match is_interrupted.get() {
        true => t!(language, imports.interrupted).to_owned(),
        false => title.clone(),
    };
    let figures = match state {
        ImportState::Undoing => ().into_any(),
        _ => view! { <Figures follower/> }.into_any(),
    };
    let stats = (state == ImportState::Running).then(|| view! { <RunStats follower/> });
    let errors = check.map(|check| {
        let is_error = |note: &contract::dto::imports::RowNote| note.severity == Severity::Error;
        let notes = check.notes.into_iter().filter(is_error).collect::<Vec<_>>();
        view! { <RowsToMend notes id=check.status.id object/> }
    });
    view! {
        <StepBar step=Step::of(state, false)/>
        <div class="center stack import import--narrow">
            <div class="stack tc import__now">
                <p class="h2" role="status">{title}</p>
                {figures}
                <p class="muted">{hint}</p>
            </div>
            <Bar follower/>
            {stats}
            {(state == ImportState::Running).then_some(errors)}
        </div>
    }
}

/// Rows so far, how fast, and how long still.
#[component]
fn Figures(follower: Follower) -> impl IntoView {
    let language = use_language();
    let rows = move || written(follower.status.with(|status| status.counts.rows));
    let total = move || {
        let total = follower.status.with(|status| status.total);
        (total > 0).then(|| view! { " "<span class="faint import__of">{t!(language, imports.of_rows, count = written(total))}</span> })
    };
    // A pace is told only while somebody is known to work.
    let pace = move || {
        let status = follower.status.get();
        let is_at_work = !status.is_interrupted && !follower.is_lost.get();
        is_at_work.then(|| pace_words(&status, language))
    };
    let read = move || {
        follower.status.with(|status| {
            t!(
                language,
                imports.read_of,
                read = bytes(status.read.min(status.bytes)),
                total = bytes(status.bytes)
            )
        })
    };
    let is_checking = follower
        .status
        .with_untracked(|status| status.state == ImportState::Checking);
    view! {
        <p class="num display">{rows}{total}</p>
        <p class="sm muted num">
            {move || if is_checking { Some(read()) } else { pace() }}
        </p>
    }
}

/// `412 rows a second, about 4 seconds to go`; empty before there is anything to reckon with.
fn pace_words(status: &ImportStatus, language: contract::Language) -> String {
    #[expect(clippy::cast_precision_loss, reason = "two figures of it are shown")]
    let rate = status.counts.rows as f64 / status.counts.seconds;
    if !rate.is_finite() || rate < 1.0 {
        return String::new();
    }
    let mut words = vec![t!(language, imports.speed, count = number(whole(rate)))];
    if status.total > status.counts.rows {
        #[expect(clippy::cast_precision_loss, reason = "two figures of it are shown")]
        let seconds = whole(((status.total - status.counts.rows) as f64 / rate).ceil());
        words.push(match seconds {
            0..90 => t!(language, imports.left_seconds, count = seconds),
            _ => t!(
                language,
                imports.left_minutes,
                count = seconds.div_euclid(60) + 1
            ),
        });
    }
    words.join(if language == contract::Language::Chinese {
        "，"
    } else {
        ", "
    })
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "rows and seconds of one import"
)]
fn whole(value: f64) -> i64 {
    value as i64
}

/// How far it is, with what came of the rows so far.
#[component]
fn Bar(follower: Follower) -> impl IntoView {
    let language = use_language();
    let done = move || {
        follower
            .status
            .with(|status| match (status.state, status.total) {
                (ImportState::Running, total) if total > 0 => share(status.counts.rows, total),
                _ => share(status.read.min(status.bytes), status.bytes),
            })
    };
    let percent = move || (done().clamp(0.0, 1.0) * 100.0).floor().to_string();
    let part = move |kind: &'static str, count: fn(&ImportStatus) -> u64| {
        let width = move || {
            follower
                .status
                .with(|status| done() * share(count(status), status.counts.rows.max(1)))
        };
        view! { <i data-kind=kind style=move || format!("--v:{:.4}", width())></i> }
    };
    let parts = move || {
        match follower.status.with(|status| status.state == ImportState::Running) {
        true => view! {
            {part("ok", |status| status.counts.created + status.counts.updated + status.counts.skipped)}
            {part("warn", |status| status.counts.duplicates)}
            {part("bad", |status| status.counts.failed)}
        }
        .into_any(),
        false => view! { <i style=move || format!("--v:{:.4}", done())></i> }.into_any(),
    }
    };
    view! {
        <div
            class="meter import__meter"
            role="progressbar"
            aria-label=t!(language, imports.progress)
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
        >
            {parts}
        </div>
    }
}
