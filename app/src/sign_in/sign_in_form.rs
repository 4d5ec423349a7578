//! E-mail, password, and what was wrong with them.

use std::time::Duration;

use contract::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::error::ServerFnUrlError;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use crate::api::Failure;
use crate::api::session::sign_in;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Button, ButtonSize, Field, IconButton, Look, Press, TextInput, TextKind, failure_text,
};

/// What keeps somebody from signing in.
#[derive(Clone, Copy)]
struct Trouble {
    failure: RwSignal<Option<Failure>>,
    /// Seconds to wait after too many tries.
    wait: RwSignal<u32>,
}

/// The form. With scripts it stays and says at its fields what was wrong; without, the server sends the
/// page again with the reason in its address.
#[component]
pub fn SignInForm() -> impl IntoView {
    let language = use_language();
    let query = use_query_map();
    let next = query.read_untracked().get("next").unwrap_or_default();
    let trouble = Trouble::new(query.read_untracked().get("__err"));
    let email = RwSignal::new(String::new());
    let password = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let submit = {
        let next = next.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if is_busy.get_untracked() || trouble.wait.get_untracked() > 0 {
                return;
            }
            is_busy.set(true);
            let next = next.clone();
            spawn_local(async move {
                // When it succeeds the new page is on its way, and the button stays busy until then.
                if let Err(failure) =
                    sign_in(email.get_untracked(), password.get_untracked(), next).await
                {
                    is_busy.set(false);
                    trouble.met(failure);
                }
            });
        }
    };
    let error = move || trouble.words(language);
    let wait = move || trouble.wait.get() > 0;
    view! {
        <form class="stack auth__fields" method="post" action="/api/sign_in" on:submit=submit>
            <input type="hidden" name="next" value=next/>
            <Field id="email" label=t!(language, sign_in.email)>
                <TextInput
                    value=email
                    name="email"
                    kind=TextKind::Email
                    autocomplete="username"
                    class="input--lg"
                    autofocus=true
                    on_input=move |()| trouble.forget()
                />
            </Field>
            <Field id="password" label=t!(language, sign_in.password) error>
                <PasswordInput password on_input=move |()| trouble.forget()/>
            </Field>
            <Button label=t!(language, sign_in.submit) look=Look::Primary size=ButtonSize::Block press=Press::Submit busy=is_busy disabled=wait/>
            <p class="xs faint">{t!(language, sign_in.forgotten)}</p>
        </form>
    }
}

/// A password that can be looked at.
#[component]
fn PasswordInput(
    password: RwSignal<String>,
    #[prop(into)] on_input: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let is_shown = RwSignal::new(false);
    let input = NodeRef::<leptos::html::Input>::new();
    let label = move || match is_shown.get() {
        true => t!(language, sign_in.hide_password).to_owned(),
        false => t!(language, sign_in.show_password).to_owned(),
    };
    let icon = move || {
        if is_shown.get() {
            "eyeoff".to_owned()
        } else {
            "eye".to_owned()
        }
    };
    let toggle = move |()| {
        is_shown.update(|shown| *shown = !*shown);
        if let Some(input) = input.get_untracked() {
            input.set_type(if is_shown.get_untracked() {
                "text"
            } else {
                "password"
            });
        }
    };
    view! {
        <TextInput
            value=password
            name="password"
            kind=TextKind::Password
            autocomplete="current-password"
            class="input--lg"
            node_ref=input
            on_input
        >
            <IconButton label icon on_press=toggle/>
        </TextInput>
    }
}

impl Trouble {
    fn new(written: Option<String>) -> Self {
        let failure = written.map(|written| ServerFnUrlError::<Failure>::decode_err(&written));
        let trouble = Self {
            failure: RwSignal::new(failure.clone()),
            wait: RwSignal::new(seconds(failure.as_ref())),
        };
        trouble.count_down();
        trouble
    }

    fn met(self, failure: Failure) {
        self.wait.set(seconds(Some(&failure)));
        self.failure.set(Some(failure));
    }

    /// Too many tries are not forgotten by typing.
    fn forget(self) {
        if self.wait.get_untracked() == 0 && self.failure.with_untracked(Option::is_some) {
            self.failure.set(None);
        }
    }

    fn words(self, language: contract::Language) -> Option<String> {
        match (self.failure.get()?, self.wait.get()) {
            (Failure::Refused(Refusal::TooMany { .. }), 0) => None,
            (Failure::Refused(Refusal::TooMany { .. }), seconds) => Some(failure_text(
                language,
                &Failure::Refused(Refusal::TooMany { seconds }),
            )),
            (failure, _) => Some(failure_text(language, &failure)),
        }
    }

    fn count_down(self) {
        Effect::new(move |_| {
            let tick = move || {
                self.wait.try_update(|wait| *wait = wait.saturating_sub(1));
            };
            if self
                .failure
                .get()
                .is_some_and(|failure| seconds(Some(&failure)) > 0)
                && let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(1))
            {
                on_cleanup(move || handle.clear());
            }
        });
    }
}

fn seconds(failure: Option<&Failure>) -> u32 {
    match failure {
        Some(Failure::Refused(Refusal::TooMany { seconds })) => *seconds,
        _ => 0,
    }
}
