//! Keeps unfinished and unsent logs on the device, apart for each person who uses it.

use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;
use web_sys::Storage;

use super::log_draft::Draft;

/// The most unfinished logs that are kept.
const MOST_DRAFTS: usize = 10;

/// The logs of one person on this device.
#[derive(Clone, Copy)]
pub struct LogStore {
    user: Uuid,
}

impl LogStore {
    pub fn of(user: Uuid) -> Self {
        Self { user }
    }

    /// The unfinished log about a record, or, for no record, the last unfinished one.
    pub fn draft(self, about: Option<Uuid>) -> Option<Draft> {
        let drafts: Vec<Draft> = read(&self.key("drafts"));
        let mut newest = drafts.into_iter().rev();
        newest.find(|draft| about.is_none() || draft.about.as_ref().map(|about| about.id) == about)
    }

    /// Keeps an unfinished log, or forgets it when it is blank.
    pub fn keep(self, draft: &Draft) {
        let mut drafts: Vec<Draft> = read(&self.key("drafts"));
        drafts.retain(|other| other.id != draft.id);
        if !draft.is_blank() {
            drafts.push(draft.clone());
        }
        let oldest = drafts.len().saturating_sub(MOST_DRAFTS);
        write(&self.key("drafts"), &drafts[oldest..]);
    }

    /// Forgets an unfinished log.
    pub fn forget(self, id: Uuid) {
        let mut drafts: Vec<Draft> = read(&self.key("drafts"));
        drafts.retain(|draft| draft.id != id);
        write(&self.key("drafts"), &drafts);
    }

    /// The logs that the server has not acknowledged, the oldest first.
    pub fn unsent(self) -> Vec<Draft> {
        read(&self.key("unsent"))
    }

    /// Keeps a finished log until it is acknowledged.
    pub fn keep_unsent(self, draft: &Draft) {
        let mut unsent = self.unsent();
        unsent.retain(|other| other.id != draft.id);
        unsent.push(draft.clone());
        write(&self.key("unsent"), &unsent);
        self.forget(draft.id);
    }

    /// The server has it, or will never take it.
    pub fn sent(self, id: Uuid) {
        let mut unsent = self.unsent();
        unsent.retain(|draft| draft.id != id);
        write(&self.key("unsent"), &unsent);
    }

    fn key(self, what: &str) -> String {
        format!("rapport.log.{what}.{}", self.user)
    }
}

fn storage() -> Option<Storage> {
    // Refused where the person forbids pages to keep anything.
    window().local_storage().ok().flatten()
}

fn read<T: DeserializeOwned + Default>(key: &str) -> T {
    let kept = storage().and_then(|storage| storage.get_item(key).ok().flatten());
    // What another version of the app has written and this one cannot read is let go.
    kept.and_then(|text| crate::api::read(&text).ok())
        .unwrap_or_default()
}

fn write<T: Serialize + ?Sized>(key: &str, value: &T) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        // A full storage is no reason to stop somebody who is typing.
        let _ = storage.set_item(key, &text);
    }
}
