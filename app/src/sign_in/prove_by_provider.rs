//! Proving again who one is by a provider, in another tab, while the dialog waits.

use std::time::Duration;

use contract::dto::providers::ProviderLink;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::by_provider::begin;
use crate::api::providers::{own_links, proven_lately};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Icon, browser};

/// How often it is asked whether the provider has asked.
const EVERY: Duration = Duration::from_secs(2);

/// A button for each provider that somebody is linked with. `on_proven` hears when one of them has asked anew.
#[component]
pub(crate) fn ProveByProvider(
    trouble: RwSignal<Option<String>>,
    on_proven: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let links = RwSignal::new(Vec::<ProviderLink>::new());
    let waits = RwSignal::new(false);
    spawn_local(async move {
        if let Ok(own) = own_links().await {
            let on = own.links.into_iter().filter(|link| link.is_on);
            links.try_set(on.collect());
        }
    });
    let pressed = move |_| {
        trouble.set(None);
        if !waits.get_untracked() {
            waits.set(true);
            wait(waits, on_proven);
        }
    };
    let button = move |link: ProviderLink| {
        let address = format!("{}&again=true", begin(link.provider.id, ""));
        let name = link.provider.name;
        view! {
            <a class="btn btn--block" href=address target="_blank" rel="external noopener" on:click=pressed>
                <Icon name="key"/>
                {t!(language, sign_in.prove_provider, name)}
            </a>
        }
    };
    let buttons = move || links.get().into_iter().map(button).collect_view();
    let waiting = move || {
        waits.get().then(
            || view! { <p class="sm muted" role="status">{t!(language, sign_in.prove_waits)}</p> },
        )
    };
    view! { {buttons} {waiting} }
}

/// Asks now and then, until the dialog is gone.
fn wait(waits: RwSignal<bool>, on_proven: Callback<()>) {
    browser::after(EVERY, move || {
        if waits.try_get_untracked().is_none() {
            return;
        }
        spawn_local(async move {
            match proven_lately().await {
                Ok(true) => {
                    on_proven.try_run(());
                }
                _ => wait(waits, on_proven),
            }
        });
    });
}
