//! Which fields may be sensitive, and what follows when one becomes so or ceases to be.

use contract::objects::USER;
use contract::{Derived, FieldDef, Filter, ObjectDef, Problem, Unsealable};

use super::usage::names;
use crate::records::EXTERNAL_ID;
use crate::sealing::Deed;
use crate::{Error, Result};

/// Why a field cannot be as sensitive as it is described.
pub(super) fn unsealable(
    objects: &[ObjectDef],
    object: &ObjectDef,
    before: Option<&FieldDef>,
    field: &FieldDef,
) -> Option<Unsealable> {
    let is_changed = before.is_some_and(|before| before.sensitive != field.sensitive);
    let is_unique = field.unique || before.is_some_and(|before| before.unique);
    let while_unique = (is_changed && is_unique).then_some(Unsealable::Unique);
    if !field.sensitive {
        return while_unique;
    }
    if !field.kind.may_be_sensitive() {
        return Some(Unsealable::Kind);
    }
    if field.key == object.title {
        return Some(Unsealable::Title);
    }
    let is_needed = field.system || field.derived.is_some() || field.key == EXTERNAL_ID;
    if is_needed || object.key == USER && !field.is_custom() {
        return Some(Unsealable::Needed);
    }
    let by = readers(objects, &object.key, &field.key);
    if !by.is_empty() {
        return Some(Unsealable::Read { by });
    }
    asked(object, &field.key)
        .map(|layout| Unsealable::Asked { layout })
        .or(while_unique)
}

/// The formulas, roll-ups and rules that read a field, by their names.
fn readers(objects: &[ObjectDef], object: &str, key: &str) -> Vec<String> {
    let mut found = Vec::new();
    for other in objects {
        for field in other.fields.iter().filter(|field| !field.retired) {
            let reads = match &field.derived {
                Some(Derived::Formula { expression }) => {
                    other.key == object && names(expression, key)
                }
                Some(Derived::RollUp {
                    object: of,
                    of: gathered,
                    only,
                    ..
                }) => {
                    let is_asked = only.iter().any(|filter| asks(filter, key));
                    of == object && (gathered.as_deref() == Some(key) || is_asked)
                }
                _ => false,
            };
            if reads {
                found.push(field.label.en.clone());
            }
        }
        if other.key == object {
            let rules = other.rules.iter();
            let reading = rules.filter(|rule| names(&rule.expression, key));
            found.extend(reading.map(|rule| rule.message.en.clone()));
        }
    }
    found
}

/// The layout whose conditions ask what a field says. Whether it says anything may be asked.
fn asked(object: &ObjectDef, key: &str) -> Option<String> {
    let own = object.sections.iter().map(|section| (section, ""));
    let arranged = object.layouts.iter().flat_map(|layout| {
        let sections = layout.sections.iter();
        sections.map(|section| (section, layout.label.en.as_str()))
    });
    let asks_in = |filters: &[Filter]| filters.iter().any(|filter| asks(filter, key));
    let mut sections = own.chain(arranged);
    let by_section = sections.find(|(section, _)| {
        let conditions = section.conditions.iter();
        asks_in(&section.when) || conditions.clone().any(|one| asks_in(&one.when))
    });
    let mut layouts = object.layouts.iter();
    let by_layout = layouts.find(|layout| asks_in(&layout.when));
    by_section
        .map(|(_, layout)| layout.to_owned())
        .or(by_layout.map(|layout| layout.label.en.clone()))
}

fn asks(filter: &Filter, key: &str) -> bool {
    filter.field == key && filter.operator.takes_value()
}

/// The fields whose stored values have to be sealed or opened after a change of the configuration.
///
/// # Errors
/// [`Problem::NotSensitive`] for a field that is unique meanwhile.
pub(super) fn to_seal(
    before: &[ObjectDef],
    after: &[ObjectDef],
) -> Result<Vec<(String, String, Deed)>> {
    let mut changed = Vec::new();
    for object in after {
        let Some(old) = before.iter().find(|old| old.key == object.key) else {
            continue;
        };
        for field in &object.fields {
            let Some(was) = old.field(&field.key) else {
                continue;
            };
            if was.sensitive == field.sensitive {
                continue;
            }
            if was.unique || field.unique {
                let problem = Problem::NotSensitive(Unsealable::Unique);
                return Err(Error::invalid("sensitive", problem));
            }
            let deed = match field.sensitive {
                true => Deed::Seal,
                false => Deed::Open,
            };
            changed.push((object.key.clone(), field.key.clone(), deed));
        }
    }
    Ok(changed)
}
