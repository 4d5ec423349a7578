//! The fields of an object as targets of a matching.

use contract::{FieldKind, ObjectDef};

use super::{Target, TargetKind};

/// Every field of the object, in its order, so that a target's place is its field's place.
#[must_use]
pub fn targets(object: &ObjectDef) -> Vec<Target> {
    let target = |field: &contract::FieldDef| Target {
        key: field.key.clone(),
        kind: field.kind.into(),
        labels: vec![field.label.en.clone(), field.label.zh.clone()],
        synonyms: field.synonyms.clone(),
    };
    object.fields.iter().map(target).collect()
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
