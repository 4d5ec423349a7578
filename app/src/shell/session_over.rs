//! A session that ends in the middle: signing in again over the page, which keeps what was typed.

use std::cell::RefCell;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::redirect;
use crate::api::session::{sign_in, visitor};
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogBody, DialogFoot, Field, Look, Press, TextInput, TextKind, browser,
    failure_text, use_toasts,
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
            .then(|| view! { <SignInAgain on_done=move |()| is_over.set(false)/> })
    }
}

#[component]
fn SignInAgain(#[prop(into)] on_done: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let me = use_me();
    let password = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        is_busy.set(true);
        spawn_local(async move {
            let (email, id) = me.with_untracked(|me| (me.email.clone(), me.id));
            redirect::stay(true);
            let answer = sign_in(email, password.get_untracked(), String::new()).await;
            redirect::stay(false);
            is_busy.set(false);
            match answer {
                Err(failure) => error.set(Some(failure_text(language, &failure))),
                Ok(())
                    if visitor()
                        .await
                        .is_ok_and(|visitor| visitor.me.is_some_and(|me| me.id == id)) =>
                {
                    on_done.run(());
                    toasts.say(t!(language, sign_in.again_done));
                }
                Ok(()) => browser::load("/"),
            }
        });
    };
    view! {
        <Dialog title=t!(language, sign_in.again) on_close=on_done>
            <form on:submit=submit>
                <DialogBody>
                    <p class="sm muted">{t!(language, sign_in.again_text)}</p>
                    <p class="sm strong">{move || me.with(|me| me.email.clone())}</p>
                    <Field id="again-password" label=t!(language, sign_in.password) error>
                        <TextInput
                            value=password
                            kind=TextKind::Password
                            autocomplete="current-password"
                            autofocus=true
                            on_input=move |()| error.set(None)
                        />
                    </Field>
                </DialogBody>
                <DialogFoot>
                    <a class="btn btn--ghost" href="/sign-in" rel="external">{t!(language, sign_in.somebody_else)}</a>
                    <Button label=t!(language, sign_in.submit) look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
    }
}
