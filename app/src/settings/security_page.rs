//! Password and sessions.

use contract::dto::session::SessionInfo;
use leptos::prelude::*;

use super::password::PasswordForm;
use super::sessions::Sessions;

/// The page that keeps an account safe.
#[component]
pub fn SecurityPage(sessions: Vec<SessionInfo>) -> impl IntoView {
    let sessions = RwSignal::new(sessions);
    // A new password ended all the others.
    let changed = Callback::new(move |()| {
        sessions.try_update(|sessions| sessions.retain(|session| session.is_current));
    });
    view! {
        <div class="stack">
            <PasswordForm on_changed=changed/>
            <Sessions sessions/>
        </div>
    }
}
