//! The value of a sensitive field.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A value of a sensitive field. What leaves the server is its mask alone; what it says, and how it is stored, goes
/// around in the server and is in no serialised form and in no output for developers.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Sealed {
    /// What everybody sees of it, such as `••••1234`. In the log of changes the sealed text stands in its place.
    pub mask: String,
    /// The key that it was sealed with is not there: its id. The value is kept and can be read once the key is back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_key: Option<String>,
    #[serde(skip)]
    plain: Option<Zeroizing<String>>,
    #[serde(skip)]
    stored: String,
    #[serde(skip)]
    blind: Option<String>,
}

impl Sealed {
    /// A value that was opened, or is about to be sealed: then `stored` is empty.
    #[must_use]
    pub fn opened(mask: String, plain: Zeroizing<String>, stored: String) -> Self {
        Self {
            mask,
            plain: Some(plain),
            stored,
            ..Self::default()
        }
    }

    /// A mask alone, or a sealed text that stands in its place.
    #[must_use]
    pub fn shown(mask: String) -> Self {
        Self {
            mask,
            ..Self::default()
        }
    }

    /// A value of which the key is not there.
    #[must_use]
    pub fn locked(key: &str, stored: String) -> Self {
        Self {
            missing_key: Some(key.to_owned()),
            stored,
            ..Self::default()
        }
    }

    /// As it stands in the log of changes.
    #[must_use]
    pub fn logged(&self) -> Self {
        Self::shown(self.stored.clone())
    }

    /// The same with its blind index, by which equal values are found.
    #[must_use]
    pub fn with_blind(mut self, blind: Option<String>) -> Self {
        self.blind = blind;
        self
    }

    /// What it says. `None` in a browser, and where the key is missing.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        self.plain.as_ref().map(|plain| plain.as_str())
    }

    /// As it is stored; empty for what is not sealed yet, and in a browser.
    #[must_use]
    pub fn stored(&self) -> &str {
        &self.stored
    }

    #[must_use]
    pub fn blind(&self) -> Option<&str> {
        self.blind.as_deref()
    }

    /// Whether it is no more than a mask that somebody sends back: it says nothing, and means that the value stays.
    #[must_use]
    pub fn is_echo(&self) -> bool {
        self.plain.is_none() && self.stored.is_empty()
    }
}

impl PartialEq for Sealed {
    /// By what they say where that is known, else by how they are stored, else by what is seen of them.
    fn eq(&self, other: &Self) -> bool {
        match (&self.plain, &other.plain) {
            (Some(mine), Some(theirs)) => mine == theirs,
            _ if !self.stored.is_empty() && !other.stored.is_empty() => self.stored == other.stored,
            _ => self.mask == other.mask && self.missing_key == other.missing_key,
        }
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn opened() -> Sealed {
        let plain = Zeroizing::new("6222021234".to_owned());
        Sealed::opened("••••1234".to_owned(), plain, "v1.k.x".to_owned())
    }

    #[test]
    fn nothing_but_the_mask_leaves_the_server() {
        let value = Value::Sealed(opened());
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(json, r#"{"sealed":{"mask":"••••1234"}}"#);
        assert_eq!(format!("{value:?}"), "Sealed(Sealed(..))");
        let back: Value = serde_json::from_str(&json).unwrap();
        let Value::Sealed(back) = back else {
            panic!("not sealed any more")
        };
        assert!(back.is_echo() && !opened().is_echo());
    }

    #[test]
    fn a_value_is_the_same_by_what_it_says() {
        let value = Value::Sealed(opened());
        assert!(value.same(&"6222021234".into()) && Value::from("6222021234").same(&value));
        assert!(!value.same(&"6222021235".into()));
        assert!(!value.is_empty() && value.text().is_none());
        let log = opened().logged();
        assert_eq!((log.mask.as_str(), log.plain()), ("v1.k.x", None));
    }
}
