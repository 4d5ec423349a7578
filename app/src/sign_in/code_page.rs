//! The page after the password: a code, or an app that has to be set up first.

use contract::dto::signing::Stage;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::by_passkey::PasskeyAsCode;
use super::code_form::CodeForm;
use super::door::Door;
use crate::api::asked;
use crate::api::factors::sign_in_stage;
use crate::factors::{RecoveryCodes, SetupWords};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look, browser};

/// Asks for what is missing. Works without scripts as a plain form.
#[component]
pub fn CodePage() -> impl IntoView {
    let language = use_language();
    let stage = asked(|| (), |()| sign_in_stage());
    let words = move |stage: &Stage| match stage {
        Stage::Begin => (
            t!(language, sign_in.code_over),
            t!(language, sign_in.code_over_lead),
        ),
        Stage::Code(proof) if proof.by_code => (
            t!(language, sign_in.code_title),
            t!(language, sign_in.code_lead),
        ),
        Stage::Code(_) => (
            t!(language, sign_in.passkey_title),
            t!(language, sign_in.passkey_lead),
        ),
        Stage::Codes(_) => (
            t!(language, sign_in.codes_title),
            t!(language, sign_in.codes_lead),
        ),
        Stage::Enrol(_) => (
            t!(language, sign_in.enrol_title),
            t!(language, sign_in.enrol_lead),
        ),
    };
    let page = move || {
        Suspend::new(async move {
            // Whatever keeps it from being known, one can begin anew.
            let stage = stage.await.unwrap_or(Stage::Begin);
            let (title, lead) = words(&stage);
            view! {
                <Door page=t!(language, sign_in.code_title) title lead>
                    <Missing stage/>
                </Door>
            }
        })
    };
    view! { <Suspense>{page}</Suspense> }.into_any()
}

#[component]
fn Missing(stage: Stage) -> impl IntoView {
    let language = use_language();
    let next = use_query_map()
        .read_untracked()
        .get("next")
        .unwrap_or_default();
    let codes = RwSignal::new(Vec::<String>::new());
    let shown = Callback::new(move |made: Vec<String>| codes.set(made));
    match stage {
        Stage::Begin => view! {
            <a class="btn btn--primary btn--block" href="/sign-in" rel="external">{t!(language, sign_in.code_again)}</a>
        }
        .into_any(),
        Stage::Code(proof) => view! { <SecondProof proof next on_codes=shown/> }.into_any(),
        Stage::Codes(codes) => view! {
            <div class="stack">
                <RecoveryCodes codes/>
                <a class="btn btn--primary btn--block" href=inside(&next) rel="external">{t!(language, sign_in.go_on)}</a>
            </div>
        }
        .into_any(),
        Stage::Enrol(setup) => {
            let setup = StoredValue::new(setup);
            let next = StoredValue::new(next);
            let go_on = Callback::new(move |()| browser::load(&inside(&next.get_value())));
            let draw = move || match codes.with(Vec::is_empty) {
                true => view! {
                    <SetupWords setup=setup.get_value()/>
                    <CodeForm next=next.get_value() on_codes=shown/>
                }
                .into_any(),
                false => view! {
                    <RecoveryCodes codes=codes.get_untracked()/>
                    <Button label=t!(language, sign_in.go_on) look=Look::Primary on_press=go_on/>
                }
                .into_any(),
            };
            view! { <div class="stack">{draw}</div> }.into_any()
        }
    }
}

/// A code, or a passkey in its place.
#[component]
fn SecondProof(
    proof: contract::dto::signing::SecondProof,
    next: String,
    on_codes: Callback<Vec<String>>,
) -> impl IntoView {
    let language = use_language();
    let by_key = proof.passkey.is_open().then(|| {
        let next = next.clone();
        view! { <PasskeyAsCode next/> }
    });
    let by_code = proof.by_code.then(|| view! { <CodeForm next on_codes/> });
    // The passkey was made at another address than this one.
    let is_elsewhere = by_key.is_none() && by_code.is_none();
    let elsewhere = is_elsewhere.then(|| {
        let text = t!(language, sign_in.passkey_elsewhere);
        view! { <Banner look=BannerLook::Warn text/> }
    });
    let again = by_code.is_none().then(|| {
        view! { <a class="btn btn--ghost" href="/sign-in" rel="external">{t!(language, sign_in.somebody_else)}</a> }
    });
    view! {
        <div class="stack">{by_code}{by_key}{elsewhere}{again}</div>
    }
}

/// Nobody is sent to another house by a link to our sign-in.
fn inside(address: &str) -> String {
    let is_ours = address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(|letter: char| letter == '\\' || letter.is_control());
    if is_ours {
        address.to_owned()
    } else {
        "/".to_owned()
    }
}
