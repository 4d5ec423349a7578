//! Password, passkeys, links with providers, codes and sessions.

use leptos::prelude::*;

use super::codes::Codes;
use super::own_links::Links;
use super::part::Safety;
use super::passkeys::Passkeys;
use super::password::PasswordForm;
use super::sessions::Sessions;

/// The page that keeps an account safe.
#[component]
pub fn SecurityPage(safety: Safety) -> impl IntoView {
    let (sessions, codes, passkeys, links, are_passwords_off) = safety;
    let sessions = RwSignal::new(sessions);
    // A new password ended all the others.
    let changed = Callback::new(move |()| {
        sessions.try_update(|sessions| sessions.retain(|session| session.is_current));
    });
    view! {
        <div class="stack">
            {(!are_passwords_off).then(|| view! { <PasswordForm on_changed=changed/> })}
            <Passkeys own=passkeys/>
            <Links own=links/>
            <Codes info=codes/>
            <Sessions sessions/>
        </div>
    }
}
