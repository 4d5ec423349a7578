//! The frames of the small dialogs of the settings.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::problems::Problems;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, Look, Press};

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
    let language = use_language();
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        on_send.run(());
    };
    let act = title.clone();
    view! {
        <Dialog title on_close>
            <form on:submit=send novalidate>
                <DialogBody>
                    {children()}
                    <Trouble of=problems.whole/>
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) on_press=on_close/>
                    <Button label=act.clone() look=Look::Primary press=Press::Submit busy=is_busy/>
                </DialogFoot>
            </form>
        </Dialog>
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
    let language = use_language();
    view! {
        <Dialog title on_close>
            <DialogBody>
                {children()}
                <Trouble of=trouble/>
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.cancel) on_press=on_close/>
                <Button label=act.clone() look=Look::Danger busy=is_busy on_press=on_act/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn Trouble(of: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        of.get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    }
}
