//! One column of the file: what it is called, what is in it, where it goes, and how sure that is.

use contract::dto::imports::{ColumnMatch, ImportPlan};
use contract::{Language, ObjectDef};
use leptos::prelude::*;
use uuid::Uuid;

use super::plan::{
    BY_MAPPING, BY_PERSON, Confidence, Question, answer, choose, field_of, is_worded, open_words,
    question,
};
use super::words_dialog::{WordsDialog, WordsOf};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, IconSize, Look, Seg, Select, SelectOption};

/// How many cells of a column are shown.
const SAMPLES: usize = 3;

/// A row of the table of fields.
#[component]
pub(super) fn FieldsRow(
    import: Uuid,
    place: usize,
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
    options: StoredValue<Vec<SelectOption>>,
) -> impl IntoView {
    let language = use_language();
    let column = Memo::new(move |_| plan.with(|plan| plan.columns.get(place).cloned()));
    let Some(known) = column.get_untracked() else {
        return ().into_any();
    };
    let header = match known.header.trim() {
        "" => t!(language, imports.no_header, number = place + 1),
        header => header.to_owned(),
    };
    let samples = samples_line(language, &known.samples);
    let field = RwSignal::new(known.field.unwrap_or_default());
    // A saved mapping chooses too.
    Effect::new(move |_| {
        let now = column.with(|column| column.as_ref().and_then(|column| column.field.clone()));
        let now = now.unwrap_or_default();
        if field.get_untracked() != now {
            field.set(now);
        }
    });
    let set = Callback::new(move |()| {
        let chosen = Some(field.get_untracked()).filter(|key| !key.is_empty());
        plan.update(|plan| choose(plan, place, chosen));
    });
    let label = t!(language, imports.field_for, header);
    let is_out =
        move || column.with(|column| column.as_ref().is_none_or(|column| column.field.is_none()));
    view! {
        <tr role="row" data-out=move || is_out().then_some("")>
            <td role="cell" data-m="title"><b>{header}</b></td>
            <td role="cell" class="muted">{samples}</td>
            <td role="cell" class="faint"><Icon name="arrowright" size=IconSize::Small/></td>
            <td role="cell" data-m="wide" class="import__into">
                <Select
                    value=field
                    options=Signal::derive(move || options.get_value())
                    empty=t!(language, imports.leave_out)
                    label
                    on_change=set
                    class="input--sm input--quiet"
                />
                <Ask place plan column object/>
                <Words column of=WordsOf { import, place, plan, object }/>
            </td>
            <td role="cell" data-m="end">{move || column.get().map(|column| view! { <Sureness column/> })}</td>
        </tr>
    }
    .into_any()
}

/// The way to the words of a column that goes to choices, yes or no, or users.
#[component]
fn Words(column: Memo<Option<ColumnMatch>>, of: WordsOf) -> impl IntoView {
    let language = use_language();
    let is_asked = Memo::new(move |_| {
        column.with(|column| {
            of.object.with_value(|object| {
                let field = column.as_ref().and_then(|column| field_of(column, object));
                field.is_some_and(|field| is_worded(field.kind))
            })
        })
    });
    let open = Memo::new(move |_| column.with(|column| column.as_ref().map_or(0, open_words)));
    let is_shown = RwSignal::new(false);
    let button = move || {
        is_asked.get().then(|| {
            let label = Signal::derive(move || match open.get() {
                0 => t!(language, imports.words).to_owned(),
                count => t!(language, imports.words_open, count),
            });
            let show = Callback::new(move |()| is_shown.set(true));
            view! {
                <Button label look=Look::Ghost size=ButtonSize::Small icon="tag" on_press=show class="import__wordy"/>
            }
        })
    };
    let dialog = move || {
        is_shown
            .get()
            .then(|| view! { <WordsDialog of on_close=move |()| is_shown.set(false)/> })
    };
    view! {
        {button}
        {dialog}
    }
}

fn samples_line(language: Language, samples: &[String]) -> String {
    if samples.is_empty() {
        return t!(language, imports.no_samples).to_owned();
    }
    let shown: Vec<_> = samples
        .iter()
        .take(SAMPLES)
        .map(|cell| cell.trim().to_owned())
        .collect();
    shown.join(if language == Language::Chinese {
        "、"
    } else {
        ", "
    })
}

/// The choice of how to read a column that can be read in two ways.
#[component]
fn Ask(
    place: usize,
    plan: RwSignal<ImportPlan>,
    column: Memo<Option<ColumnMatch>>,
    object: StoredValue<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let asked = Memo::new(move |_| {
        column.with(|column| object.with_value(|object| question(column.as_ref()?, object)))
    });
    let value = Signal::derive(move || {
        column
            .with(|column| column.as_ref().and_then(|column| column.answer.clone()))
            .unwrap_or_default()
    });
    let pick = Callback::new(move |word: String| plan.update(|plan| answer(plan, place, &word)));
    move || {
        let (words, options) = match asked.get()? {
            Question::DayOrMonth => (
                t!(language, imports.ask_date),
                [
                    ("day_first", t!(language, imports.day_first)),
                    ("month_first", t!(language, imports.month_first)),
                ],
            ),
            Question::PointOrComma => (
                t!(language, imports.ask_amount),
                [
                    ("point", t!(language, imports.point)),
                    ("comma", t!(language, imports.comma)),
                ],
            ),
        };
        let options: Vec<_> = options
            .map(|(key, label)| (key.to_owned(), label.to_owned()))
            .into();
        Some(view! {
            <div class="import__ask">
                <span class="xs warn">{words}</span>
                <Seg label=words options=Signal::stored(options) value on_pick=pick class="seg--sm"/>
            </div>
        })
    }
}

/// A bar, whole percent, and why.
#[component]
fn Sureness(column: ColumnMatch) -> impl IntoView {
    let language = use_language();
    if column.field.is_none() {
        return view! { <span class="faint">"–"</span> }.into_any();
    }
    let why = match column.reason.as_str() {
        "exact" => t!(language, imports.why_exact),
        "synonym" => t!(language, imports.why_synonym),
        "similar" => t!(language, imports.why_similar),
        "content" => t!(language, imports.why_content),
        BY_PERSON => t!(language, imports.why_person),
        BY_MAPPING => t!(language, imports.why_mapping),
        _ => "",
    };
    let (word, kind) = match Confidence::of(column.confidence) {
        Confidence::Sure => (t!(language, imports.sure), "ok"),
        Confidence::Likely => (t!(language, imports.likely), "ok"),
        Confidence::Unsure => (t!(language, imports.unsure), "warn"),
    };
    let percent = column.confidence.min(100);
    let style = format!("--v:{:.2}", f32::from(percent) / 100.0);
    view! {
        <span class="flex import__sure" data-kind=kind>
            <span class="meter" aria-hidden="true"><i data-kind=kind style=style></i></span>
            <span class="num import__percent" title=t!(language, imports.confidence_is, word, percent)>
                {word}
                <span class="sr">" "{percent}"%"</span>
            </span>
            <span class="xs faint import__reason">{why}</span>
        </span>
    }
    .into_any()
}
