//! What makes the parts of a filter: new ones, and those of a filter that is there.

use contract::{Catalogue, Filter, ObjectDef, Test};
use leptos::prelude::*;

use super::super::ways::Way;
use super::{Group, Part, Pointing, Rule};

/// Makes parts that live as long as the bar does, whoever asks for them.
#[derive(Clone, Copy)]
pub struct Maker {
    owner: StoredValue<Owner>,
    count: StoredValue<u32>,
}

impl Maker {
    pub(in super::super) fn here() -> Self {
        Self {
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            count: StoredValue::new(0),
        }
    }

    fn make<T>(self, make: impl FnOnce(u32) -> T) -> T {
        self.count.update_value(|count| *count += 1);
        let key = self.count.get_value();
        self.owner.with_value(|owner| owner.with(|| make(key)))
    }

    /// A condition without a field.
    pub(in super::super) fn rule(self) -> Rule {
        self.make(|key| Rule {
            key,
            path: RwSignal::new(String::new()),
            way: RwSignal::new(String::new()),
            value: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
        })
    }

    /// A group of parts.
    pub(in super::super) fn group(self, any: bool, parts: Vec<Part>) -> Group {
        self.make(|key| Group {
            key,
            any: RwSignal::new(any),
            parts: RwSignal::new(parts),
        })
    }

    /// Records that point here, whatever they are.
    pub(in super::super) fn pointing(
        self,
        object: &str,
        by: &str,
        none: bool,
        group: Group,
    ) -> Pointing {
        self.make(|key| Pointing {
            key,
            object: StoredValue::new(object.to_owned()),
            by: StoredValue::new(by.to_owned()),
            none: RwSignal::new(none),
            group,
        })
    }

    /// The parts of a whole filter, in one group.
    pub(in super::super) fn whole(
        self,
        catalogue: &Catalogue,
        object: &ObjectDef,
        filters: &[Filter],
        test: Option<&Test>,
    ) -> Group {
        if let (Some(Test::Any(parts)), true) = (test, filters.is_empty()) {
            return self.group(true, self.parts(catalogue, object, parts));
        }
        let mut all: Vec<Part> = filters
            .iter()
            .map(|filter| Part::Rule(self.rule_of(catalogue, object, filter)))
            .collect();
        match test {
            Some(Test::All(parts)) => all.extend(self.parts(catalogue, object, parts)),
            Some(test) => all.push(self.part(catalogue, object, test)),
            None => {}
        }
        self.group(false, all)
    }

    fn parts(self, catalogue: &Catalogue, object: &ObjectDef, tests: &[Test]) -> Vec<Part> {
        let parts = tests.iter();
        parts
            .map(|test| self.part(catalogue, object, test))
            .collect()
    }

    fn part(self, catalogue: &Catalogue, object: &ObjectDef, test: &Test) -> Part {
        match test {
            Test::One(filter) => Part::Rule(self.rule_of(catalogue, object, filter)),
            Test::All(parts) => {
                Part::Group(self.group(false, self.parts(catalogue, object, parts)))
            }
            Test::Any(parts) => Part::Group(self.group(true, self.parts(catalogue, object, parts))),
            Test::Has {
                object: other,
                by,
                none,
                test,
            } => {
                let known = catalogue.object(other);
                let group = match (known, &**test) {
                    (None, _) => self.group(false, Vec::new()),
                    (Some(other), Test::Any(parts)) => {
                        self.group(true, self.parts(catalogue, other, parts))
                    }
                    (Some(other), Test::All(parts)) => {
                        self.group(false, self.parts(catalogue, other, parts))
                    }
                    (Some(other), one) => self.group(false, vec![self.part(catalogue, other, one)]),
                };
                Part::Pointing(self.pointing(other, by, *none, group))
            }
        }
    }

    fn rule_of(self, catalogue: &Catalogue, object: &ObjectDef, filter: &Filter) -> Rule {
        let rule = self.rule();
        let trail = catalogue.trail(object, &filter.field);
        let way = trail.map_or(Way::Plain(filter.operator), |trail| {
            Way::read(filter, trail.field.kind)
        });
        rule.path.set(filter.field.clone());
        rule.way.set(way.key().to_owned());
        rule.value.set(filter.value.clone());
        rule
    }
}
