//! What cannot be brought back: named before it goes, and let go where the server is sure who asks.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Answer;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::ui::{GoneDialog, failure_text, use_toasts};

/// Does the deed when its button is pressed, says so and closes; what hinders it is said inside.
#[component]
pub fn GoneForGood<D, A>(
    #[prop(into)] title: String,
    /// The word of the button.
    #[prop(into)]
    act: String,
    /// What is said once it is done.
    #[prop(into)]
    gone: String,
    deed: D,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView
where
    D: Fn() -> A + Copy + Send + Sync + 'static,
    A: Future<Output = Answer<()>> + 'static,
{
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<String>);
    let on_act = Callback::new(move |()| {
        is_busy.set(true);
        let gone = gone.clone();
        spawn_local(async move {
            let answer = with_proof(deed).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    toasts.say(gone);
                    on_close.run(());
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    view! { <GoneDialog title act is_busy trouble on_act on_close>{children()}</GoneDialog> }
}
