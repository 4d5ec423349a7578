//! What makes two records the same one: the same e-mail in any case, the same phone in any writing, the
//! same name without its company form.

use contract::value::Values;
use contract::{FieldKind, ObjectDef, Value};

use crate::import::{Country, fold, parse_email, parse_phone};

/// Two records with an equal key of an object may be the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// [`NAME`], [`PHONE`], [`FIXED_LINE`] or [`EMAIL`].
    pub(crate) kind: &'static str,
    pub(crate) value: String,
}

pub(crate) const NAME: &str = "name";
/// A number of one person, or one of which nothing more is known.
pub(crate) const PHONE: &str = "phone";
/// A number of a place, which several people share: tells only together with the name.
pub(crate) const FIXED_LINE: &str = "fixed";
pub(crate) const EMAIL: &str = "email";

/// The company forms that do not tell two names apart, longest first.
const FORMS: [&str; 24] = [
    "股份有限公司",
    "有限责任公司",
    "有限公司",
    "集团公司",
    "股份公司",
    "总公司",
    "集团",
    "公司",
    "incorporated",
    "corporation",
    "limited",
    "company",
    "co.,ltd.",
    "co., ltd.",
    "co.,ltd",
    "co. ltd",
    "pty ltd",
    "gmbh",
    "inc",
    "ltd",
    "llc",
    "corp",
    "plc",
    "co",
];

/// Every key of a record, by the fields its object names.
#[must_use]
pub(crate) fn keys(object: &ObjectDef, values: &Values, home: Country) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for field in object.duplicates.iter().filter_map(|key| object.field(key)) {
        let Some(text) = values.get(&field.key).and_then(Value::text) else {
            continue;
        };
        let key = of(field.kind, text, home);
        keys.extend(key.filter(|key| !keys.contains(key)));
    }
    keys
}

/// The key of one value.
#[must_use]
pub(crate) fn of(kind: FieldKind, text: &str, home: Country) -> Option<Key> {
    match kind {
        FieldKind::Phone => {
            let phone = parse_phone(text, home).ok()?;
            Some(Key {
                kind: if phone.is_fixed_line() {
                    FIXED_LINE
                } else {
                    PHONE
                },
                value: phone.digits,
            })
        }
        FieldKind::Email => Some(Key {
            kind: EMAIL,
            value: parse_email(text).ok()?.key,
        }),
        _ => Some(name(text))
            .filter(|name| !name.is_empty())
            .map(|value| Key { kind: NAME, value }),
    }
}

/// A name as it is compared: folded, without marks and blanks, without its company form.
#[must_use]
pub(crate) fn name(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    let mut bare = folded.trim();
    while let Some(shorter) = FORMS.iter().find_map(|form| without_form(bare, form)) {
        bare = shorter;
    }
    let letters: String = bare
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    if letters.is_empty() {
        folded
            .chars()
            .filter(|letter| !letter.is_whitespace())
            .collect()
    } else {
        letters
    }
}

/// The name without a form at its end, where something is left; a Latin form must stand as a word.
fn without_form<'t>(text: &'t str, form: &str) -> Option<&'t str> {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || ".,，。()（）".contains(c));
    let rest = text.strip_suffix(form.trim_end_matches('.'))?;
    let is_word = !form.is_ascii() || rest.ends_with(|c: char| !c.is_alphanumeric());
    let rest = rest.trim_end_matches(|c: char| c.is_whitespace() || ".,，。()（）".contains(c));
    (is_word && !rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_company_form_does_not_tell_two_names_apart() {
        let check = |text, expected| assert_eq!(name(text), expected, "{text}");
        check("宁波海川精密机械有限公司", "宁波海川精密机械");
        check("Brightwater Foods, Inc.", "brightwaterfoods");
        check("Brightwater Foods Co., Ltd.", "brightwaterfoods");
        check("Tesco", "tesco");
        check("公司", "公司");
        check("ＡＢＢ（中国）有限公司", "abb中国");
    }
}
