//! One text sealed: `v1.KEY.BASE64`, where the bytes are a nonce of 12 bytes, the text encrypted with AES-256-GCM, and
//! the tag. What it belongs to is authenticated with it, so that nobody can put it elsewhere.

use aes_gcm::Nonce;
use aes_gcm::aead::{Aead, Payload};
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::keys::{Keys, is_id};
use crate::Result;

/// How a sealed text begins.
pub(super) const MARK: &str = "v1.";
const NONCE: usize = 12;
const TAG: usize = 16;

/// What a sealed text belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// Key of the object, which never changes.
    pub(crate) object: &'a str,
    /// Stem of the field, which never changes either.
    pub(crate) field: &'a str,
    pub(crate) record: Uuid,
}

impl Place<'_> {
    fn to_bytes(self) -> Vec<u8> {
        let words = [self.object.as_bytes(), self.field.as_bytes()].join(&0);
        [words.as_slice(), &[0], self.record.as_bytes()].concat()
    }
}

/// What a stored text turned out to be.
#[derive(Debug)]
pub(super) enum Opened {
    Plain(Zeroizing<String>),
    /// It is no sealed text.
    NotSealed,
    /// It is sealed with a key that is not there, or belongs elsewhere: the id of its key.
    Locked(String),
}

impl Keys {
    /// Seals a text for its place; `None` where there is no key to seal with.
    ///
    /// # Errors
    /// When it is longer than anything that can be sealed.
    pub(super) fn seal(&self, place: Place<'_>, plain: &str) -> Result<Option<String>> {
        let Some((id, cipher)) = self.active().and_then(|id| Some((id, self.cipher(id)?))) else {
            return Ok(None);
        };
        let nonce: [u8; NONCE] = rand::random();
        let payload = Payload {
            msg: plain.as_bytes(),
            aad: &place.to_bytes(),
        };
        let sealed = cipher
            .encrypt(Nonce::from_slice(&nonce), payload)
            .map_err(|_| crate::Error::broken("a value is too long to be sealed"))?;
        let bytes = [nonce.as_slice(), &sealed].concat();
        Ok(Some(format!(
            "{MARK}{id}.{}",
            BASE64URL_NOPAD.encode(&bytes)
        )))
    }

    /// Opens a stored text.
    pub(super) fn open(&self, place: Place<'_>, stored: &str) -> Opened {
        let Some((id, bytes)) = parts(stored) else {
            return Opened::NotSealed;
        };
        let opened = self.cipher(id).and_then(|cipher| {
            let payload = Payload {
                msg: &bytes[NONCE..],
                aad: &place.to_bytes(),
            };
            let plain = cipher.decrypt(Nonce::from_slice(&bytes[..NONCE]), payload);
            String::from_utf8(plain.ok()?).ok()
        });
        match opened {
            Some(plain) => Opened::Plain(Zeroizing::new(plain)),
            None => Opened::Locked(id.to_owned()),
        }
    }
}

/// The id of the key of a sealed text, and its bytes.
fn parts(stored: &str) -> Option<(&str, Vec<u8>)> {
    let (id, text) = stored.strip_prefix(MARK)?.split_once('.')?;
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    (is_id(id) && bytes.len() >= NONCE + TAG).then_some((id, bytes))
}

/// The id of the key by which a stored text is sealed.
pub(super) fn key_of(stored: &str) -> Option<&str> {
    parts(stored).map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_text_opens_at_its_place_alone() {
        let keys = Keys::new();
        let record = Uuid::now_v7();
        let place = |object, field, record| Place {
            object,
            field,
            record,
        };
        let home = place("contact", "f_1", record);
        let seal = || keys.seal(home, "6222 0212").unwrap().unwrap();
        let stored = seal();
        assert!(!stored.contains("6222") && key_of(&stored) == keys.active());
        assert_ne!(seal(), stored);
        assert!(matches!(keys.open(home, &stored), Opened::Plain(text) if *text == "6222 0212"));
        for elsewhere in [
            place("contact", "f_2", record),
            place("lead", "f_1", record),
            place("contact", "f_1", Uuid::now_v7()),
        ] {
            assert!(matches!(keys.open(elsewhere, &stored), Opened::Locked(_)));
        }
        let other = Keys::new();
        let active = keys.active().unwrap();
        assert!(matches!(other.open(home, &stored), Opened::Locked(id) if id == active));
        for text in ["", "v1.", "v1.ab.cd", "v1.00000000.", "6222 0212"] {
            assert!(matches!(keys.open(home, text), Opened::NotSealed), "{text}");
        }
        assert_eq!(Keys::none().seal(home, "x").unwrap(), None);
    }

    #[test]
    fn a_text_that_was_touched_does_not_open() {
        let keys = Keys::new();
        let place = Place {
            object: "contact",
            field: "f_1",
            record: Uuid::nil(),
        };
        let stored = keys.seal(place, "6222 0212").unwrap().unwrap();
        let at = stored.len() - 3;
        let other = if &stored[at..=at] == "A" { "B" } else { "A" };
        let touched = format!("{}{other}{}", &stored[..at], &stored[at + 1..]);
        assert!(matches!(keys.open(place, &touched), Opened::Locked(_)));
    }
}
