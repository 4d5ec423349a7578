//! Which columns a list has, how wide they are, and which of them a phone shows.

use contract::dto::views::ViewColumn;
use contract::{FieldDef, FieldKind, ObjectDef};

/// How narrow and how wide a column can be made, in pixels.
pub(crate) const NARROWEST: u16 = 64;
pub(crate) const WIDEST: u16 = 640;

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

/// The columns of an object: those that were chosen, or its own. The name comes first, the next step and its time are
/// one column; on phones the first line shows the name and the money or telephone, the second what is next and when
/// something was. Fields that are gone are left out.
pub(crate) fn columns(object: &ObjectDef, chosen: &[ViewColumn]) -> Vec<Column> {
    let mut columns: Vec<_> = keys(object, chosen)
        .into_iter()
        .filter_map(|key| object.field(&key))
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

/// The keys of the columns in their order, the name first.
fn keys(object: &ObjectDef, chosen: &[ViewColumn]) -> Vec<String> {
    let own = || object.columns.clone();
    let chosen = chosen.iter().map(|column| column.field.clone());
    let mut keys: Vec<String> = chosen.collect();
    if keys.is_empty() {
        keys = own();
    }
    if keys.iter().any(|key| key == "next_step") {
        keys.retain(|key| key != "next_step_at");
    }
    keys.retain(|key| *key != object.title);
    keys.insert(0, object.title.clone());
    keys
}

/// The fields that a question has to name for its columns: none as long as the list comes with them anyway. In an order
/// of their own, so that the same columns are the same question.
pub(crate) fn asked(object: &ObjectDef, chosen: &[ViewColumn]) -> Vec<String> {
    let comes = |key: &str| object.listed().any(|field| field.key == key);
    if chosen.iter().all(|column| comes(&column.field)) {
        return Vec::new();
    }
    let mut keys = keys(object, chosen);
    keys.sort_unstable();
    keys
}

/// Every column with the width it has now, as a view keeps them.
pub(crate) fn widths(object: &ObjectDef, chosen: &[ViewColumn]) -> Vec<ViewColumn> {
    keys(object, chosen)
        .into_iter()
        .filter(|key| object.field(key).is_some())
        .map(|field| ViewColumn {
            width: chosen
                .iter()
                .find(|column| column.field == field)
                .and_then(|column| column.width),
            field,
        })
        .collect()
}

/// How wide a column is when nobody said otherwise, in pixels.
pub(crate) fn usual_width(object: &ObjectDef, field: &FieldDef) -> u16 {
    use FieldKind as K;
    if field.key == object.title {
        return 240;
    }
    if field.key == "next_step" {
        return 208;
    }
    match field.kind {
        K::Percent | K::YesNo => 88,
        K::Integer => 104,
        K::Decimal | K::Rating => 112,
        K::Date => 120,
        K::Money | K::DateTime => 132,
        K::Phone | K::User | K::Choice => 144,
        K::Text | K::File => 160,
        K::Relation | K::Choices | K::Tags => 176,
        K::Email | K::Link | K::Relations | K::Address => 200,
        K::LongText => 240,
    }
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
        .filter(|field| object.is_sortable(field))
        .map(|field| field.key.clone())
}

#[cfg(test)]
mod tests {
    use super::{Place, asked, columns, widths};
    use contract::dto::views::ViewColumn;
    use contract::{ObjectDef, objects};

    fn object(key: &str) -> ObjectDef {
        let found = objects::all().into_iter().find(|def| def.key == key);
        let Some(object) = found else {
            panic!("no {key}")
        };
        object
    }

    #[test]
    fn a_phone_shows_the_name_what_is_next_and_what_counts() {
        let check = |key: &str, expected: [&str; 4]| {
            let columns = columns(&object(key), &[]);
            let at = |place| {
                let found = columns.iter().find(|column| column.place == place);
                found.map_or("", |column| column.field.key.as_str())
            };
            let places = [Place::Title, Place::Sub, Place::End, Place::SecondEnd].map(at);
            assert_eq!(places, expected, "{key}");
        };
        check("account", ["name", "next_step", "phone", "last_contact_at"]);
        check("deal", ["name", "next_step", "amount", "close_date"]);
        check("activity", ["subject", "account", "kind", "due_at"]);
        check("user", ["name", "", "role", "created_at"]);
    }

    #[test]
    fn only_what_a_list_does_not_bring_is_asked_for() {
        let account = object("account");
        let check = |keys: &[&str], expected: &[&str]| {
            let chosen: Vec<_> = keys
                .iter()
                .map(|key| ViewColumn {
                    field: (*key).into(),
                    width: None,
                })
                .collect();
            assert_eq!(asked(&account, &chosen), expected);
        };
        check(&[], &[]);
        check(&["phone", "region"], &[]);
        check(&["phone", "note"], &["name", "note", "phone"]);
        check(&["note", "phone"], &["name", "note", "phone"]);
    }

    #[test]
    fn chosen_columns_stand_in_their_order_behind_the_name() {
        let account = object("account");
        let chosen = [
            ("region", Some(90)),
            ("gone", None),
            ("next_step_at", None),
            ("next_step", None),
        ]
        .map(|(field, width)| ViewColumn {
            field: field.into(),
            width,
        });
        let shown: Vec<_> = columns(&account, &chosen)
            .into_iter()
            .map(|column| column.field.key)
            .collect();
        assert_eq!(shown, ["name", "region", "next_step"]);
        let kept: Vec<_> = widths(&account, &chosen)
            .into_iter()
            .map(|column| (column.field, column.width))
            .collect();
        let expected = [("name", None), ("region", Some(90)), ("next_step", None)];
        assert_eq!(
            kept,
            expected.map(|(field, width)| (field.to_owned(), width))
        );
    }
}
