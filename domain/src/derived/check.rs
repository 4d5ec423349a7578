//! What is wrong with a derived field or a rule before it is kept.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use contract::dto::configuring::{Shape, Trouble, TroubleKind};
use contract::object::Rule;
use contract::{Derived, FieldDef, FieldKind, Filter, Gathering, ObjectDef, Operator};

use super::counted::Pattern;
use super::formula::Formula;
use super::language::Expression;
use super::links::is_one;
use super::order::closed;
use crate::Desk;
use crate::records::condition;

/// Everything that is wrong with a field's formula, roll-up or pattern. `objects` are all objects as they stand; the
/// field need not be among those of its object yet.
#[must_use]
pub fn troubles(
    desk: &Desk,
    objects: &[impl Borrow<ObjectDef>],
    object: &ObjectDef,
    field: &FieldDef,
) -> Vec<Trouble> {
    let object = &with_field(object, field);
    let objects: Vec<&ObjectDef> = objects
        .iter()
        .map(Borrow::borrow)
        .map(|other: &ObjectDef| {
            if other.key == object.key {
                object
            } else {
                other
            }
        })
        .collect();
    let objects = objects.as_slice();
    let mut found = match &field.derived {
        None => return Vec::new(),
        Some(Derived::Formula { expression }) => Formula::parse(object, field, expression)
            .err()
            .unwrap_or_default(),
        Some(Derived::Counted { pattern }) => counted(field.kind, pattern),
        Some(roll_up) => self::roll_up(desk, objects, object, field.kind, roll_up)
            .into_iter()
            .map(Trouble::whole)
            .collect(),
    };
    if found.is_empty() {
        let circle = Circles::of(objects).around(object, field);
        found.extend(circle.map(|fields| Trouble::whole(TroubleKind::Circle { fields })));
    }
    found
}

/// The object with a field in the place of that which has its key.
fn with_field(object: &ObjectDef, field: &FieldDef) -> ObjectDef {
    let mut object = object.clone();
    object.fields.retain(|other| other.key != field.key);
    object.fields.push(field.clone());
    object
}

/// Everything that is wrong with the expression of a rule.
#[must_use]
pub fn rule_troubles(object: &ObjectDef, rule: &Rule) -> Vec<Trouble> {
    match Expression::parse(object, &rule.expression) {
        Err(troubles) => troubles,
        Ok(parsed) if matches!(parsed.shape(), Shape::YesNo | Shape::Nothing) => Vec::new(),
        Ok(parsed) => vec![Trouble::whole(TroubleKind::NotACondition {
            found: parsed.shape(),
        })],
    }
}

fn counted(kind: FieldKind, pattern: &str) -> Vec<Trouble> {
    let mut found = Pattern::parse(pattern).err().unwrap_or_default();
    if kind != FieldKind::Text {
        found.push(Trouble::whole(TroubleKind::NoSuchResult { kind }));
    }
    found
}

fn roll_up(
    desk: &Desk,
    objects: &[&ObjectDef],
    whole: &ObjectDef,
    kind: FieldKind,
    derived: &Derived,
) -> Vec<TroubleKind> {
    let Derived::RollUp {
        object,
        by,
        gathering,
        of,
        only,
    } = derived
    else {
        return Vec::new();
    };
    let Some(part) = objects.iter().find(|part| part.key == *object) else {
        let object = object.clone();
        return vec![TroubleKind::UnknownObject { object }];
    };
    let mut found = Vec::new();
    let mut relations = part.relations_to(&whole.key);
    if !relations.any(|relation| relation.key == *by && is_one(relation)) {
        found.push(TroubleKind::NotARelation { field: by.clone() });
    }
    found.extend(result(part, *gathering, of.as_deref(), kind));
    found.extend(
        only.iter()
            .filter_map(|filter| unanswered(desk, part, filter)),
    );
    found
}

/// Whether what is gathered can be gathered so, and fits the field that is to hold it.
fn result(
    part: &ObjectDef,
    gathering: Gathering,
    of: Option<&str>,
    kind: FieldKind,
) -> Option<TroubleKind> {
    let of = match (gathering, of) {
        (Gathering::Count, _) => {
            return (kind != FieldKind::Integer).then_some(TroubleKind::NoSuchResult { kind });
        }
        (_, None) => return Some(TroubleKind::Empty),
        (_, Some(key)) => match part.field(key) {
            Some(field) => field,
            None => {
                return Some(TroubleKind::UnknownField {
                    field: key.to_owned(),
                    nearest: None,
                });
            }
        },
    };
    match results(gathering, of.kind) {
        [] => Some(TroubleKind::NotGathered { kind: of.kind }),
        kinds => (!kinds.contains(&kind)).then_some(TroubleKind::NoSuchResult { kind }),
    }
}

/// The kinds of fields that hold a gathering of fields of a kind; none where it cannot be gathered so.
fn results(gathering: Gathering, of: FieldKind) -> &'static [FieldKind] {
    use FieldKind::{Date, DateTime, Decimal, Integer, Money, Percent, Rating};
    match (gathering, of) {
        (Gathering::Sum, Integer | Percent | Rating) => &[Integer],
        (Gathering::Sum | Gathering::Average, Money) => &[Money],
        (Gathering::Sum | Gathering::Average, Decimal) => &[Decimal],
        (Gathering::Average, Integer | Percent | Rating) => &[Decimal],
        (Gathering::Least | Gathering::Most, Integer) => &[Integer],
        (Gathering::Least | Gathering::Most, Percent) => &[Percent, Integer],
        (Gathering::Least | Gathering::Most, Rating) => &[Rating, Integer],
        (Gathering::Least | Gathering::Most, Decimal) => &[Decimal],
        (Gathering::Least | Gathering::Most, Money) => &[Money],
        (Gathering::Least | Gathering::Most, Date) => &[Date],
        (Gathering::Least | Gathering::Most, DateTime) => &[DateTime],
        _ => &[],
    }
}

/// A filter of a roll-up asks for what is written in it, never for who asks or when.
fn unanswered(desk: &Desk, part: &ObjectDef, filter: &Filter) -> Option<TroubleKind> {
    let wrong = || {
        let field = filter.field.clone();
        TroubleKind::WrongFilter { field }
    };
    // What a filter asks of another record would change without an event of this one.
    let Some(field) = part.field(&filter.field) else {
        return Some(wrong());
    };
    let is_time = matches!(field.kind, FieldKind::Date | FieldKind::DateTime);
    let is_relative = match filter.operator {
        Operator::Within | Operator::NotWithin => true,
        operator if is_time && operator.takes_value() => {
            filter.value.parse::<chrono::NaiveDate>().is_err()
        }
        _ => filter
            .value
            .split('|')
            .any(|value| value == "me" || value == "my_team"),
    };
    if is_relative {
        let function = filter.value.clone();
        return Some(TroubleKind::GoesStale { function });
    }
    condition(desk, part, filter).err().map(|_| wrong())
}

/// Looks for values that follow from themselves, across objects.
struct Circles<'o> {
    objects: &'o [&'o ObjectDef],
    /// What a field follows from, once it has been read.
    needs: BTreeMap<String, BTreeSet<String>>,
}

impl<'o> Circles<'o> {
    fn of(objects: &'o [&'o ObjectDef]) -> Self {
        Self {
            objects,
            needs: BTreeMap::new(),
        }
    }

    /// The circle in which a field stands, in the words of its object.
    fn around(mut self, object: &ObjectDef, field: &FieldDef) -> Option<Vec<String>> {
        let mut done = BTreeSet::new();
        let start = named(&object.key, &field.key);
        let circle = self.visit(&start, &mut Vec::new(), &mut done)?;
        let own = format!("{}.", object.key);
        let short = |name: String| name.strip_prefix(&own).map(str::to_owned).unwrap_or(name);
        Some(circle.into_iter().map(short).collect())
    }

    fn visit(
        &mut self,
        name: &str,
        path: &mut Vec<String>,
        done: &mut BTreeSet<String>,
    ) -> Option<Vec<String>> {
        if done.contains(name) {
            return None;
        }
        if let Some(circle) = closed(path, name) {
            return Some(circle);
        }
        path.push(name.to_owned());
        for need in self.needs_of(name) {
            let circle = self.visit(&need, path, done);
            if circle.is_some() {
                return circle;
            }
        }
        path.pop();
        done.insert(name.to_owned());
        None
    }

    fn needs_of(&mut self, name: &str) -> BTreeSet<String> {
        if let Some(known) = self.needs.get(name) {
            return known.clone();
        }
        let found = self.read(name).unwrap_or_default();
        self.needs.insert(name.to_owned(), found.clone());
        found
    }

    fn read(&self, name: &str) -> Option<BTreeSet<String>> {
        let (object, key) = name.split_once('.')?;
        let object = self.objects.iter().find(|one| one.key == object)?;
        let field = object.field(key)?;
        Some(match field.derived.as_ref()? {
            Derived::Counted { .. } => BTreeSet::new(),
            Derived::Formula { expression } => Expression::parse(object, expression)
                .ok()?
                .fields()
                .iter()
                .map(|read| named(&object.key, read))
                .collect(),
            Derived::RollUp {
                object,
                by,
                of,
                only,
                ..
            } => of
                .iter()
                .chain(only.iter().map(|filter| &filter.field))
                .chain([by])
                .map(|read| named(object, read))
                .collect(),
        })
    }
}

fn named(object: &str, field: &str) -> String {
    format!("{object}.{field}")
}
