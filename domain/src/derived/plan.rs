//! Everything that follows by itself on one object, read once for a description and kept with it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use contract::object::Rule;
use contract::value::Values;
use contract::{
    Derived, FieldDef, FieldKind, FieldProblem, Gathering, ObjectDef, Problem, Record, Value,
};

use super::counted::Pattern;
use super::formula::Formula;
use super::language::{Datum, Expression, Reading};
use super::order::ordered;

/// What follows by itself on one object.
#[derive(Debug, Default)]
pub struct Plan {
    object: Arc<ObjectDef>,
    /// Each behind those it reads.
    formulas: Vec<Formula>,
    rules: Vec<(Rule, Expression)>,
    counted: Vec<(FieldDef, Pattern)>,
}

impl Plan {
    /// Reads the formulas, rules and patterns of an object. What cannot be read any more, since a field it needs is
    /// gone, is left out: its values stay as they are.
    #[must_use]
    pub fn of(object: &Arc<ObjectDef>) -> Self {
        Self {
            object: Arc::clone(object),
            formulas: in_order(formulas(object)),
            rules: rules(object),
            counted: counted(object),
        }
    }

    /// Whether nothing follows by itself.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.formulas.is_empty()
            && self.rules.is_empty()
            && self
                .object
                .fields
                .iter()
                .all(|field| field.derived.is_none())
    }

    /// The formulas, each behind those it reads.
    #[must_use]
    pub fn formulas(&self) -> &[Formula] {
        &self.formulas
    }

    /// The fields that are counted, with their patterns.
    pub(crate) fn counted(&self) -> &[(FieldDef, Pattern)] {
        &self.counted
    }

    /// Whether formulas or rules read fields of which a record has several values, which stand in a table of their
    /// own and must be looked up.
    pub(super) fn reads_several(&self) -> bool {
        let is_several = |key: &String| {
            self.object
                .field(key)
                .is_some_and(|field| field.kind.is_several())
        };
        let read = self.formulas.iter().flat_map(Formula::fields);
        let judged = self.rules.iter().flat_map(|(_, rule)| rule.fields());
        read.chain(judged).any(is_several)
    }

    /// Takes out what only the house sets: results of formulas and roll-ups. Numbers may be brought along.
    fn strip(&self, values: &mut Values) {
        for field in &self.object.fields {
            let is_reckoned = |derived: &Derived| !derived.may_be_brought();
            if field.derived.as_ref().is_some_and(is_reckoned) {
                values.remove(&field.key);
            }
        }
    }

    /// Sets what follows from values that are being written over `before`: all formulas of a new record, else those
    /// of which something changed. `now` is when a new record is made.
    pub fn complete(&self, before: Option<&Record>, values: &mut Values, now: DateTime<Utc>) {
        self.strip(values);
        if before.is_none() {
            self.begin(values, now);
        }
        let mut changed = changed(before, values);
        for formula in &self.formulas {
            let key = &formula.field().key;
            if before.is_some() && !formula.reads(&changed) {
                continue;
            }
            let value = formula
                .value(&self.object, before, values)
                .unwrap_or_default();
            let held = before.map_or(&Value::Empty, |before| before.value(key));
            if held.same(&value) {
                values.remove(key);
            } else {
                values.insert(key.clone(), value);
                changed.insert(key.clone());
            }
        }
    }

    /// The rules that a record does not keep. A record that is there already is judged only by the rules of which
    /// something changes: a rule made later does not stand in the way of other work on it.
    #[must_use]
    pub fn broken(&self, before: Option<&Record>, values: &Values) -> Vec<FieldProblem> {
        let changed = changed(before, values);
        let reading = Reading {
            object: &self.object,
            values,
            before,
        };
        let concerns = |rule: &Expression| {
            before.is_none() || rule.fields().iter().any(|key| changed.contains(key))
        };
        self.rules
            .iter()
            .filter(|(_, expression)| concerns(expression))
            .filter(|(_, expression)| expression.reckon(&reading) == Ok(Datum::YesNo(false)))
            .map(|(rule, _)| self.problem(rule))
            .collect()
    }

    /// Keys of the formulas that follow from some fields, directly or by others, in their order.
    pub(super) fn following(&self, keys: BTreeSet<String>) -> Vec<&Formula> {
        let mut changed = keys;
        let mut following = Vec::new();
        for formula in &self.formulas {
            if changed.contains(&formula.field().key) || formula.reads(&changed) {
                changed.insert(formula.field().key.clone());
                following.push(formula);
            }
        }
        following
    }

    /// What a new record begins with: nothing points to it, and it is made now.
    fn begin(&self, values: &mut Values, now: DateTime<Utc>) {
        for field in &self.object.fields {
            if let Some(Derived::RollUp { gathering, .. }) = &field.derived {
                values.insert(field.key.clone(), of_none(*gathering, field.kind));
            }
        }
        let is_read = |key: &str| {
            let read = self
                .formulas
                .iter()
                .any(|formula| formula.fields().contains(key));
            read || self
                .rules
                .iter()
                .any(|(_, rule)| rule.fields().contains(key))
        };
        let lacks = values.get("created_at").is_none_or(Value::is_empty);
        if lacks && is_read("created_at") {
            values.insert("created_at".to_owned(), Value::DateTime(now));
        }
    }

    fn problem(&self, rule: &Rule) -> FieldProblem {
        let field = if self.object.field(&rule.field).is_some() {
            &rule.field
        } else {
            &self.object.title
        };
        let message = rule.message.clone();
        FieldProblem::new(field, Problem::BreaksRule { message })
    }
}

/// What a roll-up of no records is. A sum of no amounts is in no currency and therefore empty.
pub(super) fn of_none(gathering: Gathering, kind: FieldKind) -> Value {
    match (gathering, kind) {
        (Gathering::Count, _) | (Gathering::Sum, FieldKind::Integer) => Value::Integer(0),
        (Gathering::Sum, FieldKind::Decimal) => Value::Decimal(0.into()),
        _ => Value::Empty,
    }
}

fn changed(before: Option<&Record>, values: &Values) -> BTreeSet<String> {
    values
        .iter()
        .filter(|(key, value)| before.is_none_or(|before| !before.value(key).same(value)))
        .map(|(key, _)| key.clone())
        .collect()
}

fn formulas(object: &ObjectDef) -> BTreeMap<String, Formula> {
    let mut found = BTreeMap::new();
    for field in &object.fields {
        let Some(Derived::Formula { expression }) = &field.derived else {
            continue;
        };
        match Formula::parse(object, field, expression) {
            Ok(formula) => {
                found.insert(field.key.clone(), formula);
            }
            Err(troubles) => unread(object, &field.key, &troubles),
        }
    }
    found
}

/// Each formula behind those it reads; those of a circle are left out.
fn in_order(mut formulas: BTreeMap<String, Formula>) -> Vec<Formula> {
    loop {
        let needs = formulas
            .iter()
            .map(|(key, formula)| (key.clone(), formula.fields().clone()))
            .collect();
        match ordered(&needs) {
            Ok(keys) => {
                return keys.iter().filter_map(|key| formulas.remove(key)).collect();
            }
            Err(circle) => {
                tracing::warn!(?circle, "formulas go round in a circle");
                formulas.retain(|key, _| !circle.contains(key));
            }
        }
    }
}

fn rules(object: &ObjectDef) -> Vec<(Rule, Expression)> {
    let mut found = Vec::new();
    for rule in object.rules.iter().filter(|rule| !rule.retired) {
        match Expression::parse(object, &rule.expression) {
            Ok(expression) => found.push((rule.clone(), expression)),
            Err(troubles) => unread(object, &rule.key, &troubles),
        }
    }
    found
}

fn counted(object: &ObjectDef) -> Vec<(FieldDef, Pattern)> {
    let mut found = Vec::new();
    for field in &object.fields {
        let Some(Derived::Counted { pattern }) = &field.derived else {
            continue;
        };
        match Pattern::parse(pattern) {
            Ok(pattern) => found.push((field.clone(), pattern)),
            Err(troubles) => unread(object, &field.key, &troubles),
        }
    }
    found
}

fn unread(object: &ObjectDef, key: &str, troubles: &[contract::dto::configuring::Trouble]) {
    tracing::warn!(
        object = object.key,
        key,
        ?troubles,
        "an expression cannot be read any more"
    );
}
