//! One line: an input for each cell that may be typed, the value for any other.

use contract::FieldDef;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlInputElement, Node};

use super::state::{Line, Lines, prefix_of};
use crate::i18n::use_language;
use crate::records::cells::cell;
use crate::records::form::{ConflictDialog, Troubles};
use crate::records::inputs::FieldInput;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, use_clock};

/// A row of the table; on phones a card. What is typed is sent when its cell is left.
#[component]
pub(super) fn LineRow(lines: Lines, line: Line) -> impl IntoView {
    let language = use_language();
    let number = Memo::new(move |_| {
        let place = lines
            .rows
            .with(|rows| rows.iter().position(|other| other.key == line.key));
        place.map_or(0, |place| place + 1)
    });
    let columns = lines.columns();
    let width = columns.len() + 2;
    let cells = columns
        .into_iter()
        .map(|field| line_cell(lines, line, field))
        .collect_view();
    let left = move |event: FocusEvent| {
        let leaves = leaves_row(&event);
        // What a list of suggestions holds is taken over when it has lost the focus.
        request_animation_frame(move || {
            if let Some(line) = lines.find(line.key) {
                lines.commit(line, leaves);
            }
        });
    };
    let saving = line.saving;
    let trouble = move || {
        let is_failed =
            saving.failure.with(Option::is_some) || saving.homeless.with(|found| !found.is_empty());
        is_failed.then(|| {
            view! { <tr class="lines__trouble" role="row"><td role="cell" colspan=width.to_string()><Troubles saving/></td></tr> }
        })
    };
    view! {
        <tr
            class="lines__row"
            role="row"
            aria-label=move || t!(language, records.line_number, number = number.get())
            aria-busy=move || saving.busy.get().then_some("true")
            on:focusout=left
            on:keydown=move |event| keys(lines, line, &event)
            on:dragover=move |event| lines.carry(line, &event)
            on:dragend=move |_| lines.let_go()
            data-drag=move || (lines.lifted.get() == Some(line.key)).then_some("")
        >
            <td class="lines__grip" role="cell">{grip(lines, line)}</td>
            {cells}
            <td class="lines__acts" role="cell"><LineMenu lines line number/><ConflictDialog saving/></td>
        </tr>
        {trouble}
    }
}

/// What a mouse drags; keys and touch have the menu.
fn grip(lines: Lines, line: Line) -> Option<AnyView> {
    lines.order_field()?;
    let view = view! {
        <span draggable="true" aria-hidden="true" on:dragstart=move |event| lines.lift(line, &event)>
            <Icon name="grip"/>
        </span>
    };
    Some(view.into_any())
}

fn line_cell(lines: Lines, line: Line, mut field: FieldDef) -> AnyView {
    let may_edit = line
        .record
        .with_untracked(|record| record.as_ref().is_none_or(|record| record.rights.edit));
    let class = if field.kind.is_numeric() {
        "lines__num"
    } else {
        ""
    };
    match line.saving.draft.field(&field.key).filter(|_| may_edit) {
        Some((_, state)) => {
            field.help = None;
            let object = lines.object.with_value(|object| object.key.clone());
            view! { <td class=class role="cell"><FieldInput field state prefix=prefix_of(line) object/></td> }
                .into_any()
        }
        None => view! { <ToldCell lines line field class/> }.into_any(),
    }
}

/// A value that nobody types here, as the server has it.
#[component]
fn ToldCell(lines: Lines, line: Line, field: FieldDef, class: &'static str) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let catalogue = use_catalogue();
    let label = field.label.get(language).to_owned();
    let field = StoredValue::new(field);
    let value = move || {
        let record = line.record.get().unwrap_or_default();
        lines.object.with_value(|object| {
            field.with_value(|field| {
                catalogue.with_untracked(|catalogue| cell(catalogue, clock, object, field, &record))
            })
        })
    };
    view! {
        <td class=format!("lines__told {class}") role="cell"><span class="field__label" aria-hidden="true">{label}</span>{value}</td>
    }
}

#[component]
fn LineMenu(lines: Lines, line: Line, number: Memo<usize>) -> impl IntoView {
    let language = use_language();
    let has_order = lines.order_field().is_some();
    let items = move || {
        let rights = line
            .record
            .with(|record| record.as_ref().map(|record| record.rights));
        let may_edit = rights.is_some_and(|rights| rights.edit);
        let may_delete = rights.is_none_or(|rights| rights.delete);
        view! {
            {may_edit.then(|| view! {
                <MenuItem label=t!(language, records.edit_all) icon="edit" on_pick=move |()| lines.edit_whole(line)/>
            })}
            {(may_edit && has_order).then(|| view! {
                <MenuItem label=t!(language, records.move_up) icon="arrowup" key="Alt ↑" on_pick=move |()| lines.shift(line, -1)/>
                <MenuItem label=t!(language, records.move_down) icon="arrowdown" key="Alt ↓" on_pick=move |()| lines.shift(line, 1)/>
            })}
            {may_delete.then(|| view! {
                <MenuItem
                    label=t!(language, records.delete)
                    icon="trash"
                    class="menu__item--bad"
                    on_pick=move |()| lines.remove(line)
                />
            })}
        }
    };
    let label = move || t!(language, records.line_menu, number = number.get());
    view! {
        <Menu label trigger=|| view! { <Icon name="more"/> } class="btn btn--ghost btn--icon btn--sm">{items}</Menu>
    }
}

fn leaves_row(event: &FocusEvent) -> bool {
    let row = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let next = event
        .related_target()
        .and_then(|target| target.dyn_into::<Node>().ok());
    !row.is_some_and(|row| row.contains(next.as_ref()))
}

/// Enter sends the line and begins the next one, Esc takes back what was typed, Alt with an arrow moves the line.
fn keys(lines: Lines, line: Line, event: &KeyboardEvent) {
    let draft = line.saving.draft;
    match event.key().as_str() {
        "Enter" if is_in_line(event) && !event.is_composing() => {
            let is_idle = line.is_new() && !draft.is_changed();
            if !is_idle && lines.commit(line, true) {
                lines.add();
            }
        }
        "Escape" if draft.is_changed() => draft.revert(),
        "Escape" if line.is_new() => lines.drop_row(line),
        "ArrowUp" if event.alt_key() => lines.shift(line, -1),
        "ArrowDown" if event.alt_key() => lines.shift(line, 1),
        _ => return,
    }
    event.prevent_default();
}

/// Whether the key was pressed in a line of text: buttons and longer texts need Enter for themselves.
fn is_in_line(event: &KeyboardEvent) -> bool {
    let target = event.target();
    target.is_some_and(|target| target.dyn_ref::<HtmlInputElement>().is_some())
}
