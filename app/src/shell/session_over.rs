//! A session that ends in the middle: signing in again over the page, which keeps what was typed.

use std::cell::RefCell;

use contract::dto::signing::Stage;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::over::{Over, lay_over};
use super::redirect;
use crate::api::factors::{sign_in_code, sign_in_stage};
use crate::api::session::{sign_in, visitor};
use crate::i18n::use_language;
use crate::shell::{are_passwords_off, use_me};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextInput,
    TextKind, browser, failure_text, use_toasts,
};

thread_local! {
    static LISTENER: RefCell<Option<Callback<()>>> = const { RefCell::new(None) };
}

/// Called for every answer that says that nobody is signed in.
pub(crate) fn session_is_over() {
    if let Some(listener) = LISTENER.with_borrow(|listener| *listener) {
        listener.try_run(());
    }
}

/// Shows sign-in over the page when the session has ended.
#[component]
pub(super) fn SessionOver() -> impl IntoView {
    let is_over = RwSignal::new(false);
    Effect::new(move |_| {
        LISTENER.with_borrow_mut(|listener| {
            *listener = Some(Callback::new(move |()| is_over.set(true)))
        });
    });
    move || {
        is_over
            .get()
            .then(|| lay_over(Over::SignIn(Callback::new(move |()| is_over.set(false)))))
    }
}

/// How far somebody came.
enum Came {
    In(Uuid),
    AsFarAsCodes,
    /// Only a passkey is missing, and the door asks for one.
    AsFarAsKeys,
    Nowhere,
}

async fn who_came_in() -> Came {
    let me = visitor().await.ok().and_then(|visitor| visitor.me);
    match me {
        Some(me) => Came::In(me.id),
        None => match sign_in_stage().await {
            Ok(Stage::Code(proof)) if proof.by_code => Came::AsFarAsCodes,
            Ok(Stage::Code(_)) => Came::AsFarAsKeys,
            _ => Came::Nowhere,
        },
    }
}

/// Signing in again over the page.
#[component]
pub(super) fn SignInAgain(on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let me = use_me();
    let password = RwSignal::new(String::new());
    // The password was right, and a code is missing.
    let wants_code = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let are_off = are_passwords_off();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_busy.set(true);
        spawn_local(async move {
            let (email, id) = me.with_untracked(|me| (me.email.clone(), me.id));
            redirect::stay(true);
            let typed = password.get_untracked();
            let answer = match wants_code.get_untracked() {
                // They sign in by something else, in another tab.
                false if are_off.get_untracked() => Ok(()),
                true => sign_in_code(typed, String::new()).await.map(drop),
                false => sign_in(email, typed, String::new()).await,
            };
            redirect::stay(false);
            is_busy.set(false);
            match answer {
                Err(failure) => error.set(Some(failure_text(language, &failure))),
                Ok(()) => match who_came_in().await {
                    Came::In(found) if found == id => {
                        on_done.run(());
                        toasts.say(t!(language, sign_in.again_done));
                    }
                    Came::AsFarAsCodes => {
                        password.set(String::new());
                        wants_code.set(true);
                    }
                    Came::AsFarAsKeys => browser::load("/sign-in/code"),
                    Came::Nowhere if are_off.get_untracked() => {
                        error.set(Some(t!(language, sign_in.again_not_yet).to_owned()));
                    }
                    Came::In(_) | Came::Nowhere => browser::load("/"),
                },
            }
        });
    };
    let label = Signal::derive(move || match wants_code.get() {
        true => t!(language, sign_in.code).to_owned(),
        false => t!(language, sign_in.password).to_owned(),
    });
    let typed = move || {
        view! {
            <Field id="again-password" label=label error>
                <TextInput
                    value=password
                    kind=TextKind::Password
                    autocomplete="current-password"
                    autofocus=true
                    on_input=move |()| error.set(None)
                />
            </Field>
        }
    };
    let secret = move || match are_off.get() && !wants_code.get() {
        false => typed().into_any(),
        true => view! { <Elsewhere error/> }.into_any(),
    };
    view! {
        <Dialog title=t!(language, sign_in.again) on_close=on_done>
            <form on:submit=submit>
                <DialogBody>
                    <p class="sm muted">{t!(language, sign_in.again_text)}</p>
                    <p class="sm strong">{move || me.with(|me| me.email.clone())}</p>
                    {secret}
                </DialogBody>
                <DialogFoot>
                    <a class="btn btn--ghost" href="/sign-in" rel="external">{t!(language, sign_in.somebody_else)}</a>
                    <Button label=t!(language, sign_in.submit) look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// Where passwords are switched off one signs in in another tab, and this page keeps what was typed.
#[component]
fn Elsewhere(error: RwSignal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let told = move || {
        error
            .get()
            .map(|text| view! { <Banner look=BannerLook::Warn text/> })
    };
    view! {
        <p class="sm muted">{t!(language, sign_in.again_elsewhere)}</p>
        {told}
        <a class="btn btn--block" href="/sign-in" target="_blank" rel="external noopener">{t!(language, sign_in.again_tab)}</a>
    }
}
