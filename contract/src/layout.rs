//! How a record is arranged for a person: its sections and highlights, and what a condition makes of a field.
//! Browser and server ask the same functions.

use crate::object::{Effect, Layout};
use crate::query::{Asker, Test};
use crate::value::Values;
use crate::{FieldDef, FieldKind, FieldProblem, Filter, ObjectDef, Problem, Section, Value};

/// What a layout says of one field of one record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Its section is shown.
    pub shown: bool,
    pub required: bool,
    pub read_only: bool,
}

/// The layout that counts for somebody with these roles and a record with these values; `None` for the object's own.
#[must_use]
pub fn layout_of<'o>(
    object: &'o ObjectDef,
    roles: &[String],
    values: &Values,
    asker: &Asker<'_>,
) -> Option<&'o Layout> {
    let fits = |layout: &&Layout| {
        (layout.roles.is_empty() || layout.roles.iter().any(|role| roles.contains(role)))
            && holds(object, values, &layout.when, asker)
    };
    object.layouts.iter().find(fits)
}

/// The sections of the layout that counts.
#[must_use]
pub fn sections<'o>(
    object: &'o ObjectDef,
    roles: &[String],
    values: &Values,
    asker: &Asker<'_>,
) -> &'o [Section] {
    layout_of(object, roles, values, asker).map_or(&object.sections, |layout| &layout.sections)
}

/// The fields at the head of the record, in their order.
#[must_use]
pub fn highlights<'o>(
    object: &'o ObjectDef,
    roles: &[String],
    values: &Values,
    asker: &Asker<'_>,
) -> &'o [String] {
    layout_of(object, roles, values, asker)
        .map(|layout| &layout.highlights)
        .filter(|highlights| !highlights.is_empty())
        .unwrap_or(&object.highlights)
}

/// What a section says of one of its fields.
#[must_use]
pub fn standing(
    object: &ObjectDef,
    section: &Section,
    field: &FieldDef,
    values: &Values,
    asker: &Asker<'_>,
) -> Standing {
    let has = |effect: Effect| {
        section
            .conditions
            .iter()
            .filter(|condition| condition.field == field.key && condition.effect == effect)
            .any(|condition| holds(object, values, &condition.when, asker))
    };
    Standing {
        shown: holds(object, values, &section.when, asker),
        required: field.required || has(Effect::Required),
        read_only: has(Effect::ReadOnly),
    }
}

/// What a change breaks of the layout that counts for it: fields that it leaves empty though a condition requires them,
/// and fields that it sets though a condition locked them. A record that broke a condition before may stay so in what
/// the change does not touch.
#[must_use]
pub fn broken(
    object: &ObjectDef,
    roles: &[String],
    before: Option<&Values>,
    changes: &Values,
    asker: &Asker<'_>,
) -> Vec<FieldProblem> {
    let own = object.sections.iter();
    let mut all = own.chain(object.layouts.iter().flat_map(|layout| &layout.sections));
    if all.all(|section| section.conditions.is_empty()) {
        return Vec::new();
    }
    let mut after = before.cloned().unwrap_or_default();
    after.extend(changes.clone());
    let mut problems = unfilled(object, roles, before.is_none(), changes, &after, asker);
    if let Some(before) = before {
        problems.extend(locked(object, roles, before, changes, asker));
    }
    problems
}

fn unfilled(
    object: &ObjectDef,
    roles: &[String],
    is_new: bool,
    changes: &Values,
    after: &Values,
    asker: &Asker<'_>,
) -> Vec<FieldProblem> {
    let is_touched = |section: &Section, field: &FieldDef| {
        let conditions = section.conditions.iter();
        let mut named = conditions
            .filter(|condition| condition.field == field.key)
            .flat_map(|condition| &condition.when)
            .chain(&section.when);
        is_new
            || changes.contains_key(&field.key)
            || named.any(|filter| changes.contains_key(&filter.field))
    };
    placed(object, sections(object, roles, after, asker))
        .filter(|(_, field)| field.is_typed() && !field.required)
        .filter(|(_, field)| after.get(&field.key).is_none_or(Value::is_empty))
        // A file is put on a record, so it comes after it.
        .filter(|(_, field)| !(is_new && field.kind == FieldKind::File))
        .filter(|(section, field)| is_touched(section, field))
        .filter(|(section, field)| {
            let standing = standing(object, section, field, after, asker);
            standing.shown && standing.required && !standing.read_only
        })
        .map(|(_, field)| FieldProblem::new(&field.key, Problem::Required))
        .collect()
}

fn locked(
    object: &ObjectDef,
    roles: &[String],
    before: &Values,
    changes: &Values,
    asker: &Asker<'_>,
) -> Vec<FieldProblem> {
    let is_changed = |key: &str| {
        changes.get(key).is_some_and(|value| {
            let held = before.get(key).unwrap_or(&Value::Empty);
            !value.same(held)
        })
    };
    placed(object, sections(object, roles, before, asker))
        .filter(|(_, field)| field.is_typed() && is_changed(&field.key))
        .filter(|(section, field)| standing(object, section, field, before, asker).read_only)
        .map(|(_, field)| FieldProblem::new(&field.key, Problem::Locked))
        .collect()
}

/// The fields of sections, each with its section.
fn placed<'o>(
    object: &'o ObjectDef,
    sections: &'o [Section],
) -> impl Iterator<Item = (&'o Section, &'o FieldDef)> {
    sections.iter().flat_map(move |section| {
        let fields = section.fields.iter();
        fields.filter_map(move |key| Some((section, object.field(key)?)))
    })
}

/// Whether a record with these values fulfils all filters. What hangs on other records cannot be seen from here and does
/// not hold.
#[must_use]
pub fn holds(object: &ObjectDef, values: &Values, filters: &[Filter], asker: &Asker<'_>) -> bool {
    filters
        .iter()
        .all(|filter| Test::One(filter.clone()).holds(object, values, asker))
}

#[cfg(test)]
mod tests {
    use super::{broken, standing};
    use crate::object::{Effect, FieldCondition};
    use crate::query::Asker;
    use crate::value::Values;
    use crate::{FieldDef, FieldKind, Filter, ObjectDef, Operator, Section, Value};

    fn object() -> ObjectDef {
        let fields = [
            ("type", FieldKind::Choice),
            ("amount", FieldKind::Money),
            ("active", FieldKind::YesNo),
            ("owner", FieldKind::User),
            ("due", FieldKind::Date),
            ("reason", FieldKind::Text),
        ];
        ObjectDef {
            fields: fields
                .map(|(key, kind)| FieldDef::new(key, kind, key, key))
                .into(),
            sections: vec![Section {
                fields: vec!["type".into(), "reason".into()],
                conditions: vec![FieldCondition {
                    field: "reason".into(),
                    effect: Effect::Required,
                    when: vec![Filter::new("type", Operator::Is, "lost")],
                }],
                ..Section::default()
            }],
            ..ObjectDef::default()
        }
    }

    fn asker() -> Asker<'static> {
        Asker {
            me: None,
            team: &[],
            now: chrono::DateTime::UNIX_EPOCH,
            day_of: &|at| at.date_naive(),
        }
    }

    fn values() -> Values {
        [("type", Value::from("lost"))]
            .map(|(key, value)| (key.to_owned(), value))
            .into()
    }

    #[test]
    fn a_condition_makes_a_field_required_while_it_holds() {
        let (object, asker) = (object(), asker());
        let section = &object.sections[0];
        let field = &object.fields[5];
        assert!(standing(&object, section, field, &values(), &asker).required);
        assert_eq!(broken(&object, &[], None, &values(), &asker).len(), 1);
        let won: Values = [("type".to_owned(), Value::from("won"))].into();
        assert!(!standing(&object, section, field, &won, &asker).required);
        assert!(broken(&object, &[], None, &won, &asker).is_empty());
    }

    #[test]
    fn a_change_answers_for_what_it_touches() {
        let (mut object, asker) = (object(), asker());
        object.sections[0].conditions.push(FieldCondition {
            field: "type".into(),
            effect: Effect::ReadOnly,
            when: vec![Filter::new("active", Operator::Is, "true")],
        });
        let check = |before: &[(&str, Value)], change: (&str, Value), expected: &[&str]| {
            let before: Values = before
                .iter()
                .map(|(key, value)| ((*key).to_owned(), value.clone()))
                .collect();
            let change: Values = [(change.0.to_owned(), change.1)].into();
            let found = broken(&object, &[], Some(&before), &change, &asker);
            let fields: Vec<_> = found.iter().map(|problem| problem.field.as_str()).collect();
            assert_eq!(fields, expected, "{change:?}");
        };
        let lost = ("type", Value::from("lost"));
        check(&[], lost.clone(), &["reason"]);
        check(
            std::slice::from_ref(&lost),
            ("active", Value::YesNo(false)),
            &[],
        );
        check(
            std::slice::from_ref(&lost),
            ("reason", Value::Empty),
            &["reason"],
        );
        let active = ("active", Value::YesNo(true));
        check(
            &[lost.clone(), active.clone()],
            ("type", "won".into()),
            &["type"],
        );
        check(
            &[("type", "won".into()), active],
            ("type", "won".into()),
            &[],
        );
    }
}
