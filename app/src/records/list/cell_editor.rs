//! The input in a cell of a list.

use contract::FieldKind;
use leptos::ev::{FocusEvent, KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Node;

use super::cell_focus::{beside, focus_cell};
use super::editing::Editing;
use crate::i18n::use_language;
use crate::records::inputs::FieldInput;
use crate::t;
use crate::ui::browser;

/// The input in a cell.
#[component]
pub(super) fn CellEditor(editing: Editing) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let open = editing.opened();
    let field = open
        .as_ref()
        .and_then(|(saving, (_, key))| saving.draft.field(key));
    let (Some((field, state)), Some((_, cell))) = (field, open) else {
        return ().into_any();
    };
    let object = editing.listing.key();
    let is_long = matches!(field.kind, FieldKind::LongText);
    let is_list = matches!(field.kind, FieldKind::Choice);
    let at = StoredValue::new(cell);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if editing.submit() {
            at.with_value(focus_cell);
        }
    };
    let keys = move |event: KeyboardEvent| {
        // What the input itself understood, as a pick from its suggestions, goes no further.
        event.stop_propagation();
        if event.default_prevented() {
            return;
        }
        match event.key().as_str() {
            "Escape" => {
                event.prevent_default();
                editing.give_up();
            }
            // A browser sends a form on Enter from a line of text alone.
            "Enter" if is_list || is_long && (event.ctrl_key() || event.meta_key()) => {
                event.prevent_default();
                if editing.submit() {
                    at.with_value(focus_cell);
                }
            }
            "Tab" if is_edge(&event, form) => {
                event.prevent_default();
                let next = at.with_value(|at| beside(at, event.shift_key()));
                if editing.submit() {
                    match next {
                        Some(next) => editing.open(next),
                        None => at.with_value(focus_cell),
                    }
                }
            }
            _ => {}
        }
    };
    let left = move |event: FocusEvent| {
        let to = event
            .related_target()
            .and_then(|to| to.dyn_into::<Node>().ok());
        // The focus also leaves when the input is taken away, and then there is nothing left to ask.
        let Some(form) = form.try_get_untracked().flatten() else {
            return;
        };
        // Into another window, or onto something of the input's own.
        let is_inside = to.as_ref().is_some_and(|to| form.contains(Some(to)));
        if to.is_some() && !is_inside {
            editing.submit();
        }
    };
    view! {
        <form
            node_ref=form
            class="celledit"
            novalidate
            on:submit=submit
            on:keydown=keys
            on:focusout=left
            on:dblclick=move |event| event.stop_propagation()
        >
            <FieldInput field state prefix="cell" object autofocus=true/>
            <button type="submit" class="sr" tabindex="-1">{t!(use_language(), common.save)}</button>
        </form>
    }
    .into_any()
}

/// Whether Tab would leave the form.
fn is_edge(event: &KeyboardEvent, form: NodeRef<html::Form>) -> bool {
    let Some(form) = form.get_untracked() else {
        return true;
    };
    let stops = browser::all(
        &form,
        "input, select, textarea, button:not([tabindex='-1'])",
    );
    let here = browser::focused().and_then(|focused| {
        stops
            .iter()
            .position(|stop| stop.is_same_node(Some(&focused)))
    });
    match event.shift_key() {
        true => here.is_none_or(|here| here == 0),
        false => here.is_none_or(|here| here + 1 == stops.len()),
    }
}
