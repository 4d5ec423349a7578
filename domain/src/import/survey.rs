//! A first walk over the rows of a sheet, before anything is written: how each column is to be read.
//!
//! It costs less than a microsecond a cell, so it may see the whole file; then a quotation mark that is
//! never closed and a date order that only the last row decides are known in time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    AmountColumn, Country, DateColumn, DateOrder, DateVerdict, DecimalMark, PhoneColumn, Row,
    RowShape, TargetKind, parse_date,
};

/// How the cells of a column are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnStyle {
    /// Each cell speaks for itself.
    Plain,
    /// For [`parse_date`].
    Date(DateVerdict),
    /// For the parsers of amounts and numbers; `asks` where cells stay unreadable without a person's answer.
    Amount {
        mark: Option<DecimalMark>,
        asks: bool,
    },
    /// For [`super::parse_phone`].
    Phone(Country),
}

/// Looks at rows, and then tells the style of each column.
#[derive(Clone, Debug)]
pub struct Survey {
    columns: Vec<Watched>,
    /// Whether a column says anything in any row.
    filled: Vec<bool>,
    rows: u64,
    odd_rows: u64,
}

#[derive(Clone, Debug)]
enum Watched {
    Nothing,
    Dates(Box<DateColumn>),
    Amounts(AmountColumn),
    Phones(PhoneColumn),
}

impl Survey {
    /// A survey of columns by the kinds of the fields they go to; `None` for those that are not imported.
    #[must_use]
    pub fn new(kinds: &[Option<TargetKind>]) -> Self {
        let watched = |kind: &Option<TargetKind>| match kind {
            Some(TargetKind::Date) => Watched::Dates(Box::default()),
            Some(TargetKind::Money | TargetKind::Number | TargetKind::Percent) => {
                Watched::Amounts(AmountColumn::default())
            }
            Some(TargetKind::Phone) => Watched::Phones(PhoneColumn::default()),
            _ => Watched::Nothing,
        };
        Self {
            columns: kinds.iter().map(watched).collect(),
            filled: vec![false; kinds.len()],
            rows: 0,
            odd_rows: 0,
        }
    }

    /// Looks at one more row.
    pub fn see(&mut self, row: &Row) {
        self.rows += 1;
        self.odd_rows += u64::from(row.shape != RowShape::Whole);
        for (place, is_filled) in self.filled.iter_mut().enumerate() {
            *is_filled = *is_filled || !row.cell(place).trim().is_empty();
        }
        let neighbour = self.sure_date(row);
        for (place, column) in self.columns.iter_mut().enumerate() {
            let cell = row.cell(place);
            match column {
                Watched::Nothing => {}
                Watched::Dates(dates) => match neighbour {
                    Some(neighbour) => dates.see_beside(cell, neighbour),
                    None => dates.see(cell),
                },
                Watched::Amounts(amounts) if !row.is_number(place) => amounts.see(cell),
                Watched::Amounts(_) => {}
                Watched::Phones(phones) => phones.see(cell),
            }
        }
    }

    /// A date of the row that can be read in one way only, where another one might need it.
    fn sure_date(&self, row: &Row) -> Option<NaiveDate> {
        let dates = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| matches!(column, Watched::Dates(_)));
        if dates.clone().count() < 2 {
            return None;
        }
        let sure = |(place, _): (usize, _)| parse_date(row.cell(place), None).ok();
        dates
            .filter_map(sure)
            .map(|stamp| stamp.day(chrono_tz::UTC))
            .next()
    }

    /// Rows seen.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether each column says anything in any of the rows seen.
    #[must_use]
    pub fn filled(&self) -> &[bool] {
        &self.filled
    }

    /// Rows with too few or too many cells.
    #[must_use]
    pub fn odd_rows(&self) -> u64 {
        self.odd_rows
    }

    /// The style of each column. `home` is the organisation's country, `habit` the decimal mark of its language;
    /// both yield to what the sheet itself says.
    #[must_use]
    pub fn styles(&self, home: Country, habit: DecimalMark) -> Vec<ColumnStyle> {
        let orders: Vec<DateOrder> = self
            .dates()
            .filter_map(|dates| dates.verdict(None).order())
            .collect();
        let marks: Vec<DecimalMark> = self
            .amounts()
            .filter_map(|amounts| amounts.mark(None))
            .collect();
        let (order, mark) = (agreed(&orders), agreed(&marks).unwrap_or(habit));
        let style = |column: &Watched| match column {
            Watched::Nothing => ColumnStyle::Plain,
            Watched::Dates(dates) => ColumnStyle::Date(dates.verdict(order)),
            Watched::Amounts(amounts) => ColumnStyle::Amount {
                mark: amounts.mark(Some(mark)),
                asks: amounts.must_ask(Some(mark)),
            },
            Watched::Phones(phones) => ColumnStyle::Phone(phones.country(home)),
        };
        self.columns.iter().map(style).collect()
    }

    fn dates(&self) -> impl Iterator<Item = &DateColumn> {
        self.columns.iter().filter_map(|column| match column {
            Watched::Dates(dates) => Some(dates.as_ref()),
            _ => None,
        })
    }

    fn amounts(&self) -> impl Iterator<Item = &AmountColumn> {
        self.columns.iter().filter_map(|column| match column {
            Watched::Amounts(amounts) => Some(amounts),
            _ => None,
        })
    }
}

/// The one value that all have; `None` where there is none or they differ.
fn agreed<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let first = values.first()?;
    values.iter().all(|value| value == first).then_some(*first)
}

#[cfg(test)]
mod tests {
    use super::{ColumnStyle, Survey};
    use crate::import::{
        Country, DateOrder, DateVerdict, DecimalMark, Sheet, SheetOptions, TargetKind,
    };

    fn styles(text: &str, kinds: &[Option<TargetKind>]) -> Vec<ColumnStyle> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let mut survey = Survey::new(kinds);
        Sheet::open(file.path(), &SheetOptions::default())
            .unwrap()
            .for_each(|row| survey.see(&row.unwrap()));
        survey.styles(Country::CHINA, DecimalMark::Point)
    }

    #[test]
    fn columns_help_each_other() {
        let date = Some(TargetKind::Date);
        let money = Some(TargetKind::Money);
        let found = styles(
            "Due,Made,Total,Tax,Mobile,Name\n03-07-2021,25-07-2021,\"7,982\",\"1,200.50\",805-247-8982,x\n04-07-2021,26-07-2021,\"18,858\",9.5,732-984-5010,y\n",
            &[date, date, money, money, Some(TargetKind::Phone), None],
        );
        let point = ColumnStyle::Amount {
            mark: Some(DecimalMark::Point),
            asks: false,
        };
        assert_eq!(
            found,
            [
                ColumnStyle::Date(DateVerdict::Borrowed(DateOrder::DayMonthYear)),
                ColumnStyle::Date(DateVerdict::Decided(DateOrder::DayMonthYear)),
                point,
                point,
                ColumnStyle::Phone(Country::UNITED_STATES),
                ColumnStyle::Plain,
            ]
        );
    }

    #[test]
    fn what_stays_open_is_asked() {
        let found = styles(
            "Made,Total\n03-07-2021,1.234\n",
            &[Some(TargetKind::Date), Some(TargetKind::Money)],
        );
        assert_eq!(
            found,
            [
                ColumnStyle::Date(DateVerdict::Ambiguous),
                ColumnStyle::Amount {
                    mark: None,
                    asks: true
                }
            ]
        );
    }
}
