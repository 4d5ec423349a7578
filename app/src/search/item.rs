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
    /// Opens a page beside this one.
    NewTab(String),
    /// Opens the quick log.
    Log(Option<About>),
    /// What the key `C` does on the present page.
    Create,
    /// Fetches the present list as a file.
    Export,
    /// Marks a record, or takes the mark from it.
    Star(Hit, bool),
    /// Puts the address of a page where it can be pasted from.
    Copy(String),
    Theme(Theme),
    Language(Language),
    ListKeys,
    SignOut,
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
            Self::Hit(hit) => address(hit, catalogue),
            Self::Command {
                act: Act::Go(address),
                ..
            } => Some(address.clone()),
            Self::Command { .. } => None,
        }
    }
}

/// The page of a record.
pub fn address(hit: &Hit, catalogue: &Catalogue) -> Option<String> {
    let object = catalogue.object(&hit.object)?;
    Some(format!("/{}/{}", object.path, hit.id))
}

/// A line that does something.
pub fn command(icon: &str, text: String, keys: &'static [&'static str], act: Act) -> Item {
    Item::Command {
        icon: icon.to_owned(),
        text,
        keys,
        act,
    }
}
