//! A link with which a user sets their password, to be handed over.

use contract::dto::signing::MadeLink;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use crate::api::links::make_link;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Field, Moment, TextInput, browser, failure_text, use_toasts,
};

/// Makes the link at a press and shows it.
#[component]
pub fn UserLink(user: Uuid) -> impl IntoView {
    let language = use_language();
    let made = RwSignal::new(None::<MadeLink>);
    let trouble = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        trouble.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| make_link(user)).await;
            is_busy.try_set(false);
            match answer {
                Ok(link) => {
                    made.try_set(Some(link));
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    move || {
        match made.get() {
        Some(link) => view! { <Shown link/> }.into_any(),
        None => view! {
            <div class="stack">
                <p class="sm muted">{t!(language, settings.link_hint)}</p>
                {move || trouble.get().map(|text| view! { <Banner look=BannerLook::Bad text/> })}
                <div class="flex"><Button label=t!(language, settings.link_make) icon="link" busy=is_busy on_press=make/></div>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(link: MadeLink) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let at = link.expires_at;
    let Some(path) = link.path else {
        let text = t!(language, settings.link_mailed, email = link.email);
        return view! { <Banner look=BannerLook::Ok text/> }.into_any();
    };
    let origin = window().location().origin().unwrap_or_default();
    let value = RwSignal::new(format!("{origin}{path}"));
    let copy = Callback::new(move |()| {
        value.with_untracked(|link| browser::copy(link));
        toasts.say(t!(language, settings.link_copied));
    });
    view! {
        <div class="stack">
            <Field id="user-link" label=t!(language, settings.link)>
                <TextInput value/>
            </Field>
            <p class="xs faint">{t!(language, settings.link_once)}" "<Moment at/></p>
            <div class="flex"><Button label=t!(language, settings.link_copy) icon="clip" on_press=copy/></div>
        </div>
    }
    .into_any()
}
