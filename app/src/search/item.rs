//! A line of the palette.

use contract::dto::activities::About;
use contract::dto::search::Hit;
use contract::dto::session::Theme;
use contract::{Catalogue, Language};

/// What a line of the palette does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// Opens a page.
    Go(String),
    /// Opens the quick log.
    Log(Option<About>),
    Theme(Theme),
    Language(Language),
    ListKeys,
}

/// A line of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Hit(Hit),
    Command {
        icon: String,
        text: String,
        keys: &'static [&'static str],
        act: Act,
    },
}

impl Item {
    /// The page that the line leads to, if it leads to one.
    pub fn address(&self, catalogue: &Catalogue) -> Option<String> {
        match self {
            Self::Hit(hit) => catalogue
                .object(&hit.object)
                .map(|object| format!("/{}/{}", object.path, hit.id)),
            Self::Command {
                act: Act::Go(address),
                ..
            } => Some(address.clone()),
            Self::Command { .. } => None,
        }
    }
}
