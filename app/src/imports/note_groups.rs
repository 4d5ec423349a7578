//! The table of a check: rows to mend, duplicates and warnings with their reasons, and rows as they would be.

use contract::dto::imports::{ImportPlan, MOST_NOTES, RowNote, Severity};
use contract::{Language, ObjectDef};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::counts::written;
use super::in_set::{set_of_address, within};
use super::mend_cell::{MendCell, may_mend};
use super::mends::Mends;
use super::note_text::{NoteText, label_of, note_text};
use super::plan::field_of;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, IconSize, LinkButton};

/// How many notes of each kind are shown while all kinds are.
const SHORT: usize = 8;
/// Notes of one kind on a page of their own.
const PAGE: usize = 25;

/// The notes of one kind.
#[derive(Clone)]
pub struct NoteGroup {
    pub(super) title: String,
    pub(super) notes: Vec<RowNote>,
    /// Rows of the whole file.
    pub(super) count: u64,
    /// The word in the address that shows only this kind.
    pub(super) word: &'static str,
}

/// Line and name of the row, column, cell and reason, group by group. With several groups each shows only its first notes.
#[component]
pub fn NoteTable(groups: Vec<NoteGroup>, object: ObjectDef, mends: Mends) -> impl IntoView {
    let language = use_language();
    let is_short = groups.len() > 1;
    let bodies = groups
        .into_iter()
        .map(|group| view! { <GroupRows group is_short object=object.clone() mends/> })
        .collect_view();
    view! {
        <div class="tablewrap import__table" tabindex="0" role="group" aria-label=t!(language, imports.findings)>
            <table role="table" class="table table--list import__notes">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t!(language, imports.line)}</th>
                        <th role="columnheader">{t!(language, imports.row_of)}</th>
                        <th role="columnheader">{t!(language, imports.cell_column)}</th>
                        <th role="columnheader">{t!(language, imports.value)}</th>
                        <th role="columnheader">{t!(language, imports.problem)}</th>
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
    }
}

#[component]
fn GroupRows(group: NoteGroup, is_short: bool, object: ObjectDef, mends: Mends) -> impl IntoView {
    let language = use_language();
    let set = set_of_address();
    let known = group.notes.len();
    let are_gathered = group
        .notes
        .iter()
        .any(|note| note.severity == Severity::Warning);
    let pages = if is_short { 1 } else { known.div_ceil(PAGE) };
    let query = use_query_map();
    let page = Memo::new(move |_| {
        let asked = query.read().get("page").and_then(|page| page.parse().ok());
        asked.unwrap_or(1_usize).clamp(1, pages.max(1))
    });
    let notes = group.notes;
    let rows = move || {
        let (before, most) = match is_short {
            true => (0, SHORT),
            false => ((page.get() - 1) * PAGE, PAGE),
        };
        let shown = notes.iter().skip(before).take(most);
        shown
            .map(|note| view! { <Note note=note.clone() object=object.clone() mends/> })
            .collect_view()
    };
    let rest = match (is_short && known > SHORT, known >= MOST_NOTES) {
        (true, _) => Some(
            view! {
                <a class="link" href=within(&format!("show={}", group.word), set)>
                    {t!(language, imports.show_all, count = written(group.count))}
                </a>
            }
            .into_any(),
        ),
        // Warnings are gathered, and no download has them.
        (false, true) => {
            let words = match are_gathered {
                true => t!(language, imports.shown_kinds, count = known),
                false => t!(language, imports.shown_first, count = known),
            };
            Some(view! { <span class="faint">{words}</span> }.into_any())
        }
        _ => None,
    };
    let rest = rest.map(|words| {
        view! { <tr role="row" class="import__rest"><td role="cell" colspan="5" data-m="wide">{words}</td></tr> }
    });
    let pager = (pages > 1).then(|| view! { <Pager word=group.word page pages/> });
    view! {
        <tbody role="rowgroup">
            <tr role="row" class="group"><td role="cell" colspan="5" data-m="title">{group.title}</td></tr>
            {rows}
            {pager}
            {rest}
        </tbody>
    }
}

/// The way to the notes before and after those that are shown.
#[component]
fn Pager(word: &'static str, page: Memo<usize>, pages: usize) -> impl IntoView {
    let language = use_language();
    let set = set_of_address();
    let to = move |page: usize| within(&format!("show={word}&page={page}"), set);
    let before = move || {
        (page.get() > 1).then(|| {
            view! { <LinkButton label=t!(language, imports.page_before) href=to(page.get() - 1) icon="left"/> }
        })
    };
    let after = move || {
        (page.get() < pages).then(|| {
            view! { <LinkButton label=t!(language, imports.page_after) href=to(page.get() + 1) icon="right"/> }
        })
    };
    let now = move || t!(language, imports.page_of, page = page.get(), pages);
    view! {
        <tr role="row" class="import__rest">
            <td role="cell" colspan="5" data-m="wide">
                <div class="flex wrap">
                    {before}
                    <span class="sm muted num" role="status">{now}</span>
                    {after}
                </div>
            </td>
        </tr>
    }
}

#[component]
fn Note(note: RowNote, object: ObjectDef, mends: Mends) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let reason =
        catalogue.with_untracked(|catalogue| note_text(language, catalogue, &object, &note));
    let column = match (note.column.is_empty(), note.field.is_empty()) {
        (false, _) => note.column.clone(),
        (true, false) => label_of(language, &object, &note.field),
        (true, true) => t!(language, imports.whole_row).to_owned(),
    };
    // Of several rows it is the first one.
    let line = match note.rows {
        0 | 1 => written(note.line),
        _ => format!("{} …", written(note.line)),
    };
    let is_to_mend = note.severity == Severity::Error && may_mend(&note);
    let value = match note.value.is_empty() {
        _ if is_to_mend => view! { <MendCell note=note.clone() object mends/> }.into_any(),
        true => view! { <span class="faint">"–"</span> }.into_any(),
        false => view! { <span class="trunc" title=note.value.clone()>{note.value.clone()}</span> }
            .into_any(),
    };
    let value_place = if is_to_mend { "wide" } else { "end2" };
    view! {
        <tr role="row">
            <td role="cell" class="faint num import__line" data-m="end">{line}</td>
            <td role="cell" data-m="title">{title_of(language, &note)}</td>
            <td role="cell" class="muted" data-m="sub">{column}</td>
            <td role="cell" data-m=value_place class="import__cell">{value}</td>
            <td role="cell" data-m="wide" class="import__why"><Reason reason severity=note.severity/></td>
        </tr>
    }
}

/// Whose row it is, or of how many rows the same is said.
pub(super) fn title_of(language: Language, note: &RowNote) -> AnyView {
    match note.rows {
        0 | 1 => note.title.clone().into_any(),
        rows => view! { <span class="muted num">{t!(language, imports.rows, count = rows)}</span> }
            .into_any(),
    }
}

#[component]
pub(super) fn Reason(reason: NoteText, severity: Severity) -> impl IntoView {
    let link = reason
        .record
        .map(|(address, words)| view! { " "<a class="link" href=address>{words}</a> });
    match severity {
        Severity::Error => view! {
            <span class="bad"><Icon name="alertc" size=IconSize::Small/>" "{reason.words}{link}</span>
        }
        .into_any(),
        Severity::Duplicate => view! { <span><span class="warn">{reason.words}</span>{link}</span> }.into_any(),
        Severity::Warning => view! { <span class="muted">{reason.words}{link}</span> }.into_any(),
    }
}

/// The first rows that would be created, converted, under the fields they go into.
#[component]
pub fn NewRows(
    plan: ImportPlan,
    rows: Vec<(u64, Vec<String>)>,
    title: String,
    object: ObjectDef,
) -> impl IntoView {
    let language = use_language();
    let fields: Vec<_> = plan
        .columns
        .iter()
        .filter_map(|column| Some((column.field.as_deref()?, field_of(column, &object)?)))
        .collect();
    let heads = fields
        .iter()
        .map(|(key, field)| {
            let label = label_of(language, &object, key);
            view! { <th role="columnheader" class:num=field.kind.is_numeric()>{label}</th> }
        })
        .collect_view();
    let place = |key: &str| match fields
        .iter()
        .position(|(_, field)| field.key == object.title)
    {
        Some(title) if fields.get(title).is_some_and(|(_, field)| field.key == key) => "title",
        _ => "",
    };
    let kinds: Vec<_> = fields
        .iter()
        .map(|(_, field)| (field.kind.is_numeric(), place(&field.key)))
        .collect();
    let row = |(line, cells): (u64, Vec<String>)| {
        let cells = cells
            .into_iter()
            .zip(kinds.iter().copied())
            .enumerate()
            .map(|(at, (cell, (is_numeric, place)))| {
                // A phone shows the name and two more cells of a row.
                let place = match (place, at) {
                    ("title", _) => Some("title"),
                    (_, 0 | 1) => Some("sub"),
                    (_, 2) => Some("end2"),
                    _ => None,
                };
                view! { <td role="cell" class:num=is_numeric data-m=place>{cell}</td> }
            })
            .collect_view();
        view! {
            <tr role="row">
                <td role="cell" class="faint num import__line" data-m="end">{written(line)}</td>
                {cells}
            </tr>
        }
    };
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <h3 class="h4 import__group">{title.clone()}</h3>
        <div class="tablewrap import__table" tabindex="0" role="group" aria-label=title>
            <table role="table" class="table table--list">
                <thead role="rowgroup"><tr role="row"><th role="columnheader">{t!(language, imports.line)}</th>{heads}</tr></thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
}
