//! The passkeys of somebody else, and removing one whose device is lost.

use contract::dto::passkeys::PasskeyInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::passkeys::PasskeyWords;
use crate::api::passkeys::{remove_user_passkey, user_passkeys};
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Button, ButtonSize, failure_text, use_toasts};

/// The list, once it is there.
#[component]
pub fn UserPasskeys(user: Uuid, name: String) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let keys = RwSignal::new(None::<Vec<PasskeyInfo>>);
    spawn_local(async move {
        match user_passkeys(user).await {
            Ok(found) => {
                keys.try_set(Some(found));
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
    let none = StoredValue::new(t!(language, settings.has_no_passkeys, name));
    let hint = StoredValue::new(t!(language, settings.user_passkeys_hint, name));
    let list = move || match keys.get() {
        None => ().into_any(),
        Some(found) if found.is_empty() => {
            view! { <p class="sm muted">{none.get_value()}</p> }.into_any()
        }
        Some(found) => {
            let rows = found.into_iter().map(|key| view! { <Row user key keys/> });
            view! {
                <p class="sm muted">{hint.get_value()}</p>
                <ul class="rows">{rows.collect_view()}</ul>
            }
            .into_any()
        }
    };
    view! { <div class="stack">{list}</div> }
}

#[component]
fn Row(user: Uuid, key: PasskeyInfo, keys: RwSignal<Option<Vec<PasskeyInfo>>>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let id = key.id;
    let removed = t!(language, settings.passkey_removed, name = key.name.clone());
    let removed = StoredValue::new(removed);
    let tip = t!(
        language,
        settings.passkey_remove_of,
        name = key.name.clone()
    );
    let remove = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| remove_user_passkey(user, id)).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(removed.try_get_value().unwrap_or_default());
                    keys.try_update(|keys| {
                        if let Some(keys) = keys {
                            keys.retain(|key| key.id != id);
                        }
                    });
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    view! {
        <li class="row">
            <span class="row__main"><PasskeyWords key/></span>
            <span class="row__end">
                <Button label=t!(language, settings.passkey_remove) size=ButtonSize::Small tip busy=is_busy on_press=remove/>
            </span>
        </li>
    }
}
