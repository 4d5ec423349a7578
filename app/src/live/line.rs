//! The line to the server, once in the frame of a signed-in person's pages.

use leptos::prelude::*;

use super::{Heard, use_live};
use crate::shell::catalogue_refresher;

/// Listens for as long as the calling component is drawn.
pub(crate) fn keep_line() {
    let live = use_live();
    let refresh = catalogue_refresher();
    live.hear(move |heard| {
        if matches!(heard, Heard::News(news) if news.described) {
            refresh.run(());
        }
    });
    #[cfg(feature = "hydrate")]
    open(live);
}

#[cfg(feature = "hydrate")]
fn open(live: super::heard::Live) {
    let me = crate::shell::use_me();
    Effect::new(move |_| {
        super::wire::open(live, me.with_untracked(|me| me.id));
        on_cleanup(super::wire::close);
    });
}
