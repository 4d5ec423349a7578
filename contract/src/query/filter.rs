//! One condition of a question.

use serde::{Deserialize, Serialize};

use super::Operator;
use crate::FieldKind;

/// One condition. In an address: `f=owner.is.me`.
///
/// The field may be a path: by relations and users to a field of another record, at most
/// [`super::path::MOST_HOPS`] away (`account.parent.region`, `owner.team`), and into the parts of an address
/// or an amount (`address.city`, `amount.currency`). In an address of a page the steps of a path are divided
/// by `~` instead (`account~parent~region.is.上海`), so that the first point always ends the field.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Filter {
    pub field: String,
    pub operator: Operator,
    /// As typed: a text, a key, an id, `me`, `my_team`, a number, a day, a moment, a span; several separated
    /// by `|`.
    #[serde(default)]
    pub value: String,
}

impl Filter {
    #[must_use]
    pub fn new(field: &str, operator: Operator, value: &str) -> Self {
        Self {
            field: field.to_owned(),
            operator,
            value: value.to_owned(),
        }
    }

    /// As it stands in an address, before percent-encoding.
    #[must_use]
    pub fn to_param(&self) -> String {
        let field = self.field.replace('.', "~");
        format!("{field}.{}.{}", self.operator.key(), self.value)
    }

    /// Reads what [`Filter::to_param`] wrote; `None` when it is no filter.
    #[must_use]
    pub fn from_param(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (field, word) = (parts.next()?, parts.next()?);
        let operator = Operator::from_key(word)?;
        let field = field.replace('~', ".");
        Some(Self::new(
            &field,
            operator,
            parts.next().unwrap_or_default(),
        ))
    }

    /// For a filter that asks for what is not: the one it denies. What was never said to be so is not so, hence
    /// “no” denies “yes”.
    #[must_use]
    pub fn denied(&self, kind: FieldKind) -> Option<Self> {
        if kind == FieldKind::YesNo && self.operator == Operator::Is {
            return (!is_yes(&self.value)).then(|| Self::new(&self.field, Operator::Is, "true"));
        }
        let operator = self.operator.denied()?;
        Some(Self {
            operator,
            ..self.clone()
        })
    }

    /// The values it names.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        let most = if self.operator.takes_several() {
            usize::MAX
        } else {
            1
        };
        self.value.splitn(most, '|')
    }
}

fn is_yes(word: &str) -> bool {
    matches!(word.trim(), "yes" | "true" | "1")
}

#[cfg(test)]
mod tests {
    use super::{Filter, Operator};

    #[test]
    fn a_filter_is_read_from_an_address_as_it_was_written() {
        let check = |field, operator, value, expected: &str| {
            let filter = Filter::new(field, operator, value);
            assert_eq!(filter.to_param(), expected);
            assert_eq!(Filter::from_param(expected), Some(filter));
        };
        check("owner", Operator::Is, "me", "owner.is.me");
        check("stage", Operator::AnyOf, "a|b", "stage.any.a|b");
        check("amount", Operator::More, "99.5", "amount.more.99.5");
        check("phone", Operator::NotEmpty, "", "phone.filled.");
        check(
            "account.parent.region",
            Operator::Is,
            "上海",
            "account~parent~region.is.上海",
        );
        assert_eq!(Filter::from_param("account.parent.is.x"), None);
        assert_eq!(
            Filter::from_param("phone.filled"),
            Some(Filter::new("phone", Operator::NotEmpty, ""))
        );
        assert_eq!(Filter::from_param("nonsense"), None);
    }

    #[test]
    fn every_operator_has_a_word_of_its_own() {
        for operator in Operator::ALL {
            assert_eq!(Operator::from_key(operator.key()), Some(operator));
        }
    }
}
