//! Roles and teams as options, and a new team.

use contract::objects::USER;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problems::Problems;
use crate::api::users::add_team;
use crate::i18n::use_language;
use crate::shell::{refresh_catalogue, use_catalogue};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, SelectOption,
    TextInput, use_toasts,
};

/// The choices of a field of users, `role` or `team`; grows with the catalogue.
pub(super) fn choices_of(field: &'static str) -> Signal<Vec<SelectOption>> {
    let language = use_language();
    let catalogue = use_catalogue();
    Signal::derive(move || {
        catalogue.with(|catalogue| {
            let field = catalogue.object(USER).and_then(|users| users.field(field));
            let choices = field
                .map(|field| field.choices.as_slice())
                .unwrap_or_default();
            choices
                .iter()
                .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
                .collect()
        })
    })
}

/// The words of a choice, or the key where it has none.
pub(super) fn words_of(choices: Signal<Vec<SelectOption>>, key: &str) -> String {
    choices.with_untracked(|choices| {
        let found = choices.iter().find(|(known, _)| known == key);
        found.map_or_else(|| key.to_owned(), |(_, words)| words.clone())
    })
}

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
