//! One cell of a list, changed where it stands: Enter saves, Esc reverts, Tab saves and goes on to the next. The new
//! value shows at once; where it is not taken, the old one comes back and the input with what was typed.

use contract::{Action, FieldDef, FieldKind, Record};
use leptos::prelude::*;
use uuid::Uuid;

use super::cell_focus::{Cell, focus_cell, focus_soon};
use super::listing::Listing;
use super::rows::Rows;
use crate::api::Failure;
use crate::i18n::{Language, use_language};
use crate::records::form::{Draft, Saving};
use crate::shell::may;
use crate::t;
use crate::ui::{Toasts, failure_text, use_toasts};

/// What the cells of one list share.
#[derive(Clone, Copy)]
pub(crate) struct Editing {
    pub(super) listing: Listing,
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

    /// The cell whose input is open, and what is typed there.
    pub(super) fn opened(self) -> Option<(Saving, Cell)> {
        self.saving.get_value().zip(self.at.get_untracked())
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
    pub(super) fn submit(self) -> bool {
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
    pub(super) fn give_up(self) {
        if let Some(cell) = self.at.get_untracked() {
            self.at.set(None);
            focus_cell(&cell);
        }
    }
}
