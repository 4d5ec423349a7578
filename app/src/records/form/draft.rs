//! What a person has filled in so far, field by field.

use contract::value::Values;
use contract::{FieldDef, FieldProblem, ObjectDef, Problem, Record, Value, validation};
use leptos::prelude::*;
use uuid::Uuid;

/// One field while it is filled in.
#[derive(Clone, Copy)]
pub struct DraftField {
    /// The last value that could be read from what was typed.
    pub value: RwSignal<Value>,
    /// Why what is typed right now cannot be read.
    pub(crate) unread: RwSignal<Option<Problem>>,
    /// What is shown under the field.
    pub problem: RwSignal<Option<Problem>>,
    /// Counts the values set from outside, upon which an input shows the new value.
    pub(crate) filled: RwSignal<u32>,
}

impl DraftField {
    /// A field that holds a value and has no problem.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self {
            value: RwSignal::new(value),
            unread: RwSignal::new(None),
            problem: RwSignal::new(None),
            filled: RwSignal::new(0),
        }
    }

    /// Takes what was typed; the problem goes while typing and comes back on leaving the field.
    pub(crate) fn take(self, read: Result<Value, Problem>) {
        self.problem.set(None);
        match read {
            Ok(value) => {
                self.unread.set(None);
                self.value.set(value);
            }
            Err(problem) => self.unread.set(Some(problem)),
        }
    }

    /// Puts a value in from outside.
    pub fn fill(self, value: Value) {
        self.take(Ok(value));
        self.filled.update(|count| *count += 1);
    }

    /// Checks the field and shows its problem. Answers whether it is fine.
    pub(crate) fn check(self, field: &FieldDef) -> bool {
        let problem = self.unread.get_untracked().or_else(|| {
            self.value
                .with_untracked(|value| validation::check(field, value))
        });
        let fine = problem.is_none();
        self.problem.set(problem);
        fine
    }
}

struct Inner {
    object: ObjectDef,
    record: Option<(Uuid, i32)>,
    base: Values,
    fields: Vec<(FieldDef, DraftField)>,
}

/// A record, new or old, while it is filled in.
#[derive(Clone, Copy)]
pub struct Draft(StoredValue<Inner>);

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
        let fields = fields
            .into_iter()
            .map(|field| {
                let value = values.get(&field.key).cloned().unwrap_or_default();
                (field, DraftField::new(value))
            })
            .collect();
        Self(StoredValue::new(Inner {
            object: object.clone(),
            record,
            base: values,
            fields,
        }))
    }

    /// The same form without a field, as one that the person may not change.
    pub(crate) fn without(self, key: &str) -> Self {
        self.0
            .update_value(|inner| inner.fields.retain(|(field, _)| field.key != key));
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

    fn states(self) -> Vec<(FieldDef, DraftField)> {
        self.0.with_value(|inner| inner.fields.clone())
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

    /// Whether closing the form would lose something.
    pub(crate) fn is_changed(self) -> bool {
        let unread = |(_, state): &(FieldDef, DraftField)| state.unread.get_untracked().is_some();
        !self.changes().0.is_empty() || self.states().iter().any(unread)
    }

    /// Checks every field and shows all problems. Answers the key of the first field that is not fine.
    pub(crate) fn check(self) -> Option<String> {
        let mut first = None;
        for (field, state) in self.states() {
            if !state.check(&field) && first.is_none() {
                first = Some(field.key);
            }
        }
        first
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
}

#[cfg(test)]
mod tests {
    use super::Draft;
    use contract::{FieldProblem, Problem, Record, Value, objects};
    use leptos::prelude::*;

    fn account() -> contract::ObjectDef {
        objects::all().remove(0)
    }

    fn record(name: &str, region: &str, version: i32) -> Record {
        Record {
            object: "account".into(),
            version,
            values: [("name", name), ("region", region)]
                .map(|(key, text)| (key.to_owned(), Value::from(text)))
                .into(),
            ..Record::default()
        }
    }

    #[test]
    fn only_what_was_changed_is_sent_with_what_it_was_before() {
        let owner = Owner::new();
        owner.with(|| {
            let draft = Draft::of(&account(), &record("Haichuan", "Ningbo", 3));
            let Some((_, region)) = draft.field("region") else {
                panic!("no region")
            };
            assert!(!draft.is_changed());
            region.fill("Suzhou".into());
            let (values, base) = draft.changes();
            assert_eq!(values, [("region".to_owned(), "Suzhou".into())].into());
            assert_eq!(base, [("region".to_owned(), "Ningbo".into())].into());
        });
    }

    #[test]
    fn a_rebased_form_keeps_what_was_typed_and_takes_the_rest() {
        let owner = Owner::new();
        owner.with(|| {
            let draft = Draft::of(&account(), &record("Haichuan", "Ningbo", 3));
            if let Some((_, region)) = draft.field("region") {
                region.fill("Suzhou".into());
            }
            draft.rebase(&record("Haichuan Ltd", "Wuxi", 4));
            let values = draft.values();
            assert_eq!(values.get("name"), Some(&"Haichuan Ltd".into()));
            assert_eq!(values.get("region"), Some(&"Suzhou".into()));
            assert_eq!(draft.record().map(|(_, version)| version), Some(4));
            assert_eq!(draft.changes().1.get("region"), Some(&"Wuxi".into()));
        });
    }

    #[test]
    fn a_problem_without_a_field_is_handed_back() {
        let owner = Owner::new();
        owner.with(|| {
            let draft = Draft::new(&account(), Default::default());
            let elsewhere = FieldProblem::new("outcome", Problem::Required);
            let at_name = FieldProblem::new("name", Problem::Taken);
            assert_eq!(draft.show(vec![elsewhere.clone(), at_name]), [elsewhere]);
            assert_eq!(draft.check().as_deref(), Some("name"));
        });
    }
}
