//! Where the path of a filter leads.

use std::borrow::Cow;

use crate::objects::USER;
use crate::{Address, Catalogue, FieldDef, FieldKind, Label, ObjectDef};

/// The most steps from one record to another.
pub const MOST_HOPS: usize = 2;

/// A path with everything it passes.
#[derive(Clone, Debug)]
pub struct Trail<'c> {
    /// The relations and users it goes by.
    pub through: Vec<&'c FieldDef>,
    /// The object whose field it ends at.
    pub object: &'c ObjectDef,
    /// The field, or a part of one as a field of its own.
    pub field: Cow<'c, FieldDef>,
    /// The field that a part belongs to.
    pub whole: Option<&'c FieldDef>,
}

impl Catalogue {
    /// Where a path leads from an object; `None` when it leads nowhere, or farther than [`MOST_HOPS`].
    #[must_use]
    pub fn trail<'c>(&'c self, object: &'c ObjectDef, path: &str) -> Option<Trail<'c>> {
        let mut through = Vec::new();
        let (mut object, mut path) = (object, path);
        while let Some((step, rest)) = path.split_once('.') {
            let field = object.field(step)?;
            if let Some(part) = part_of(field, rest) {
                return Some(Trail {
                    through,
                    object,
                    field: Cow::Owned(part),
                    whole: Some(field),
                });
            }
            if through.len() == MOST_HOPS {
                return None;
            }
            through.push(field);
            object = self.object(target_of(field)?)?;
            path = rest;
        }
        Some(Trail {
            through,
            object,
            field: Cow::Borrowed(object.field(path)?),
            whole: None,
        })
    }
}

/// The object that a field points to, users included.
#[must_use]
pub fn target_of(field: &FieldDef) -> Option<&str> {
    match field.kind {
        FieldKind::User => Some(USER),
        kind if kind.is_relation() => field.relation.as_deref(),
        _ => None,
    }
}

/// The names of the parts of a field: those of an address, the currency of an amount.
#[must_use]
pub fn parts_of(kind: FieldKind) -> Vec<&'static str> {
    match kind {
        FieldKind::Address => std::iter::once("street").chain(Address::PLACES).collect(),
        FieldKind::Money => vec!["currency"],
        _ => Vec::new(),
    }
}

/// A part of a field as a field of its own, which holds text. Its labels are for the screen to find.
#[must_use]
pub fn part_of(field: &FieldDef, name: &str) -> Option<FieldDef> {
    let name = parts_of(field.kind)
        .into_iter()
        .find(|part| *part == name)?;
    let stored = match name {
        "street" => field.stem().to_owned(),
        name => format!("{}_{name}", field.stem()),
    };
    let mut part = FieldDef::new(&format!("{}.{name}", field.key), FieldKind::Text, "", "");
    part.label = Label::same(name);
    part.stored = Some(stored);
    Some(part)
}

#[cfg(test)]
mod tests {
    use super::part_of;
    use crate::{Catalogue, FieldDef, FieldKind, objects};

    #[test]
    fn a_path_leads_to_a_field_at_most_two_records_away() {
        let catalogue = Catalogue {
            objects: objects::all(),
            ..Catalogue::default()
        };
        let deal = catalogue.object(objects::DEAL).unwrap();
        let check = |path: &str, expected: Option<(&str, &str, usize)>| {
            let trail = catalogue.trail(deal, path);
            let found = trail.as_ref().map(|trail| {
                (
                    trail.object.key.as_str(),
                    trail.field.key.as_str(),
                    trail.through.len(),
                )
            });
            assert_eq!(found, expected, "{path}");
        };
        check("stage", Some(("deal", "stage", 0)));
        check("account.industry", Some(("account", "industry", 1)));
        check("account.parent.region", Some(("account", "region", 2)));
        check("owner.team", Some(("user", "team", 1)));
        check("amount.currency", Some(("deal", "amount.currency", 0)));
        check("account.parent.parent.region", None);
        check("stage.name", None);
        check("account.nothing", None);
        check("", None);
    }

    #[test]
    fn a_part_stands_in_the_column_of_its_field() {
        let address = FieldDef::new("address", FieldKind::Address, "Address", "地址");
        let column = |name| part_of(&address, name).and_then(|part| part.column());
        assert_eq!(
            column("city").as_deref(),
            address.place_columns().get(1).map(String::as_str)
        );
        assert_eq!(column("street"), address.column());
        assert_eq!(column("planet"), None);
        let amount = FieldDef::new("amount", FieldKind::Money, "Amount", "金额");
        let currency = part_of(&amount, "currency").and_then(|part| part.column());
        assert_eq!(currency, amount.currency_column());
    }
}
