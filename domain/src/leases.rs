//! Leases: of several processes one works on what takes long. The row of the work holds the moment after which others may take
//! over. Whoever writes to it names the moment that they saw there last: who lost the work meanwhile, or looked before it was
//! taken up and comes when it is done, writes nothing any more. So no moment stands there twice.

use chrono::{DateTime, Duration, SubsecRound, Utc};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::SimpleExpr;

/// The moment after which others may take over from who works now, when they gave no sign of life for some seconds; a part of
/// it is chance, and so it is the proof of its holder.
pub(crate) fn next(seconds: i64) -> DateTime<Utc> {
    moment(Duration::seconds(seconds))
}

/// Nobody works on it: a moment that is past, and that nobody saw before.
pub(crate) fn over() -> DateTime<Utc> {
    moment(-Duration::seconds(1))
}

/// The moment to write with a state in which there is more to do, or nothing.
pub(crate) fn after(is_moving: bool, seconds: i64) -> DateTime<Utc> {
    if is_moving { next(seconds) } else { over() }
}

/// Whether nobody works on it at this moment.
pub(crate) fn is_free(until: Option<DateTime<Utc>>) -> bool {
    until.is_none_or(|until| until < Utc::now())
}

/// That a row is still held as it was at the last look; one at which nobody ever worked holds nothing.
pub(crate) fn is_still(column: impl ColumnTrait, held: Option<DateTime<Utc>>) -> SimpleExpr {
    match held {
        Some(held) => column.eq(held),
        None => column.is_null(),
    }
}

/// Both databases keep microseconds.
fn moment(from_now: Duration) -> DateTime<Utc> {
    let chance = Duration::microseconds(i64::from(rand::random::<u16>()));
    (Utc::now() + from_now + chance).trunc_subsecs(6)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{is_free, next, over};

    #[test]
    fn who_works_holds_it_and_what_is_done_is_nobodys() {
        assert!(!is_free(Some(next(60))));
        assert!(is_free(Some(over())) && is_free(None));
        let moments: BTreeSet<_> = (0..50).map(|_| over()).collect();
        assert!(moments.len() > 40, "hardly one stands there twice");
    }
}
