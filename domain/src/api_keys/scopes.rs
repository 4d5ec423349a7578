//! What a key lets through of what its user may do.

use contract::objects::USER;
use contract::{Action, ObjectDef};

use crate::catalogue::Descriptions;

/// The word that stands for every object, those to come included.
const ALL: &str = "records";

/// How much may be done with the records of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Depth {
    Read,
    /// Includes reading.
    Write,
}

impl Depth {
    fn of(word: &str) -> Option<Self> {
        match word {
            "read" => Some(Self::Read),
            "write" => Some(Self::Write),
            _ => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// What a key lets through: for all objects or for one, to read or to write. It never adds to what its user may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes(Vec<(String, Depth)>);

impl Scopes {
    /// Reads words such as `records:read` and `accounts:write`, which name an object by its path or its key;
    /// answers the first word that means nothing.
    ///
    /// # Errors
    /// The word.
    pub fn parse<'w>(words: &'w [String], descriptions: &Descriptions) -> Result<Self, &'w str> {
        let scope = |word: &'w String| {
            let (object, depth) = word.trim().split_once(':').ok_or(word.as_str())?;
            let depth = Depth::of(depth).ok_or(word.as_str())?;
            let is_meant =
                |known: &&std::sync::Arc<ObjectDef>| known.path == object || known.key == object;
            let named = descriptions.all().iter().find(is_meant);
            match named {
                _ if object == ALL => Ok((ALL.to_owned(), depth)),
                Some(known) => Ok((known.key.clone(), depth)),
                None => Err(word.as_str()),
            }
        };
        words.iter().map(scope).collect::<Result<_, _>>().map(Self)
    }

    /// Reads what [`Scopes::stored`] wrote.
    #[must_use]
    pub(super) fn from_stored(text: &str) -> Self {
        let scope = |word: &str| {
            let (object, depth) = word.split_once(':')?;
            Some((object.to_owned(), Depth::of(depth)?))
        };
        Self(text.split(' ').filter_map(scope).collect())
    }

    /// As it stands in the database: objects by their keys, which never change.
    #[must_use]
    pub(super) fn stored(&self) -> String {
        let words = self
            .0
            .iter()
            .map(|(object, depth)| format!("{object}:{}", depth.word()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// As people and programs read it: objects by their paths.
    #[must_use]
    pub fn words(&self, descriptions: &Descriptions) -> Vec<String> {
        let word = |(object, depth): &(String, Depth)| {
            let path = descriptions.object(object).map(|known| known.path.clone());
            format!("{}:{}", path.as_deref().unwrap_or(object), depth.word())
        };
        self.0.iter().map(word).collect()
    }

    /// Whether an action on the records of an object gets through. No key makes or changes users.
    #[must_use]
    pub fn lets(&self, object: &str, action: Action) -> bool {
        let needed = match action {
            Action::See | Action::Export => Depth::Read,
            // Whoever finds a key must not be able to let themselves in by another door.
            _ if object == USER => return false,
            _ => Depth::Write,
        };
        self.0
            .iter()
            .any(|(named, depth)| (named == ALL || named == object) && *depth >= needed)
    }
}
