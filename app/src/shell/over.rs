//! What lies over a page when somebody opens it: a part of its own, since no page begins with it.
//!
//! It is fetched once the page has come to rest, so that the quick log opens without a network, and signing in again
//! after the server was renewed.

#[cfg(feature = "hydrate")]
use std::time::Duration;

use contract::FieldProblem;
use leptos::prelude::*;
use uuid::Uuid;

use super::key_list::KeyList;
use super::session_over::SignInAgain;
use crate::activities::{DayState, Draft, LogDrawer, LogSender, PutOffSheet};
use crate::i18n::use_language;
use crate::t;
use crate::ui::use_toasts;

/// How long after a page has come to life the part is fetched.
#[cfg(feature = "hydrate")]
const PAUSE: Duration = Duration::from_secs(4);

/// What lies over a page.
pub(crate) enum Over {
    /// The quick log, with what it begins with.
    Log {
        sender: LogSender,
        draft: Box<Draft>,
        problems: Vec<FieldProblem>,
    },
    /// Another time for an activity of the day.
    PutOff { state: DayState, id: Uuid },
    /// The list of keys, and what closes it.
    Keys(Callback<()>),
    /// Signing in again, and what is done then.
    SignIn(Callback<()>),
}

/// The part could not be fetched.
struct NotFetched;

#[cfg(feature = "hydrate")]
impl From<leptos::wasm_split::SplitLoaderError> for NotFetched {
    fn from(_: leptos::wasm_split::SplitLoaderError) -> Self {
        Self
    }
}

// Unlike the parts of pages it may fail to come: what is typed in the page below is not lost by that.
#[cfg_attr(
    feature = "hydrate",
    leptos::wasm_split::wasm_split(
        over,
        wasm_split_path = leptos::wasm_split,
        preload(fetch_over),
        fallible
    )
)]
fn drawn(what: Over) -> Result<AnyView, NotFetched> {
    Ok(match what {
        Over::Log {
            sender,
            draft,
            problems,
        } => view! { <LogDrawer sender draft=*draft problems/> }.into_any(),
        Over::PutOff { state, id } => view! { <PutOffSheet state id/> }.into_any(),
        Over::Keys(on_close) => view! { <KeyList on_close/> }.into_any(),
        Over::SignIn(on_done) => view! { <SignInAgain on_done/> }.into_any(),
    })
}

/// Draws it as soon as its part is there.
pub(crate) fn lay_over(what: Over) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    Suspend::new(async move {
        #[cfg(feature = "hydrate")]
        let drawn = drawn(what).await;
        #[cfg(not(feature = "hydrate"))]
        let drawn = drawn(what);
        drawn.unwrap_or_else(|NotFetched| {
            toasts.fail(t!(language, problems.unreached));
            ().into_any()
        })
    })
}

/// Fetches the part when the page has come to rest.
#[cfg(feature = "hydrate")]
pub(super) fn fetch_in_pause() {
    Effect::new(|_| {
        crate::ui::browser::after(PAUSE, || {
            leptos::task::spawn_local(async {
                // What does not come now is fetched when it is opened.
                let _ = fetch_over().await;
            });
        });
    });
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn fetch_in_pause() {}
