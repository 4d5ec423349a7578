//! A cell of a row to mend, as an input with what it could mean.

use contract::dto::imports::{RowNote, RowProblem};
use contract::{Language, ObjectDef};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::mends::{Cell, Mends};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Look, browser};

/// Choices are offered while one can still look through them.
const MOST_OFFERED: usize = 100;

/// The input of a cell. Enter goes on to the next one.
#[component]
pub fn MendCell(note: RowNote, object: ObjectDef, mends: Mends) -> impl IntoView {
    let language = use_language();
    let label = t!(
        language,
        imports.mend_cell,
        header = note.column,
        line = note.line
    );
    let offered = offered(language, &object, &note);
    let list = format!("mend-{}-{}", note.line, note.field);
    let suggestion = suggestion(&note);
    let (before, cell): (_, Cell) = (note.value, (note.line, note.column));
    let (before, cell) = (StoredValue::new(before), StoredValue::new(cell));
    let typed = Memo::new(move |_| cell.with_value(|cell| mends.at(cell)));
    let write = move |text: String| {
        cell.with_value(|cell| before.with_value(|before| mends.write(cell, text, before)));
    };
    let value = move || typed.get().unwrap_or_else(|| before.get_value());
    let go_on = |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            browser::step_focus(&event, ".import__notes", ".import__mend input", 1);
        }
    };
    let has_list = !offered.is_empty();
    let options = offered
        .into_iter()
        .map(|choice| view! { <option value=choice></option> })
        .collect_view();
    let take = suggestion.map(|day| {
        let words = t!(language, imports.take_suggestion, value = day);
        let take = move |()| write(day.clone());
        view! { <Button label=words look=Look::Soft size=ButtonSize::Small on_press=take/> }
    });
    view! {
        <div class="import__mending">
            <div class="input input--sm import__mend" data-typed=move || typed.with(Option::is_some).then_some("")>
                <input
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    list=has_list.then(|| list.clone())
                    aria-label=label
                    aria-invalid=move || typed.with(Option::is_none).then_some("true")
                    value=before.get_value()
                    prop:value=value
                    on:input:target=move |event| write(event.target().value())
                    on:keydown=go_on
                />
            </div>
            {has_list.then(|| view! { <datalist id=list.clone()>{options}</datalist> })}
            {take}
        </div>
    }
}

/// Whether a person can mend the cell of a note: it stands in one column, and in one row.
pub(super) fn may_mend(note: &RowNote) -> bool {
    !note.column.is_empty() && note.rows <= 1
}

/// What the check itself took the cell for.
fn suggestion(note: &RowNote) -> Option<String> {
    match &note.problem {
        RowProblem::NoSuchDay { suggestion } => suggestion.clone(),
        _ => None,
    }
}

/// The choices of a cell that is none of them.
fn offered(language: Language, object: &ObjectDef, note: &RowNote) -> Vec<String> {
    let field = object.field(&note.field).filter(|_| {
        matches!(
            note.problem,
            RowProblem::UnknownChoice { .. } | RowProblem::Missing
        )
    });
    let choices = field.map_or(&[][..], |field| &field.choices);
    choices
        .iter()
        .filter(|choice| !choice.retired)
        .take(MOST_OFFERED)
        .map(|choice| choice.label.get(language).to_owned())
        .collect()
}
