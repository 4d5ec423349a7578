//! What the layout of its object asks of a form: which sections it shows, and which fields they require or lock.

use contract::layout::{self, Standing};
use contract::value::Values;
use contract::{FieldDef, Filter, Section};
use leptos::prelude::*;

use super::{Draft, DraftField};

impl Draft {
    /// The sections that the layout has for what is filled in; tracks what its conditions name.
    pub(crate) fn sections(self) -> Vec<Section> {
        let object = self.definition();
        let Some(judge) = self.0.with_value(|inner| inner.judge.clone()) else {
            return object.sections;
        };
        let named = object
            .layouts
            .iter()
            .flat_map(|layout| fields_of(&layout.when));
        let values = self.values_of(named);
        judge.ask(|asker| layout::sections(&object, &judge.roles, &values, asker).to_vec())
    }

    /// What a section says of one of its fields right now; tracks what its conditions name.
    pub(crate) fn standing(self, section: &Section, field: &FieldDef) -> Standing {
        let conditions = section.conditions.iter();
        let conditions = conditions.flat_map(|condition| fields_of(&condition.when));
        let values = self.values_of(fields_of(&section.when).chain(conditions));
        self.0.with_value(|inner| match &inner.judge {
            Some(judge) => {
                judge.ask(|asker| layout::standing(&inner.object, section, field, &values, asker))
            }
            None => Standing {
                shown: true,
                required: field.required,
                read_only: false,
            },
        })
    }

    /// Whether filters hold for what is filled in; tracks what they name.
    pub(crate) fn holds(self, filters: &[Filter]) -> bool {
        let values = self.values_of(fields_of(filters));
        self.0.with_value(|inner| match &inner.judge {
            Some(judge) => judge.ask(|asker| layout::holds(&inner.object, &values, filters, asker)),
            None => true,
        })
    }

    /// The fields as the layout requires them now, without those that it does not show or let change.
    fn asked(self) -> Vec<(FieldDef, DraftField)> {
        let sections = untrack(|| self.sections());
        let has_judge = self.0.with_value(|inner| inner.judge.is_some());
        let asked = self.states().into_iter().filter_map(|(mut field, state)| {
            let mut placed = sections.iter();
            match placed.find(|section| section.fields.contains(&field.key)) {
                Some(section) => {
                    let standing = untrack(|| self.standing(section, &field));
                    field.required = standing.required;
                    (standing.shown && !standing.read_only).then_some((field, state))
                }
                // What stands in no section is asked for where it is: a form of its own has no judge.
                None => (!has_judge).then_some((field, state)),
            }
        });
        asked.collect()
    }

    /// Checks every field and shows all problems. Answers the key of the first field that is not fine.
    pub(crate) fn check(self) -> Option<String> {
        let mut first = None;
        for (field, state) in self.asked() {
            if !state.check(&field) && first.is_none() {
                first = Some(field.key);
            }
        }
        first
    }

    /// Whether every field is fine, without showing what is not.
    pub(crate) fn is_fine(self) -> bool {
        self.asked()
            .into_iter()
            .all(|(field, state)| state.find_problem(&field).is_none())
    }

    /// The values of some fields as they stand now, also of those that are in no form; tracked.
    fn values_of<'k>(self, keys: impl Iterator<Item = &'k str>) -> Values {
        keys.map(|key| {
            let value = match self.field(key) {
                Some((_, state)) => state.value.get(),
                None => self.base(key),
            };
            (key.to_owned(), value)
        })
        .collect()
    }
}

/// The fields that filters name; a part of one, or what it leads to, begins with its key.
fn fields_of(filters: &[Filter]) -> impl Iterator<Item = &str> {
    let named = filters.iter().map(|filter| filter.field.as_str());
    named.map(|field| field.split('.').next().unwrap_or(field))
}
