//! The page behind a link: an invitation, help for a forgotten password, or a way in where there are none.

use contract::dto::signing::{LinkInfo, LinkKind};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::{use_params_map, use_query_map};

use super::door::Door;
use super::password_line::PasswordLine;
use super::trouble::Trouble;
use crate::api::asked;
use crate::api::links::{link, use_link};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, ButtonSize, Field, Look, Press, TextInput};

/// Name and password of who holds a link, as far as they are asked for. Works without scripts as a plain form.
#[component]
pub fn LinkPage() -> impl IntoView {
    let language = use_language();
    let token = use_params_map()
        .read_untracked()
        .get("token")
        .unwrap_or_default();
    let of_link = token.clone();
    let info = asked(|| (), move |()| link(of_link.clone()));
    let token = StoredValue::new(token);
    let page = move || {
        Suspend::new(async move {
            match info.await {
                Ok(info) => view! { <Opened info token=token.get_value()/> }.into_any(),
                Err(_) => view! {
                    <Door
                        page=t!(language, sign_in.link_over)
                        title=t!(language, sign_in.link_over)
                        lead=t!(language, sign_in.link_over_lead)
                    >
                        <a class="btn btn--primary btn--block" href="/sign-in" rel="external">{t!(language, sign_in.submit)}</a>
                    </Door>
                }
                .into_any(),
            }
        })
    };
    view! { <Suspense>{page}</Suspense> }.into_any()
}

#[component]
fn Opened(info: LinkInfo, token: String) -> impl IntoView {
    let language = use_language();
    let title = match info.kind {
        LinkKind::Invitation => t!(language, sign_in.invited, organisation = info.organisation),
        LinkKind::Reset => t!(language, sign_in.reset_title).to_owned(),
        LinkKind::Entry => t!(
            language,
            sign_in.entry_title,
            organisation = info.organisation
        ),
    };
    let lead = match info.kind {
        LinkKind::Invitation => t!(language, sign_in.invited_lead),
        LinkKind::Reset => t!(language, sign_in.reset_lead),
        LinkKind::Entry => t!(language, sign_in.entry_lead),
    };
    view! {
        <Door page=title.clone() title lead>
            <LinkForm token kind=info.kind name=info.name email=info.email/>
        </Door>
    }
}

#[component]
fn LinkForm(token: String, kind: LinkKind, name: String, email: String) -> impl IntoView {
    let language = use_language();
    let trouble = Trouble::new(use_query_map().read_untracked().get("__err"));
    let name = RwSignal::new(name);
    let password = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let submit = {
        let token = token.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if is_busy.get_untracked() {
                return;
            }
            is_busy.set(true);
            let token = token.clone();
            spawn_local(async move {
                let (password, name) = (password.get_untracked(), name.get_untracked());
                // When it succeeds the new page is on its way, and the button stays busy until then.
                if let Err(failure) = use_link(token, password, name).await {
                    is_busy.set(false);
                    trouble.met(failure);
                }
            });
        }
    };
    let error = move || trouble.words(language);
    let named = (kind == LinkKind::Invitation).then(|| {
        view! {
            <Field id="name" label=t!(language, sign_in.name) required=true>
                <TextInput value=name name="name" autocomplete="name" class="input--lg" max_chars=255/>
            </Field>
        }
    });
    // Where passwords are switched off there is nothing to choose.
    let chosen = match kind {
        LinkKind::Entry => {
            view! { {move || error().map(|text| view! { <Banner look=BannerLook::Bad text/> })} }.into_any()
        }
        LinkKind::Invitation | LinkKind::Reset => view! {
            <Field id="password" label=t!(language, sign_in.new_password) help=t!(language, sign_in.new_password_help) error>
                <PasswordLine password autocomplete="new-password" on_input=move |()| trouble.forget()/>
            </Field>
        }
        .into_any(),
    };
    let go = match kind {
        LinkKind::Entry => t!(language, sign_in.entry_go),
        LinkKind::Invitation | LinkKind::Reset => t!(language, sign_in.link_go),
    };
    view! {
        <form class="stack auth__fields" method="post" action="/api/use_link" on:submit=submit>
            <input type="hidden" name="token" value=token/>
            <p class="sm strong">{email.clone()}</p>
            // Tells the browser's own keeper of passwords whose it is.
            <input type="hidden" autocomplete="username" value=email/>
            {named}
            {chosen}
            <Button label=go look=Look::Primary size=ButtonSize::Block press=Press::Submit busy=is_busy/>
        </form>
    }
}
