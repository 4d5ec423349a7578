//! One cell of a list, changed where it stands: Enter saves, Esc reverts, Tab saves and goes on to the next. The new
//! value shows at once; where it is not taken, the old one comes back and the input with what was typed.

use contract::{Action, FieldDef, FieldKind, Record};
use leptos::ev::{FocusEvent, KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, Node};
use uuid::Uuid;

use super::listing::Listing;
use super::rows::Rows;
use crate::api::Failure;
use crate::i18n::{Language, use_language};
use crate::records::form::{Draft, Saving};
use crate::records::inputs::FieldInput;
use crate::shell::may;
use crate::t;
use crate::ui::{Toasts, browser, failure_text, use_toasts};

/// A cell: the record and the field.
pub(super) type Cell = (Uuid, String);

/// What the cells of one list share.
#[derive(Clone, Copy)]
pub(crate) struct Editing {
    listing: Listing,
    /// The cell whose input is open.
    at: RwSignal<Option<Cell>>,
    /// What is typed there.
    saving: StoredValue<Option<Saving>>,
    /// A change that met somebody else's.
    clash: RwSignal<Option<Saving>>,
    /// What is typed lives as long as the list, since a row may leave the page while it is saved.
    owner: StoredValue<Owner>,
    toasts: Toasts,
    language: Language,
    may_edit: bool,
    may_transfer: bool,
}

impl Editing {
    pub(super) fn new(listing: Listing) -> Self {
        let key = listing.key();
        Self {
            listing,
            at: RwSignal::new(None),
            saving: StoredValue::new(None),
            clash: RwSignal::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            toasts: use_toasts(),
            language: use_language(),
            may_edit: may(&key, Action::Edit),
            may_transfer: may(&key, Action::Transfer),
        }
    }

    /// The field of a record that is being changed, tracked.
    pub(super) fn cell_of(self, id: Uuid) -> Option<String> {
        self.at.with(|at| {
            let (own, key) = at.as_ref()?;
            (*own == id).then(|| key.clone())
        })
    }

    /// A change that waits for a choice, tracked.
    pub(super) fn clash(self) -> Option<Saving> {
        self.clash
            .get()
            .filter(|saving| saving.conflict.with(Option::is_some))
    }

    /// Whether a cell can be changed where it stands.
    pub(super) fn may(self, field: &FieldDef, record: &Record) -> bool {
        let is_owner = field.kind == FieldKind::User && field.key == "owner";
        let may = match is_owner {
            true => self.may_transfer && record.rights.transfer,
            false => self.may_edit && record.rights.edit,
        };
        may && field.is_typed() && !matches!(field.kind, FieldKind::File | FieldKind::Address)
    }

    /// Opens the input of a cell; does nothing where it may not be changed.
    pub(super) fn open(self, (id, key): Cell) {
        let field = self
            .listing
            .object
            .with_value(|object| object.field(&key).cloned());
        let (Some((rows, record)), Some(field)) = (self.listing.find(id), field) else {
            return;
        };
        if !self.may(&field, &record) {
            return;
        }
        let begin = || self.begin(rows, &record, &field);
        self.saving
            .set_value(Some(self.owner.get_value().with(begin)));
        self.at.set(Some((id, key.clone())));
        focus_soon(format!("cell-{key}"));
    }

    fn begin(self, rows: Rows, before: &Record, field: &FieldDef) -> Saving {
        let draft = self
            .listing
            .object
            .with_value(|object| Draft::of_field(object, before, field));
        let (id, key) = (before.id, field.key.clone());
        let old = before.value(&key).clone();
        let itself = StoredValue::new(None::<Saving>);
        let saved = Callback::new(move |record: Record| rows.put(record));
        let failed = Callback::new(move |()| {
            if let Some(mut record) = rows.get(id) {
                record.values.insert(key.clone(), old.clone());
                rows.put(record);
            }
            if let Some(saving) = itself.get_value() {
                self.failed(saving, (id, key.clone()));
            }
        });
        let saving = Saving::new(draft, saved).or_else(failed);
        itself.set_value(Some(saving));
        saving
    }

    /// Nothing was saved: the input comes back with what was typed, unless somebody types elsewhere by now.
    fn failed(self, saving: Saving, cell: Cell) {
        if saving.conflict.with_untracked(Option::is_some) {
            return self.clash.set(Some(saving));
        }
        if self.at.with_untracked(Option::is_none) {
            self.saving.set_value(Some(saving));
            self.at.set(Some(cell.clone()));
            focus_soon(format!("cell-{}", cell.1));
        }
        if let Some(failure) = saving.failure.get_untracked() {
            self.say(saving, &failure);
        }
    }

    fn say(self, saving: Saving, failure: &Failure) {
        let text = failure_text(self.language, failure);
        let again = move || saving.submit();
        self.toasts
            .fail_with(text, t!(self.language, common.retry), again);
    }

    /// Saves what is typed and closes the input, or shows what is wrong with it. Answers whether it is closed.
    fn submit(self) -> bool {
        let (Some(saving), Some((id, key))) = (self.saving.get_value(), self.at.get_untracked())
        else {
            return true;
        };
        if !saving.draft.is_changed() {
            self.at.set(None);
            return true;
        }
        saving.submit();
        if !saving.busy.get_untracked() {
            return false;
        }
        let value = saving
            .draft
            .field(&key)
            .map(|(_, state)| state.value.get_untracked());
        if let (Some((rows, mut record)), Some(value)) = (self.listing.find(id), value) {
            record.values.insert(key, value);
            rows.put(record);
        }
        self.at.set(None);
        true
    }

    /// Closes the input and forgets what is typed; the cell has the focus.
    fn give_up(self) {
        if let Some(cell) = self.at.get_untracked() {
            self.at.set(None);
            focus_cell(&cell);
        }
    }
}

/// The input in a cell.
#[component]
pub(super) fn CellEditor(editing: Editing) -> impl IntoView {
    let form = NodeRef::<html::Form>::new();
    let open = editing.saving.get_value().zip(editing.at.get_untracked());
    let field = open
        .as_ref()
        .and_then(|(saving, (_, key))| saving.draft.field(key));
    let (Some((field, state)), Some((_, cell))) = (field, open) else {
        return ().into_any();
    };
    let object = editing.listing.key();
    let is_long = matches!(field.kind, FieldKind::LongText);
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
            "Enter" if is_long && (event.ctrl_key() || event.meta_key()) => {
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
        let Some(form) = form.get_untracked() else {
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

/// The next cell of the row that can be changed, or the one before.
fn beside((id, key): &Cell, back: bool) -> Option<Cell> {
    let row = row_of(*id)?;
    let keys: Vec<String> = browser::all(&row, "td[data-editable]")
        .iter()
        .filter_map(|cell| cell.get_attribute("data-col"))
        .collect();
    let here = keys.iter().position(|other| other == key)?;
    let next = match back {
        true => here.checked_sub(1)?,
        false => here + 1,
    };
    keys.get(next).map(|key| (*id, key.clone()))
}

fn row_of(id: Uuid) -> Option<Element> {
    document()
        .query_selector(&format!("tr[data-row=\"{id}\"]"))
        .ok()
        .flatten()
}

/// Gives the focus to a cell, once its input is gone.
fn focus_cell((id, key): &Cell) {
    let selector = format!("td[data-col=\"{key}\"]");
    let id = *id;
    request_animation_frame(move || {
        if let Some(row) = row_of(id) {
            browser::focus_first(&row, &selector);
        }
    });
}

/// Gives the focus to the input, once it is drawn, with what it holds selected.
fn focus_soon(id: String) {
    request_animation_frame(move || {
        let Some(element) = document().get_element_by_id(&id) else {
            return;
        };
        if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
        match element
            .dyn_ref::<HtmlElement>()
            .filter(|element| element.tab_index() >= 0)
        {
            Some(element) => browser::focus(element),
            None => {
                browser::focus_first(&element, "input, select, textarea, button");
            }
        }
    });
}
