//! One's own links with other providers: listed, added, taken away.

use contract::dto::providers::{OwnLinks, ProviderLink, ProviderOffer};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::gone::GoneForGood;
use crate::api::providers::{link_provider, own_links, remove_link};
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{
    Button, ButtonSize, Icon, Moment, MomentLook, Tag, browser, failure_text, use_toasts,
};

/// The list, and what can be done. Nothing where administrators have set up no provider.
#[component]
pub fn Links(own: OwnLinks) -> impl IntoView {
    let language = use_language();
    let is_empty = own.links.is_empty() && own.open.is_empty();
    let own = RwSignal::new(own);
    let leaving = RwSignal::new(None::<ProviderLink>);
    let close = Callback::new(move |()| {
        leaving.try_set(None);
        spawn_local(async move {
            if let Ok(now) = own_links().await {
                own.try_set(now);
            }
        });
    });
    let rows = move || {
        own.with(|own| {
            let may_leave = !own.is_last_kept;
            let each = own.links.iter().cloned();
            let each = each.map(|link| view! { <Row link may_leave leaving/> });
            (!own.links.is_empty())
                .then(|| view! { <ul class="rows settings__sessions">{each.collect_view()}</ul> })
        })
    };
    let offers = move || own.with(|own| own.open.clone());
    let adds = move || {
        offers()
            .into_iter()
            .map(|offer| view! { <Add offer/> })
            .collect_view()
    };
    let kept = move || {
        own.with(|own| own.is_last_kept)
            .then(|| view! { <span class="xs faint">{t!(language, providers.kept)}</span> })
    };
    let dialog = move || {
        leaving
            .get()
            .map(|link| view! { <Leave link on_close=close/> })
    };
    (!is_empty).then(|| {
        view! {
            <section class="card" aria-labelledby="settings-links">
                <h2 class="card__head" id="settings-links">{t!(language, providers.own)}</h2>
                {rows}
                <div class="card__body stack">
                    <p class="sm muted">{t!(language, providers.own_hint)}</p>
                    <div class="flex wrap">{adds}{kept}</div>
                </div>
                {dialog}
            </section>
        }
    })
}

#[component]
fn Row(
    link: ProviderLink,
    may_leave: bool,
    leaving: RwSignal<Option<ProviderLink>>,
) -> impl IntoView {
    let language = use_language();
    let (name, email) = (link.provider.name.clone(), link.email.clone());
    let used = match link.used_at {
        Some(at) => view! { {t!(language, settings.passkey_used)}" "<Moment at/> }.into_any(),
        None => t!(language, settings.passkey_unused).into_any(),
    };
    let off = (!link.is_on).then(|| view! { <Tag label=t!(language, providers.off)/> });
    let (made_at, tip) = (
        link.made_at,
        t!(language, providers.leave_of, name = name.clone()),
    );
    let leave = may_leave.then(|| {
        let press = Callback::new(move |()| leaving.set(Some(link.clone())));
        view! { <Button label=t!(language, providers.leave) size=ButtonSize::Small tip on_press=press/> }
    });
    view! {
        <li class="row">
            <span class="tl__icon"><Icon name="key"/></span>
            <span class="row__main">
                <span class="row__title">{name}<span class="muted">" · "{email}</span>" "{off}</span>
                <span class="row__sub">
                    {used}" · "{t!(language, providers.since)}" "<Moment at=made_at look=MomentLook::Day/>
                </span>
            </span>
            <span class="row__end flex">{leave}</span>
        </li>
    }
}

/// Goes to a provider, and comes back to this page linked with it.
#[component]
fn Add(offer: ProviderOffer) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let provider = offer.id;
    let go = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match with_proof(|| link_provider(provider)).await {
                // The button stays busy until the other page is there.
                Ok(address) => browser::load(&address),
                Err(failure) => {
                    is_busy.try_set(false);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    });
    let label = t!(language, providers.link, name = offer.name);
    view! { <Button label icon="link" busy=is_busy on_press=go/> }
}

/// Says what a link opened before it goes.
#[component]
fn Leave(link: ProviderLink, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (id, name) = (link.id, link.provider.name);
    let title = t!(language, providers.leave_ask, name);
    let gone = t!(language, providers.left, name);
    view! {
        <GoneForGood title act=t!(language, providers.leave) gone deed=move || remove_link(id) on_close>
            <p class="sm muted">{t!(language, providers.leave_hint)}</p>
        </GoneForGood>
    }
}
