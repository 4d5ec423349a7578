//! States and counts of an import in words.

use contract::Language;
use contract::dto::imports::{ImportCounts, ImportState, ImportStatus};

use crate::t;
use crate::ui::TagLook;
use crate::ui::format::number;

/// The word of the state of an import, and the colour of its tag.
pub(super) fn state_words(language: Language, status: &ImportStatus) -> (&'static str, TagLook) {
    if status.is_interrupted {
        return (t!(language, imports.state_interrupted), TagLook::Warn);
    }
    set_words(language, status.state)
}

/// The word of a state, and the colour of its tag.
pub(super) fn set_words(language: Language, state: ImportState) -> (&'static str, TagLook) {
    match state {
        ImportState::Draft => (t!(language, imports.state_draft), TagLook::Plain),
        ImportState::Checking => (t!(language, imports.state_checking), TagLook::Accent),
        ImportState::Checked => (t!(language, imports.state_checked), TagLook::Plain),
        ImportState::Running => (t!(language, imports.state_running), TagLook::Accent),
        ImportState::Done => (t!(language, imports.state_done), TagLook::Ok),
        ImportState::Stopped => (t!(language, imports.state_stopped), TagLook::Warn),
        ImportState::Undoing => (t!(language, imports.state_undoing), TagLook::Accent),
        ImportState::Undone => (t!(language, imports.state_undone), TagLook::Line),
    }
}

/// What came of an import in one line, without the noughts; of a check, what would come of it. Of one that was
/// taken back nothing is left to be counted.
pub(super) fn counts_line(
    language: Language,
    state: ImportState,
    counts: &ImportCounts,
) -> Vec<String> {
    if matches!(state, ImportState::Undoing | ImportState::Undone) {
        return Vec::new();
    }
    let is_foretold = matches!(state, ImportState::Checking | ImportState::Checked);
    let (created, updated) = (written(counts.created), written(counts.updated));
    let parts = [
        (
            counts.created,
            match is_foretold {
                true => t!(language, imports.would_create, count = created),
                false => t!(language, imports.n_created, count = created),
            },
        ),
        (
            counts.updated,
            match is_foretold {
                true => t!(language, imports.would_update, count = updated),
                false => t!(language, imports.n_updated, count = updated),
            },
        ),
        (
            counts.duplicates,
            t!(
                language,
                imports.n_duplicates,
                count = written(counts.duplicates)
            ),
        ),
        (
            counts.failed,
            t!(language, imports.n_failed, count = written(counts.failed)),
        ),
    ];
    parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(_, words)| words)
        .collect()
}

/// Rows that change something.
pub(super) fn going_in(counts: &ImportCounts) -> u64 {
    counts.created + counts.updated
}

/// How much of a whole, 0 to 1; nothing of nothing.
#[expect(clippy::cast_precision_loss, reason = "a share for the eye")]
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// A number of rows or lines as it is written: `1,284`.
pub(super) fn written(count: u64) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_only_foretells_and_what_was_taken_back_is_not_counted() {
        let counts = ImportCounts {
            created: 2_226,
            failed: 3,
            ..ImportCounts::default()
        };
        let line = |state| counts_line(Language::English, state, &counts).join(" · ");
        assert_eq!(
            line(ImportState::Checked),
            "2,226 would be created · 3 to mend"
        );
        assert_eq!(line(ImportState::Done), "2,226 created · 3 to mend");
        assert_eq!(line(ImportState::Undone), "");
    }
}
