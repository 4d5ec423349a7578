//! Columns that mean one field together: a family name and the given names, a name and the foreign id that an
//! export puts beside it.

use std::borrow::Cow;

use contract::dto::imports::{ColumnMatch, ImportPlan};
use contract::{Address, FieldDef, FieldKind, Language, ObjectDef};

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

/// The places of the columns that hold the parts of an address beside its street, in the order of
/// [`Address::PLACES`], as our own files name them.
pub(super) fn places(plan: &ImportPlan, field: &FieldDef, header: &str) -> Vec<Option<usize>> {
    if field.kind != FieldKind::Address {
        return Vec::new();
    }
    Address::PLACES
        .iter()
        .map(|part| {
            let names = Language::ALL.map(|language| place_label(language, header, part));
            plan.columns
                .iter()
                .position(|column| column.field.is_none() && names.contains(&column.header))
        })
        .collect()
}

/// The header of one part of an address whose own header is known.
#[must_use]
pub(crate) fn place_label(language: Language, own: &str, part: &str) -> String {
    let (en, zh) = match part {
        "district" => ("district", "区县"),
        "city" => ("city", "城市"),
        "province" => ("province", "省份"),
        "postcode" => ("postcode", "邮编"),
        _ => ("country", "国家"),
    };
    match language {
        Language::English => format!("{own} {en}"),
        Language::Chinese => format!("{own}{zh}"),
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
