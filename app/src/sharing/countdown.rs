//! How long a grant still lives.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Tag, TagLook, use_clock};

/// How often it counts.
const BEAT: Duration = Duration::from_secs(1);
/// Where the clock of the browser is fast, the grant may still live when it says that it ended: it is looked so often
/// whether it did, and so many seconds apart.
const LOOKS: i64 = 5;
const APART: i64 = 2;

/// The time that is left, second by second; `on_over` is called when there is none.
#[component]
pub fn Countdown(
    until: DateTime<Utc>,
    #[prop(into, optional)] on_over: Option<Callback<()>>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let now = RwSignal::new(untrack(|| clock.now()));
    let looked = StoredValue::new(0_i64);
    let beat = move || {
        let present = Utc::now();
        now.try_set(present);
        let over = (present - until).num_seconds();
        let looks = looked.try_get_value().unwrap_or(LOOKS);
        if present > until && looks < LOOKS && over >= looks * APART {
            looked.try_set_value(looks + 1);
            if let Some(on_over) = on_over {
                on_over.try_run(());
            }
        }
    };
    Effect::new(move |_| {
        beat();
        if let Ok(handle) = set_interval_with_handle(beat, BEAT) {
            on_cleanup(move || handle.clear());
        }
    });
    let label = Signal::derive(move || left(language, until - now.get()));
    view! {
        <span class="sharing__left" title=move || clock.exact(until)>
            <Tag label look=TagLook::Warn icon="clock"/>
        </span>
    }
}

/// The two largest parts of the time that is left, in words.
fn left(language: Language, rest: TimeDelta) -> String {
    let (days, hours) = (rest.num_days(), rest.num_hours() % 24);
    let (minutes, seconds) = (rest.num_minutes() % 60, rest.num_seconds() % 60);
    if rest <= TimeDelta::zero() {
        t!(language, sharing.over).to_owned()
    } else if days > 0 {
        t!(language, sharing.left_days, days, hours)
    } else if hours > 0 {
        t!(language, sharing.left_hours, hours, minutes)
    } else if minutes > 0 {
        t!(language, sharing.left_minutes, minutes, seconds)
    } else {
        t!(language, sharing.left_seconds, seconds)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::left;
    use crate::i18n::Language;

    #[test]
    fn what_is_left_is_said_in_its_two_largest_parts() {
        for (seconds, words) in [
            (0, "Over"),
            (59, "59 s left"),
            (130, "2 min 10 s left"),
            (3_720, "1 h 2 min left"),
            (187_200, "2 d 4 h left"),
        ] {
            let said = left(Language::English, TimeDelta::seconds(seconds));
            assert_eq!(said, words);
        }
    }
}
