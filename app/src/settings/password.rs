//! Changing one's own password.

use contract::Problem;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::password_input::PasswordInput;
use crate::api::session::change_password;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Field, Look, Press, Problems, Sending, Trouble, problem_text, use_toasts};

/// Least length, as the server asks for it too.
const LEAST: u32 = 8;

/// The form. `on_changed` hears of a change, since other sessions end with it.
#[component]
pub fn PasswordForm(on_changed: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, ["current", "new"]);
    let problems = sending.problems;
    let (current, new) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        problems.clear_all();
        if !is_complete(problems, current, new) {
            return;
        }
        let deed = change_password(current.get_untracked(), new.get_untracked());
        sending.send(deed, move |()| {
            current.try_set(String::new());
            new.try_set(String::new());
            toasts.say(t!(language, settings.password_changed));
            on_changed.run(());
        });
    };
    view! {
        <section class="card" aria-labelledby="settings-password">
            <h2 class="card__head" id="settings-password">{t!(language, settings.password)}</h2>
            <form class="card__body stack settings__form" on:submit=send>
                <Field
                    id="settings-current"
                    label=t!(language, settings.current_password)
                    error=problems.at("current")
                    required=true
                >
                    <PasswordInput
                        value=current
                        autocomplete="current-password"
                        on_input=move |()| problems.clear("current")
                    />
                </Field>
                <Field
                    id="settings-new"
                    label=t!(language, settings.new_password)
                    help=t!(language, settings.new_password_hint)
                    error=problems.at("new")
                    required=true
                >
                    <PasswordInput value=new autocomplete="new-password" on_input=move |()| problems.clear("new")/>
                </Field>
                <Trouble of=problems.whole/>
                <div class="flex wrap">
                    <Button label=t!(language, settings.change_password) look=Look::Primary press=Press::Submit busy=sending.is_busy/>
                    <span class="xs faint grow">{t!(language, settings.password_ends)}</span>
                </div>
            </form>
        </section>
    }
}

/// What can be said without asking the server.
fn is_complete(problems: Problems, current: RwSignal<String>, new: RwSignal<String>) -> bool {
    let language = problems.language;
    let is_empty = current.with_untracked(String::is_empty);
    if is_empty {
        problems.put("current", problem_text(language, &Problem::Required));
    }
    let length = new.with_untracked(|new| new.chars().count());
    let is_short = u32::try_from(length).is_ok_and(|length| length < LEAST);
    if is_short {
        problems.put(
            "new",
            problem_text(language, &Problem::TooShort { least: LEAST }),
        );
    }
    !is_empty && !is_short
}
