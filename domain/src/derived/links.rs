//! Which objects hold values that follow from records of which others, and by which relation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use contract::objects::ACTIVITY;
use contract::{Derived, FieldDef, FieldKind, Filter, Gathering, ObjectDef};

use super::plan::Plan;

/// Kept from activities in their own transaction, without an event of the record they are about.
const PULSE: [&str; 4] = [
    "last_contact_at",
    "last_contact",
    "next_step",
    "next_step_at",
];

/// One value that a field gathers from other records.
#[derive(Clone, Debug)]
pub(super) struct RollUp {
    /// The field that holds it.
    pub(super) field: FieldDef,
    pub(super) gathering: Gathering,
    /// The field that is gathered; none where records are counted.
    pub(super) of: Option<FieldDef>,
    pub(super) only: Vec<Filter>,
}

/// Values that records hold of those that point to them by one relation.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    /// What holds.
    pub(super) whole: Arc<ObjectDef>,
    /// What is gathered.
    pub(super) part: Arc<ObjectDef>,
    /// The relation of the part that points to the whole.
    pub(super) by: FieldDef,
    /// None where only formulas read what the pulse keeps.
    pub(super) roll_ups: Vec<RollUp>,
}

impl Tie {
    /// Whether a change of one of these fields of the part changes anything of the whole.
    pub(super) fn heeds<'k>(&self, mut keys: impl Iterator<Item = &'k String>) -> bool {
        let gathered = |key: &String| {
            self.roll_ups.iter().any(|roll_up| {
                roll_up.of.as_ref().is_some_and(|of| of.key == *key)
                    || roll_up.only.iter().any(|filter| filter.field == *key)
            })
        };
        // The pulse follows from every field of an activity.
        self.roll_ups.is_empty() || keys.any(|key| *key == self.by.key || gathered(key))
    }

    /// Keys of the fields of the whole that may be other ones.
    pub(super) fn held(&self) -> BTreeSet<String> {
        if self.roll_ups.is_empty() {
            return PULSE.map(str::to_owned).into();
        }
        self.roll_ups
            .iter()
            .map(|roll_up| roll_up.field.key.clone())
            .collect()
    }
}

/// All ties, by the object whose records are gathered.
#[derive(Debug, Default)]
pub struct Ties {
    by_part: BTreeMap<String, Vec<Tie>>,
    /// Objects of which formulas read what changes without a write of the whole record.
    kept: BTreeMap<String, BTreeSet<String>>,
}

impl Ties {
    /// Reads the ties of all objects.
    #[must_use]
    pub fn of(objects: &[Arc<ObjectDef>], plan: impl Fn(&str) -> Option<Arc<Plan>>) -> Self {
        let mut ties = Self::default();
        for whole in objects {
            for field in &whole.fields {
                if let Some((part, by, roll_up)) = roll_up(objects, whole, field) {
                    ties.tie(whole, &part, &by).roll_ups.push(roll_up);
                }
            }
        }
        ties.tie_pulses(objects, &plan);
        for whole in objects {
            let kept = kept(whole);
            let Some(plan) = plan(&whole.key) else {
                continue;
            };
            if plan.formulas().iter().any(|formula| formula.reads(&kept)) {
                ties.kept.insert(whole.key.clone(), kept);
            }
        }
        ties
    }

    /// Whether values of other records follow from those of an object.
    pub(crate) fn gathers_from(&self, object: &str) -> bool {
        !self.of_part(object).is_empty()
    }

    /// Whether formulas of an object read what is kept without an event of its records.
    pub(crate) fn is_kept(&self, object: &str) -> bool {
        self.kept(object).is_some()
    }

    /// The ties of an object whose records are gathered.
    pub(super) fn of_part(&self, object: &str) -> &[Tie] {
        self.by_part.get(object).map_or(&[], Vec::as_slice)
    }

    /// The relations by which records of an object are gathered.
    pub(crate) fn relations(&self, part: &str) -> Vec<&FieldDef> {
        self.of_part(part).iter().map(|tie| &tie.by).collect()
    }

    /// The fields of an object that change without a write of the whole record, where formulas read any of them.
    pub(super) fn kept(&self, object: &str) -> Option<&BTreeSet<String>> {
        self.kept.get(object)
    }

    /// The roll-up that a field holds, with its tie.
    pub(super) fn roll_up(&self, object: &str, field: &str) -> Option<(&Tie, &RollUp)> {
        self.by_part
            .values()
            .flatten()
            .filter(|tie| tie.whole.key == object)
            .find_map(|tie| {
                let mut roll_ups = tie.roll_ups.iter();
                let found = roll_ups.find(|roll_up| roll_up.field.key == field)?;
                Some((tie, found))
            })
    }

    fn tie(&mut self, whole: &Arc<ObjectDef>, part: &Arc<ObjectDef>, by: &FieldDef) -> &mut Tie {
        let ties = self.by_part.entry(part.key.clone()).or_default();
        let is_it = |tie: &Tie| {
            tie.whole.key == whole.key && tie.by.key == by.key && !tie.roll_ups.is_empty()
        };
        let place = ties.iter().position(is_it).unwrap_or_else(|| {
            ties.push(Tie {
                whole: Arc::clone(whole),
                part: Arc::clone(part),
                by: by.clone(),
                roll_ups: Vec::new(),
            });
            ties.len() - 1
        });
        &mut ties[place]
    }

    /// Activities change the pulse of what they are about, and formulas that read it.
    fn tie_pulses(
        &mut self,
        objects: &[Arc<ObjectDef>],
        plan: &impl Fn(&str) -> Option<Arc<Plan>>,
    ) {
        let pulse = PULSE.map(str::to_owned);
        let Some(activity) = objects.iter().find(|object| object.key == ACTIVITY) else {
            return;
        };
        for whole in objects {
            let reads = plan(&whole.key)
                .is_some_and(|plan| plan.formulas().iter().any(|formula| formula.reads(&pulse)));
            if !reads {
                continue;
            }
            for by in activity.relations_to(&whole.key).filter(|by| is_one(by)) {
                self.by_part
                    .entry(activity.key.clone())
                    .or_default()
                    .push(Tie {
                        whole: Arc::clone(whole),
                        part: Arc::clone(activity),
                        by: by.clone(),
                        roll_ups: Vec::new(),
                    });
            }
        }
    }
}

/// Whether a record points to one other by the field.
pub(super) fn is_one(by: &FieldDef) -> bool {
    by.kind == FieldKind::Relation
}

/// The fields of an object that change without somebody writing its record as a whole: roll-ups, the pulse, and
/// relations, which move when records become one.
fn kept(object: &ObjectDef) -> BTreeSet<String> {
    let is_kept =
        |field: &&FieldDef| matches!(field.derived, Some(Derived::RollUp { .. })) || is_one(field);
    object
        .fields
        .iter()
        .filter(is_kept)
        .map(|field| field.key.clone())
        .chain(PULSE.map(str::to_owned))
        .collect()
}

fn roll_up(
    objects: &[Arc<ObjectDef>],
    whole: &ObjectDef,
    field: &FieldDef,
) -> Option<(Arc<ObjectDef>, FieldDef, RollUp)> {
    let Some(Derived::RollUp {
        object,
        by,
        gathering,
        of,
        only,
    }) = &field.derived
    else {
        return None;
    };
    let part = objects.iter().find(|part| part.key == *object)?;
    let by = part
        .relations_to(&whole.key)
        .find(|relation| relation.key == *by && is_one(relation))?;
    let of = match of {
        Some(key) => Some(part.field(key)?.clone()),
        None => None,
    };
    let roll_up = RollUp {
        field: field.clone(),
        gathering: *gathering,
        of,
        only: only.clone(),
    };
    Some((Arc::clone(part), by.clone(), roll_up))
}
