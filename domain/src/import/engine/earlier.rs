//! What the records of before an import look like, where it does without the index that tells.
//!
//! Those of its own file are kept in mind anyway ([`Seen`](super::sameness::Seen)). Few were there before; of what others
//! bring meanwhile, who writes the batches is told at each transaction. Who may be the same is found here, and the database
//! says whether they still are.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use crate::access::Write;
use crate::likeness::Key;
use crate::{Desk, Result};

/// The likenesses of other records than those of the import.
#[derive(Debug)]
pub(super) struct Earlier {
    object: String,
    /// `None` since the index is there again: the database is asked from then on.
    known: Mutex<Option<Known>>,
}

#[derive(Debug, Default)]
struct Known {
    records: HashMap<String, HashMap<String, Vec<Uuid>>>,
    /// The number of the last likeness that is known of, or the import's own.
    last: i64,
}

impl Earlier {
    /// Learns of all there are.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn read(desk: &Desk, object: &str) -> Result<Self> {
        let earlier = Self {
            object: object.to_owned(),
            known: Mutex::new(Some(Known::default())),
        };
        let mut write = desk.write().await?;
        earlier.begin(&write).await?;
        earlier.end(&mut write).await?;
        Ok(earlier)
    }

    fn with<T>(&self, deed: impl FnOnce(&mut Known) -> T) -> Option<T> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_mut().map(deed)
    }

    /// Forgets everything: somebody brought the index back, which knows better, and others may bring much.
    pub(super) fn leave(&self) {
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Learns at the begin of a transaction what others brought since the last one.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn begin(&self, write: &Write<'_>) -> Result<()> {
        let Some(last) = self.with(|known| known.last) else {
            return Ok(());
        };
        let new = write.likenesses_after(&self.object, last).await?;
        self.with(|known| {
            for (kind, value, record) in new {
                let of_kind = known.records.entry(kind).or_default();
                of_kind.entry(value).or_default().push(record);
            }
        });
        Ok(())
    }

    /// Learns at the end of a transaction which likenesses were the import's own.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn end(&self, write: &mut Write<'_>) -> Result<()> {
        let last = write.last_likeness().await?;
        self.with(|known| known.last = last);
        Ok(())
    }

    /// The records that had one of some likenesses when they were learnt of; `None` where the database is to be asked.
    pub(super) fn having<'k>(&self, keys: impl Iterator<Item = &'k Key>) -> Option<Vec<Uuid>> {
        let having = |known: &mut Known| -> BTreeSet<Uuid> {
            keys.filter_map(|key| known.records.get(key.kind)?.get(&key.value))
                .flatten()
                .copied()
                .collect()
        };
        self.with(having).map(|ids| ids.into_iter().collect())
    }
}
