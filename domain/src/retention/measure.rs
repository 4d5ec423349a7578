//! What a rule is about on a day, in numbers: before it is switched on, and when a run begins.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use contract::Problem;
use contract::dto::retention::{FEW, Held, RetentionRule, WAITS_FROM, WAITS_FROM_PERCENT};
use sea_orm::sea_query::Condition;

use super::{due, held};
use crate::{Desk, Error, Result};

/// Records are counted to this number.
const COUNTED: u64 = 10_000_000;

/// What a rule is about today, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Measured {
    /// Without those that are held back.
    pub(super) due: u64,
    pub(super) of: u64,
    pub(super) oldest: Option<NaiveDate>,
    pub(super) held: Vec<(Held, u64)>,
}

impl Measured {
    /// Whether it is so much that the first run waits for a word.
    pub(super) fn is_much(&self, rule: &RetentionRule) -> bool {
        let is_share = self.due * 100 > self.of * WAITS_FROM_PERCENT;
        // Of what lies in the bin, everything is meant to go.
        self.due > WAITS_FROM || (!rule.in_bin && self.due > FEW && is_share)
    }

    pub(super) fn held_back(&self) -> u64 {
        self.held.iter().map(|(_, count)| count).sum()
    }
}

/// Counts what a rule is about on a day.
///
/// # Errors
/// [`contract::Refusal::Invalid`] where the rule cannot be asked any more; when the database fails.
pub(super) async fn measure(
    desk: &Desk,
    rule: &RetentionRule,
    today: NaiveDate,
) -> Result<Measured> {
    let mut sum = Measured::default();
    let mut counts: BTreeMap<Held, u64> = BTreeMap::new();
    let objects = due::objects(desk.crm(), rule);
    if objects.is_empty() {
        return Err(Error::invalid("object", Problem::Unknown));
    }
    for object in objects {
        let wanted = due::due(desk, rule, &object, today)?;
        sum.of += due::all(desk, rule, &object)?.count_to(COUNTED).await?;
        let mut rest = wanted;
        for (why, condition) in held::conditions(desk, rule, &object, today)? {
            let count = rest
                .clone()
                .only(condition.clone())
                .count_to(COUNTED)
                .await?;
            *counts.entry(why).or_default() += count;
            rest = rest.only(not(condition));
        }
        let count = rest.clone().count_to(COUNTED).await?;
        sum.due += count;
        if count > 0 {
            let oldest = due::oldest(desk, rule, &object, rest).await?;
            sum.oldest = match (sum.oldest, oldest) {
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
    }
    sum.held = counts.into_iter().filter(|(_, count)| *count > 0).collect();
    Ok(sum)
}

fn not(condition: Condition) -> Condition {
    Condition::all().add(condition.not())
}
