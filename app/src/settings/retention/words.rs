//! The words of rules and runs.

use contract::dto::retention::{
    DELETED_AT, Held, RetentionDeed, RetentionRule, RuleState, RunState, TimeUnit,
};
use contract::{Catalogue, Language};

use crate::t;
use crate::ui::TagLook;

pub(super) fn unit_words(language: Language, unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Days => t!(language, retention.days),
        TimeUnit::Months => t!(language, retention.months),
        TimeUnit::Years => t!(language, retention.years),
    }
}

/// What is done, as a form asks.
pub(super) fn deed_words(language: Language, deed: RetentionDeed) -> &'static str {
    match deed {
        RetentionDeed::Tell => t!(language, retention.tell),
        RetentionDeed::Bin => t!(language, retention.bin),
        RetentionDeed::Erase => t!(language, retention.erase),
    }
}

/// What is done, in short.
pub(super) fn deed_mark(language: Language, deed: RetentionDeed) -> &'static str {
    match deed {
        RetentionDeed::Tell => t!(language, retention.told_only),
        RetentionDeed::Bin => t!(language, retention.into_bin),
        RetentionDeed::Erase => t!(language, retention.erased_for_good),
    }
}

pub(super) fn state_words(language: Language, state: RuleState) -> (&'static str, TagLook) {
    match state {
        RuleState::Draft => (t!(language, retention.draft), TagLook::Line),
        RuleState::On => (t!(language, retention.on), TagLook::Ok),
        RuleState::Paused => (t!(language, retention.paused), TagLook::Plain),
    }
}

pub(super) fn run_words(language: Language, state: RunState) -> (&'static str, TagLook) {
    match state {
        RunState::Waiting => (t!(language, retention.waiting), TagLook::Warn),
        RunState::Running => (t!(language, retention.running), TagLook::Accent),
        RunState::Done => (t!(language, retention.done), TagLook::Ok),
        RunState::Stopped => (t!(language, retention.stopped), TagLook::Plain),
        RunState::Declined => (t!(language, retention.declined), TagLook::Plain),
        RunState::Failed => (t!(language, retention.failed), TagLook::Bad),
        RunState::Undoing => (t!(language, retention.undoing), TagLook::Accent),
        RunState::Undone => (t!(language, retention.undone), TagLook::Plain),
    }
}

pub(super) fn held_words(language: Language, held: Held) -> &'static str {
    match held {
        Held::Law => t!(language, retention.law),
        Held::Converted => t!(language, retention.converted),
        Held::Merged => t!(language, retention.merged),
        Held::Elsewhere => t!(language, retention.elsewhere),
    }
}

/// Which records: an object, or what of it lies in the bin.
pub(super) fn object_words(
    language: Language,
    catalogue: &Catalogue,
    key: &str,
    in_bin: bool,
) -> String {
    let plural = catalogue.object(key).map_or_else(
        || key.to_owned(),
        |object| object.plural.get(language).to_owned(),
    );
    match (in_bin, key.is_empty()) {
        (true, true) => t!(language, retention.whole_bin).to_owned(),
        (true, false) => t!(language, retention.bin_of, object = plural),
        (false, _) => plural,
    }
}

/// What a rule is about and when, in one line.
pub(super) fn sentence(language: Language, catalogue: &Catalogue, rule: &RetentionRule) -> String {
    let what = object_words(language, catalogue, &rule.object, rule.in_bin);
    let date = match rule.date.as_str() {
        DELETED_AT => t!(language, retention.deleted_at).to_owned(),
        key => catalogue
            .object(&rule.object)
            .and_then(|object| object.field(key))
            .map_or_else(
                || key.to_owned(),
                |field| field.label.get(language).to_owned(),
            ),
    };
    let (time, unit) = (rule.time, unit_words(language, rule.unit));
    t!(language, retention.sentence, what, date, time, unit)
}
