//! Columns that mean one field together: a family name and the given names, a name and the foreign id that an
//! export puts beside it.

use std::borrow::Cow;

use contract::dto::imports::{ColumnMatch, ImportPlan};
use contract::{FieldDef, FieldKind, Language, ObjectDef};

use super::spelling::{plain, unescaped};
use crate::export::foreign_header;
use crate::import::text::is_han;
use crate::import::{Row, tidy};

const FAMILY: [&str; 6] = [
    "last name",
    "lastname",
    "surname",
    "family name",
    "姓",
    "姓氏",
];
const GIVEN: [&str; 6] = [
    "first name",
    "firstname",
    "given name",
    "forename",
    "名",
    "名字",
];

/// Another column that has a say in a field, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Companion {
    None,
    Given(usize),
    Foreign(usize),
}

impl Companion {
    /// The companion of a column, where the plan makes nothing else of it.
    pub(super) fn of(
        object: &ObjectDef,
        plan: &ImportPlan,
        field: &FieldDef,
        header: &str,
    ) -> Self {
        let place = |is_it: &dyn Fn(&str) -> bool| {
            let is_free = |column: &ColumnMatch| column.field.is_none() && is_it(&column.header);
            plan.columns.iter().position(is_free)
        };
        if field.kind == FieldKind::Relation {
            let names = Language::ALL.map(|language| foreign_header(language, header));
            return place(&|other| names.iter().any(|name| name == other))
                .map_or(Self::None, Self::Foreign);
        }
        if field.key == object.title && FAMILY.contains(&plain(header).as_str()) {
            return place(&|other| GIVEN.contains(&plain(other).as_str()))
                .map_or(Self::None, Self::Given);
        }
        Self::None
    }

    /// The cell of a column together with its companion's, as it was before it was escaped for spreadsheets.
    pub(super) fn cell<'r>(self, row: &'r Row, place: usize) -> Cow<'r, str> {
        let cell = |place: usize| unescaped(row.cell(place));
        let own = cell(place);
        match self {
            Self::Foreign(other) if !tidy(cell(other)).is_empty() => Cow::Borrowed(cell(other)),
            Self::Given(other) if tidy(own).is_empty() => Cow::Borrowed(cell(other)),
            Self::Given(other) if !tidy(cell(other)).is_empty() => {
                Cow::Owned(full_name(tidy(own), tidy(cell(other))))
            }
            _ => Cow::Borrowed(own),
        }
    }
}

/// The family name comes first where it is written in Chinese.
fn full_name(family: &str, given: &str) -> String {
    if family.chars().all(is_han) {
        format!("{family}{given}")
    } else {
        format!("{given} {family}")
    }
}
