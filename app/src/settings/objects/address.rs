//! Where one is among the pages that describe objects.

/// The list of objects; everything else stands below it.
pub(super) const BASE: &str = "/settings/objects";
/// Stands in an address for what is not there yet. No field or rule is called so.
const NEW: &str = "new";

/// What a dialog is open for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    New,
    /// By its key.
    Known(String),
}

/// A place among the pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Objects,
    Fields(String, Option<Opened>),
    Layout(String),
    Rules(String, Option<Opened>),
    /// There is no such page.
    Nowhere,
}

impl Place {
    /// Reads the path of an address.
    pub(super) fn read(path: &str) -> Self {
        let Some(rest) = path.strip_prefix(BASE) else {
            return Self::Nowhere;
        };
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        let Some(object) = parts.next() else {
            return Self::Objects;
        };
        let object = object.to_owned();
        let (view, open) = (parts.next(), parts.next().map(opened));
        match (view, open, parts.next()) {
            (None | Some("fields"), open, None) => Self::Fields(object, open),
            (Some("layout"), None, None) => Self::Layout(object),
            (Some("rules"), open, None) => Self::Rules(object, open),
            _ => Self::Nowhere,
        }
    }

    /// The object that the page is about.
    pub(super) fn object(&self) -> Option<&str> {
        match self {
            Self::Fields(object, _) | Self::Layout(object) | Self::Rules(object, _) => Some(object),
            Self::Objects | Self::Nowhere => None,
        }
    }

    /// What its dialog is open for.
    pub(super) fn opened(&self) -> Option<&Opened> {
        match self {
            Self::Fields(_, opened) | Self::Rules(_, opened) => opened.as_ref(),
            _ => None,
        }
    }

    /// The page as it is without its dialog.
    pub(super) fn closed(&self) -> Self {
        match self {
            Self::Fields(object, _) => Self::Fields(object.clone(), None),
            Self::Rules(object, _) => Self::Rules(object.clone(), None),
            other => other.clone(),
        }
    }

    /// The path that [`Place::read`] reads so.
    pub(super) fn address(&self) -> String {
        let word = |opened: &Opened| match opened {
            Opened::New => NEW.to_owned(),
            Opened::Known(key) => key.clone(),
        };
        match self {
            Self::Objects | Self::Nowhere => BASE.to_owned(),
            Self::Fields(object, None) => format!("{BASE}/{object}"),
            Self::Fields(object, Some(open)) => format!("{BASE}/{object}/fields/{}", word(open)),
            Self::Layout(object) => format!("{BASE}/{object}/layout"),
            Self::Rules(object, None) => format!("{BASE}/{object}/rules"),
            Self::Rules(object, Some(open)) => format!("{BASE}/{object}/rules/{}", word(open)),
        }
    }
}

fn opened(word: &str) -> Opened {
    match word {
        NEW => Opened::New,
        key => Opened::Known(key.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Opened, Place};

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let object = || "account".to_owned();
        for place in [
            Place::Objects,
            Place::Fields(object(), None),
            Place::Fields(object(), Some(Opened::New)),
            Place::Fields(object(), Some(Opened::Known("level".into()))),
            Place::Layout(object()),
            Place::Rules(object(), None),
            Place::Rules(object(), Some(Opened::New)),
        ] {
            assert_eq!(Place::read(&place.address()), place);
        }
        assert_eq!(
            Place::read("/settings/objects/account/nonsense"),
            Place::Nowhere
        );
        assert_eq!(
            Place::read("/settings/objects/account/layout/deeper"),
            Place::Nowhere
        );
    }
}
