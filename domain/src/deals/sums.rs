//! What deals sum up to, by stage and by currency.

use chrono::Utc;
use contract::Money;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait};

use crate::access::Visible;
use crate::{Desk, Result, clock};

/// The count and the totals of some deals.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    pub(crate) count: u64,
    /// By currency, the largest first.
    pub(crate) totals: Vec<Money>,
    /// By currency, in the order of `totals`.
    pub(crate) weighted: Vec<Money>,
}

/// One's standing: open deals, and what was won this month.
///
/// # Errors
/// When the database fails.
pub(crate) async fn standing(desk: &Desk, mine: Visible) -> Result<(Sums, Vec<Money>)> {
    let outcome = mine.column("outcome");
    let open = by_stage(
        mine.clone()
            .only(Condition::all().add(outcome.clone().eq("open"))),
    )
    .await?;
    let won = by_stage(this_month(
        desk,
        mine.only(Condition::all().add(outcome.eq("won"))),
    ))
    .await?;
    Ok((
        merged(open.into_iter().map(|(_, sums)| sums)),
        merged(won.into_iter().map(|(_, sums)| sums)).totals,
    ))
}

/// Deals that were closed in this month of the asker's zone.
pub(super) fn this_month(desk: &Desk, deals: Visible) -> Visible {
    let zone = &desk.preferences().time_zone;
    let closed = deals.column("closed_at");
    match clock::span("this_month", Utc::now(), zone) {
        Some((Some(from), Some(to))) => deals.only(
            Condition::all()
                .add(closed.clone().gte(from))
                .add(closed.lt(to)),
        ),
        _ => deals,
    }
}

/// Sums of deals by stage, in one question.
///
/// # Errors
/// When the database fails.
pub(super) async fn by_stage(deals: Visible) -> Result<Vec<(String, Sums)>> {
    let (stage, currency) = (deals.column("stage"), deals.column("amount_currency"));
    let rows = deals
        .rows(|select| {
            select
                .expr_as(stage.clone(), Alias::new("stage"))
                .expr_as(currency.clone(), Alias::new("currency"))
                .expr_as(Expr::cust("COUNT(*)"), Alias::new("n"))
                .expr_as(
                    Expr::cust("CAST(COALESCE(SUM(amount), 0) AS BIGINT)"),
                    Alias::new("total"),
                )
                .expr_as(
                    Expr::cust(
                        "CAST(COALESCE(SUM(amount / 100 * COALESCE(probability, 0)), 0) AS BIGINT)",
                    ),
                    Alias::new("weighted"),
                )
                .add_group_by([stage, currency]);
        })
        .await?;
    let mut stages: Vec<(String, Vec<Sums>)> = Vec::new();
    for row in rows {
        let stage: String = row
            .try_get::<Option<String>>("", "stage")?
            .unwrap_or_default();
        let currency: Option<String> = row.try_get("", "currency")?;
        let (count, total, weighted): (i64, i64, i64) = (
            row.try_get("", "n")?,
            row.try_get("", "total")?,
            row.try_get("", "weighted")?,
        );
        let money = |parts| {
            currency
                .clone()
                .map(|currency| Money { parts, currency })
                .into_iter()
                .collect()
        };
        let sums = Sums {
            count: u64::try_from(count).unwrap_or_default(),
            totals: money(total),
            weighted: money(weighted),
        };
        match stages.iter_mut().find(|(key, _)| *key == stage) {
            Some((_, held)) => held.push(sums),
            None => stages.push((stage, vec![sums])),
        }
    }
    Ok(stages
        .into_iter()
        .map(|(stage, sums)| (stage, merged(sums)))
        .collect())
}

/// Several sums as one, the largest currency first.
fn merged(parts: impl IntoIterator<Item = Sums>) -> Sums {
    let mut count = 0;
    let mut pairs: Vec<(Money, i64)> = Vec::new();
    for part in parts {
        count += part.count;
        for (total, weighted) in part.totals.into_iter().zip(part.weighted) {
            match pairs
                .iter_mut()
                .find(|(held, _)| held.currency == total.currency)
            {
                Some((held, held_weighted)) => {
                    held.parts = held.parts.saturating_add(total.parts);
                    *held_weighted = held_weighted.saturating_add(weighted.parts);
                }
                None => pairs.push((total, weighted.parts)),
            }
        }
    }
    pairs.sort_by_key(|(total, _)| std::cmp::Reverse(total.parts));
    let weighted = pairs
        .iter()
        .map(|(total, parts)| Money {
            parts: *parts,
            currency: total.currency.clone(),
        })
        .collect();
    Sums {
        count,
        totals: pairs.into_iter().map(|(total, _)| total).collect(),
        weighted,
    }
}
