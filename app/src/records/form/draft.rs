//! What a person has filled in so far, field by field.

use contract::value::Values;
use contract::{FieldDef, FieldProblem, ObjectDef, Record, Value};
use leptos::prelude::*;
use uuid::Uuid;

use super::DraftField;
use super::judge::Judge;
use super::within::keep_within;
use crate::api::Answer;

pub(super) struct Inner {
    pub(super) object: ObjectDef,
    record: Option<(Uuid, i32)>,
    base: Values,
    fields: Vec<(FieldDef, DraftField)>,
    /// Judges the conditions of the layout; without it there are none.
    pub(super) judge: Option<Judge>,
}

/// A record, new or old, while it is filled in.
#[derive(Clone, Copy)]
pub struct Draft(pub(super) StoredValue<Inner>);

impl Draft {
    /// A new record that starts with some values.
    #[must_use]
    pub fn new(object: &ObjectDef, values: Values) -> Self {
        let fields = object.form_fields().cloned().collect();
        Self::made(object, None, values, fields)
    }

    /// A record that is there, to change.
    #[must_use]
    pub fn of(object: &ObjectDef, record: &Record) -> Self {
        let fields = object.form_fields().cloned().collect();
        let known = Some((record.id, record.version));
        Self::made(object, known, record.values.clone(), fields)
    }

    /// One field of a record that is there.
    #[must_use]
    pub fn of_field(object: &ObjectDef, record: &Record, field: &FieldDef) -> Self {
        let known = Some((record.id, record.version));
        Self::made(object, known, record.values.clone(), vec![field.clone()])
    }

    fn made(
        object: &ObjectDef,
        record: Option<(Uuid, i32)>,
        values: Values,
        fields: Vec<FieldDef>,
    ) -> Self {
        let mut fields: Vec<_> = fields
            .into_iter()
            .map(|field| {
                let value = values.get(&field.key).cloned().unwrap_or_default();
                (field, DraftField::new(value))
            })
            .collect();
        keep_within(object, &values, &mut fields);
        Self(StoredValue::new(Inner {
            object: object.clone(),
            record,
            base: values,
            fields,
            judge: None,
        }))
    }

    /// The same form without a field, as one that the person may not change.
    pub(crate) fn without(self, key: &str) -> Self {
        self.0
            .update_value(|inner| inner.fields.retain(|(field, _)| field.key != key));
        self
    }

    /// The same form with the conditions of its layout, for the person and day of the judge.
    pub(crate) fn judged(self, judge: Judge) -> Self {
        self.0.update_value(|inner| inner.judge = Some(judge));
        self
    }

    /// Key of the object.
    #[must_use]
    pub fn object(self) -> String {
        self.0.with_value(|inner| inner.object.key.clone())
    }

    /// The description of the object.
    pub(crate) fn definition(self) -> ObjectDef {
        self.0.with_value(|inner| inner.object.clone())
    }

    /// The record and the version it was read at; `None` for a new one.
    pub(crate) fn record(self) -> Option<(Uuid, i32)> {
        self.0.with_value(|inner| inner.record)
    }

    /// A field of the form.
    #[must_use]
    pub fn field(self, key: &str) -> Option<(FieldDef, DraftField)> {
        self.0.with_value(|inner| {
            let found = inner.fields.iter().find(|(field, _)| field.key == key);
            found.cloned()
        })
    }

    pub(super) fn states(self) -> Vec<(FieldDef, DraftField)> {
        self.0.with_value(|inner| inner.fields.clone())
    }

    /// What a new record is made of: what is filled in, and what the form began with and was emptied on purpose.
    pub(super) fn sent(self) -> Values {
        let states = self.states().into_iter();
        let said = states.filter_map(|(field, state)| {
            let value = state.value.get_untracked();
            let is_said = !value.is_empty() || !self.base(&field.key).is_empty();
            is_said.then_some((field.key, value))
        });
        said.collect()
    }

    /// What the form started with in a field.
    pub(crate) fn base(self, key: &str) -> Value {
        self.0
            .with_value(|inner| inner.base.get(key).cloned().unwrap_or_default())
    }

    /// All values that are filled in; tracks them.
    pub(crate) fn values(self) -> Values {
        self.states()
            .into_iter()
            .map(|(field, state)| (field.key, state.value.get()))
            .filter(|(_, value)| !value.is_empty())
            .collect()
    }

    /// The values that differ from what the form started with, and what it started with there.
    pub(crate) fn changes(self) -> (Values, Values) {
        let base = self.0.with_value(|inner| inner.base.clone());
        let changed = self.states().into_iter().filter_map(|(field, state)| {
            let value = state.value.get_untracked();
            let before = base.get(&field.key).cloned().unwrap_or_default();
            (!value.same(&before)).then_some((field.key, value, before))
        });
        changed.fold(
            Default::default(),
            |(mut values, mut bases), (key, value, before)| {
                values.insert(key.clone(), value);
                bases.insert(key, before);
                (values, bases)
            },
        )
    }

    /// Tracks everything that [`Draft::is_changed`] depends on.
    pub(crate) fn track(self) {
        for (_, state) in self.states() {
            state.value.track();
            state.unread.track();
            state.upload.track();
        }
    }

    /// Whether closing the form would lose something.
    pub(crate) fn is_changed(self) -> bool {
        !self.changes().0.is_empty() || self.is_pending()
    }

    /// Shows what the server found, each at its field. Answers what belongs to no field of the form.
    pub(crate) fn show(self, problems: Vec<FieldProblem>) -> Vec<FieldProblem> {
        let mut homeless = Vec::new();
        for problem in problems {
            match self.field(&problem.field) {
                Some((_, state)) => state.problem.set(Some(problem.problem)),
                None => homeless.push(problem),
            }
        }
        homeless
    }

    /// Shows what somebody else changed in fields that are not touched here. Touched ones, and those that are `in_use`,
    /// keep what they began with, so that saving still finds the clash.
    pub(crate) fn follow(self, current: &Record, in_use: impl Fn(&str) -> bool) {
        let (mine, _) = self.changes();
        for (field, state) in self.states() {
            let (key, value) = (&field.key, current.value(&field.key));
            let is_kept = mine.contains_key(key) || untrack(|| state.is_pending()) || in_use(key);
            if !is_kept && !self.base(key).same(value) {
                self.0.update_value(|inner| {
                    inner.base.insert(key.clone(), value.clone());
                });
                state.fill(value.clone());
            }
        }
    }

    /// Starts anew from what stands in the database now: untouched fields show it, touched ones are kept.
    pub(crate) fn rebase(self, current: &Record) {
        let (mine, _) = self.changes();
        self.0.update_value(|inner| {
            inner.record = Some((current.id, current.version));
            inner.base.clone_from(&current.values);
        });
        for (field, state) in self.states() {
            if !mine.contains_key(&field.key) {
                state.fill(current.value(&field.key).clone());
            }
        }
    }

    /// Shows what stands in the database now, whatever was typed.
    pub(crate) fn accept(self, current: &Record) {
        self.0.update_value(|inner| {
            inner.record = Some((current.id, current.version));
            inner.base.clone_from(&current.values);
        });
        for (field, state) in self.states() {
            let value = current.value(&field.key);
            if state.value.with_untracked(|held| held != value) {
                state.fill(value.clone());
            }
        }
    }

    /// Whether something is typed or chosen that cannot be sent yet.
    pub(crate) fn is_pending(self) -> bool {
        let pending = |(_, state): &(FieldDef, DraftField)| untrack(|| state.is_pending());
        self.states().iter().any(pending)
    }

    /// Throws away what was typed.
    pub(crate) fn revert(self) {
        for (field, state) in self.states() {
            state.upload.set(None);
            state.fill(self.base(&field.key));
        }
    }

    /// Whether its form is still there: it may have been closed while an answer was awaited.
    pub(super) fn is_alive(self) -> bool {
        self.0.try_with_value(|_| ()).is_some()
    }

    /// Whether files wait to go up with the form.
    pub(crate) fn has_uploads(self) -> bool {
        let states = self.states();
        states
            .iter()
            .any(|(_, state)| state.upload.with_untracked(Option::is_some))
    }

    /// Sends the files that were chosen, one after the other; each field then holds what the server keeps.
    ///
    /// # Errors
    /// The first failure; what arrived before it stays.
    pub(crate) async fn send_uploads(self, id: Uuid) -> Answer<()> {
        let object = self.object();
        for (_, state) in self.states() {
            let Some(Some(upload)) = state.upload.try_get_untracked() else {
                continue;
            };
            let answer = upload.arrive(&object, id).await;
            // Given up while it was on its way: the form is saved without it.
            if !matches!(state.upload.try_get_untracked(), Some(Some(_))) {
                continue;
            }
            let file = answer?;
            state.upload.try_set(None);
            state.value.try_set(Value::Link(contract::Link {
                id: Some(file.id),
                text: file.name,
            }));
        }
        Ok(())
    }
}
