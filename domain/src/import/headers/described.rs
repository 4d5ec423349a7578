//! The fields of an object as targets of a matching.

use contract::{FieldDef, FieldKind, ObjectDef};

use super::{Target, TargetKind};

/// Every field of the object, in its order, so that a target's place is its field's place.
#[must_use]
pub fn targets(object: &ObjectDef) -> Vec<Target> {
    let target = |field: &FieldDef| Target {
        key: field.key.clone(),
        kind: field.kind.into(),
        labels: vec![field.label.en.clone(), field.label.zh.clone()],
        synonyms: field.synonyms.clone(),
        is_computed: is_computed(field),
    };
    object.fields.iter().map(target).collect()
}

/// Whether the house computes the values of a field, so that a file cannot bring them.
#[must_use]
pub fn is_computed(field: &FieldDef) -> bool {
    field
        .derived
        .as_ref()
        .is_some_and(|derived| !derived.may_be_brought())
}

/// What the object is called, for headers that begin with it.
#[must_use]
pub fn titles(object: &ObjectDef) -> Vec<&str> {
    vec![&object.label.en, &object.label.zh, &object.key]
}

impl From<FieldKind> for TargetKind {
    fn from(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Text | FieldKind::LongText | FieldKind::Address | FieldKind::File => {
                Self::Text
            }
            FieldKind::Integer | FieldKind::Decimal | FieldKind::Rating => Self::Number,
            FieldKind::Money => Self::Money,
            FieldKind::Percent => Self::Percent,
            FieldKind::Date | FieldKind::DateTime => Self::Date,
            FieldKind::YesNo => Self::YesNo,
            FieldKind::Phone => Self::Phone,
            FieldKind::Email => Self::Email,
            FieldKind::Link => Self::Link,
            FieldKind::Choice
            | FieldKind::Choices
            | FieldKind::Tags
            | FieldKind::User
            | FieldKind::Relation
            | FieldKind::Relations => Self::Reference,
        }
    }
}
