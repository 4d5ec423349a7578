//! States and counts of an import in words.

use contract::Language;
use contract::dto::imports::{ImportCounts, ImportState};

use crate::t;
use crate::ui::TagLook;
use crate::ui::format::number;

/// The word of a state, and the colour of its tag.
pub(super) fn state_words(language: Language, state: ImportState) -> (&'static str, TagLook) {
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

/// What came of an import in one line, without the noughts.
pub(super) fn counts_line(language: Language, counts: &ImportCounts) -> Vec<String> {
    let parts = [
        (
            counts.created,
            t!(language, imports.n_created, count = written(counts.created)),
        ),
        (
            counts.updated,
            t!(language, imports.n_updated, count = written(counts.updated)),
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
