//! The merged description of all objects, as one person sees it.

use serde::{Deserialize, Serialize};

use crate::{Action, ObjectDef, Reach};

/// How far somebody's rights reach on one object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRights {
    pub object: String,
    pub reaches: Vec<(Action, Reach)>,
    /// Sensitive fields of which the asker is shown no more than the mask.
    #[serde(default)]
    pub masked: Vec<String>,
}

/// All objects with what the asker may do with them. Objects of which nothing may be seen are absent.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    pub objects: Vec<ObjectDef>,
    #[serde(default)]
    pub rights: Vec<ObjectRights>,
}

impl Catalogue {
    /// The object of that key.
    #[must_use]
    pub fn object(&self, key: &str) -> Option<&ObjectDef> {
        self.objects.iter().find(|object| object.key == key)
    }

    /// The object listed under that address.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&ObjectDef> {
        self.objects.iter().find(|object| object.path == path)
    }

    /// How far one right of the asker reaches on one object.
    #[must_use]
    pub fn reach(&self, object: &str, action: Action) -> Reach {
        self.rights
            .iter()
            .find(|rights| rights.object == object)
            .and_then(|rights| rights.reaches.iter().find(|(a, _)| *a == action))
            .map_or(Reach::None, |(_, reach)| *reach)
    }

    /// Whether the asker is never shown more than the mask of a field.
    #[must_use]
    pub fn is_masked(&self, object: &str, field: &str) -> bool {
        let rights = self.rights.iter().find(|rights| rights.object == object);
        rights.is_some_and(|rights| rights.masked.iter().any(|key| key == field))
    }

    /// Whether the asker may do it at all.
    #[must_use]
    pub fn may(&self, object: &str, action: Action) -> bool {
        self.reach(object, action) > Reach::None
    }
}
