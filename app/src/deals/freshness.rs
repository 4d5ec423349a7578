//! Whether a deal moves: what the last line of its card says.

use chrono::{DateTime, TimeDelta, Utc};
use contract::{Choice, Record, StageOutcome, Value};

/// A step so many days late is told in days instead of its date.
const VERY_LATE_DAYS: i64 = 7;

/// What the last line of a card says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// Won or lost, at that moment if it is known.
    Closed(Option<DateTime<Utc>>),
    NoStep,
    /// A next step, due at that moment if it says one.
    Step(Option<DateTime<Utc>>),
    Late(DateTime<Utc>),
    /// A week late or more: so many days.
    VeryLate(i64),
    /// The next step is still ahead, but nothing happened for so many days, more than its stage allows.
    Idle(i64),
    /// Without a next step, and so many days in its stage, more than that allows.
    Stuck(i64),
}

impl Freshness {
    /// Whether the card gets the mark of what stands still.
    pub fn is_rotten(self) -> bool {
        matches!(self, Self::VeryLate(_) | Self::Idle(_) | Self::Stuck(_))
    }
}

/// How a deal stands at a moment.
pub fn of(deal: &Record, stage: &Choice, now: DateTime<Utc>) -> Freshness {
    if stage.outcome.unwrap_or_default() != StageOutcome::Open {
        return Freshness::Closed(moment(deal, "closed_at"));
    }
    let idle = stage.days_still(deal, now);
    if deal.text("next_step").is_empty() {
        return idle.map_or(Freshness::NoStep, Freshness::Stuck);
    }
    let due = moment(deal, "next_step_at");
    let late = due.map_or(TimeDelta::zero(), |due| now - due);
    match due {
        Some(_) if late.num_days() >= VERY_LATE_DAYS => Freshness::VeryLate(late.num_days()),
        Some(due) if late > TimeDelta::zero() => Freshness::Late(due),
        due => idle.map_or(Freshness::Step(due), Freshness::Idle),
    }
}

/// The moment in a field.
pub fn moment(record: &Record, field: &str) -> Option<DateTime<Utc>> {
    match record.value(field) {
        Value::DateTime(at) => Some(*at),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-21T12:00:00Z";

    fn deal(step: &str, due: Option<i64>, contact: Option<i64>) -> Record {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let mut deal = Record::default();
        deal.values.insert("next_step".into(), step.into());
        for (key, days) in [("next_step_at", due), ("last_contact_at", contact)] {
            if let Some(days) = days {
                deal.values
                    .insert(key.into(), Value::DateTime(now + TimeDelta::days(days)));
            }
        }
        deal
    }

    #[test]
    fn what_is_late_comes_before_what_is_still() {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let mut stage = Choice::new("offer", "Offer", "报价").stage(50, StageOutcome::Open);
        let patient = of(&deal("", None, Some(-400)), &stage, now);
        assert_eq!(patient, Freshness::NoStep, "it may stand there for ever");
        stage.rots_after = Some(21);
        let check = |deal: Record, expected| assert_eq!(of(&deal, &stage, now), expected);
        check(deal("", None, None), Freshness::NoStep);
        check(
            deal("Call", Some(2), None),
            Freshness::Step(Some(now + TimeDelta::days(2))),
        );
        check(deal("Call", None, Some(-3)), Freshness::Step(None));
        check(
            deal("Call", Some(-1), Some(-40)),
            Freshness::Late(now - TimeDelta::days(1)),
        );
        check(deal("Call", Some(-12), None), Freshness::VeryLate(12));
        check(deal("Call", Some(2), Some(-24)), Freshness::Idle(24));
        check(
            deal("Call", Some(2), Some(-21)),
            Freshness::Step(Some(now + TimeDelta::days(2))),
        );
        check(deal("", None, Some(-24)), Freshness::Stuck(24));
    }

    #[test]
    fn a_closed_deal_is_never_late() {
        let now: DateTime<Utc> = NOW.parse().unwrap();
        let late = deal("Call", Some(-12), None);
        let won = Choice::new("won", "Won", "赢单").stage(100, StageOutcome::Won);
        assert_eq!(of(&late, &won, now), Freshness::Closed(None));
    }
}
