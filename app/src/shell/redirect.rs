//! What happens when a server function sends people elsewhere.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::ui::browser;

/// Set while somebody signs in again over a page that must stay.
static STAYS: AtomicBool = AtomicBool::new(false);

/// Loads the new page as a whole: who signs in or out sees other objects and another language, which the
/// server writes into the page. Comes before the router sets its own way.
pub(super) fn by_loading() {
    // Refused where it is set already, as on the server's second request.
    let _ = leptos::server_fn::redirect::set_redirect_hook(|address| {
        if !STAYS.load(Ordering::Relaxed) {
            browser::load(address);
        }
    });
}

/// Keeps the present page, whatever a server function says.
pub(super) fn stay(stays: bool) {
    STAYS.store(stays, Ordering::Relaxed);
}
