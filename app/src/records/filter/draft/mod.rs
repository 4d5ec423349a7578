//! A filter while it is built: conditions and groups, each with what was typed so far.

mod maker;

use contract::query::{Asked, MOST_DEPTH, consent};
use contract::{Asker, Catalogue, FieldDef, FieldKind, Filter, ObjectDef, Problem, Test};
use leptos::prelude::*;

use super::consents;
use super::ways::Way;
use crate::records::typed;

pub use maker::Maker;

/// One condition.
#[derive(Clone, Copy)]
pub struct Rule {
    pub(super) key: u32,
    /// The path of its field; empty until one is picked.
    pub(super) path: RwSignal<String>,
    /// Key of a [`Way`].
    pub(super) way: RwSignal<String>,
    /// As it will stand in the filter, or as it was typed.
    pub(super) value: RwSignal<String>,
    pub(super) problem: RwSignal<Option<Problem>>,
}

/// Conditions of which all or any hold.
#[derive(Clone, Copy)]
pub struct Group {
    pub(super) key: u32,
    pub(super) any: RwSignal<bool>,
    pub(super) parts: RwSignal<Vec<Part>>,
}

/// Records of another object that point here, and what is asked of them.
#[derive(Clone, Copy)]
pub struct Pointing {
    pub(super) key: u32,
    pub(super) object: StoredValue<String>,
    pub(super) by: StoredValue<String>,
    pub(super) none: RwSignal<bool>,
    pub(super) group: Group,
}

/// What stands in a group.
#[derive(Clone, Copy)]
pub enum Part {
    Rule(Rule),
    Group(Group),
    Pointing(Pointing),
}

impl Part {
    /// Tells it from all others.
    pub(super) fn key(self) -> u32 {
        match self {
            Self::Rule(rule) => rule.key,
            Self::Group(group) => group.key,
            Self::Pointing(pointing) => pointing.key,
        }
    }
}

impl Rule {
    /// Goes over to another field, with its usual way.
    pub(super) fn ask(self, path: &str, field: &FieldDef) {
        self.path.set(path.to_owned());
        if let Some(way) = Way::of_field(field).first() {
            self.way.set(way.key().to_owned());
            self.value.set(way.start(field.kind).to_owned());
        }
        self.problem.set(None);
    }

    /// Goes over to consent, which is no field; what was asked of it already stays.
    pub(super) fn ask_consent(self) {
        if self.path.with_untracked(|path| path != consent::CONSENT) {
            self.path.set(consent::CONSENT.to_owned());
            self.way.set(consents::WAYS[0].key().to_owned());
            self.value.set(String::new());
        }
        self.problem.set(None);
    }

    /// Whether it asks for consent; tracked.
    pub(super) fn is_consent(self, object: &ObjectDef) -> bool {
        self.path.with(|path| consent::is_one_of(&object.key, path))
    }

    /// The way it compares; tracked.
    pub(super) fn chosen(self) -> Option<Way> {
        self.way.with(|way| Way::from_key(way))
    }

    /// The condition as far as it is made; tracked. `None` without a field or a value.
    pub(super) fn filter(self, catalogue: &Catalogue, object: &ObjectDef) -> Option<Filter> {
        let path = self.path.get();
        if self.is_consent(object) {
            let value = self.value.get();
            let way = self.chosen()?;
            return (!value.is_empty()).then(|| way.filter(&path, FieldKind::Text, &value));
        }
        let trail = catalogue.trail(object, &path)?;
        let value = self.value.with(|value| tidy(&trail.field, value));
        let filter = self.chosen()?.filter(&path, trail.field.kind, &value);
        let is_made = !filter.operator.takes_value() || !filter.value.trim_matches('|').is_empty();
        is_made.then_some(filter)
    }

    /// Looks for what is wrong with it and tells it at the condition; a condition without a field is none.
    fn check(self, catalogue: &Catalogue, object: &ObjectDef, asker: &Asker<'_>) -> bool {
        let path = self.path.get_untracked();
        if path.is_empty() {
            return true;
        }
        let problem = match (catalogue.trail(object, &path), untrack(|| self.chosen())) {
            (_, Some(_)) if untrack(|| self.is_consent(object)) => {
                self.value.with_untracked(|value| consents::problem(value))
            }
            (Some(trail), Some(way)) => {
                let value = self.value.with_untracked(|value| tidy(&trail.field, value));
                let filter = way.filter(&path, trail.field.kind, &value);
                Asked::read(&trail.field, &filter, asker).err()
            }
            _ => Some(Problem::Unknown),
        };
        let is_fine = problem.is_none();
        self.problem.set(problem);
        is_fine
    }
}

/// Numbers as people type them become numbers as filters write them; what cannot be read stays as it is.
fn tidy(field: &FieldDef, value: &str) -> String {
    if !field.kind.is_numeric() {
        return value.trim().to_owned();
    }
    let one = |text: &str| {
        let read = match field.kind {
            FieldKind::Money => typed::amount(text, ""),
            _ => typed::read(field, text),
        };
        read.map_or_else(|_| text.trim().to_owned(), |value| typed::plain(&value))
    };
    value.split('|').map(one).collect::<Vec<_>>().join("|")
}

impl Group {
    /// What it asks, as far as it is made; tracked.
    pub(super) fn test(self, catalogue: &Catalogue, object: &ObjectDef) -> Test {
        let parts = self.parts.with(|parts| {
            let tests = parts.iter().filter_map(|part| part.test(catalogue, object));
            tests.collect::<Vec<_>>()
        });
        match self.any.get() && parts.len() > 1 {
            true => Test::Any(parts),
            false => Test::All(parts),
        }
    }

    /// What it asks as the address keeps it: plain conditions of which all hold, and what is more than that; tracked.
    pub(super) fn split(
        self,
        catalogue: &Catalogue,
        object: &ObjectDef,
    ) -> (Vec<Filter>, Option<Test>) {
        let Test::All(parts) = self.test(catalogue, object) else {
            return (Vec::new(), Some(self.test(catalogue, object)));
        };
        let (mut filters, mut rest) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Test::One(filter) => filters.push(filter),
                other => rest.push(other),
            }
        }
        let test = match rest.pop() {
            // One alternative by itself would be taken for the whole filter.
            Some(only)
                if rest.is_empty() && !(filters.is_empty() && matches!(only, Test::Any(_))) =>
            {
                Some(only)
            }
            None => None,
            Some(last) => {
                rest.push(last);
                Some(Test::All(rest))
            }
        };
        (filters, test)
    }

    /// Looks for what is wrong with each condition and tells it there. Whether all is well.
    pub(super) fn check(
        self,
        catalogue: &Catalogue,
        object: &ObjectDef,
        asker: &Asker<'_>,
    ) -> bool {
        let parts = self.parts.get_untracked();
        parts.into_iter().fold(true, |fine, part| {
            let is_fine = match part {
                Part::Rule(rule) => rule.check(catalogue, object, asker),
                Part::Group(group) => group.check(catalogue, object, asker),
                Part::Pointing(pointing) => {
                    let other = pointing.object.with_value(|key| catalogue.object(key));
                    other.is_none_or(|other| pointing.group.check(catalogue, other, asker))
                }
            };
            fine && is_fine
        })
    }

    /// Tells what the server said of a field at every condition on it.
    pub(super) fn tell(self, field: &str, problem: &Problem) {
        for part in self.parts.get_untracked() {
            match part {
                Part::Rule(rule) if rule.path.with_untracked(|path| path == field) => {
                    rule.problem.set(Some(problem.clone()));
                }
                Part::Rule(_) => {}
                Part::Group(group) => group.tell(field, problem),
                Part::Pointing(pointing) => pointing.group.tell(field, problem),
            }
        }
    }

    pub(super) fn add(self, part: Part) {
        self.parts.update(|parts| parts.push(part));
    }

    pub(super) fn remove(self, key: u32) {
        self.parts
            .update(|parts| parts.retain(|part| part.key() != key));
    }

    pub(super) fn replace(self, key: u32, by: Part) {
        self.parts.update(|parts| {
            if let Some(part) = parts.iter_mut().find(|part| part.key() == key) {
                *part = by;
            }
        });
    }

    /// Moves a part up or down in its group.
    pub(super) fn shift(self, key: u32, by: isize) {
        self.parts.update(|parts| {
            let Some(from) = parts.iter().position(|part| part.key() == key) else {
                return;
            };
            let to = from.saturating_add_signed(by);
            if to < parts.len() {
                parts.swap(from, to);
            }
        });
    }
}

impl Part {
    fn test(self, catalogue: &Catalogue, object: &ObjectDef) -> Option<Test> {
        match self {
            Self::Rule(rule) => rule.filter(catalogue, object).map(Test::One),
            Self::Group(group) => {
                let test = group.test(catalogue, object).tidied();
                (!test.is_empty()).then_some(test)
            }
            Self::Pointing(pointing) => {
                let key = pointing.object.get_value();
                let other = catalogue.object(&key)?;
                Some(Test::Has {
                    by: pointing.by.get_value(),
                    none: pointing.none.get(),
                    test: Box::new(pointing.group.test(catalogue, other).tidied()),
                    object: key,
                })
            }
        }
    }
}

/// Whether another group may stand inside one at that depth; the outermost is 1.
pub(super) fn may_nest(depth: usize) -> bool {
    depth < MOST_DEPTH
}

#[cfg(test)]
mod tests;
