//! What the check found: how many rows go in, what is to mend, and the start.

use contract::ObjectDef;
use contract::dto::imports::{ImportCheck, ImportCounts, Severity};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::counts::{going_in, written};
use super::end_page::DownloadProblems;
use super::follow::Follower;
use super::in_set::{set_of_address, within};
use super::mend_acts::{Mended, StartActs};
use super::mends::Mends;
use super::note_groups::{NewRows, NoteGroup, NoteTable};
use super::steps::{Step, StepBar};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Empty, LinkButton};

/// Which findings are shown; stands in the address as `show`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    All,
    Mend,
    Duplicates,
    Warnings,
    New,
}

impl Shown {
    const EACH: [Self; 5] = [
        Self::All,
        Self::Mend,
        Self::Duplicates,
        Self::Warnings,
        Self::New,
    ];

    fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mend => "mend",
            Self::Duplicates => "duplicates",
            Self::Warnings => "warnings",
            Self::New => "new",
        }
    }

    fn of(key: &str) -> Self {
        Self::EACH
            .into_iter()
            .find(|shown| shown.key() == key)
            .unwrap_or(Self::All)
    }

    fn count(self, counts: &ImportCounts) -> u64 {
        match self {
            Self::All => counts.rows,
            Self::Mend => counts.failed,
            Self::Duplicates => counts.duplicates,
            Self::Warnings => counts.warnings,
            Self::New => counts.created,
        }
    }

    fn dot(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Mend => Some("dot dot--bad"),
            Self::Duplicates => Some("dot dot--warn"),
            Self::Warnings => Some("dot"),
            Self::New => Some("dot dot--ok"),
        }
    }

    fn shows(self, group: Self) -> bool {
        self == Self::All || self == group
    }
}

/// The findings of a check.
#[component]
pub(super) fn CheckPage(
    check: ImportCheck,
    object: ObjectDef,
    follower: Follower,
) -> impl IntoView {
    let counts = check.status.counts;
    let id = check.status.id;
    let query = use_query_map();
    let shown = Memo::new(move |_| Shown::of(&query.read().get("show").unwrap_or_default()));
    let trouble = RwSignal::new(None::<String>);
    let mends = Mends::of(id);
    let plan = StoredValue::new(check.plan.clone());
    let failed = move || {
        trouble
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <StepBar step=Step::Check>
            <StartActs plan counts follower mends trouble/>
        </StepBar>
        <div class="bar bar--scroll import__filters">
            <Filters counts shown/>
            {(counts.failed + counts.duplicates > 0).then(|| view! { <DownloadProblems id/> })}
        </div>
        {failed}
        <Mended plan follower mends trouble/>
        <Groups check object shown mends/>
    }
}

#[component]
fn Filters(counts: ImportCounts, shown: Memo<Shown>) -> impl IntoView {
    let language = use_language();
    let name = move |each| match each {
        Shown::All => t!(language, imports.all),
        Shown::Mend => t!(language, imports.mend),
        Shown::Duplicates => t!(language, imports.duplicates),
        Shown::Warnings => t!(language, imports.warnings),
        Shown::New => t!(language, imports.new),
    };
    let set = set_of_address();
    let chip = move |each: Shown| {
        let navigate = use_navigate();
        let pick = move |_| {
            let options = leptos_router::NavigateOptions {
                replace: true,
                scroll: false,
                ..Default::default()
            };
            navigate(&within(&format!("show={}", each.key()), set), options);
        };
        let count = written(each.count(&counts));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || (shown.get() == each).to_string()
                on:click=pick
            >
                <span>
                    {each.dot().map(|class| view! { <span class=class></span> })}
                    {name(each)} " " <span class="n">{count}</span>
                </span>
            </button>
        }
    };
    view! {
        <div class="chips" role="group" aria-label=t!(language, imports.show)>
            {Shown::EACH
                .into_iter()
                .filter(|each| *each == Shown::All || each.count(&counts) > 0)
                .map(chip)
                .collect_view()}
        </div>
    }
}

/// The groups of the table that are shown.
#[component]
fn Groups(
    check: ImportCheck,
    object: ObjectDef,
    shown: Memo<Shown>,
    mends: Mends,
) -> impl IntoView {
    let language = use_language();
    let counts = check.status.counts;
    let check = StoredValue::new(check);
    let object = StoredValue::new(object);
    let group = move |kind: Shown, severity: Severity, title: String| NoteGroup {
        title,
        notes: check.with_value(|check| {
            let wanted = check.notes.iter().filter(|note| note.severity == severity);
            wanted.cloned().collect()
        }),
        count: kind.count(&counts),
        word: kind.key(),
    };
    let notes = move || {
        let all = [
            (
                Shown::Mend,
                Severity::Error,
                t!(language, imports.group_mend, count = counts.failed),
            ),
            (
                Shown::Duplicates,
                Severity::Duplicate,
                t!(
                    language,
                    imports.group_duplicates,
                    count = counts.duplicates
                ),
            ),
            (
                Shown::Warnings,
                Severity::Warning,
                t!(language, imports.group_warnings, count = counts.warnings),
            ),
        ];
        let groups: Vec<_> = all
            .into_iter()
            .filter(|(kind, ..)| shown.get().shows(*kind) && kind.count(&counts) > 0)
            .map(|(kind, severity, title)| group(kind, severity, title))
            .collect();
        (!groups.is_empty()).then(|| view! { <NoteTable groups object=object.get_value() mends/> })
    };
    let new = move || {
        (shown.get().shows(Shown::New) && counts.created > 0).then(|| {
            let title = t!(language, imports.group_new, count = counts.created);
            let (plan, rows) =
                check.with_value(|check| (check.plan.clone(), check.created.clone()));
            view! { <NewRows plan rows title object=object.get_value()/> }
        })
    };
    let quiet = [
        (counts.updated > 0).then(|| t!(language, imports.group_updated, count = counts.updated)),
        (counts.skipped > 0).then(|| t!(language, imports.group_skipped, count = counts.skipped)),
    ];
    let quiet = quiet
        .into_iter()
        .flatten()
        .map(|words| view! { <p class="sm muted">{words}</p> })
        .collect_view();
    let nothing = (going_in(&counts) == 0).then(|| {
        let another = object.with_value(|object| format!("/import?object={}", object.key));
        let (icon, title, text) = match counts.failed < counts.rows {
            true => (
                "checkc",
                t!(language, imports.all_here),
                Some(t!(language, imports.all_here_hint).to_owned()),
            ),
            false => ("alertc", t!(language, imports.nothing_to_start), None),
        };
        view! {
            <Empty icon title text=MaybeProp::from(text)>
                <LinkButton label=t!(language, imports.new_file) href=another icon="upload"/>
            </Empty>
        }
    });
    view! {
        <div class="import__groups">
            {nothing}
            {notes}
            <div class="import__quiet">{quiet}</div>
            {new}
        </div>
    }
}
