//! Where batches are passed on, and the latest are kept.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use contract::Refusal;
use tokio::sync::broadcast;
use uuid::Uuid;

use super::batch::Batch;
use super::cursor::Cursor;
use crate::{Crm, Result, log};

/// So many batches are kept for those who come back; they span minutes of busy work.
const MOST_KEPT: usize = 512;
/// So many batches may wait for somebody who is slow to take them.
const MOST_WAITING: usize = 256;
/// Streams of one person: several browsers, and tabs of such that cannot share one.
const MOST_STREAMS: usize = 16;
/// When somebody with too many streams may ask again, in seconds.
const LATER: u32 = 60;

/// What a stream is told next.
#[derive(Clone, Debug)]
pub(super) enum Passed {
    Batch(Arc<Batch>),
    /// The process stops.
    End,
}

/// Passes on what changed, in the order of the log.
#[derive(Debug)]
pub struct Hub {
    sender: broadcast::Sender<Passed>,
    kept: Mutex<Kept>,
    streams: Mutex<HashMap<Uuid, usize>>,
}

#[derive(Debug, Default)]
struct Kept {
    /// Where it stands; `None` until the log is followed.
    cursor: Option<Cursor>,
    /// What was told up to here is forgotten.
    forgotten: Cursor,
    batches: VecDeque<Arc<Batch>>,
}

/// A stream as it begins.
#[derive(Debug)]
pub(super) struct Beginning {
    pub(super) receiver: broadcast::Receiver<Passed>,
    pub(super) cursor: Cursor,
    /// What was missed; `None` when that is not known any more.
    pub(super) missed: Option<VecDeque<Arc<Batch>>>,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            sender: broadcast::Sender::new(MOST_WAITING),
            kept: Mutex::default(),
            streams: Mutex::default(),
        }
    }
}

impl Hub {
    /// Where it stands, to come back to; `None` until the log is followed.
    #[must_use]
    pub fn cursor(&self) -> Option<Cursor> {
        lock(&self.kept).cursor
    }

    /// Ends all streams, since the process stops.
    pub fn close(&self) {
        // Nobody listening is as good.
        let _ = self.sender.send(Passed::End);
    }

    /// From here on it is told what changes.
    pub(super) fn begin(&self, at: log::Cursor) {
        let mut kept = lock(&self.kept);
        let cursor = Cursor::of(at);
        *kept = Kept {
            cursor: Some(cursor),
            forgotten: cursor,
            batches: VecDeque::new(),
        };
    }

    /// Tells everybody, when the log stands at `at`.
    pub(super) fn publish(&self, mut batch: Batch, at: log::Cursor) {
        let mut kept = lock(&self.kept);
        let cursor = kept.cursor.unwrap_or_default().then(at);
        batch.cursor = cursor;
        kept.cursor = Some(cursor);
        let batch = Arc::new(batch);
        kept.batches.push_back(Arc::clone(&batch));
        if kept.batches.len() > MOST_KEPT
            && let Some(old) = kept.batches.pop_front()
        {
            kept.forgotten = old.cursor;
        }
        // Under the lock, so that who begins to listen misses nothing and hears nothing twice.
        let _ = self.sender.send(Passed::Batch(batch));
    }

    /// Begins a stream; `after` is what its browser heard last.
    pub(super) fn listen(&self, after: Option<Cursor>) -> Beginning {
        let kept = lock(&self.kept);
        let cursor = kept.cursor.unwrap_or_default();
        let missed = match after {
            None => Some(VecDeque::new()),
            Some(after) if after < kept.forgotten || after > cursor => None,
            Some(after) => {
                let batches = kept.batches.iter();
                let missed = batches.filter(|batch| batch.cursor > after);
                kept.cursor.map(|_| missed.cloned().collect())
            }
        };
        Beginning {
            receiver: self.sender.subscribe(),
            cursor,
            missed,
        }
    }
}

/// A person's place among the streams, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    crm: Arc<Crm>,
    user: Uuid,
}

impl Seat {
    /// Takes a place.
    ///
    /// # Errors
    /// [`Refusal::TooMany`] when the person has as many as there may be.
    pub(super) fn take(crm: &Arc<Crm>, user: Uuid) -> Result<Self> {
        let mut streams = lock(&crm.live().streams);
        let taken = streams.entry(user).or_default();
        if *taken >= MOST_STREAMS {
            return Err(Refusal::TooMany { seconds: LATER }.into());
        }
        *taken += 1;
        Ok(Self {
            crm: Arc::clone(crm),
            user,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut streams = lock(&self.crm.live().streams);
        if let Some(taken) = streams.get_mut(&self.user) {
            *taken -= 1;
            if *taken == 0 {
                streams.remove(&self.user);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
