//! Keeps “3 min ago” counting.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::Clock;

const BEAT: Duration = Duration::from_secs(30);

/// Moves the clock of the page on twice a minute. Not before the page is awake: until then it shows the
/// server's moment, so that both sides draw the same.
pub(super) fn keep(clock: Clock) {
    Effect::new(move |_| {
        clock.set_now(chrono::Utc::now());
        if let Ok(handle) =
            set_interval_with_handle(move || clock.set_now(chrono::Utc::now()), BEAT)
        {
            on_cleanup(move || handle.clear());
        }
    });
}
