//! Password, passkeys, codes and sessions.

use contract::dto::passkeys::OwnPasskeys;
use contract::dto::session::SessionInfo;
use contract::dto::signing::FactorInfo;
use leptos::prelude::*;

use super::codes::Codes;
use super::passkeys::Passkeys;
use super::password::PasswordForm;
use super::sessions::Sessions;

/// The page that keeps an account safe.
#[component]
pub fn SecurityPage(
    sessions: Vec<SessionInfo>,
    codes: FactorInfo,
    passkeys: OwnPasskeys,
) -> impl IntoView {
    let sessions = RwSignal::new(sessions);
    // A new password ended all the others.
    let changed = Callback::new(move |()| {
        sessions.try_update(|sessions| sessions.retain(|session| session.is_current));
    });
    view! {
        <div class="stack">
            <PasswordForm on_changed=changed/>
            <Passkeys own=passkeys/>
            <Codes info=codes/>
            <Sessions sessions/>
        </div>
    }
}
