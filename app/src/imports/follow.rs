//! Asks how far something is that the server works on, less and less often, until it rests.

use std::time::Duration;

use contract::Refusal;
use contract::dto::import_sets::ImportSet;
use contract::dto::imports::{ImportState, ImportStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::import_sets::import_set;
use crate::api::imports::import_status;
use crate::api::{Answer, Failure};

const FIRST_WAIT: Duration = Duration::from_millis(300);
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// What the server works on while somebody looks on.
pub trait Followed: Clone + PartialEq + Send + Sync + 'static {
    fn id(&self) -> Uuid;
    fn state(&self) -> ImportState;
    /// How it stands.
    fn ask(id: Uuid) -> impl Future<Output = Answer<Self>> + 'static;
}

impl Followed for ImportStatus {
    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> ImportState {
        self.state
    }

    fn ask(id: Uuid) -> impl Future<Output = Answer<Self>> + 'static {
        import_status(id)
    }
}

impl Followed for ImportSet {
    fn id(&self) -> Uuid {
        self.id
    }

    fn state(&self) -> ImportState {
        self.state
    }

    fn ask(id: Uuid) -> impl Future<Output = Answer<Self>> + 'static {
        import_set(id)
    }
}

/// One import, followed.
pub type Follower = Following<ImportStatus>;

/// An import or a set as it is now.
pub struct Following<T: Followed> {
    pub(super) status: RwSignal<T>,
    /// The server is not reached at present; the questions go on.
    pub(super) is_lost: RwSignal<bool>,
    /// The server refused to tell.
    pub(super) refusal: RwSignal<Option<Refusal>>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

impl<T: Followed> Clone for Following<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Followed> Copy for Following<T> {}

impl<T: Followed> Following<T> {
    /// Begins with what is known. Nothing is asked before [`Following::follow`].
    pub(super) fn of(status: T) -> Self {
        let follower = Self {
            status: RwSignal::new(status),
            is_lost: RwSignal::new(false),
            refusal: RwSignal::new(None),
            waiting: StoredValue::new(None),
        };
        on_cleanup(move || {
            if let Some(handle) = follower.waiting.try_get_value().flatten() {
                handle.clear();
            }
        });
        follower
    }

    /// Asks until it rests. Only in a browser.
    pub(super) fn follow(self) {
        let now = |status: &T| (status.id(), status.state());
        let Some((id, state)) = self.status.try_with_untracked(now) else {
            return;
        };
        if state.is_moving() {
            self.ask_after(id, FIRST_WAIT);
        }
    }

    /// Takes what a deed answered and follows on from there.
    pub(super) fn set(self, status: T) {
        self.status.set(status);
        self.follow();
    }

    fn ask_after(self, id: Uuid, wait: Duration) {
        let asked = set_timeout_with_handle(
            move || spawn_local(async move { self.ask(id, wait).await }),
            wait,
        );
        // After the page is left there is nothing to keep the answer in.
        if self.waiting.try_get_value().is_some() {
            self.waiting.set_value(asked.ok());
        }
    }

    async fn ask(self, id: Uuid, wait: Duration) {
        let answer = T::ask(id).await;
        let Some(before) = self.status.try_get_untracked() else {
            return;
        };
        let longer = (wait * 3 / 2).min(LONGEST_WAIT);
        match answer {
            Ok(now) => {
                self.is_lost.set(false);
                let is_moving = now.state().is_moving();
                if now != before {
                    self.status.set(now);
                }
                if is_moving {
                    self.ask_after(id, longer);
                }
            }
            Err(Failure::Unreached) => {
                self.is_lost.set(true);
                self.ask_after(id, longer);
            }
            Err(Failure::Refused(refusal)) => self.refusal.set(Some(refusal)),
        }
    }
}
