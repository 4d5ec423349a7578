//! Which columns a list has, and which of them a phone shows.

use contract::{FieldDef, FieldKind, ObjectDef};

/// Where a column stands in the two lines of a phone's row: `data-m` of the design.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Title,
    Sub,
    End,
    SecondEnd,
    /// Not on phones.
    Wide,
}

impl Place {
    /// The value of `data-m`.
    pub(crate) fn mark(self) -> Option<&'static str> {
        match self {
            Self::Title => Some("title"),
            Self::Sub => Some("sub"),
            Self::End => Some("end"),
            Self::SecondEnd => Some("end2"),
            Self::Wide => None,
        }
    }
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    pub(crate) field: FieldDef,
    pub(crate) place: Place,
    /// Key of the field the list is sorted by; `None` where it cannot be.
    pub(crate) sort: Option<String>,
}

/// The columns of an object. The next step and its time are one column; on phones the first line shows
/// the name and the money or telephone, the second what is next and when something was.
pub(crate) fn columns(object: &ObjectDef) -> Vec<Column> {
    let has_step = object.columns.iter().any(|key| key == "next_step");
    let mut columns: Vec<_> = object
        .columns
        .iter()
        .filter(|key| !(has_step && *key == "next_step_at"))
        .filter_map(|key| object.field(key))
        .map(|field| Column {
            sort: sort_of(object, field),
            field: field.clone(),
            place: Place::Wide,
        })
        .collect();
    place(&mut columns, Place::Title, |field| {
        field.key == object.title
    });
    place(&mut columns, Place::Sub, |field| field.key == "next_step");
    place(&mut columns, Place::Sub, |field| {
        field.kind == FieldKind::Relation
    });
    for kind in [FieldKind::Money, FieldKind::Phone, FieldKind::Choice] {
        place(&mut columns, Place::End, |field| field.kind == kind);
    }
    for kind in [FieldKind::DateTime, FieldKind::Date] {
        place(&mut columns, Place::SecondEnd, |field| field.kind == kind);
    }
    columns
}

/// Gives a place to the first column that fits and has none, unless the place is taken.
fn place(columns: &mut [Column], place: Place, fits: impl Fn(&FieldDef) -> bool) {
    if columns.iter().any(|column| column.place == place) {
        return;
    }
    let found = columns
        .iter_mut()
        .find(|column| column.place == Place::Wide && fits(&column.field));
    if let Some(column) = found {
        column.place = place;
    }
}

fn sort_of(object: &ObjectDef, field: &FieldDef) -> Option<String> {
    let key = if field.key == "next_step" {
        "next_step_at"
    } else {
        &field.key
    };
    object
        .field(key)
        .filter(|field| field.filterable && field.kind.is_sortable())
        .map(|field| field.key.clone())
}

#[cfg(test)]
mod tests {
    use super::{Place, columns};
    use contract::objects;

    #[test]
    fn a_phone_shows_the_name_what_is_next_and_what_counts() {
        let check = |object: &str, expected: [&str; 4]| {
            let Some(object) = objects::all().into_iter().find(|def| def.key == object) else {
                panic!("no {object}")
            };
            let columns = columns(&object);
            let at = |place| {
                let found = columns.iter().find(|column| column.place == place);
                found.map_or("", |column| column.field.key.as_str())
            };
            let places = [Place::Title, Place::Sub, Place::End, Place::SecondEnd].map(at);
            assert_eq!(places, expected, "{}", object.key);
        };
        check("account", ["name", "next_step", "phone", "last_contact_at"]);
        check("deal", ["name", "next_step", "amount", "close_date"]);
        check("activity", ["subject", "account", "kind", "due_at"]);
        check("user", ["name", "", "role", "created_at"]);
    }
}
