//! The blind index: equal values have equal ones, and nobody without its key tells anything else from it.

use contract::FieldKind;
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2_for_hmac::Sha256;

use super::keys::Keys;
use crate::import::{Country, fold, parse_email, parse_phone};

impl Keys {
    /// The blind index of a value of a field; `None` where there are no keys. `of` parts the values of one field from those
    /// of all others, so that equal values of two fields do not show.
    pub(super) fn blind(
        &self,
        of: [&str; 2],
        kind: FieldKind,
        plain: &str,
        home: Country,
    ) -> Option<String> {
        self.code(&[of[0], of[1], &normal(kind, plain, home)])
    }

    /// The code of a likeness, by which records of different objects and fields are compared.
    pub(crate) fn likeness(&self, kind: &str, value: &str) -> Option<String> {
        self.code(&["likeness", kind, value])
    }

    fn code(&self, parts: &[&str]) -> Option<String> {
        let mut code = Hmac::<Sha256>::new_from_slice(self.index()?).ok()?;
        for part in parts {
            code.update(part.as_bytes());
            code.update(&[0]);
        }
        Some(BASE64URL_NOPAD.encode(&code.finalize().into_bytes()))
    }
}

/// A value as it is compared: a telephone number in E.164, an address of mail in lower case, else folded text.
fn normal(kind: FieldKind, plain: &str, home: Country) -> String {
    let folded = || fold(plain).trim().to_lowercase();
    match kind {
        FieldKind::Phone => {
            parse_phone(plain, home).map_or_else(|_| folded(), |phone| phone.digits)
        }
        FieldKind::Email => parse_email(plain).map_or_else(|_| folded(), |email| email.key),
        _ => folded(),
    }
}

#[cfg(test)]
mod tests {
    use contract::FieldKind;

    use super::super::keys::Keys;
    use crate::import::Country;

    #[test]
    fn equal_values_of_one_field_are_found_however_they_are_written() {
        let keys = Keys::new();
        let home = Country::CHINA;
        let of = |field, kind, plain| keys.blind(["contact", field], kind, plain, home).unwrap();
        for (kind, one, other) in [
            (FieldKind::Text, "AB 12", " ab 12"),
            (FieldKind::Text, "ＡＢ１２", "ab12"),
            (FieldKind::Email, "Li@Example.com", "li@example.com"),
            (FieldKind::Phone, "+86 138-0000-5742", "+8613800005742"),
        ] {
            assert_eq!(of("a", kind, one), of("a", kind, other), "{one}");
            assert_ne!(of("a", kind, one), of("b", kind, one), "{one}");
        }
        assert_ne!(of("a", FieldKind::Text, "1"), of("a", FieldKind::Text, "2"));
        let other = Keys::new().blind(["contact", "a"], FieldKind::Text, "1", home);
        assert_ne!(other, Some(of("a", FieldKind::Text, "1")));
    }
}
