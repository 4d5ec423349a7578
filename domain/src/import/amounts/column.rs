//! One column, one decimal mark: what no cell says alone, the others may.

use super::{DecimalMark, Marks, marks, split};
use crate::import::text::fold;

/// Collects the cells of a column of amounts or numbers and decides which mark parts the fraction.
#[derive(Clone, Debug, Default)]
pub struct AmountColumn {
    point: u64,
    comma: u64,
    open_point: u64,
    open_comma: u64,
}

impl AmountColumn {
    /// Looks at one more cell; what is no amount says nothing.
    pub fn see(&mut self, cell: &str) {
        let text = fold(cell);
        let Ok(parts) = split(&text) else { return };
        match parts.mark_by_itself() {
            Some(DecimalMark::Point) => self.point += 1,
            Some(DecimalMark::Comma) => self.comma += 1,
            None => match marks(parts.number) {
                Some(Marks::Open(DecimalMark::Point)) => self.open_point += 1,
                Some(Marks::Open(DecimalMark::Comma)) => self.open_comma += 1,
                _ => {}
            },
        }
    }

    /// The mark of the whole column, or `None` where a person has to be asked.
    ///
    /// `habit` is the mark of the organisation's language. It counts only where it makes every open mark a
    /// grouping one: a column of nothing but `7,982` is grouped for those who write a decimal point, but
    /// `1.234` is never taken for a fraction by habit.
    #[must_use]
    pub fn mark(&self, habit: Option<DecimalMark>) -> Option<DecimalMark> {
        match (self.point, self.comma) {
            (0, 0) => habit.filter(|habit| match habit {
                DecimalMark::Point => self.open_point == 0,
                DecimalMark::Comma => self.open_comma == 0,
            }),
            (point, comma) if point > 20 * comma => Some(DecimalMark::Point),
            (point, comma) if comma > 20 * point => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    /// Whether cells are there that only an answer makes readable.
    #[must_use]
    pub fn must_ask(&self, habit: Option<DecimalMark>) -> bool {
        self.mark(habit).is_none()
            && (self.open_point + self.open_comma > 0 || self.point > 0 && self.comma > 0)
    }
}
