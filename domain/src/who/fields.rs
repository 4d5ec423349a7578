//! The fields of a record as somebody has them who has some roles.

use std::collections::HashMap;

use contract::dto::who::FieldOf;
use contract::{Action, FieldDef, FieldRight, ObjectDef, Reach};

use crate::roles::Roles;

/// Rights on fields, once for each set of roles: many people have the same.
#[derive(Default)]
pub(super) struct Fields {
    places: HashMap<Vec<String>, u32>,
    pub(super) all: Vec<Vec<FieldOf>>,
}

impl Fields {
    /// The place where the rights of some roles stand. `reached` is the object whose reach counts.
    pub(super) fn place(
        &mut self,
        roles: &Roles,
        keys: &[String],
        reached: &str,
        object: &ObjectDef,
    ) -> u32 {
        let mut sorted = keys.to_vec();
        sorted.sort();
        if let Some(place) = self.places.get(&sorted) {
            return *place;
        }
        let place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let fields = object.fields.iter().filter(|field| !field.retired);
        self.all.push(
            fields
                .map(|field| field_of(roles, keys, reached, object, field))
                .collect(),
        );
        self.places.insert(sorted, place);
        place
    }
}

fn field_of(
    roles: &Roles,
    keys: &[String],
    reached: &str,
    object: &ObjectDef,
    field: &FieldDef,
) -> FieldOf {
    let right = roles.field(keys, reached, &object.key, &field.key);
    let held = keys.iter().filter_map(|key| roles.role(key));
    // To whom it is only shared, the roles that do not reach it say what they may do with its fields.
    let is_reached = roles.reach(keys, reached, Action::See) > Reach::None;
    let giving = held.filter(|role| {
        let counts = !is_reached || role.reach(reached, Action::See) > Reach::None;
        counts && role.field(&object.key, &field.key) == right
    });
    let is_masked = !is_reached && field.sensitive;
    FieldOf {
        field: field.key.clone(),
        right: if is_masked {
            right.min(FieldRight::Masked)
        } else {
            right
        },
        through: giving.map(|role| role.key.clone()).collect(),
    }
}
