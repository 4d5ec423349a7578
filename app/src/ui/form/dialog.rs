//! The frames in which small forms stand.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::Sending;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Dialog, DialogBody, DialogButtons, DialogFoot, Look};

/// A form in a dialog of its own. Its title is the word of its button, too, unless there is another.
#[component]
pub fn FormDialog(
    #[prop(into)] title: String,
    /// The word of the button.
    #[prop(into, optional)]
    act: Option<String>,
    sending: Sending,
    #[prop(into)] on_send: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let act = act.unwrap_or_else(|| title.clone());
    view! {
        <Dialog title on_close>
            <DialogForm act sending on_send on_close>{children()}</DialogForm>
        </Dialog>
    }
}

/// The form inside a dialog or a drawer: its fields, what is wrong with the whole, and the buttons.
#[component]
pub fn DialogForm(
    /// The word of the button.
    #[prop(into)]
    act: String,
    sending: Sending,
    #[prop(into)] on_send: Callback<()>,
    on_close: Callback<()>,
    /// The word of the first button, where it is not “Cancel”.
    #[prop(optional)]
    out: Option<&'static str>,
    /// The first button is as light as it can be, as in drawers.
    #[prop(optional)]
    is_light: bool,
    children: Children,
) -> impl IntoView {
    let out = out.unwrap_or(t!(use_language(), common.cancel));
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        // Over a page that is a form itself, only this one is sent.
        event.stop_propagation();
        on_send.run(());
    };
    view! {
        <form on:submit=send novalidate>
            <DialogBody>
                {children()}
                <Trouble of=sending.problems.whole/>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act out is_light busy=sending.is_busy on_close/>
            </DialogFoot>
        </form>
    }
}

/// Names what goes before it goes, where it cannot be brought back.
#[component]
pub fn GoneDialog(
    #[prop(into)] title: String,
    /// The word of the button.
    #[prop(into)]
    act: String,
    is_busy: RwSignal<bool>,
    trouble: RwSignal<Option<String>>,
    on_act: Callback<()>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <Dialog title on_close>
            <DialogBody>
                {children()}
                <Trouble of=trouble/>
            </DialogBody>
            <DialogFoot>
                <DialogButtons act look=Look::Danger busy=is_busy on_act on_close/>
            </DialogFoot>
        </Dialog>
    }
}

/// What is wrong with a form as a whole.
#[component]
pub fn Trouble(of: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        of.get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    }
}
