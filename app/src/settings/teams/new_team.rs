//! A new team, from the list of users.

use leptos::prelude::*;

use super::dialogs::NameField;
use crate::api::teams::add_team;
use crate::i18n::use_language;
use crate::shell::refresh_catalogue;
use crate::t;
use crate::ui::{FormDialog, Sending, use_toasts};

/// Asks for the name of a new team.
#[component]
pub fn NewTeam(on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["name"]);
    let name = RwSignal::new(String::new());
    let refresh = Callback::new(move |()| refresh_catalogue());
    let send = move |()| {
        sending.send(add_team(name.get_untracked()), move |team| {
            let name = team.label.get(language);
            toasts.say(t!(language, settings.team_added, name));
            refresh.run(());
            on_close.run(());
        });
    };
    view! {
        <FormDialog title=t!(language, settings.add_team) act=t!(language, settings.add) sending on_send=send on_close>
            <NameField name sending/>
        </FormDialog>
    }
}
