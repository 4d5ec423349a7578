//! When what is shown is asked again.

use std::time::Duration;

use chrono::Utc;
use contract::query::MOST_ROWS;
use contract::{ListQuery, Record};
use leptos::prelude::*;
use uuid::Uuid;

use super::{Due, Heard, use_live};
use crate::api::records::some;
use crate::api::{Answer, Failure};
use crate::ui::unsaved::is_sending;

/// What is heard within so long is asked for together.
const GATHERING: Duration = Duration::from_millis(120);
/// While a card is dragged or a change is on its way, it is looked so often whether that is over.
const BUSY: Duration = Duration::from_millis(300);
/// How long it rests after a question that did not arrive.
const REST: Duration = Duration::from_secs(5);
/// How often everything is asked again while much changes, in milliseconds.
const ALL_AGAIN: i64 = 4_000;
/// The same where everything is one record.
const ONE_AGAIN: i64 = 500;

/// Watches what is shown of one object.
#[derive(Clone, Copy)]
pub(crate) struct Watch {
    object: StoredValue<String>,
    /// The ids and versions that are shown.
    shown: Callback<(), Vec<(Uuid, i32)>>,
    /// Whether nothing may change on the screen right now.
    waits: Callback<(), bool>,
    /// Asks for what is due.
    asks: Callback<Due>,
    gathered: StoredValue<Gathered>,
}

#[derive(Clone, Debug, Default)]
struct Gathered {
    due: Due,
    is_waiting: bool,
    /// When everything was asked again, in milliseconds.
    all_at: i64,
}

impl Watch {
    /// Watches the records of an object, as long as the calling component is drawn. Nothing is asked before `asks` is
    /// set.
    pub(crate) fn over(
        object: &str,
        shown: impl Fn() -> Vec<(Uuid, i32)> + Send + Sync + 'static,
        waits: impl Fn() -> bool + Send + Sync + 'static,
        asks: impl Fn(Self, Due) + Send + Sync + 'static,
    ) -> Self {
        let itself = StoredValue::new(None::<Self>);
        let watch = Self {
            object: StoredValue::new(object.to_owned()),
            shown: Callback::new(move |()| shown()),
            waits: Callback::new(move |()| waits()),
            asks: Callback::new(move |due| {
                if let Some(Some(watch)) = itself.try_get_value() {
                    asks(watch, due);
                }
            }),
            gathered: StoredValue::default(),
        };
        itself.set_value(Some(watch));
        use_live().hear(move |heard| watch.take(&heard));
        watch
    }

    fn take(self, heard: &Heard) {
        let shown = self.shown.run(());
        let version = |id| {
            let found = shown.iter().find(|(shown, _)| *shown == id);
            found.map(|(_, version)| *version)
        };
        let is_due = self.gathered.try_update_value(|gathered| {
            self.object
                .with_value(|object| gathered.due.hear(object, heard, version));
            !gathered.due.is_empty()
        });
        if is_due == Some(true) {
            self.soon(GATHERING);
        }
    }

    /// What could not be asked now is asked later.
    pub(crate) fn later(self, due: Due) {
        self.put_back(due, REST);
    }

    /// What may not be drawn yet is asked again in a moment.
    pub(crate) fn in_a_moment(self, due: Due) {
        self.put_back(due, BUSY * 4);
    }

    fn put_back(self, due: Due, wait: Duration) {
        if !due.is_empty()
            && self
                .gathered
                .try_update_value(|gathered| gathered.due.join(due))
                .is_some()
        {
            self.soon(wait);
        }
    }

    fn soon(self, wait: Duration) {
        let was_waiting = self
            .gathered
            .try_update_value(|gathered| std::mem::replace(&mut gathered.is_waiting, true));
        if was_waiting == Some(false) {
            set_timeout(move || self.look(), wait);
        }
    }

    fn look(self) {
        let now = Utc::now().timestamp_millis();
        let waits = is_sending() || untrack(|| self.waits.try_run(()).unwrap_or(true));
        let shown = untrack(|| self.shown.try_run(()).map_or(0, |shown| shown.len()));
        let rest = if shown > 1 { ALL_AGAIN } else { ONE_AGAIN };
        let due = self.gathered.try_update_value(|gathered| {
            gathered.is_waiting = false;
            if waits {
                return Err(BUSY);
            }
            let early = gathered.all_at + rest - now;
            if gathered.due.all && early > 0 {
                return Err(Duration::from_millis(early.unsigned_abs()));
            }
            if gathered.due.all {
                gathered.all_at = now;
            }
            Ok(std::mem::take(&mut gathered.due))
        });
        match due {
            Some(Ok(due)) if !due.is_empty() => {
                untrack(|| self.asks.try_run(due));
            }
            Some(Err(wait)) => self.soon(wait),
            // Left meanwhile, or there is nothing to ask.
            _ => {}
        }
    }
}

/// Those of some records that belong to a list, as it shows them.
///
/// # Errors
/// As any question to the server.
pub(crate) async fn ask(query: &ListQuery, ids: &[Uuid]) -> Answer<Vec<Record>> {
    let mut found = Vec::new();
    for ids in ids.chunks(MOST_ROWS as usize) {
        found.extend(some(query.clone(), ids.to_vec()).await?);
    }
    Ok(found)
}

/// Whether a question that failed is worth asking again.
pub(crate) fn may_ask_again(failure: &Failure) -> bool {
    matches!(failure, Failure::Unreached)
}
