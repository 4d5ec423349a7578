//! Setting up codes, and new recovery codes.

use contract::dto::signing::FactorSetup;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::factors::{begin_factor, new_recovery_codes, prove_factor};
use crate::factors::{RecoveryCodes, SetupWords};
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Button, Dialog, DialogBody, DialogButtons, DialogFoot, DialogForm, Field, Look, Sending,
    SkeletonRows, TextInput, Trouble, failure_text,
};

/// The secret for an app, its first code, then the recovery codes.
#[component]
pub fn SetUpCodes(on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let setup = RwSignal::new(None::<FactorSetup>);
    let codes = RwSignal::new(Vec::<String>::new());
    let trouble = RwSignal::new(None::<String>);
    spawn_local(async move {
        match with_proof(begin_factor).await {
            Ok(begun) => {
                setup.try_set(Some(begun));
            }
            Err(failure) => {
                trouble.try_set(Some(failure_text(language, &failure)));
            }
        }
    });
    let body = move || {
        if trouble.with(Option::is_some) {
            return view! { <DialogBody><Trouble of=trouble/></DialogBody> }.into_any();
        }
        match (codes.get(), setup.get()) {
            (codes, _) if !codes.is_empty() => view! { <Shown codes on_close/> }.into_any(),
            (_, Some(setup)) => view! { <FirstCode setup codes on_close/> }.into_any(),
            (_, None) => view! { <DialogBody><SkeletonRows count=3/></DialogBody> }.into_any(),
        }
    };
    view! { <Dialog title=t!(language, settings.codes_set_up) on_close>{body}</Dialog> }
}

#[component]
fn FirstCode(
    setup: FactorSetup,
    codes: RwSignal<Vec<String>>,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let sending = Sending::new(language, ["code"]);
    let problems = sending.problems;
    let code = RwSignal::new(String::new());
    let send = move |()| {
        let typed = code.get_untracked();
        let deed = async move { with_proof(|| prove_factor(typed.clone())).await };
        sending.send(deed, move |made| {
            codes.try_set(made);
        });
    };
    view! {
        <DialogForm act=t!(language, settings.codes_turn_on) sending on_send=send on_close>
            <SetupWords setup/>
            <Field id="first-code" label=t!(language, settings.first_code) error=problems.at("code") required=true>
                <TextInput value=code autocomplete="one-time-code" max_chars=10 on_input=move |()| problems.clear("code")/>
            </Field>
        </DialogForm>
    }
}

#[component]
fn Shown(codes: Vec<String>, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <DialogBody><RecoveryCodes codes/></DialogBody>
        <DialogFoot><Button label=t!(language, settings.codes_kept) look=Look::Primary on_press=on_close/></DialogFoot>
    }
}

/// New recovery codes in place of those from before.
#[component]
pub fn NewCodes(on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let codes = RwSignal::new(Vec::<String>::new());
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(new_recovery_codes).await;
            is_busy.try_set(false);
            match answer {
                Ok(made) => {
                    codes.try_set(made);
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let act = t!(language, settings.codes_new);
    let body = move || match codes.get() {
        codes if !codes.is_empty() => view! { <Shown codes on_close/> }.into_any(),
        _ => view! {
            <DialogBody>
                <p class="sm muted">{t!(language, settings.codes_new_hint)}</p>
                <Trouble of=trouble/>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act busy=is_busy on_act=make on_close/>
            </DialogFoot>
        }
        .into_any(),
    };
    view! { <Dialog title=act on_close>{body}</Dialog> }
}
