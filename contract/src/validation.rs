//! Checks of typed values that browser and server make alike; the server's answer counts.

use rust_decimal::Decimal;

use crate::value::Values;
use crate::{Address, FieldDef, FieldKind, FieldProblem, ObjectDef, Problem, Value};

/// Checks the value of one field by its kind. Telephone plans and related records are the server's to check.
#[must_use]
pub fn check(field: &FieldDef, value: &Value) -> Option<Problem> {
    if value.is_empty() {
        return field.required.then_some(Problem::Required);
    }
    match (field.kind, value) {
        // It was looked at when it was sealed.
        (kind, Value::Sealed(_)) if field.sensitive && kind.may_be_sensitive() => None,
        (FieldKind::Text | FieldKind::LongText | FieldKind::Phone, Value::Text(text)) => {
            blank(field, text).or_else(|| too_long(field, text))
        }
        (FieldKind::Link, Value::Text(text)) => {
            too_long(field, text).or_else(|| (!is_link(text)).then_some(Problem::NotALink))
        }
        (FieldKind::Email, Value::Text(text)) => {
            too_long(field, text).or_else(|| (!is_email(text)).then_some(Problem::NotAnEmail))
        }
        (FieldKind::Choice, Value::Text(key)) => field
            .choice(key)
            .is_none()
            .then_some(Problem::UnknownChoice),
        (FieldKind::Percent, Value::Integer(n)) => {
            (!(0..=100).contains(n)).then_some(Problem::OutOfRange {
                least: 0,
                most: 100,
            })
        }
        (FieldKind::Money, Value::Money(money)) => {
            (money.currency.len() != 3).then_some(Problem::NotAnAmount)
        }
        (FieldKind::Choices, Value::Tags(keys)) => keys
            .iter()
            .any(|key| field.choice(key).is_none())
            .then_some(Problem::UnknownChoice),
        (FieldKind::Rating, Value::Integer(n)) => {
            (!(1..=5).contains(n)).then_some(Problem::OutOfRange { least: 1, most: 5 })
        }
        (FieldKind::Decimal, Value::Decimal(number)) => too_fine(*number),
        (FieldKind::Address, Value::Address(address)) => ["street"]
            .iter()
            .chain(&Address::PLACES)
            .find_map(|part| too_long(field, address.part(part))),
        (FieldKind::Tags, Value::Tags(tags)) => tags.iter().find_map(|tag| too_long(field, tag)),
        (FieldKind::Integer, Value::Integer(_))
        | (FieldKind::Date, Value::Date(_))
        | (FieldKind::DateTime, Value::DateTime(_))
        | (FieldKind::YesNo, Value::YesNo(_))
        | (FieldKind::User | FieldKind::Relation | FieldKind::File, Value::Link(_))
        | (FieldKind::Relations, Value::Links(_)) => None,
        _ => Some(Problem::WrongKind),
    }
}

/// Every problem of a form, at its field. With `whole`, fields that are not sent count as empty.
#[must_use]
pub fn check_all(object: &ObjectDef, values: &Values) -> Vec<FieldProblem> {
    values
        .iter()
        .filter_map(|(key, value)| {
            object
                .field(key)
                .and_then(|field| check(field, value))
                .map(|problem| FieldProblem::new(key, problem))
        })
        .collect()
}

/// The required fields that a new record lacks. A file comes after its record, which it is put on.
#[must_use]
pub fn missing(object: &ObjectDef, values: &Values) -> Vec<FieldProblem> {
    object
        .form_fields()
        .filter(|field| field.required && field.kind != FieldKind::File)
        .filter(|field| !values.contains_key(&field.key))
        .map(|field| FieldProblem::new(&field.key, Problem::Required))
        .collect()
}

/// The most a decimal may be, either way; with six places it fills 64 bits.
const MOST_DECIMAL: i64 = 9_000_000_000_000;

fn too_fine(number: Decimal) -> Option<Problem> {
    (number.abs() > Decimal::from(MOST_DECIMAL)).then_some(Problem::OutOfRange {
        least: -MOST_DECIMAL,
        most: MOST_DECIMAL,
    })
}

fn blank(field: &FieldDef, text: &str) -> Option<Problem> {
    (field.required && text.trim().is_empty()).then_some(Problem::Required)
}

fn too_long(field: &FieldDef, text: &str) -> Option<Problem> {
    let limit = field.limit()?;
    (text.chars().count() > limit as usize).then_some(Problem::TooLong { limit })
}

/// One `@`, something before it, and a host with a dot after it, without white space; the rest is for
/// the mail server to say.
#[must_use]
pub fn is_email(text: &str) -> bool {
    let Some((local, host)) = text.trim().split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        !part.is_empty()
            && !part
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>(),;:\"[]@".contains(c))
    };
    let dotted = host.contains('.')
        && host
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    plain(local)
        && plain(host)
        && dotted
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.len() <= 64
}

/// A host with a dot, with or without `http://` or `https://` before it and a path behind; no other scheme.
#[must_use]
pub fn is_link(text: &str) -> bool {
    let text = text.trim();
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| strip_scheme(text, scheme))
        .unwrap_or(text);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    !rest.contains(char::is_whitespace)
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host
            .chars()
            .all(|c| c.is_alphanumeric() || c == '.' || c == '-' || c == '_')
        && rest
            .split_once(':')
            .is_none_or(|(_, port)| port.starts_with(|c: char| c.is_ascii_digit()))
}

fn strip_scheme<'a>(text: &'a str, scheme: &str) -> Option<&'a str> {
    text.get(..scheme.len())
        .filter(|head| head.eq_ignore_ascii_case(scheme))
        .and(text.get(scheme.len()..))
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_link};

    #[test]
    fn an_email_has_a_local_part_and_a_dotted_host() {
        let check = |text, expected| assert_eq!(is_email(text), expected, "{text}");
        check("BeckiTTucker@dayrep.com", true);
        check("li.xiao+crm@example.com.cn", true);
        check("李晓@例子.中国", true);
        check("nobody", false);
        check("a@b", false);
        check("a b@c.de", false);
        check("a@c..de", false);
        check("@c.de", false);
        check("a@@c.de", false);
    }

    #[test]
    fn a_link_is_a_host_and_never_a_script() {
        let check = |text, expected| assert_eq!(is_link(text), expected, "{text}");
        check("BetaPages.com", true);
        check("https://例子.中国/a?b#c", true);
        check("http://localhost.test:8080/x", true);
        check("javascript:alert(1)", false);
        check("java script.com", false);
        check("word", false);
    }
}
