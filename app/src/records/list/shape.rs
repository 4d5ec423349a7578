//! The shape in which a view shows its records.

use contract::dto::views::ViewKind;
use contract::{FieldDef, FieldKind, ObjectDef};

use crate::records::address::Shown;

/// The shape of a list, with the field that makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Table,
    /// A table parted into groups.
    Groups(String),
    Board(String),
    Calendar(String),
}

impl Form {
    /// The shape that a view asks for, by a field that can give it; else a table.
    pub(crate) fn of(object: &ObjectDef, shown: &Shown) -> Self {
        match shown.kind {
            ViewKind::Board => by(object, &shown.by, is_lane).map_or(Self::Table, Self::Board),
            ViewKind::Calendar => by(object, &shown.by, is_day).map_or(Self::Table, Self::Calendar),
            ViewKind::Table => {
                let group = shown.group.as_deref().and_then(|key| object.field(key));
                let group = group.filter(|field| is_group(field));
                group.map_or(Self::Table, |field| Self::Groups(field.key.clone()))
            }
        }
    }

    /// The field that makes the shape.
    pub(crate) fn field(&self) -> Option<&str> {
        match self {
            Self::Table => None,
            Self::Groups(by) | Self::Board(by) | Self::Calendar(by) => Some(by),
        }
    }
}

/// The named field if it fits, else the first of the object that does: stage or status before others.
fn by(object: &ObjectDef, named: &Option<String>, fits: fn(&FieldDef) -> bool) -> Option<String> {
    let named = named
        .as_deref()
        .and_then(|key| object.field(key))
        .filter(|field| fits(field));
    let usual = ["stage", "status", "due_at", "close_date"]
        .iter()
        .filter_map(|key| object.field(key));
    let mut all = named.into_iter().chain(usual).chain(&object.fields);
    all.find(|field| fits(field)).map(|field| field.key.clone())
}

/// Whether a board can be made by a field.
pub(crate) fn is_lane(field: &FieldDef) -> bool {
    field.kind == FieldKind::Choice && !field.choices.is_empty()
}

/// Whether a calendar can be made by a field.
pub(crate) fn is_day(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Date | FieldKind::DateTime)
}

/// Whether a table can be parted by a field.
pub(crate) fn is_group(field: &FieldDef) -> bool {
    is_lane(field) || is_day(field) || matches!(field.kind, FieldKind::User | FieldKind::YesNo)
}

#[cfg(test)]
mod tests {
    use contract::dto::views::ViewKind;
    use contract::objects;

    use super::Form;
    use crate::records::address::Shown;

    #[test]
    fn a_view_is_shown_by_a_field_that_can_do_it() {
        let check = |object: &str, kind, by: &str, group: &str, expected: Form| {
            let found = objects::all().into_iter().find(|def| def.key == object);
            let Some(object) = found else {
                panic!("no {object}")
            };
            let named = |key: &str| (!key.is_empty()).then(|| key.to_owned());
            let shown = Shown {
                kind,
                by: named(by),
                group: named(group),
                ..Shown::default()
            };
            assert_eq!(Form::of(&object, &shown), expected, "{kind:?} {by} {group}");
        };
        let is = |key: &str| key.to_owned();
        check("deal", ViewKind::Board, "", "", Form::Board(is("stage")));
        check(
            "account",
            ViewKind::Board,
            "level",
            "",
            Form::Board(is("level")),
        );
        check(
            "account",
            ViewKind::Board,
            "name",
            "",
            Form::Board(is("industry")),
        );
        check(
            "deal",
            ViewKind::Calendar,
            "",
            "",
            Form::Calendar(is("close_date")),
        );
        check(
            "account",
            ViewKind::Table,
            "",
            "owner",
            Form::Groups(is("owner")),
        );
        check("account", ViewKind::Table, "", "name", Form::Table);
    }
}
