//! What pages listen to.

use std::collections::VecDeque;
use std::sync::Arc;

use chrono::Utc;
use contract::dto::live::News;
use leptos::prelude::*;

/// Whoever begins to listen hears what was told so long before, in milliseconds: its own question to the server may
/// have been answered just before that.
const ECHO: i64 = 3_000;

/// What was heard.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(any(feature = "hydrate", test)),
    expect(dead_code, reason = "on the server nothing is ever heard")
)]
pub(crate) enum Heard {
    News(Arc<News>),
    /// Something was missed: everything shown is to be asked again.
    Again,
}

impl Heard {
    /// Whether everything shown is to be asked again.
    pub(crate) fn is_again(&self) -> bool {
        matches!(self, Self::Again)
    }
}

/// What colleagues change, for those who show it. In every page, also where nothing is ever heard.
#[derive(Clone, Copy)]
pub(crate) struct Live {
    listeners: StoredValue<Vec<(u64, Callback<Heard>)>>,
    count: StoredValue<u64>,
    recent: StoredValue<VecDeque<(i64, Heard)>>,
    /// Where the log stood when the page was made.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server nobody listens")
    )]
    place: StoredValue<String>,
}

/// Lets the pages listen. `place` is where the log stood before their first questions were asked.
pub(crate) fn provide(place: &str) {
    provide_context(Live {
        listeners: StoredValue::default(),
        count: StoredValue::default(),
        recent: StoredValue::default(),
        place: StoredValue::new(place.to_owned()),
    });
}

pub(crate) fn use_live() -> Live {
    expect_context()
}

impl Live {
    /// Calls back with everything that is heard, as long as the calling component is drawn.
    pub(crate) fn hear(self, call: impl Fn(Heard) + Send + Sync + 'static) {
        let call = Callback::new(call);
        // An effect runs in the browser only, where there is something to hear.
        Effect::new(move |_| {
            let key = self.add(call);
            on_cleanup(move || self.remove(key));
            untrack(|| self.echo(call));
        });
    }

    /// Tells everybody who listens.
    #[cfg_attr(
        not(feature = "hydrate"),
        expect(dead_code, reason = "on the server there is nobody to tell")
    )]
    pub(crate) fn tell(self, heard: Heard) {
        let now = Utc::now().timestamp_millis();
        self.recent.try_update_value(|recent| {
            recent.retain(|(at, _)| now - at < ECHO);
            recent.push_back((now, heard.clone()));
        });
        // Taken out first: who is told may begin or cease to listen.
        let listeners = self.listeners.try_get_value().unwrap_or_default();
        for (_, call) in listeners {
            untrack(|| call.try_run(heard.clone()));
        }
    }

    /// Where the log stood when the page was made; empty where that is not known.
    #[cfg(feature = "hydrate")]
    pub(crate) fn place(self) -> String {
        self.place.get_value()
    }

    fn add(self, call: Callback<Heard>) -> u64 {
        let key = self.count.get_value();
        self.count.set_value(key + 1);
        self.listeners
            .update_value(|listeners| listeners.push((key, call)));
        key
    }

    fn remove(self, key: u64) {
        self.listeners
            .try_update_value(|listeners| listeners.retain(|(other, _)| *other != key));
    }

    fn echo(self, call: Callback<Heard>) {
        let now = Utc::now().timestamp_millis();
        for (at, heard) in self.recent.get_value() {
            if now - at < ECHO {
                call.run(heard);
            }
        }
    }
}
