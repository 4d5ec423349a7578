//! What is filled in to record something.

use chrono::NaiveDate;
use contract::Language;
use contract::dto::consents::{Channel, ConsentSource, ConsentState, Purpose, RecordConsent};
use leptos::prelude::*;
use uuid::Uuid;

use crate::ui::Sending;

/// The fields of a refusal.
const FIELDS: [&str; 8] = [
    "purpose", "channels", "state", "on", "source", "wording", "note", "file",
];

/// The form as it is filled in.
#[derive(Clone, Copy)]
pub(super) struct ConsentForm {
    pub(super) purposes: StoredValue<Vec<Purpose>>,
    pub(super) purpose: RwSignal<String>,
    pub(super) channels: StoredValue<Vec<(Channel, RwSignal<bool>)>>,
    pub(super) state: RwSignal<ConsentState>,
    pub(super) on: RwSignal<Option<NaiveDate>>,
    pub(super) source: RwSignal<String>,
    pub(super) wording: RwSignal<String>,
    pub(super) note: RwSignal<String>,
    pub(super) file: RwSignal<String>,
    pub(super) sending: Sending,
}

impl ConsentForm {
    /// One for the first purpose that is in use, today.
    pub(super) fn new(language: Language, purposes: Vec<Purpose>, today: NaiveDate) -> Self {
        let first = purposes.first();
        let channels = Channel::ALL.map(|channel| {
            let is_only = first.is_some_and(|purpose| purpose.channels == [channel]);
            (channel, RwSignal::new(is_only))
        });
        let of_first = |word: fn(&Purpose) -> String| first.map(word).unwrap_or_default();
        Self {
            purpose: RwSignal::new(of_first(|purpose| purpose.id.to_string())),
            wording: RwSignal::new(of_first(|purpose| purpose.wording_version.to_string())),
            purposes: StoredValue::new(purposes),
            channels: StoredValue::new(channels.to_vec()),
            state: RwSignal::new(ConsentState::Given),
            on: RwSignal::new(Some(today)),
            source: RwSignal::new(ConsentSource::default().word().to_owned()),
            note: RwSignal::new(String::new()),
            file: RwSignal::new(String::new()),
            sending: Sending::new(language, FIELDS),
        }
    }

    /// The purpose that is chosen.
    pub(super) fn chosen(self) -> Option<Purpose> {
        let id = self.purpose.get();
        self.purposes
            .with_value(|all| all.iter().find(|one| one.id.to_string() == id).cloned())
    }

    /// Another purpose has other channels and another wording.
    pub(super) fn turned(self) {
        let Some(purpose) = untrack(|| self.chosen()) else {
            return;
        };
        self.wording.set(purpose.wording_version.to_string());
        self.channels.with_value(|all| {
            for (channel, ticked) in all {
                if !purpose.channels.contains(channel) {
                    ticked.set(false);
                }
            }
        });
    }

    /// What is to be sent.
    pub(super) fn filled(self, object: String, record: Uuid, today: NaiveDate) -> RecordConsent {
        let is_ticked = |ticked: &RwSignal<bool>| ticked.get_untracked();
        let channels = self.channels.with_value(|all| {
            let ticked = all.iter().filter(|(_, ticked)| is_ticked(ticked));
            ticked.map(|(channel, _)| *channel).collect()
        });
        RecordConsent {
            object,
            record,
            purpose: self.purpose.get_untracked().parse().unwrap_or_default(),
            channels,
            state: self.state.get_untracked(),
            on: self.on.get_untracked().unwrap_or(today),
            source: ConsentSource::of(&self.source.get_untracked()).unwrap_or_default(),
            wording: self.wording.get_untracked().parse().ok(),
            note: self.note.get_untracked(),
            file: self.file.get_untracked().parse().ok(),
        }
    }
}
