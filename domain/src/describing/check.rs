//! What is wrong with a field as an administrator describes it.

use std::collections::HashSet;

use contract::{
    Derived, FieldDef, FieldKind, FieldProblem, Gathering, ObjectDef, Problem, Value, validation,
};

use super::fields::MOST;
use super::objects::label_problems;
use super::pipelines::{self, MOST_CHOICES};
use super::sensitive::unsealable;

/// Every problem of a field, at the part of its description it belongs to.
pub(super) fn problems(
    objects: &[ObjectDef],
    object: &ObjectDef,
    before: Option<&FieldDef>,
    field: &FieldDef,
) -> Vec<FieldProblem> {
    let mut problems = Vec::new();
    let mut tell = |place: &str, problem: Problem| problems.push(FieldProblem::new(place, problem));
    if before.is_none() && object.fields.len() >= MOST {
        let limit = u32::try_from(MOST).unwrap_or(u32::MAX);
        tell("label", Problem::TooMany { limit });
    }
    let is_namesake = |other: &&FieldDef| {
        other.key != field.key
            && !other.retired
            && (other.label.en.eq_ignore_ascii_case(&field.label.en)
                || other.label.zh == field.label.zh)
    };
    if object.fields.iter().find(is_namesake).is_some() {
        tell("label", Problem::NameTaken);
    }
    if field.kind.has_choices() {
        choices(field, before, &mut tell);
        pipelines::check(object, field, &mut tell);
    }
    if field.kind.is_relation() {
        let target = field.relation.as_deref().unwrap_or_default();
        let is_there = objects
            .iter()
            .any(|other| other.key == target && !other.retired);
        if !is_there {
            tell("relation", Problem::Unknown);
        }
    }
    if field.unique && !may_be_unique(field.kind) {
        tell("unique", Problem::WrongKind);
    }
    if field.required && field.derived.is_some() {
        tell("required", Problem::WrongKind);
    }
    if let Some(default) = field.default.as_ref().filter(|value| !value.is_empty()) {
        match default {
            Value::Text(word) if field.kind == FieldKind::User && word == "me" => {}
            value => {
                if let Some(problem) = validation::check(field, value) {
                    tell("default", problem);
                }
            }
        }
    }
    if let Some(limit) = field.max_chars
        && !(1..=20_000).contains(&limit)
    {
        let (least, most) = (1, 20_000);
        tell("max_chars", Problem::OutOfRange { least, most });
    }
    if let Some(why) = unsealable(objects, object, before, field) {
        tell("sensitive", Problem::NotSensitive(why));
    }
    if field.sensitive
        && field
            .default
            .as_ref()
            .is_some_and(|value| !value.is_empty())
    {
        tell("default", Problem::WrongKind);
    }
    label_problems("label", &field.label, &mut problems);
    problems.extend(derived(objects, object, field));
    problems
}

/// Values that compare as a whole.
fn may_be_unique(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text
            | FieldKind::Integer
            | FieldKind::Decimal
            | FieldKind::Date
            | FieldKind::DateTime
            | FieldKind::Phone
            | FieldKind::Email
            | FieldKind::Link
            | FieldKind::Relation
            | FieldKind::User
    )
}

fn choices(field: &FieldDef, before: Option<&FieldDef>, tell: &mut impl FnMut(&str, Problem)) {
    let living = field.choices.iter().filter(|choice| !choice.retired);
    if living.clone().next().is_none() {
        tell("choices", Problem::NoChoices);
    }
    if field.choices.len() > MOST_CHOICES {
        let limit = u32::try_from(MOST_CHOICES).unwrap_or(u32::MAX);
        tell("choices", Problem::TooMany { limit });
    }
    let mut labels = HashSet::new();
    let mut keys = HashSet::new();
    let twice = living
        .clone()
        .any(|choice| !labels.insert((&choice.pipeline, choice.label.en.to_lowercase())))
        || field.choices.iter().any(|choice| !keys.insert(&choice.key));
    if twice {
        tell("choices", Problem::NameTaken);
    }
    if living
        .clone()
        .any(|choice| choice.label.en.trim().is_empty())
    {
        tell("choices", Problem::Required);
    }
    // Records carry the keys: a choice that was there is put away, never taken out.
    let gone = before.is_some_and(|before| {
        before
            .choices
            .iter()
            .any(|choice| field.choice(&choice.key).is_none())
    });
    if gone {
        tell("choices", Problem::Unknown);
    }
}

fn derived(objects: &[ObjectDef], object: &ObjectDef, field: &FieldDef) -> Vec<FieldProblem> {
    let at = |place: &str, problem| vec![FieldProblem::new(place, problem)];
    match &field.derived {
        None => Vec::new(),
        Some(Derived::RollUp {
            object: of,
            by,
            gathering,
            of: gathered,
            ..
        }) => {
            let Some(other) = objects
                .iter()
                .find(|other| other.key == *of && !other.retired)
            else {
                return at("derived.object", Problem::Unknown);
            };
            let points_here = other.field(by).is_some_and(|by| {
                by.kind == FieldKind::Relation && by.relation.as_deref() == Some(&object.key)
            });
            if !points_here {
                return at("derived.by", Problem::Unknown);
            }
            if *gathering == Gathering::Count {
                return if field.kind == FieldKind::Integer {
                    Vec::new()
                } else {
                    at("kind", Problem::WrongKind)
                };
            }
            let Some(gathered) = gathered.as_deref().and_then(|key| other.field(key)) else {
                return at("derived.of", Problem::Required);
            };
            if let Some(through) = circle(objects, object, field, other, gathered) {
                return at("derived.of", Problem::Circle { through });
            }
            Vec::new()
        }
        Some(_) => Vec::new(),
    }
}

/// The way by which a roll-up of a roll-up leads back to itself.
fn circle(
    objects: &[ObjectDef],
    object: &ObjectDef,
    field: &FieldDef,
    other: &ObjectDef,
    gathered: &FieldDef,
) -> Option<Vec<String>> {
    let mut way = vec![name(object, field)];
    let mut here = (other, gathered);
    loop {
        way.push(name(here.0, here.1));
        if here.0.key == object.key && here.1.key == field.key {
            return Some(way);
        }
        let Some(Derived::RollUp {
            object: of,
            of: Some(next),
            ..
        }) = &here.1.derived
        else {
            return None;
        };
        let of = objects.iter().find(|other| other.key == *of)?;
        here = (of, of.field(next)?);
        if way.len() > 20 {
            return Some(way);
        }
    }
}

fn name(object: &ObjectDef, field: &FieldDef) -> String {
    format!("{}.{}", object.key, field.key)
}
