//! The stream from the server, in the tab that holds it.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{EventSource, MessageEvent};
use uuid::Uuid;
use wasm_bindgen::closure::Closure;

use super::message::Message;

/// The events of `GET /live`.
const NAMES: [&str; 5] = ["hello", "news", "again", "beat", "over"];

/// An open stream; closed when it is dropped. The browser itself opens it again where the line was cut.
pub(super) struct Source {
    source: EventSource,
    _told: Closure<dyn Fn(MessageEvent)>,
    _failed: Closure<dyn Fn()>,
}

impl Source {
    /// Opens the stream of a person after a place. `failed` is called when the browser gives up.
    pub(super) fn open(
        user: Uuid,
        after: &str,
        told: impl Fn(Message) + 'static,
        failed: impl Fn() + 'static,
    ) -> Option<Self> {
        let source = EventSource::new(&format!("/live?user={user}&after={after}")).ok()?;
        let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data().as_string().unwrap_or_default();
            told(Message::new(&event.type_(), &event.last_event_id(), &data));
        });
        for name in NAMES {
            // Refused only for a listener that is no function.
            let _ = source.add_event_listener_with_callback(name, told.as_ref().unchecked_ref());
        }
        let watched = source.clone();
        let failed = Closure::<dyn Fn()>::new(move || {
            if watched.ready_state() == EventSource::CLOSED {
                failed();
            }
        });
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self {
            source,
            _told: told,
            _failed: failed,
        })
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.source.set_onerror(None);
        self.source.close();
    }
}
