//! Password, codes and sessions.

use contract::dto::session::SessionInfo;
use contract::dto::signing::FactorInfo;
use leptos::prelude::*;

use super::codes::Codes;
use super::password::PasswordForm;
use super::sessions::Sessions;

/// The page that keeps an account safe.
#[component]
pub fn SecurityPage(sessions: Vec<SessionInfo>, codes: FactorInfo) -> impl IntoView {
    let sessions = RwSignal::new(sessions);
    // A new password ended all the others.
    let changed = Callback::new(move |()| {
        sessions.try_update(|sessions| sessions.retain(|session| session.is_current));
    });
    view! {
        <div class="stack">
            <PasswordForm on_changed=changed/>
            <Codes info=codes/>
            <Sessions sessions/>
        </div>
    }
}
