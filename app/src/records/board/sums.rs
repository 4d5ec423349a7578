//! What the head of a lane says: how many cards, how much money, and how much of it is likely.

use contract::{Money, Record, Value};

use super::lanes::Lane;

/// Count, totals and weighted totals of a lane. Currencies are never added up; the largest comes first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sums {
    pub count: u64,
    pub totals: Vec<Money>,
    pub weighted: Vec<Money>,
}

impl Sums {
    /// The sums the server counted for the whole lane, cards that are not loaded included.
    pub fn of(lane: &Lane) -> Self {
        Self {
            count: lane.count,
            totals: lane.totals.clone(),
            weighted: lane.weighted.clone(),
        }
    }

    /// The sums with one more deal, won with a chance of `percent`.
    pub fn with(mut self, deal: &Record, percent: i64) -> Self {
        self.count += 1;
        self.shift(deal, percent, 1);
        self
    }

    /// The sums without one of their deals, which counted with a chance of `percent`.
    pub fn without(mut self, deal: &Record, percent: i64) -> Self {
        self.count = self.count.saturating_sub(1);
        self.shift(deal, percent, -1);
        self
    }

    /// These sums and those of another lane.
    pub fn and(mut self, other: &Self) -> Self {
        self.count += other.count;
        for money in &other.totals {
            add(&mut self.totals, money.parts, &money.currency);
        }
        for money in &other.weighted {
            add(&mut self.weighted, money.parts, &money.currency);
        }
        self
    }

    /// One card more, where no money is told.
    pub fn with_one_more(mut self) -> Self {
        self.count += 1;
        self
    }

    /// One card less, where no money is told.
    pub fn with_one_less(mut self) -> Self {
        self.count = self.count.saturating_sub(1);
        self
    }

    /// Puts the sums into a lane.
    pub fn into_lane(self, lane: &mut Lane) {
        lane.count = self.count;
        lane.totals = self.totals;
        lane.weighted = self.weighted;
    }

    fn shift(&mut self, deal: &Record, percent: i64, sign: i64) {
        let Value::Money(money) = deal.value("amount") else {
            return;
        };
        add(&mut self.totals, sign * money.parts, &money.currency);
        let likely = weighted(money.parts, percent);
        add(&mut self.weighted, sign * likely, &money.currency);
        self.totals.retain(|total| total.parts != 0);
        let kept: Vec<_> = self
            .totals
            .iter()
            .map(|total| total.currency.clone())
            .collect();
        self.weighted.retain(|total| kept.contains(&total.currency));
    }
}

/// The chance in whole percent with which a deal counts.
pub fn chance(deal: &Record, of_stage: i64) -> i64 {
    match deal.value("probability") {
        Value::Integer(percent) => *percent,
        _ => of_stage,
    }
}

/// The likely part of an amount.
fn weighted(parts: i64, percent: i64) -> i64 {
    // Divided first, so that no amount is too large for it; what is lost is below a hundredth of a unit.
    (parts / 100).saturating_mul(percent)
}

fn add(sums: &mut Vec<Money>, parts: i64, currency: &str) {
    match sums.iter_mut().find(|sum| sum.currency == currency) {
        Some(sum) => sum.parts = sum.parts.saturating_add(parts),
        None => sums.push(Money {
            parts,
            currency: currency.to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use contract::{Money, Record, Value};

    use super::Sums;

    fn deal(units: i64, currency: &str) -> Record {
        let mut record = Record::default();
        let money = Value::Money(Money::units(units, currency));
        record.values.insert("amount".into(), money);
        record
    }

    #[test]
    fn a_deal_that_comes_and_goes_leaves_the_sums_as_they_were() {
        let before = Sums {
            count: 2,
            totals: vec![Money::units(500, "CNY")],
            weighted: vec![Money::units(100, "CNY")],
        };
        let with = before.clone().with(&deal(1_000, "USD"), 40);
        assert_eq!(with.count, 3);
        assert_eq!(with.totals[1], Money::units(1_000, "USD"));
        assert_eq!(with.weighted[1], Money::units(400, "USD"));
        assert_eq!(with.without(&deal(1_000, "USD"), 40), before);
    }

    #[test]
    fn a_deal_without_an_amount_only_counts() {
        let with = Sums::default().with(&Record::default(), 40);
        assert_eq!((with.count, with.totals.len()), (1, 0));
    }
}
