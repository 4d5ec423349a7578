//! Looking at the product as somebody else: told on every page, above everything, with the way back.

use std::time::Duration;

use contract::dto::session::Simulation;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::simulations::end_simulation;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, Press, browser, failure_text, use_clock, use_toasts};

/// The page to which who looked comes back.
const BACK: &str = "/settings/users";

/// The key under which the pages of one browser tell each other that they belong to somebody else now.
const TURNED: &str = "turned";

/// Has the other pages of this browser loaded anew: they share the session, and with it whose they are.
pub(crate) fn turn_other_pages() {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(TURNED, "");
        let _ = storage.remove_item(TURNED);
    }
}

/// Loads this page anew when another one of this browser says so.
pub(super) fn turn_with_others() {
    Effect::new(move |_| {
        let heard = window_event_listener(leptos::ev::storage, |event| {
            if event.key().as_deref() == Some(TURNED) {
                browser::reload();
            }
        });
        on_cleanup(move || heard.remove());
    });
}

/// The line that says so; nothing where everybody is themselves.
#[component]
pub(super) fn Looking() -> impl IntoView {
    // It begins and ends with a page: whoever looks has it loaded anew.
    let simulation = use_me().with_untracked(|me| me.simulation.clone());
    simulation.map(|simulation| view! { <Line simulation/> })
}

#[component]
fn Line(simulation: Simulation) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let clock = use_clock();
    let is_busy = RwSignal::new(false);
    let until = simulation.until;
    // The server has ended it by then: what is on the screen belongs to somebody else.
    Effect::new(move |_| {
        let left = (until - clock.now()).to_std().unwrap_or(Duration::ZERO);
        let waits = browser::after(left + Duration::from_secs(1), || browser::load(BACK));
        on_cleanup(move || {
            if let Some(waits) = waits {
                waits.clear();
            }
        });
    });
    let end = move |event: SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        spawn_local(async move {
            match end_simulation().await {
                Ok(()) => {
                    turn_other_pages();
                    browser::load(BACK);
                }
                Err(failure) => {
                    is_busy.set(false);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    };
    let name = simulation.user.name;
    let by = simulation.by.name;
    let reason = simulation.reason;
    let time = clock.time(until);
    view! {
        <section class="looking" data-simulation="" aria-label=t!(language, shell.looking)>
            <Icon name="eye"/>
            <p class="looking__text" role="status">
                <strong>{t!(language, shell.looking_as, by, name)}</strong>
                " "
                <span>{t!(language, shell.looking_until, time)}</span>
                " "
                <span class="looking__reason">{t!(language, shell.looking_reason, reason)}</span>
            </p>
            <form method="post" action="/api/end_simulation" on:submit=end>
                <Button label=t!(language, shell.looking_end) press=Press::Submit size=ButtonSize::Small busy=is_busy/>
            </form>
        </section>
    }
}
