//! What has to be asked again.

use std::collections::{HashMap, HashSet};

use contract::dto::live::{Changed, News};
use uuid::Uuid;

use super::Heard;

/// Who changed something: the user and their name, where it was a person.
pub(crate) type By = (Option<Uuid>, String);

/// Records of one object that have to be asked again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Due {
    /// Shown ones that are others now.
    pub(crate) shown: HashMap<Uuid, By>,
    /// Others that changed: they may belong to what is shown by now.
    pub(crate) others: HashMap<Uuid, By>,
    /// Those of `others` that were made or brought back just now.
    pub(crate) made: HashSet<Uuid>,
    /// All that is shown, since it is not known what changed.
    pub(crate) all: bool,
}

impl Due {
    pub(crate) fn is_empty(&self) -> bool {
        !self.all && self.shown.is_empty() && self.others.is_empty()
    }

    /// Takes in what was heard of an object. `shown` tells the version that is shown of a record.
    pub(super) fn hear(
        &mut self,
        object: &str,
        heard: &Heard,
        shown: impl Fn(Uuid) -> Option<i32>,
    ) {
        match heard {
            Heard::Again => self.all = true,
            Heard::News(news) => self.hear_news(object, news, shown),
        }
    }

    fn hear_news(&mut self, object: &str, news: &News, shown: impl Fn(Uuid) -> Option<i32>) {
        self.all |= news.stirred.iter().any(|stirred| stirred == object);
        for changed in &news.changed {
            if changed.object != object {
                continue;
            }
            let by = || (changed.by, changed.name.clone());
            match shown(changed.id) {
                Some(version) if is_unknown(changed, version) => {
                    self.shown.insert(changed.id, by());
                }
                None if changed.version > 0 => {
                    self.others.insert(changed.id, by());
                    if changed.is_new {
                        self.made.insert(changed.id);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes in what was due before and could not be asked.
    pub(super) fn join(&mut self, other: Self) {
        self.shown.extend(other.shown);
        self.others.extend(other.others);
        self.made.extend(other.made);
        self.all |= other.all;
    }

    /// What is known to have changed.
    pub(crate) fn changed(&self) -> Vec<Uuid> {
        let changed = self.shown.keys().chain(self.others.keys());
        changed.copied().collect()
    }

    /// The ids to ask for, given those that are shown.
    pub(crate) fn ids(&self, shown: impl IntoIterator<Item = Uuid>) -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = self.others.keys().copied().collect();
        match self.all {
            true => ids.extend(shown),
            false => ids.extend(self.shown.keys()),
        }
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// Whether a change is news to who shows a version: one's own is not.
fn is_unknown(changed: &Changed, shown: i32) -> bool {
    changed.is_touched || changed.version > shown
}
