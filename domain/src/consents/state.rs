//! What follows from what a person said: for each purpose and channel the last word counts.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contract::dto::consents::{Channel, ConsentState, LegalBasis, Purpose};
use entity::consent::Model;
use uuid::Uuid;

/// A purpose and a channel.
pub(super) type Place = (Uuid, Channel);

/// How it stands with one of them: the last word that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) state: ConsentState,
    pub(super) since: NaiveDate,
    pub(super) until: Option<NaiveDate>,
}

impl Word {
    /// As it stands on a day.
    pub(super) fn on(self, day: NaiveDate) -> ConsentState {
        let is_over = self.until.is_some_and(|until| until < day);
        match self.state {
            ConsentState::Given if is_over => ConsentState::Expired,
            state => state,
        }
    }
}

/// The last word of a history for each purpose and channel: by the day on which it was said, then by when it was recorded.
pub(super) fn last_words(history: &[Model]) -> BTreeMap<Place, Word> {
    let mut ordered: Vec<&Model> = history.iter().collect();
    ordered.sort_by_key(|entry| (entry.said_on, entry.recorded_at, entry.id));
    let words = ordered.into_iter().filter_map(|entry| {
        let place = (entry.purpose_id, Channel::of(&entry.channel)?);
        let word = Word {
            state: ConsentState::of(&entry.state)?,
            since: entry.said_on,
            until: entry.until,
        };
        Some((place, word))
    });
    words.collect()
}

/// How much a word forbids. Where nothing was said it forbids nothing to whoever said something elsewhere.
pub(super) fn strictness(state: ConsentState) -> u8 {
    match state {
        ConsentState::Withdrawn => 2,
        ConsentState::Refused => 1,
        ConsentState::Given | ConsentState::Expired | ConsentState::NotAsked => 0,
    }
}

/// Whether a person may be contacted for a purpose by a channel. What rests on consent needs one; what rests on an interest
/// ends with a no; what a contract or the law asks for is told anyway.
pub(super) fn allows(purpose: &Purpose, channel: Channel, state: ConsentState) -> bool {
    let is_open = !purpose.is_retired && purpose.channels.contains(&channel);
    let is_right = match purpose.basis {
        LegalBasis::Consent => state == ConsentState::Given,
        LegalBasis::LegitimateInterest => !state.is_no(),
        LegalBasis::Contract | LegalBasis::LegalDuty => true,
    };
    is_open && is_right
}
