//! What makes two records the same one: the same e-mail in any case, the same phone in any writing, the
//! same name without its company form.

use contract::value::Values;
use contract::{FieldDef, FieldKind, ObjectDef, Value};

use pinyin::ToPinyin;

use crate::import::{Country, fold, parse_email, parse_phone};
use crate::sealing::Keys;

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
/// The mailbox that an address with a mark behind its name, or with dots that mean nothing, leads to. Only where it is
/// written otherwise than the address.
pub(crate) const MAILBOX: &str = "mailbox";
/// A tax or registration number.
pub(crate) const TAX_NUMBER: &str = "tax";
/// A name in Chinese as it sounds.
pub(crate) const SOUND: &str = "sound";
pub(crate) const WEBSITE: &str = "website";

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
pub(crate) fn keys(
    sealed_by: &Keys,
    object: &ObjectDef,
    values: &Values,
    home: Country,
) -> Vec<Key> {
    let mut keys: Vec<Key> = Vec::new();
    for field in object.duplicates.iter().filter_map(|key| object.field(key)) {
        let Some(text) = values.get(&field.key).and_then(Value::said) else {
            continue;
        };
        let key = match field.key.as_str() {
            "tax_number" => tax_number(text),
            _ => of(field.kind, text, home),
        };
        let weaker = [
            (field.kind == FieldKind::Email)
                .then(|| mailbox(text))
                .flatten(),
            (field.key == object.title).then(|| sound(text)).flatten(),
        ];
        let found = key.into_iter().chain(weaker.into_iter().flatten());
        for key in found.filter_map(|key| kept(sealed_by, field, key)) {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    keys
}

/// Begins the value of a key that says nothing of the value of its field.
const CODED: char = '#';

/// The key as it is kept: of a sensitive field by its code alone.
fn kept(sealed_by: &Keys, field: &FieldDef, key: Key) -> Option<Key> {
    if !field.sensitive {
        return Some(key);
    }
    let Key { kind, value } = key;
    coded(sealed_by, kind, &value)
}

/// The key that equal values of a sensitive field have.
#[must_use]
pub(crate) fn coded(sealed_by: &Keys, kind: &'static str, value: &str) -> Option<Key> {
    let code = sealed_by.likeness(kind, value)?;
    let value = format!("{CODED}{code}");
    Some(Key { kind, value })
}

/// Whether the value of a key says nothing of the value of its field.
#[must_use]
pub(crate) fn is_coded(value: &str) -> bool {
    value.starts_with(CODED)
}

/// The key of one value of a field, as it is kept.
#[must_use]
pub(crate) fn of_field(
    sealed_by: &Keys,
    field: &FieldDef,
    text: &str,
    home: Country,
) -> Option<Key> {
    kept(sealed_by, field, of(field.kind, text, home)?)
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
        FieldKind::Link => website(text),
        _ => Some(name(text))
            .filter(|name| !name.is_empty())
            .map(|value| Key { kind: NAME, value }),
    }
}

fn tax_number(text: &str) -> Option<Key> {
    let plain: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
    let value = plain.to_uppercase();
    (value.len() >= 6).then_some(Key {
        kind: TAX_NUMBER,
        value,
    })
}

/// The mailbox behind `name+mark@host`, and behind dots at the one host where they mean nothing.
fn mailbox(text: &str) -> Option<Key> {
    let address = parse_email(text).ok()?.key;
    let (local, host) = address.split_once('@')?;
    let bare = local.split('+').next().unwrap_or(local);
    let value = match host {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", bare.replace('.', "")),
        _ => format!("{bare}@{host}"),
    };
    (value != address && !bare.is_empty()).then_some(Key {
        kind: MAILBOX,
        value,
    })
}

/// How a name in Chinese sounds, without its company form: 海川 and 海穿 are the same by it.
fn sound(text: &str) -> Option<Key> {
    let name = name(text);
    if !name.chars().any(|letter| letter.to_pinyin().is_some()) || name.chars().count() < 3 {
        return None;
    }
    let value = name
        .chars()
        .map(|letter| match letter.to_pinyin() {
            Some(sound) => sound.plain().to_owned(),
            None => letter.to_string(),
        })
        .collect();
    Some(Key { kind: SOUND, value })
}

/// The host of a web address, without what stands before it by habit.
fn website(text: &str) -> Option<Key> {
    let lower = text.trim().to_lowercase();
    let rest = lower
        .strip_prefix("https://")
        .or_else(|| lower.strip_prefix("http://"))
        .unwrap_or(&lower);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let value = host.strip_prefix("www.").unwrap_or(host).to_owned();
    value.contains('.').then_some(Key {
        kind: WEBSITE,
        value,
    })
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
    fn mailboxes_sounds_and_numbers_are_the_same_however_they_are_written() {
        let value = |key: Option<super::Key>| key.map(|key| key.value);
        assert_eq!(
            value(super::mailbox("Li.Xiao+crm@Gmail.com")).as_deref(),
            Some("lixiao@gmail.com")
        );
        assert_eq!(
            value(super::mailbox("li+a@example.com")).as_deref(),
            Some("li@example.com")
        );
        assert_eq!(super::mailbox("li@example.com"), None);
        assert_eq!(
            value(super::sound("宁波海川有限公司")),
            value(super::sound("宁波海穿"))
        );
        assert_eq!(super::sound("Tesco"), None);
        assert_eq!(
            value(super::tax_number("9133 0200-ma2x")).as_deref(),
            Some("91330200MA2X")
        );
        assert_eq!(
            value(super::website("https://www.Example.com/x")).as_deref(),
            Some("example.com")
        );
    }

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
