//! The order in which the parts of a set go in: what is pointed to before what points to it.

use std::collections::BTreeSet;

use contract::dto::imports::ImportPlan;
use contract::objects::USER;
use contract::{FieldKind, ObjectDef};

use crate::catalogue::Descriptions;

/// One part in its place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Which of the given parts it is.
    pub(super) part: usize,
    /// Places before it to which it points.
    pub(super) depends_on: Vec<usize>,
    /// Fields that point to parts behind it.
    pub(super) linked_later: Vec<String>,
}

/// A field of a part, and the parts of the object that it points to.
struct Pointer {
    field: String,
    to: Vec<usize>,
}

/// Orders parts by the relations that their plans fill. Where these go round in a circle, the part with the fewest
/// relations that must wait goes first; what is left is in the order of the menu, people first, and then as it came.
pub(super) fn order(descriptions: &Descriptions, plans: &[&ImportPlan]) -> Vec<Place> {
    let pointers: Vec<Vec<Pointer>> = (0..plans.len())
        .map(|part| pointers(descriptions, plans, part))
        .collect();
    let rank = |part: usize| {
        let object = plans[part].object.as_str();
        let all = descriptions.all().iter();
        let place = all.clone().position(|other| other.key == object);
        (object != USER, place)
    };
    let mut placed: Vec<Place> = Vec::new();
    let mut left: BTreeSet<usize> = (0..plans.len()).collect();
    while let Some(next) = left
        .iter()
        .copied()
        .min_by_key(|part| (waiting(&pointers[*part], &left).count(), rank(*part), *part))
    {
        let linked_later = waiting(&pointers[next], &left).map(str::to_owned).collect();
        let is_pointed_to = |place: &Place| {
            let mut all = pointers[next].iter().flat_map(|pointer| &pointer.to);
            all.any(|part| *part == place.part)
        };
        let depends_on = (0..placed.len())
            .filter(|place| is_pointed_to(&placed[*place]))
            .collect();
        left.remove(&next);
        placed.push(Place {
            part: next,
            depends_on,
            linked_later,
        });
    }
    placed
}

/// The fields that point to a part which is not placed yet.
fn waiting<'p>(
    pointers: &'p [Pointer],
    left: &'p BTreeSet<usize>,
) -> impl Iterator<Item = &'p str> {
    pointers
        .iter()
        .filter(|pointer| pointer.to.iter().any(|part| left.contains(part)))
        .map(|pointer| pointer.field.as_str())
}

fn pointers(descriptions: &Descriptions, plans: &[&ImportPlan], part: usize) -> Vec<Pointer> {
    let Some(object) = descriptions.object(&plans[part].object) else {
        return Vec::new();
    };
    let of = |target: &str| -> Vec<usize> {
        let is_it = |other: &usize| *other != part && plans[*other].object == target;
        (0..plans.len()).filter(is_it).collect()
    };
    filled(&object, plans[part])
        .map(|(field, target)| Pointer {
            to: of(target),
            field: field.to_owned(),
        })
        .collect()
}

/// The relations that a plan fills, and the objects that they point to.
pub(super) fn filled<'p>(
    object: &'p ObjectDef,
    plan: &'p ImportPlan,
) -> impl Iterator<Item = (&'p str, &'p str)> {
    let keys = plan
        .columns
        .iter()
        .filter_map(|column| column.field.as_deref());
    keys.filter_map(|key| {
        let field = object.field(key)?;
        let target = match field.kind {
            FieldKind::User => USER,
            FieldKind::Relation | FieldKind::Relations => field.relation.as_deref()?,
            _ => return None,
        };
        Some((field.key.as_str(), target))
    })
}
