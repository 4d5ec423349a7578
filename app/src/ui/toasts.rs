//! Short messages at the foot of the page, with an undo.

use std::time::Duration;

use leptos::ev::{self, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;

use super::{Icon, browser};
use crate::i18n::{Language, use_language};
use crate::t;

/// How long a message stays while nobody points at it.
const STAY: Duration = Duration::from_secs(6);

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    act: Option<(String, Callback<()>)>,
    is_undo: bool,
    is_failure: bool,
}

/// Shows one message at a time, for six seconds or as long as it is pointed at or has the focus.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Option<Toast>>,
    count: StoredValue<u32>,
    language: Language,
}

impl Toasts {
    pub(crate) fn provide() -> Self {
        let toasts = Self {
            shown: RwSignal::new(None),
            count: StoredValue::new(0),
            // Kept, since messages are shown from places without a context.
            language: use_language(),
        };
        provide_context(toasts);
        toasts
    }

    /// Says that something was done.
    pub fn say(&self, text: impl Into<String>) {
        self.put(text.into(), None, false, false);
    }

    /// Says what was done, with a button (and Ctrl or ⌘ Z) that takes it back.
    pub fn show(&self, text: impl Into<String>, undo: impl Into<Callback<()>>) {
        let label = t!(self.language, common.undo).to_owned();
        self.put(text.into(), Some((label, undo.into())), true, false);
    }

    /// Says what was done, with a button that leads on.
    pub fn offer(
        &self,
        text: impl Into<String>,
        label: impl Into<String>,
        act: impl Into<Callback<()>>,
    ) {
        self.put(text.into(), Some((label.into(), act.into())), false, false);
    }

    /// Says what was not done; announced at once.
    pub fn fail(&self, text: impl Into<String>) {
        self.put(text.into(), None, false, true);
    }

    /// Says what was not done, with a button that tries again.
    pub fn fail_with(
        &self,
        text: impl Into<String>,
        label: impl Into<String>,
        act: impl Into<Callback<()>>,
    ) {
        self.put(text.into(), Some((label.into(), act.into())), false, true);
    }

    fn put(
        &self,
        text: String,
        act: Option<(String, Callback<()>)>,
        is_undo: bool,
        is_failure: bool,
    ) {
        self.count.update_value(|count| *count += 1);
        let id = self.count.get_value();
        self.shown.set(Some(Toast {
            id,
            text,
            act,
            is_undo,
            is_failure,
        }));
    }

    fn clear(&self, id: u32) {
        self.shown.try_update(|shown| {
            if shown.as_ref().is_some_and(|toast| toast.id == id) {
                *shown = None;
            }
        });
    }

    fn act(&self) {
        if let Some(toast) = self.shown.get_untracked()
            && let Some((_, act)) = toast.act
        {
            self.clear(toast.id);
            act.run(());
        }
    }
}

/// The messages of the app.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::provide)
}

/// Where messages appear; drawn once, by the shell.
#[component]
pub fn ToastHost() -> impl IntoView {
    let toasts = use_toasts();
    let is_held = RwSignal::new(false);
    let host = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        toasts.shown.track();
        if let Some(host) = host.get() {
            // Shown anew, a message stands over a dialog that was opened meanwhile.
            let _ = host.hide_popover();
            let _ = host.show_popover();
        }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let shown = toasts.shown.get();
        let held = is_held.get();
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        if let Some(toast) = shown.filter(|_| !held) {
            waiting.set_value(browser::after(STAY, move || toasts.clear(toast.id)));
        }
    });
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
            let is_undo =
                (event.ctrl_key() || event.meta_key()) && !event.shift_key() && event.key() == "z";
            let can = toasts
                .shown
                .with_untracked(|shown| shown.as_ref().is_some_and(|toast| toast.is_undo));
            if is_undo && can && !browser::is_typing(&event) {
                event.prevent_default();
                toasts.act();
            }
        });
        on_cleanup(move || handle.remove());
    });
    let text = move |failures: bool| {
        toasts
            .shown
            .get()
            .filter(|toast| toast.is_failure == failures)
            .map(|toast| draw(toasts, toast))
    };
    view! {
        <div
            node_ref=host
            class="toasts"
            popover="manual"
            on:mouseenter=move |_| is_held.set(true)
            on:mouseleave=move |_| is_held.set(false)
            on:focusin=move |_| is_held.set(true)
            on:focusout=move |_| is_held.set(false)
        >
            <div role="status">{move || text(false)}</div>
            <div role="alert">{move || text(true)}</div>
        </div>
    }
}

fn draw(toasts: Toasts, toast: Toast) -> AnyView {
    let icon = match (toast.is_failure, &toast.act) {
        (true, _) => Some("alertc"),
        (false, None) => Some("check"),
        (false, Some(_)) => None,
    };
    let keys = toast
        .is_undo
        .then(|| view! { <kbd class="hide-m" data-mod>"Ctrl"</kbd><kbd class="hide-m">"Z"</kbd> });
    let button = toast.act.map(|(label, _)| {
        view! { <button type="button" class="btn btn--sm" on:click=move |_| toasts.act()>{label}{keys}</button> }
    });
    view! {
        <div class="toast">
            {icon.map(|name| view! { <Icon name/> })}
            <span class="toast__text" title=toast.text.clone()>{toast.text.clone()}</span>
            {button}
        </div>
    }
    .into_any()
}
