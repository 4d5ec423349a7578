//! Dialogs and drawers: modal, labelled, closed by Esc, with the focus kept inside and given back.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::{Button, IconButton, Look, Press, browser};
use crate::i18n::use_language;
use crate::t;

/// How wide a dialog is on a desktop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// 480 px.
    #[default]
    Normal,
    /// 736 px.
    Wide,
}

/// A dialog in the middle, a bottom sheet on phones. It is open as long as it is drawn: show it with
/// `{move || open.get().then(|| view! { <Dialog …/> })}` and let `on_close` set `open` to false.
/// Children are a [`DialogBody`] and a [`DialogFoot`], or a form with both.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(optional)] width: DialogWidth,
    children: Children,
) -> impl IntoView {
    let class = match width {
        DialogWidth::Normal => "dialog",
        DialogWidth::Wide => "dialog dialog--wide",
    };
    view! {
        <Modal title on_close class="scrim">
            <div class=class>
                <Head title on_close/>
                {children()}
            </div>
        </Modal>
    }
}

/// A panel at the right edge, a bottom sheet on phones; otherwise like [`Dialog`].
#[component]
pub fn Drawer(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    view! {
        <Modal title on_close class="scrim">
            <div class="drawer">
                <div class="drawer__grab"></div>
                <Head title on_close/>
                {children()}
            </div>
        </Modal>
    }
}

/// The part of a dialog that scrolls.
#[component]
pub fn DialogBody(children: Children) -> impl IntoView {
    view! { <div class="dialog__body">{children()}</div> }
}

/// The buttons of a dialog, the primary one last.
#[component]
pub fn DialogFoot(children: Children) -> impl IntoView {
    view! { <div class="dialog__foot">{children()}</div> }
}

/// The two buttons of most dialogs: out of it, and what it is for. Without `on_act` the second one sends the form around them.
#[component]
pub fn DialogButtons(
    /// The word of the second one.
    #[prop(into)]
    act: Signal<String>,
    #[prop(into)] on_close: Callback<()>,
    #[prop(into, optional)] on_act: Option<Callback<()>>,
    #[prop(default = Look::Primary)] look: Look,
    /// The word of the first one, where it is not “Cancel”.
    #[prop(optional)]
    out: Option<&'static str>,
    /// The first one is as light as it can be, as in drawers.
    #[prop(optional)]
    is_light: bool,
    #[prop(into, optional)] busy: Signal<bool>,
    #[prop(into, optional)] disabled: Signal<bool>,
) -> impl IntoView {
    let language = use_language();
    let out = out.unwrap_or(t!(language, common.cancel));
    let out_look = if is_light { Look::Ghost } else { Look::Plain };
    let press = match on_act {
        Some(_) => Press::Button,
        None => Press::Submit,
    };
    let on_act = on_act.unwrap_or_else(|| Callback::new(|()| ()));
    view! {
        <Button label=out look=out_look on_press=on_close/>
        <Button label=act look press busy disabled on_press=on_act/>
    }
}

#[component]
fn Head(title: Signal<String>, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="dialog__head">
            <h2>{move || title.get()}</h2>
            <IconButton label=t!(language, common.close) icon="x" on_press=on_close/>
        </div>
    }
}

/// The browser's own modal dialog as a ground for ours. The server draws it open, so that an address
/// which opens one can be read before the scripts are there.
#[component]
pub(crate) fn Modal(
    title: Signal<String>,
    on_close: Callback<()>,
    class: &'static str,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    // Inside the effect, which only a browser runs: elements can't wander between the server's threads.
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        #[expect(clippy::disallowed_methods, reason = "an effect runs in browsers only")]
        let opener = StoredValue::new_local(browser::focused());
        on_cleanup(move || {
            if let Some(opener) = opener.try_get_value().flatten() {
                browser::focus(&opener);
            }
        });
        dialog.set_open(false);
        if dialog.show_modal().is_ok() {
            focus_inside(&dialog);
        }
    });
    let close_outside = move |event: MouseEvent| {
        let is_ground =
            event
                .target()
                .zip(dialog.get_untracked())
                .is_some_and(|(target, dialog)| {
                    target
                        .dyn_ref::<leptos::web_sys::Node>()
                        .is_some_and(|node| dialog.is_same_node(Some(node)))
                });
        if is_ground {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            open
            aria-label=move || title.get()
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
            on:mousedown=close_outside
        >
            {children()}
        </dialog>
    }
}

/// The first field takes the focus, or else what asks for it, or else the first button.
fn focus_inside(dialog: &leptos::web_sys::Element) {
    const CHOICES: [&str; 3] = [
        "[autofocus]",
        ".dialog__body :is(input, textarea, select, button, a[href]):not([type=hidden])",
        "input, textarea, select, button, a[href]",
    ];
    for choice in CHOICES {
        if browser::focus_first(dialog, choice) {
            return;
        }
    }
}
