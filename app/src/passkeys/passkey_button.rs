//! The button that asks for a passkey.

use contract::dto::passkeys::PasskeyUse;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser::{is_supported, show};
use crate::api::passkeys::ask_passkey;
use crate::i18n::use_language;
use crate::ui::{Button, ButtonSize, failure_text};

/// Drawn where the browser can show one. `on_shown` gets what is to be sent; `trouble` what keeps it from coming.
#[component]
pub fn PasskeyButton(
    to: PasskeyUse,
    label: &'static str,
    on_shown: Callback<String>,
    trouble: RwSignal<Option<String>>,
    is_busy: RwSignal<bool>,
    /// Called before the browser is asked.
    #[prop(into, optional)]
    before: Option<Callback<()>>,
) -> impl IntoView {
    let language = use_language();
    let is_shown = RwSignal::new(false);
    Effect::new(move |_| is_shown.set(is_supported()));
    let ask = Callback::new(move |()| {
        if is_busy.get_untracked() {
            return;
        }
        if let Some(before) = before {
            before.run(());
        }
        trouble.set(None);
        is_busy.set(true);
        spawn_local(async move {
            let shown = match ask_passkey(to).await {
                Ok(asked) => show(&asked, None)
                    .await
                    .map_err(|none| none.words(language).to_owned()),
                Err(failure) => Err(failure_text(language, &failure)),
            };
            match shown {
                Ok(shown) => {
                    on_shown.try_run(shown);
                }
                Err(words) => {
                    is_busy.try_set(false);
                    trouble.try_set(Some(words));
                }
            }
        });
    });
    move || {
        is_shown.get().then(|| {
            view! { <Button label icon="key" size=ButtonSize::Block busy=is_busy on_press=ask/> }
        })
    }
}
