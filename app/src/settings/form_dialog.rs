//! The frames of the small dialogs of the settings.

pub use crate::ui::GoneDialog;
use crate::ui::{Problems, Sending};
use leptos::prelude::*;

/// A form that adds something: its title is the word of its button, too.
#[component]
pub fn FormDialog(
    #[prop(into)] title: String,
    problems: Problems,
    is_busy: RwSignal<bool>,
    #[prop(into)] on_send: Callback<()>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let sending = Sending::with(problems, is_busy);
    view! { <crate::ui::FormDialog title sending on_send on_close>{children()}</crate::ui::FormDialog> }
}
