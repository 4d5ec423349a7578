//! Amounts of money: exact decimals with the currency that stands beside them.

mod column;
mod currency;

use rust_decimal::Decimal;

pub use super::numbers::DecimalMark;
pub use column::AmountColumn;

use super::numbers::{Marks, marks, read};
use super::problem::CellProblem;
use super::text::fold;
use currency::{Affix, affixes};

/// An exact amount as it stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    pub value: Decimal,
    /// ISO 4217 code where a sign, code or word stands beside the number; `$` is taken for USD, `¥` for CNY.
    pub currency: Option<&'static str>,
}

/// Reads an amount such as `$22,700.00`, `1.234,56 €`, `48.6 万` or `(1,200.00)`.
///
/// `mark` is what [`AmountColumn::mark`] found; without it, `1.234` is refused, and `1,234` too unless its
/// currency is one that groups by commas.
///
/// # Errors
///
/// Unreadable, ambiguous or too large.
pub fn parse_amount(cell: &str, mark: Option<DecimalMark>) -> Result<Amount, CellProblem> {
    let text = fold(cell);
    let parts = split(&text)?;
    let value = read(parts.number, mark.or_else(|| parts.mark_by_itself()))?;
    let factor = Decimal::from(10_i64.pow(parts.scale.unwrap_or(0)));
    let value = value
        .checked_mul(factor)
        .ok_or(CellProblem::NumberTooLarge)?
        .normalize();
    Ok(Amount {
        value: if parts.negative { -value } else { value },
        currency: parts.currency,
    })
}

/// A cell taken apart.
struct Parts<'a> {
    number: &'a str,
    negative: bool,
    currency: Option<&'static str>,
    scale: Option<u32>,
}

impl Parts<'_> {
    /// Which mark parts the fraction by the cell alone: its digits, its unit, or the habit of its currency.
    fn mark_by_itself(&self) -> Option<DecimalMark> {
        match marks(self.number)? {
            Marks::None => None,
            Marks::Decimal(mark) => Some(mark),
            Marks::Open(_)
                if self
                    .scale
                    .is_some_and(|power| matches!(power, 4 | 5 | 7 | 8 | 12)) =>
            {
                Some(DecimalMark::Point)
            }
            Marks::Open(DecimalMark::Comma) if self.groups_by_commas() => Some(DecimalMark::Point),
            Marks::Open(_) => None,
        }
    }

    fn groups_by_commas(&self) -> bool {
        matches!(
            self.currency,
            Some("USD" | "CNY" | "HKD" | "TWD" | "GBP" | "JPY" | "SGD" | "AUD" | "KRW")
        )
    }
}

fn split(text: &str) -> Result<Parts<'_>, CellProblem> {
    let bracketed = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let text = bracketed.unwrap_or(text);
    let is_digit = |c: char| c.is_ascii_digit();
    let (Some(first), Some(last)) = (text.find(is_digit), text.rfind(is_digit)) else {
        return Err(CellProblem::NumberUnreadable);
    };
    let start = if text[..first].ends_with(['.', ',']) {
        first - 1
    } else {
        first
    };
    let end = if text[last + 1..].starts_with(['.', ',']) {
        last + 2
    } else {
        last + 1
    };
    let (before, after) = (affixes(&text[..start]), affixes(&text[end..]));
    let (Some(mut beside), Some(behind)) = (before, after) else {
        return Err(CellProblem::NumberUnreadable);
    };
    if beside.iter().any(|affix| matches!(affix, Affix::Scale(_))) {
        return Err(CellProblem::NumberUnreadable);
    }
    beside.extend(behind);
    assemble(&text[start..end], bracketed.is_some(), &beside)
}

fn assemble<'a>(
    number: &'a str,
    bracketed: bool,
    affixes: &[Affix],
) -> Result<Parts<'a>, CellProblem> {
    let mut parts = Parts {
        number,
        negative: bracketed,
        currency: None,
        scale: None,
    };
    for affix in affixes {
        match *affix {
            Affix::Currency(code) if parts.currency.is_none_or(|known| agrees(known, code)) => {
                parts.currency = Some(more_exact(parts.currency, code));
            }
            Affix::Scale(power) if parts.scale.is_none() => parts.scale = Some(power),
            Affix::Minus if !parts.negative => parts.negative = true,
            Affix::Nothing => {}
            _ => return Err(CellProblem::NumberUnreadable),
        }
    }
    Ok(parts)
}

/// `$ 5 CAD` and `¥ 5 JPY` name their currency twice without contradiction.
fn agrees(one: &str, other: &str) -> bool {
    let dollars = ["USD", "CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN"];
    one == other
        || (dollars.contains(&one) && dollars.contains(&other))
        || (one == "CNY" && other == "JPY")
}

fn more_exact(known: Option<&'static str>, code: &'static str) -> &'static str {
    match known {
        Some(known) if known != "USD" && known != "CNY" => known,
        _ => code,
    }
}

#[cfg(test)]
mod tests;
