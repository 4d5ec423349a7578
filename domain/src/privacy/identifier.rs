//! By what a person finds themselves in a certificate: a slow salted hash of their address or number, which they can reckon
//! and nobody can guess back from.

use std::num::NonZeroU32;

use contract::FieldKind;
use data_encoding::HEXLOWER;
use ring::pbkdf2::{PBKDF2_HMAC_SHA256, derive};
use serde::{Deserialize, Serialize};

use crate::import::{Country, parse_email, parse_phone};

/// Rounds of PBKDF2, as OWASP advises for SHA-256.
const ROUNDS: u32 = if cfg!(test) { 1_000 } else { 600_000 };

/// What is hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// In lower case.
    Email,
    /// The digits with the country code and without the plus.
    Phone,
}

/// One identifier of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    pub kind: Kind,
    /// Always `pbkdf2-hmac-sha256`.
    pub by: String,
    pub rounds: u32,
    /// In hexadecimal.
    pub salt: String,
    /// In hexadecimal.
    pub hash: String,
}

impl Identifier {
    /// Of an address or a number as it is written; `None` for what is neither. Takes a moment: that is its use.
    pub(super) fn of(kind: FieldKind, said: &str, home: Country) -> Option<Self> {
        let (kind, text) = normal(kind, said, home)?;
        let salt: [u8; 16] = rand::random();
        Some(Self {
            kind,
            by: "pbkdf2-hmac-sha256".to_owned(),
            rounds: ROUNDS,
            salt: HEXLOWER.encode(&salt),
            hash: hashed(&text, &salt, ROUNDS)?,
        })
    }

    /// Whether it is that of somebody.
    #[must_use]
    pub fn is_of(&self, said: &str, home: Country) -> bool {
        let kind = match self.kind {
            Kind::Email => FieldKind::Email,
            Kind::Phone => FieldKind::Phone,
        };
        let salt = HEXLOWER.decode(self.salt.as_bytes()).ok();
        let text = normal(kind, said, home).map(|(_, text)| text);
        match (salt, text) {
            (Some(salt), Some(text)) => {
                hashed(&text, &salt, self.rounds).is_some_and(|hash| hash == self.hash)
            }
            _ => false,
        }
    }
}

fn normal(kind: FieldKind, said: &str, home: Country) -> Option<(Kind, String)> {
    match kind {
        FieldKind::Email => Some((Kind::Email, parse_email(said).ok()?.key)),
        FieldKind::Phone => Some((Kind::Phone, parse_phone(said, home).ok()?.digits)),
        _ => None,
    }
}

fn hashed(text: &str, salt: &[u8], rounds: u32) -> Option<String> {
    let mut hash = [0; 32];
    let rounds = NonZeroU32::new(rounds)?;
    derive(PBKDF2_HMAC_SHA256, rounds, salt, text.as_bytes(), &mut hash);
    Some(HEXLOWER.encode(&hash))
}
