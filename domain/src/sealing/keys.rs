//! Keys as they stand in a file, and as they are used.

use std::collections::BTreeMap;
use std::fmt;

use aes_gcm::{Aes256Gcm, KeyInit};
use data_encoding::BASE64;
use zeroize::Zeroizing;

/// What stands at the head of a file that the house wrote.
const HEAD: &str = "\
# The keys of the sensitive fields of Rapport.
# Keep a copy of this file apart from the backups of the database: whoever has both reads everything,
# and without it no sealed value can ever be read again.
# `rapport keys rotate` adds a key, `rapport keys status` says which are still needed.
";

/// Length of every key, in bytes.
const LENGTH: usize = 32;

/// Bytes of a key, overwritten when they are no longer needed.
type Bytes = Zeroizing<[u8; LENGTH]>;

/// The keys of one moment. Nothing of them is in any output but [`Keys::to_text`].
pub(crate) struct Keys {
    active: String,
    held: BTreeMap<String, Held>,
    index: Option<Bytes>,
}

struct Held {
    bytes: Bytes,
    cipher: Aes256Gcm,
}

impl Keys {
    /// No keys: what is sealed stays unread, and nothing can be sealed.
    pub(super) fn none() -> Self {
        Self {
            active: String::new(),
            held: BTreeMap::new(),
            index: None,
        }
    }

    /// A first key and an index key, both by chance.
    pub(super) fn new() -> Self {
        let mut keys = Self::none();
        keys.index = Some(Zeroizing::new(rand::random()));
        keys.add();
        keys
    }

    /// Adds a key by chance, which is the active one from now on. Answers its id.
    pub(super) fn add(&mut self) -> String {
        let id = format!("{:08x}", rand::random::<u32>());
        self.hold(id.clone(), Zeroizing::new(rand::random()));
        self.active.clone_from(&id);
        id
    }

    fn hold(&mut self, id: String, bytes: Bytes) {
        let cipher = Aes256Gcm::new((&*bytes).into());
        self.held.insert(id, Held { bytes, cipher });
    }

    /// Reads `active = ID`, `index = BASE64` and `ID = BASE64`, one a line or divided by `;`.
    ///
    /// # Errors
    /// One sentence that says what is wrong, without any of the text.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let mut keys = Self::none();
        let lines = text.lines().filter(|line| !line.trim().starts_with('#'));
        let entries = lines.flat_map(|line| line.split(';')).map(str::trim);
        for entry in entries.filter(|entry| !entry.is_empty()) {
            let (name, value) = entry
                .split_once('=')
                .ok_or_else(|| anyhow::anyhow!("a line of the keys is not NAME = VALUE"))?;
            let (name, value) = (name.trim(), value.trim());
            match name {
                "active" => value.clone_into(&mut keys.active),
                "index" => keys.index = Some(bytes(name, value)?),
                id if is_id(id) => keys.hold(id.to_owned(), bytes(id, value)?),
                _ => anyhow::bail!("the name of a key is not eight hexadecimal digits"),
            }
        }
        anyhow::ensure!(
            keys.held.contains_key(&keys.active),
            "the active key is not among the keys"
        );
        anyhow::ensure!(keys.index.is_some(), "the index key is not among the keys");
        Ok(keys)
    }

    /// As [`Keys::parse`] reads it.
    pub(super) fn to_text(&self) -> Zeroizing<String> {
        let mut text = format!("{HEAD}active = {}\n", self.active);
        let index = self.index.iter().map(|bytes| ("index", bytes));
        let held = self
            .held
            .iter()
            .map(|(id, held)| (id.as_str(), &held.bytes));
        for (name, bytes) in index.chain(held) {
            text.push_str(name);
            text.push_str(" = ");
            text.push_str(&Zeroizing::new(BASE64.encode(&bytes[..])));
            text.push('\n');
        }
        Zeroizing::new(text)
    }

    /// The id of the key by which is sealed; `None` where there are no keys.
    pub(crate) fn active(&self) -> Option<&str> {
        Some(self.active.as_str()).filter(|id| !id.is_empty())
    }

    pub(crate) fn has(&self, id: &str) -> bool {
        self.held.contains_key(id)
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.held.keys().map(String::as_str)
    }

    pub(super) fn cipher(&self, id: &str) -> Option<&Aes256Gcm> {
        self.held.get(id).map(|held| &held.cipher)
    }

    pub(super) fn index(&self) -> Option<&[u8; LENGTH]> {
        self.index.as_deref()
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keys(..)")
    }
}

/// Whether a word can be the id of a key.
pub(super) fn is_id(word: &str) -> bool {
    word.len() == 8 && word.bytes().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
}

fn bytes(name: &str, value: &str) -> anyhow::Result<Bytes> {
    let decoded = BASE64.decode(value.as_bytes()).map(Zeroizing::new);
    let bytes = decoded
        .ok()
        .and_then(|decoded| <[u8; LENGTH]>::try_from(decoded.as_slice()).ok());
    let wrong = || anyhow::anyhow!("the key `{name}` is not 32 bytes in base64");
    bytes.map(Zeroizing::new).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_are_read_as_they_were_written_and_are_in_no_output() {
        let mut keys = Keys::new();
        let first = keys.active().unwrap().to_owned();
        let second = keys.add();
        let text = keys.to_text();
        let again = Keys::parse(&text).unwrap();
        assert_eq!(again.active(), Some(second.as_str()));
        assert!(again.has(&first) && again.index() == keys.index());
        assert_eq!(*again.to_text(), *text);
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(Keys::parse(&lines.join(";")).is_ok());
        assert_eq!(format!("{keys:?}"), "Keys(..)");
    }

    #[test]
    fn what_is_wrong_with_keys_is_said_without_them() {
        for (text, told) in [
            (
                "active = 00000000\nindex",
                "a line of the keys is not NAME = VALUE",
            ),
            ("active = 00000000", "the active key is not among the keys"),
            (
                "00000000 = abc=",
                "the key `00000000` is not 32 bytes in base64",
            ),
            (
                "secret = abc=",
                "the name of a key is not eight hexadecimal digits",
            ),
        ] {
            let error = Keys::parse(text).map(drop).unwrap_err();
            assert_eq!(error.to_string(), told);
        }
    }
}
