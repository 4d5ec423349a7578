//! A new team, from the list of users.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::teams::add_team;
use crate::i18n::use_language;
use crate::settings::problems::Problems;
use crate::shell::refresh_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextInput,
    use_toasts,
};

/// Asks for the name of a new team.
#[component]
pub fn NewTeam(on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let problems = Problems::new(language);
    let name = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let refresh = Callback::new(move |()| refresh_catalogue());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        problems.clear_all();
        is_busy.set(true);
        spawn_local(async move {
            let answer = add_team(name.get_untracked()).await;
            is_busy.try_set(false);
            match answer {
                Ok(team) => {
                    toasts.say(t!(
                        language,
                        settings.team_added,
                        name = team.label.get(language)
                    ));
                    refresh.run(());
                    on_close.run(());
                }
                Err(failure) => problems.take(&failure, &["name"]),
            }
        });
    };
    let failed = move || {
        problems
            .whole
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <Dialog title=t!(language, settings.add_team) on_close>
            <form on:submit=send>
                <DialogBody>
                    <Field id="team-name" label=t!(language, settings.team_name) error=problems.at("name") required=true>
                        <TextInput value=name max_chars=100 on_input=move |()| problems.clear("name")/>
                    </Field>
                    {failed}
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) on_press=on_close/>
                    <Button label=t!(language, settings.add) look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}
