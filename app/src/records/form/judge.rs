//! Who looks at a record and when: what the conditions of a layout look at beside the record.

use contract::query::Asker;
use leptos::prelude::*;
use uuid::Uuid;

use crate::shell::use_me;
use crate::ui::{Clock, use_clock};

/// For whom and in which zone conditions are judged.
#[derive(Clone)]
pub(crate) struct Judge {
    /// Keys of the roles of the person.
    pub(crate) roles: Vec<String>,
    me: Uuid,
    clock: Clock,
}

impl Judge {
    pub(super) fn new(roles: Vec<String>, me: Uuid, clock: Clock) -> Self {
        Self { roles, me, clock }
    }

    /// Asks on behalf of the person, now. Time that passes while a page is open changes nothing by itself.
    pub(crate) fn ask<T>(&self, question: impl FnOnce(&Asker<'_>) -> T) -> T {
        let clock = self.clock;
        let team = [self.me];
        question(&Asker {
            me: Some(self.me),
            team: &team,
            now: untrack(|| clock.now()),
            day_of: &|at| clock.local(at).date(),
        })
    }
}

/// The person who is signed in.
pub(crate) fn use_judge() -> Judge {
    let clock = use_clock();
    use_me().with_untracked(|me| Judge::new(me.roles.clone(), me.id, clock))
}
