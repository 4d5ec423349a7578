//! What rules and alerts are called.

use contract::dto::alerts::{Alert, AlertRule, AlertState};

use crate::i18n::Language;
use crate::t;
use crate::ui::TagLook;

pub(super) fn rule_words(language: Language, rule: AlertRule) -> &'static str {
    match rule {
        AlertRule::OffHours => t!(language, alerts.off_hours),
        AlertRule::Reading => t!(language, alerts.reading),
        AlertRule::Exports => t!(language, alerts.exports),
        AlertRule::Accounts => t!(language, alerts.accounts),
        AlertRule::NewPlace => t!(language, alerts.new_place),
        AlertRule::Denied => t!(language, alerts.denied),
    }
}

/// What is counted.
pub(super) fn rule_hint(language: Language, rule: AlertRule) -> &'static str {
    match rule {
        AlertRule::OffHours => t!(language, alerts.off_hours_hint),
        AlertRule::Reading => t!(language, alerts.reading_hint),
        AlertRule::Exports => t!(language, alerts.exports_hint),
        AlertRule::Accounts => t!(language, alerts.accounts_hint),
        AlertRule::NewPlace => t!(language, alerts.new_place_hint),
        AlertRule::Denied => t!(language, alerts.denied_hint),
    }
}

/// How much it was.
pub(super) fn count_words(language: Language, alert: &Alert) -> String {
    let count = alert.count;
    match alert.rule {
        AlertRule::OffHours => t!(language, alerts.off_hours_count, count),
        AlertRule::Reading => t!(language, alerts.reading_count, count),
        AlertRule::Exports => t!(language, alerts.exports_count, count),
        AlertRule::Accounts => t!(language, alerts.accounts_count, count),
        AlertRule::NewPlace => t!(language, alerts.new_place_count, count),
        AlertRule::Denied => t!(language, alerts.denied_count, count),
    }
}

pub(super) fn state_words(language: Language, state: AlertState) -> (&'static str, TagLook) {
    match state {
        AlertState::Open => (t!(language, alerts.open), TagLook::Warn),
        AlertState::Seen => (t!(language, alerts.seen), TagLook::Accent),
        AlertState::Settled => (t!(language, alerts.settled), TagLook::Ok),
    }
}

/// The name of a day of the week, Monday is 1.
pub(super) fn day_words(language: Language, day: u8) -> &'static str {
    match day {
        1 => t!(language, alerts.monday),
        2 => t!(language, alerts.tuesday),
        3 => t!(language, alerts.wednesday),
        4 => t!(language, alerts.thursday),
        5 => t!(language, alerts.friday),
        6 => t!(language, alerts.saturday),
        _ => t!(language, alerts.sunday),
    }
}
