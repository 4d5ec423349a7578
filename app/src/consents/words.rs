//! What states, channels, sources and bases are called.

use contract::Language;
use contract::dto::consents::{Channel, ConsentSource, ConsentState, LegalBasis};

use crate::t;
use crate::ui::TagLook;

pub(crate) fn channel_words(language: Language, channel: Channel) -> &'static str {
    match channel {
        Channel::Mail => t!(language, consents.mail),
        Channel::Phone => t!(language, consents.phone),
        Channel::Sms => t!(language, consents.sms),
        Channel::Wechat => t!(language, consents.wechat),
        Channel::Post => t!(language, consents.post),
    }
}

/// A state with the look of its tag.
pub(crate) fn state_words(language: Language, state: ConsentState) -> (&'static str, TagLook) {
    match state {
        ConsentState::NotAsked => (t!(language, consents.state_not_asked), TagLook::Plain),
        ConsentState::Given => (t!(language, consents.state_given), TagLook::Ok),
        ConsentState::Refused => (t!(language, consents.state_refused), TagLook::Bad),
        ConsentState::Withdrawn => (t!(language, consents.state_withdrawn), TagLook::Bad),
        ConsentState::Expired => (t!(language, consents.state_expired), TagLook::Warn),
    }
}

/// What the person does, of what can be said.
pub(super) fn deed_words(language: Language, state: ConsentState) -> &'static str {
    match state {
        ConsentState::Refused => t!(language, consents.does_refused),
        ConsentState::Withdrawn => t!(language, consents.does_withdrawn),
        ConsentState::Given | ConsentState::NotAsked | ConsentState::Expired => {
            t!(language, consents.does_given)
        }
    }
}

pub(super) fn source_words(language: Language, source: ConsentSource) -> &'static str {
    match source {
        ConsentSource::Form => t!(language, consents.form),
        ConsentSource::Spoken => t!(language, consents.spoken),
        ConsentSource::Written => t!(language, consents.written),
        ConsentSource::Message => t!(language, consents.message),
        ConsentSource::Import => t!(language, consents.import),
        ConsentSource::Program => t!(language, consents.program),
        ConsentSource::Joined => t!(language, consents.joined),
        ConsentSource::Erased => t!(language, consents.erased),
    }
}

pub(crate) fn basis_words(language: Language, basis: LegalBasis) -> &'static str {
    match basis {
        LegalBasis::Consent => t!(language, consents.basis_consent),
        LegalBasis::Contract => t!(language, consents.basis_contract),
        LegalBasis::LegitimateInterest => t!(language, consents.basis_legitimate_interest),
        LegalBasis::LegalDuty => t!(language, consents.basis_legal_duty),
    }
}
