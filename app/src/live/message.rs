//! What tabs say to each other, which is what the server says to one of them.

use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{BroadcastChannel, MessageEvent};
use serde::{Deserialize, Serialize};
use wasm_bindgen::closure::Closure;

/// What a tab asks that does not hold the stream: what was told since a place.
pub(super) const SINCE: &str = "since";

/// One event of the stream, or a question to the tab that holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Message {
    pub(super) name: String,
    /// The place to come back to.
    pub(super) id: String,
    pub(super) data: String,
    /// The one tab that it is for; all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) to: Option<String>,
}

impl Message {
    pub(super) fn new(name: &str, id: &str, data: &str) -> Self {
        Self {
            name: name.to_owned(),
            id: id.to_owned(),
            data: data.to_owned(),
            to: None,
        }
    }

    pub(super) fn to(mut self, tab: &str) -> Self {
        self.to = Some(tab.to_owned());
        self
    }
}

/// The order of places: transaction, number, part.
pub(super) fn place(id: &str) -> Option<(i64, i64, u32)> {
    let mut parts = id.splitn(3, '.');
    let (xid, seq) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((xid, seq, parts.next()?.parse().ok()?))
}

/// The way to the other tabs.
pub(super) struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// `None` where the browser has none.
    pub(super) fn open(name: &str, heard: impl Fn(Message) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            // A tab of another build may speak otherwise; then nothing is heard of it.
            if let Ok(message) = crate::api::read(&text) {
                heard(message);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self {
            channel,
            _heard: heard,
        })
    }

    pub(super) fn post(&self, message: &Message) {
        if let Ok(text) = serde_json::to_string(message) {
            // Refused only by a channel that is closed.
            let _ = self.channel.post_message(&text.into());
        }
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
