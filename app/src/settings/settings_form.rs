//! The frame that the forms of the settings have in common: sending once at a time, what is wrong at its field, what is
//! wrong with the whole above the button.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::problems::Problems;
use crate::api::Answer;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Look, Press};

/// Sends what a form holds, and takes a refusal apart.
#[derive(Clone, Copy)]
pub struct Sending {
    pub(super) problems: Problems,
    is_busy: RwSignal<bool>,
    /// The fields of the form by the names under which the server refuses them.
    fields: StoredValue<Vec<&'static str>>,
}

impl Sending {
    pub(super) fn new(language: Language, fields: impl Into<Vec<&'static str>>) -> Self {
        Self {
            problems: Problems::new(language),
            is_busy: RwSignal::new(false),
            fields: StoredValue::new(fields.into()),
        }
    }

    /// Asks the server, unless it is being asked; `taken` gets what it answers.
    pub(super) fn send<T>(
        self,
        answer: impl Future<Output = Answer<T>> + 'static,
        taken: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.problems.clear_all();
        self.is_busy.set(true);
        spawn_local(async move {
            let answer = answer.await;
            self.is_busy.try_set(false);
            match answer {
                Ok(answer) => taken(answer),
                Err(failure) => {
                    let fields = self.fields.try_get_value().unwrap_or_default();
                    self.problems.take(&failure, &fields);
                }
            }
        });
    }
}

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
    let failed = move || {
        let text = sending.problems.whole.get();
        text.map(|text| view! { <Banner look=BannerLook::Bad text/> })
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
            {failed}
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
