//! The frame that the forms of the settings have in common: what is wrong at its field, what is wrong with the whole above
//! the button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Look, Press, Sending, Trouble};

/// The form: its fields, what is wrong with the whole, and the button.
#[component]
pub fn SettingsForm(
    sending: Sending,
    #[prop(into)] on_send: Callback<()>,
    /// The word of the button, where it is not “Save”.
    #[prop(optional)]
    act: Option<&'static str>,
    #[prop(optional)] icon: Option<&'static str>,
    /// More buttons beside it.
    #[prop(optional)]
    beside: Option<AnyView>,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let label = act.unwrap_or(t!(language, common.save));
    let busy = sending.is_busy;
    let button = match icon {
        Some(icon) => view! { <Button label icon press=Press::Submit busy/> }.into_any(),
        None => view! { <Button label look=Look::Primary press=Press::Submit busy/> }.into_any(),
    };
    view! {
        <form class="card__body stack settings__form" on:submit=send novalidate>
            {children()}
            <Trouble of=sending.problems.whole/>
            <div class="flex wrap">{button}{beside}</div>
        </form>
    }
}

/// A card with one such form in it.
#[component]
pub fn SettingsCard(
    /// Of its heading; the only one of the page.
    id: &'static str,
    #[prop(into)] title: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby=id>
            <h2 class="card__head" id=id>{title}</h2>
            {children()}
        </section>
    }
}
