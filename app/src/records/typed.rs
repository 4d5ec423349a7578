//! From what a person types to a value, and back: the same for forms, cells and filters.

use contract::{FieldDef, FieldKind, Money, Problem, Value};
use rust_decimal::Decimal;

/// What stands in the input of a field that is typed; empty for what is chosen.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.normalize().to_string(),
        Value::Money(money) => money.plain(),
        Value::Date(day) => day.to_string(),
        Value::YesNo(yes) => yes.to_string(),
        _ => String::new(),
    }
}

/// The value of a typed text, by the kind of its field; empty text is no value.
pub(crate) fn read(field: &FieldDef, text: &str) -> Result<Value, Problem> {
    let typed = text.trim();
    if typed.is_empty() {
        return Ok(Value::Empty);
    }
    match field.kind {
        FieldKind::Decimal => decimal(typed)
            .map(Value::Decimal)
            .ok_or(Problem::NotANumber),
        FieldKind::Integer | FieldKind::Rating => {
            number(typed).map(Value::Integer).ok_or(Problem::NotANumber)
        }
        FieldKind::Percent => number(typed.trim_end_matches(['%', '％']))
            .map(Value::Integer)
            .ok_or(Problem::NotANumber),
        FieldKind::Date => typed
            .parse()
            .map(Value::Date)
            .map_err(|_| Problem::NotADate),
        FieldKind::YesNo => Ok(Value::YesNo(typed == "true")),
        FieldKind::LongText => Ok(Value::Text(text.trim_end().to_owned())),
        _ => Ok(Value::Text(typed.to_owned())),
    }
}

/// An amount as people write it: grouped in threes or not, with a point, or in ten thousands (`48.6 万`).
pub(crate) fn amount(text: &str, currency: &str) -> Result<Value, Problem> {
    let typed: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !",，¥￥$€£".contains(*c))
        .collect();
    if typed.is_empty() {
        return Ok(Value::Empty);
    }
    let (digits, times) = match typed.chars().last() {
        Some('万') => (typed.trim_end_matches('万'), 10_000),
        Some('亿') => (typed.trim_end_matches('亿'), 100_000_000),
        Some('k' | 'K') => (typed.trim_end_matches(['k', 'K']), 1_000),
        Some('m' | 'M') => (typed.trim_end_matches(['m', 'M']), 1_000_000),
        _ => (typed.as_str(), 1),
    };
    digits
        .parse::<Decimal>()
        .ok()
        .and_then(|amount| amount.checked_mul(Decimal::from(times)))
        .and_then(|amount| Money::from_decimal(amount, currency))
        .map(Value::Money)
        .ok_or(Problem::NotAnAmount)
}

fn number(typed: &str) -> Option<i64> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !",，".contains(*c))
        .collect();
    digits.parse().ok()
}

/// An exact number with a point, grouped or not, to six places.
fn decimal(typed: &str) -> Option<Decimal> {
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !",，".contains(*c))
        .collect();
    digits
        .parse::<Decimal>()
        .ok()
        .map(|number| number.round_dp(6))
}

#[cfg(test)]
mod tests {
    use super::{amount, plain, read};
    use contract::{FieldDef, FieldKind, Money, Problem, Value};

    #[test]
    fn an_amount_is_read_as_people_write_it() {
        let check = |text: &str, expected: Result<&str, Problem>| {
            let read = amount(text, "CNY").map(|value| plain(&value));
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        };
        check("486000", Ok("486000"));
        check("¥486,000.50", Ok("486000.5"));
        check("48.6 万", Ok("486000"));
        check("1.2亿", Ok("120000000"));
        check("12k", Ok("12000"));
        check("-3", Ok("-3"));
        check("", Ok(""));
        check("viel", Err(Problem::NotAnAmount));
        check("99999999999999999999", Err(Problem::NotAnAmount));
        assert_eq!(amount("5", "EUR"), Ok(Value::Money(Money::units(5, "EUR"))));
    }

    #[test]
    fn what_is_typed_becomes_a_value_of_its_kind() {
        let check = |kind, text: &str, expected| {
            let field = FieldDef::new("x", kind, "X", "X");
            assert_eq!(read(&field, text), expected, "{kind:?} {text}");
        };
        check(FieldKind::Integer, "1,200", Ok(Value::Integer(1200)));
        check(FieldKind::Integer, "a few", Err(Problem::NotANumber));
        check(
            FieldKind::Decimal,
            "1,200.5000001",
            Ok(Value::Decimal(rust_decimal::Decimal::new(12_005, 1))),
        );
        check(FieldKind::Decimal, "1.2.3", Err(Problem::NotANumber));
        check(FieldKind::Percent, "60%", Ok(Value::Integer(60)));
        check(FieldKind::Text, "  Li  ", Ok("Li".into()));
        check(FieldKind::Text, "   ", Ok(Value::Empty));
        check(FieldKind::Date, "2026-02-30", Err(Problem::NotADate));
    }
}
