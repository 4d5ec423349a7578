//! Values while they are reckoned with, and the way from a record to them and back.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use contract::dto::configuring::{Shape, WhyNot};
use contract::value::Values;
use contract::{
    Address, FieldDef, FieldKind, Money, ObjectDef, Problem, Record, Value, validation,
};
use rust_decimal::Decimal;

/// Places to which a decimal is kept.
const PLACES: u32 = 6;

/// An amount that may still lack its currency, when it was made of numbers alone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    pub(crate) number: Decimal,
    pub(crate) currency: Option<String>,
}

/// One value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    Nothing,
    YesNo(bool),
    Whole(i64),
    Decimal(Decimal),
    Money(Amount),
    Text(String),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
    Texts(Vec<String>),
    Address(Address),
}

/// What an expression over a field has; `None` for kinds that formulas cannot read.
pub(crate) fn shape_of(kind: FieldKind) -> Option<Shape> {
    Some(match kind {
        FieldKind::Text
        | FieldKind::LongText
        | FieldKind::Choice
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Link
        | FieldKind::User
        | FieldKind::Relation => Shape::Text,
        FieldKind::Integer | FieldKind::Percent | FieldKind::Rating => Shape::Whole,
        FieldKind::Decimal => Shape::Decimal,
        FieldKind::Money => Shape::Money,
        FieldKind::Date => Shape::Day,
        FieldKind::DateTime => Shape::Moment,
        FieldKind::YesNo => Shape::YesNo,
        FieldKind::Choices | FieldKind::Tags | FieldKind::Relations => Shape::Texts,
        FieldKind::Address => Shape::Address,
        FieldKind::File => return None,
    })
}

/// Whether a field of that kind can be a formula at all.
pub(crate) fn may_result(kind: FieldKind) -> bool {
    !kind.is_several()
        && !matches!(
            kind,
            FieldKind::User | FieldKind::Relation | FieldKind::Address | FieldKind::File
        )
}

/// Whether a field of that kind takes results of that shape.
pub(crate) fn takes(kind: FieldKind, shape: Shape) -> bool {
    shape == Shape::Nothing
        || shape_of(kind) == Some(shape)
        || (kind == FieldKind::Decimal && shape == Shape::Whole)
}

/// The values of one record as formulas read them: those being written before those that stand there.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'r> {
    pub(crate) object: &'r ObjectDef,
    pub(crate) values: &'r Values,
    pub(crate) before: Option<&'r Record>,
}

impl Reading<'_> {
    pub(crate) fn value(&self, key: &str) -> &Value {
        const EMPTY: &Value = &Value::Empty;
        self.values
            .get(key)
            .or_else(|| self.before.map(|before| before.value(key)))
            .unwrap_or(EMPTY)
    }

    pub(crate) fn datum(&self, key: &str) -> Datum {
        match self.object.field(key) {
            Some(field) => Datum::read(field, self.value(key)),
            None => Datum::Nothing,
        }
    }
}

impl Datum {
    /// What a field holds. What was never said to be so is not so, and a field of several values is never nothing.
    pub(crate) fn read(field: &FieldDef, value: &Value) -> Self {
        match value {
            Value::Tags(tags) => Self::Texts(tags.clone()),
            Value::Links(links) => Self::Texts(
                links
                    .iter()
                    .filter_map(|link| link.id)
                    .map(|id| id.to_string())
                    .collect(),
            ),
            _ if field.kind.is_several() => Self::Texts(Vec::new()),
            Value::YesNo(yes) => Self::YesNo(*yes),
            _ if field.kind == FieldKind::YesNo => Self::YesNo(false),
            _ if value.is_empty() => Self::Nothing,
            Value::Empty => Self::Nothing,
            Value::Text(text) => Self::Text(text.clone()),
            Value::Integer(number) => Self::Whole(*number),
            Value::Decimal(number) => Self::Decimal(*number),
            Value::Money(money) => Self::Money(Amount {
                number: money.decimal(),
                currency: Some(money.currency.clone()),
            }),
            Value::Date(day) => Self::Day(*day),
            Value::DateTime(at) => Self::Moment(*at),
            Value::Link(link) => link
                .id
                .map_or(Self::Nothing, |id| Self::Text(id.to_string())),
            Value::Address(address) => Self::Address(address.clone()),
            // No formula reads it.
            Value::Sealed(_) => Self::Nothing,
        }
    }

    /// The value of a field made of it. `currency` is for amounts that have none of their own.
    ///
    /// # Errors
    /// When the field's kind does not take it.
    pub(crate) fn fit(self, field: &FieldDef, currency: Option<String>) -> Result<Value, WhyNot> {
        let value = match (field.kind, self) {
            (_, Self::Nothing) => return Ok(Value::Empty),
            (FieldKind::Money, Self::Money(amount)) => money(amount, currency)?,
            (FieldKind::Money, Self::Whole(number)) => {
                money(Amount::plain(number.into()), currency)?
            }
            (FieldKind::Money, Self::Decimal(number)) => money(Amount::plain(number), currency)?,
            (FieldKind::Decimal, Self::Whole(number)) => Value::Decimal(number.into()),
            (FieldKind::Decimal, Self::Decimal(number)) => {
                Value::Decimal(number.round_dp(PLACES).normalize())
            }
            (_, Self::YesNo(yes)) => Value::YesNo(yes),
            (_, Self::Whole(number)) => Value::Integer(number),
            (_, Self::Text(text)) => Value::Text(text),
            (_, Self::Day(day)) => Value::Date(day),
            // The database of either kind keeps at least this much of a moment.
            (_, Self::Moment(at)) => Value::DateTime(at.trunc_subsecs(3)),
            _ => return Err(WhyNot::DoesNotFit),
        };
        if value.is_empty() {
            return Ok(Value::Empty);
        }
        match validation::check(field, &value) {
            None => Ok(value),
            Some(Problem::TooLong { limit }) => Err(WhyNot::TooLong { limit }),
            Some(Problem::OutOfRange { .. }) if field.kind == FieldKind::Decimal => {
                Err(WhyNot::TooLarge)
            }
            Some(Problem::UnknownChoice) => Err(WhyNot::UnknownChoice {
                choice: value.text().unwrap_or_default().to_owned(),
            }),
            Some(_) => Err(WhyNot::DoesNotFit),
        }
    }

    /// A number of any shape with its currency; `None` for what is no number.
    pub(crate) fn amount(&self) -> Option<Amount> {
        match self {
            Self::Whole(number) => Some(Amount::plain((*number).into())),
            Self::Decimal(number) => Some(Amount::plain(*number)),
            Self::Money(amount) => Some(amount.clone()),
            _ => None,
        }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }

    /// As it stands within a text.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::YesNo(yes) => yes.to_string(),
            Self::Whole(number) => number.to_string(),
            Self::Decimal(number) => number.normalize().to_string(),
            Self::Money(amount) => match &amount.currency {
                Some(currency) => format!("{} {currency}", amount.number.normalize()),
                None => amount.number.normalize().to_string(),
            },
            Self::Text(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Moment(at) => at.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
            Self::Texts(texts) => texts.join(", "),
            Self::Address(address) => address.street.clone(),
        }
    }
}

impl Amount {
    pub(crate) fn plain(number: Decimal) -> Self {
        Self {
            number,
            currency: None,
        }
    }
}

fn money(amount: Amount, currency: Option<String>) -> Result<Value, WhyNot> {
    let currency = amount.currency.or(currency).ok_or(WhyNot::NoCurrency)?;
    Money::from_decimal(amount.number, &currency)
        .map(Value::Money)
        .ok_or(WhyNot::TooLarge)
}
