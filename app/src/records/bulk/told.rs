//! A deed on many records in words.

use contract::Language;
use contract::dto::bulk::{BulkState, BulkStatus, Deed};

use crate::t;

/// What is being done, or was.
pub(super) fn told(status: &BulkStatus, objects: &str, language: Language) -> String {
    let (done, total, count) = (status.done, status.total, status.changed);
    match (status.state, &status.deed) {
        (BulkState::Undoing, _) => t!(language, lists.job_undoing, done),
        (BulkState::Undone, _) => t!(language, lists.job_undone).to_owned(),
        (BulkState::Running, Deed::Delete) => {
            t!(language, lists.job_deleting, done, total, objects)
        }
        (BulkState::Running, Deed::Restore) => {
            t!(language, lists.job_restoring, done, total, objects)
        }
        (BulkState::Running, Deed::Share(_)) => {
            t!(language, lists.job_sharing, done, total, objects)
        }
        (BulkState::Running, _) => t!(language, lists.job_changing, done, total, objects),
        (_, Deed::Delete) => t!(language, lists.job_deleted, count),
        (_, Deed::Share(_)) => t!(language, lists.job_shared, count),
        (_, Deed::Restore) => t!(language, lists.job_restored, count),
        (_, _) => t!(language, lists.job_changed, count),
    }
}

/// How much of it is done, 0 to 1.
pub(super) fn share(status: &BulkStatus) -> f64 {
    let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    match status.total {
        0 => 1.0,
        total => (number(status.done) / number(total)).clamp(0.0, 1.0),
    }
}

/// Whether nobody works on it any more.
pub(super) fn is_at_rest(status: &BulkStatus) -> bool {
    !matches!(status.state, BulkState::Running | BulkState::Undoing)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use contract::Language;
    use contract::dto::bulk::{BulkState, BulkStatus, Deed};
    use uuid::Uuid;

    use super::{is_at_rest, share, told};

    fn status(state: BulkState, deed: Deed) -> BulkStatus {
        BulkStatus {
            id: Uuid::nil(),
            object: "account".into(),
            deed,
            state,
            total: 400,
            done: 100,
            changed: 1,
            refused: 0,
            started_by: String::new(),
            started_at: DateTime::UNIX_EPOCH,
            may_undo: false,
        }
    }

    #[test]
    fn a_deed_is_told_while_it_goes_on_and_when_it_rests() {
        let check = |state, deed, expected: &str, rests| {
            let status = status(state, deed);
            assert_eq!(told(&status, "customers", Language::English), expected);
            assert_eq!(is_at_rest(&status), rests);
        };
        check(
            BulkState::Running,
            Deed::Delete,
            "Deleting: 100 of 400 customers",
            false,
        );
        check(BulkState::Done, Deed::Restore, "1 restored", true);
        check(BulkState::Undone, Deed::Delete, "Taken back", true);
    }

    #[test]
    fn the_share_stays_between_nothing_and_all() {
        let mut status = status(BulkState::Running, Deed::Delete);
        assert!((share(&status) - 0.25).abs() < 0.001);
        (status.done, status.total) = (0, 0);
        assert!((share(&status) - 1.0).abs() < 0.001);
    }
}
