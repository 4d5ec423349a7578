//! The end of an import: done, stopped half-way, or taken back.

use contract::dto::imports::{ImportCheck, ImportState, ImportStatus, RowNote, Severity};
use contract::{Filter, ObjectDef, Operator};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::counts::{going_in, written};
use super::follow::Follower;
use super::in_set::set_of_address;
use super::kept::{Kept, is_kept};
use super::note_groups::{Reason, title_of};
use super::note_text::note_text;
use super::run_stats::RunStats;
use super::steps::{Step, StepBar};
use super::trouble::failure_words;
use super::undo::UndoButton;
use crate::api::imports::import_start;
use crate::i18n::use_language;
use crate::records::inside;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Icon, IconSize, LinkButton, Look};

/// How many rows to mend are shown before the download is the better place.
const SHOWN: usize = 8;

/// What came of it, and what can be done now.
#[component]
pub(super) fn EndPage(
    check: Option<ImportCheck>,
    object: ObjectDef,
    follower: Follower,
) -> impl IntoView {
    let status = follower.status.get_untracked();
    let id = status.id;
    let list = list_address(&object, check.as_ref());
    let notes = check.map(|check| check.notes).unwrap_or_default();
    let of = |severity: Severity| {
        let wanted = notes.iter().filter(|note| note.severity == severity);
        wanted.cloned().collect::<Vec<_>>()
    };
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let (kept, warnings): (Vec<_>, Vec<_>) = warnings.into_iter().partition(is_kept);
    let is_undone = status.state == ImportState::Undone;
    view! {
        <StepBar step=Step::Run/>
        <div class="center stack import import--narrow">
            <Outcome status=status.clone() kept=kept.len()/>
            <Acts status=status.clone() object=object.clone() list follower/>
            {is_undone.then(|| view! { <Kept notes=kept object=object.clone()/> })}
            {(!is_undone).then(|| view! {
                <RunStats follower/>
                <Quiet status=status.clone()/>
                <RowsToMend notes=errors id object=object.clone()/>
                <Warnings notes=warnings count=status.counts.warnings object/>
            })}
        </div>
    }
}

/// The list of the object, narrowed to what is new today unless the file said itself when records were made.
fn list_address(object: &ObjectDef, check: Option<&ImportCheck>) -> String {
    let is_dated = check.is_none_or(|check| {
        check
            .plan
            .columns
            .iter()
            .any(|column| column.field.as_deref() == Some("created_at"))
    });
    match is_dated {
        true => format!("/{}", object.path),
        false => {
            let today = Filter::new("created_at", Operator::Within, "today");
            format!("/{}?f={}", object.path, today.to_param())
        }
    }
}

#[component]
fn Outcome(status: ImportStatus, kept: usize) -> impl IntoView {
    let language = use_language();
    let count = going_in(&status.counts);
    let (icon, look, title, hint) = match status.state {
        ImportState::Undone => (
            "undo",
            "tl__icon import__mark",
            t!(language, imports.undone).to_owned(),
            match kept {
                0 => t!(language, imports.undone_hint).to_owned(),
                _ => t!(language, imports.undone_but).to_owned(),
            },
        ),
        ImportState::Stopped => (
            "alert",
            "tl__icon tl__icon--warn import__mark",
            t!(language, imports.stopped).to_owned(),
            t!(language, imports.stopped_hint, count = written(count)),
        ),
        _ => (
            "check",
            "tl__icon tl__icon--ok import__mark",
            match count {
                0 => t!(language, imports.done_nothing).to_owned(),
                count => t!(language, imports.done, count),
            },
            t!(
                language,
                imports.took,
                count = status.counts.rows,
                seconds = format!("{:.1}", status.counts.seconds)
            ),
        ),
    };
    view! {
        <div class="stack tc import__now" role="status">
            <span class=look><Icon name=icon size=IconSize::Large/></span>
            <p class="display num">{title}</p>
            <p class="muted num">{hint}</p>
            <p class="sm faint">{status.file_name}</p>
        </div>
    }
}

/// What needs nobody's attention: rows that changed nothing.
#[component]
fn Quiet(status: ImportStatus) -> impl IntoView {
    let language = use_language();
    let skipped = status.counts.skipped;
    (skipped > 0).then(|| {
        let words = t!(language, imports.group_skipped, count = skipped);
        view! { <p class="sm muted tc num">{words}</p> }
    })
}

/// What was doubtful with rows that went in, the most frequent first.
#[component]
fn Warnings(notes: Vec<RowNote>, count: u64, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    if notes.is_empty() || count == 0 {
        return ().into_any();
    }
    let row = |note: &RowNote| {
        let reason =
            catalogue.with_untracked(|catalogue| note_text(language, catalogue, &object, note));
        view! {
            <li class="row">
                <span class="row__main">
                    <span class="import__why"><Reason reason severity=note.severity/></span>
                    <span class="row__sub">{note.column.clone()}</span>
                </span>
                <span class="row__end">{title_of(language, note)}</span>
            </li>
        }
    };
    let rows = notes.iter().take(SHOWN).map(row).collect_view();
    let rest = (notes.len() > SHOWN).then(|| {
        view! { <p class="card__body sm faint">{t!(language, imports.shown_kinds, count = SHOWN)}</p> }
    });
    view! {
        <section class="card" aria-labelledby="import-warnings">
            <div class="card__head">
                <h2 class="h4 grow" id="import-warnings">{t!(language, imports.n_warnings, count)}</h2>
            </div>
            <ul class="rows">{rows}</ul>
            {rest}
        </section>
    }
    .into_any()
}

#[component]
fn Acts(
    status: ImportStatus,
    object: ObjectDef,
    list: String,
    follower: Follower,
) -> impl IntoView {
    let language = use_language();
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let id = status.id;
    let resume = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = import_start(id).await;
            is_busy.try_set(false);
            match answer {
                Ok(status) => follower.set(status),
                Err(failure) => {
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    let first = match status.state {
        ImportState::Stopped => view! {
            <Button label=t!(language, imports.resume) look=Look::Primary icon="play" busy=is_busy on_press=resume/>
        }
        .into_any(),
        ImportState::Undone => ().into_any(),
        _ => {
            let label = t!(language, imports.see_records, object = inside(object.plural.get(language)));
            view! { <LinkButton label href=list look=Look::Primary/> }.into_any()
        }
    };
    let another = format!("/import?object={}", object.key);
    // A part of a set is taken back together with the others.
    let is_alone = set_of_address().is_none();
    let counts = status.counts;
    // Where rows are to mend, their list has the download.
    let has_report =
        status.state != ImportState::Undone && counts.failed == 0 && counts.duplicates > 0;
    let report = has_report.then(|| {
        view! {
            <a class="btn" href=format!("/files/imports/{id}/problems.csv") download="" rel="external">
                <Icon name="download"/>
                {t!(language, imports.report)}
            </a>
        }
    });
    let failed = move || {
        trouble
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <div class="flex wrap import__acts">
            {first}
            {is_alone.then(|| view! { <LinkButton label=t!(language, imports.another) href=another icon="upload"/> })}
            {report}
            {is_alone.then(|| view! { <UndoButton follower/> })}
        </div>
        {failed}
    }
}

/// The first rows that were left out, and the download of all of them.
#[component]
pub(super) fn RowsToMend(notes: Vec<RowNote>, id: Uuid, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    if notes.is_empty() {
        return ().into_any();
    }
    let row = |note: &RowNote| {
        let reason =
            catalogue.with_untracked(|catalogue| note_text(language, catalogue, &object, note));
        let what = [note.column.as_str(), note.value.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ");
        view! {
            <li class="row">
                <span class="num faint import__line">{written(note.line)}</span>
                <span class="row__main">
                    <span class="row__title">{note.title.clone()}</span>
                    <span class="row__sub">{what}</span>
                </span>
                <span class="bad sm import__reason">{reason.words}</span>
            </li>
        }
    };
    let rows = notes.iter().take(SHOWN).map(row).collect_view();
    view! {
        <section class="card" aria-labelledby="import-mend">
            <div class="card__head">
                <h2 class="h4 grow" id="import-mend">{t!(language, imports.mend_title)}</h2>
                <DownloadProblems id/>
            </div>
            <ul class="rows">{rows}</ul>
        </section>
    }
    .into_any()
}

/// The rows to mend as a file, with the reason of each.
#[component]
pub(super) fn DownloadProblems(id: Uuid) -> impl IntoView {
    let language = use_language();
    view! {
        <a class="btn btn--ghost btn--sm" href=format!("/files/imports/{id}/problems.csv") download="" rel="external">
            <Icon name="download"/>
            {t!(language, imports.download_bad)}
        </a>
    }
}
