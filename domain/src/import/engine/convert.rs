//! One row of a file to the values of its fields, as far as the row alone tells them.

use std::collections::HashMap;

use chrono_tz::Tz;
use contract::dto::imports::{RowProblem, Severity};
use contract::value::Values;
use contract::{Address, FieldKind, Link, Money, ObjectDef, Value};
use rust_decimal::prelude::ToPrimitive;

use super::column::{Column, columns, mends};
use super::companions::Companion;
use super::draft::Draft;
use super::job::Recipe;
use super::plan;
use super::spelling::{is_nothing, plain, tags};
use super::words::Meant;
use crate::Desk;
use crate::import::{
    CellDoubt, CellProblem, ColumnStyle, Country, DecimalMark, Row, RowShape, fold, parse_amount,
    parse_date, parse_email, parse_link, parse_number, parse_percent, parse_phone, parse_whole,
    parse_yes_no, tidy,
};

/// How much of a name is kept to know a row again, in characters.
const TITLE: usize = 80;
/// How many cells tell of a row without a name.
const CELLS: usize = 2;

/// Reads rows by a plan.
#[derive(Clone, Debug)]
pub(super) struct Converter {
    pub(super) columns: Vec<Column>,
    /// The place of the column that names a record, among those that are imported.
    title: Option<usize>,
    /// The field that is filled with the cells of these columns, where none names a record.
    named_after: (String, Vec<usize>),
    /// Whether each column of the file says anything in any row.
    filled: Vec<bool>,
    /// Cells that a person mended, by line: the place of the column and the text.
    mends: HashMap<u64, Vec<(usize, String)>>,
    zone: Tz,
    home: Country,
    currency: String,
}

/// What a cell became.
enum Cell {
    Value(Value),
    Doubted(Value, CellDoubt),
    /// To be looked up.
    Open(String),
}

impl Converter {
    pub(super) fn new(desk: &Desk, object: &ObjectDef, recipe: &Recipe) -> Self {
        let (settings, plan) = (desk.crm().settings(), &recipe.plan);
        let columns = columns(object, plan, &recipe.styles);
        let place = |key: &String| columns.iter().position(|column| column.field.key == *key);
        let named_after = plan::named_after(plan, object)
            .iter()
            .filter_map(place)
            .collect();
        Self {
            named_after: (object.title.clone(), named_after),
            title: columns
                .iter()
                .position(|column| column.field.key == object.title),
            columns,
            filled: recipe.filled.clone(),
            mends: mends(plan),
            zone: desk.preferences().time_zone.parse().unwrap_or(Tz::UTC),
            home: settings.country,
            currency: settings.currency.clone(),
        }
    }

    /// Whether a column says anything in any row, by itself, by its companion or by a cell that a person mended.
    pub(super) fn is_filled(&self, column: &Column) -> bool {
        let is_filled = |place: usize| {
            let mut mended = self.mends.values().flatten();
            self.filled.get(place).is_none_or(|is_filled| *is_filled)
                || mended.any(|(mended, _)| *mended == place)
        };
        is_filled(column.place)
            || match column.companion {
                Companion::Given(other) | Companion::Foreign(other) => is_filled(other),
                Companion::None => false,
            }
    }

    /// Reads a row.
    pub(super) fn draft(&self, row: Row, is_past: bool) -> Draft {
        let mut row = row;
        for (place, text) in self.mends.get(&row.line).into_iter().flatten() {
            row.mend(*place, text);
        }
        let mut draft = Draft {
            title: self.title(&row),
            row,
            values: Values::new(),
            open: Vec::new(),
            notes: Vec::new(),
            is_past,
        };
        self.weigh_shape(&mut draft);
        for (index, column) in self.columns.iter().enumerate() {
            self.take(&mut draft, index, column);
        }
        self.name(&mut draft);
        draft
    }

    /// Calls a record after whom and what it is about, where the file gives no names.
    fn name(&self, draft: &mut Draft) {
        let (key, after) = &self.named_after;
        let cell = |column: &usize| tidy(draft.row.cell(self.columns[*column].place));
        let cells: Vec<&str> = after
            .iter()
            .map(cell)
            .filter(|cell| !cell.is_empty())
            .collect();
        if !cells.is_empty() {
            let name: String = cells.join(" – ").chars().take(TITLE).collect();
            draft.title.clone_from(&name);
            draft.values.insert(key.clone(), name.as_str().into());
        }
    }

    /// By what a person knows the row again: its name, or else its first filled cells.
    fn title(&self, row: &Row) -> String {
        let named = self.title.map(|title| {
            let column = &self.columns[title];
            column.companion.cell(row, column.place)
        });
        let shown = |text: &str| tidy(text).chars().take(TITLE).collect::<String>();
        match named.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => shown(name),
            _ => {
                let filled = row.cells.iter().filter(|cell| !cell.trim().is_empty());
                let first: Vec<String> = filled.take(CELLS).map(|cell| shown(cell)).collect();
                first.join(" · ")
            }
        }
    }

    fn weigh_shape(&self, draft: &mut Draft) {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let problem = match draft.row.shape {
            RowShape::Whole => None,
            RowShape::TooFew { expected, found } => Some(RowProblem::TooFewCells {
                found: small(found),
                expected: small(expected),
            }),
            RowShape::TooMany { expected, found } => Some(RowProblem::TooManyCells {
                found: small(found),
                expected: small(expected),
            }),
        };
        if let Some(problem) = problem {
            draft.note(None, "", Severity::Error, problem);
        }
        if draft.row.had_nuls {
            draft.note(None, "", Severity::Warning, RowProblem::NullCharacters);
        }
    }

    fn take(&self, draft: &mut Draft, index: usize, column: &Column) {
        let cell = column.companion.cell(&draft.row, column.place).into_owned();
        let is_taken = draft.values.contains_key(&column.field.key)
            || draft
                .open
                .iter()
                .any(|(other, _)| self.columns[*other].field.key == column.field.key);
        if let Some(address) = column.address(&draft.row).filter(|_| !is_taken) {
            if !address.is_empty() {
                let key = column.field.key.clone();
                draft.values.insert(key, Value::Address(address));
            }
            return;
        }
        if is_taken || is_nothing(column.field.kind, &cell) {
            return;
        }
        match column.meant(&cell) {
            Some(Meant::Blank) if column.field.kind != FieldKind::Choices => return,
            Some(Meant::YesNo(yes)) => {
                let key = column.field.key.clone();
                draft.values.insert(key, Value::YesNo(*yes));
                return;
            }
            _ => {}
        }
        let is_number = draft.row.is_number(column.place);
        match self.read(column, &cell, is_number) {
            Ok(Cell::Value(value)) => drop(draft.values.insert(column.field.key.clone(), value)),
            Ok(Cell::Doubted(value, doubt)) => {
                draft.values.insert(column.field.key.clone(), value);
                draft.note(Some(column), &cell, Severity::Warning, doubt.into());
            }
            Ok(Cell::Open(text)) => draft.open.push((index, text)),
            Err(problem) => draft.note(Some(column), &cell, Severity::Error, said(column, problem)),
        }
    }

    fn read(&self, column: &Column, cell: &str, is_number: bool) -> Result<Cell, CellProblem> {
        let mark = match column.style {
            _ if is_number => Some(DecimalMark::Point),
            ColumnStyle::Amount { mark, .. } => mark,
            _ => None,
        };
        let order = if let ColumnStyle::Date(verdict) = column.style {
            verdict.order()
        } else {
            None
        };
        let value = match column.field.kind {
            FieldKind::Text => Value::Text(tidy(cell).replace(['\r', '\n'], " ")),
            FieldKind::LongText => Value::Text(tidy(cell).to_owned()),
            FieldKind::Integer | FieldKind::Rating => Value::Integer(parse_whole(cell)?),
            FieldKind::Decimal => Value::Decimal(parse_number(cell, mark)?),
            FieldKind::Address => Value::Address(Address {
                street: tidy(cell).replace(['\r', '\n'], " "),
                ..Address::default()
            }),
            // The file itself is not in the table: its name is kept until somebody adds it.
            FieldKind::File => Value::Link(Link {
                id: None,
                text: tidy(cell).to_owned(),
            }),
            FieldKind::Percent => {
                let percent = parse_percent(cell, mark)?.round();
                Value::Integer(percent.to_i64().ok_or(CellProblem::NumberTooLarge)?)
            }
            FieldKind::Money => Value::Money(self.money(cell, mark)?),
            FieldKind::Date => Value::Date(parse_date(cell, order)?.day(self.zone)),
            FieldKind::DateTime => Value::DateTime(parse_date(cell, order)?.moment(self.zone)),
            FieldKind::YesNo => Value::YesNo(parse_yes_no(cell)?),
            FieldKind::Link => Value::Text(parse_link(cell)?.text),
            FieldKind::Tags => Value::Tags(tags(cell)),
            FieldKind::Phone => return self.phone(column, cell),
            FieldKind::Email => {
                let email = parse_email(cell)?;
                return Ok(doubted(Value::Text(email.address), email.doubt));
            }
            FieldKind::Choice if column.meant(cell) == Some(&Meant::New) => {
                return Ok(Cell::Open(tidy(cell).to_owned()));
            }
            FieldKind::Choice => match column.choices.get(&plain(cell)) {
                Some(key) => Value::Text(key.clone()),
                None => return Ok(Cell::Open(tidy(cell).to_owned())),
            },
            FieldKind::Choices | FieldKind::User | FieldKind::Relation | FieldKind::Relations => {
                return Ok(Cell::Open(tidy(cell).to_owned()));
            }
        };
        Ok(Cell::Value(value))
    }

    fn money(&self, cell: &str, mark: Option<DecimalMark>) -> Result<Money, CellProblem> {
        let amount = parse_amount(cell, mark)?;
        let currency = amount
            .currency
            .map_or(self.currency.as_str(), |found| self.meant(found, cell));
        Money::from_decimal(amount.value, currency).ok_or(CellProblem::NumberTooLarge)
    }

    /// A bare `$` or `¥` is the organisation's own, where that has such a sign.
    fn meant<'a>(&'a self, found: &'a str, cell: &str) -> &'a str {
        const DOLLARS: [&str; 7] = ["CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN"];
        let word = fold(cell).to_lowercase();
        let is_own = match found {
            "USD" => {
                !word.contains("us")
                    && !word.contains('美')
                    && DOLLARS.contains(&self.currency.as_str())
            }
            "CNY" => word.contains('¥') && self.currency == "JPY",
            _ => false,
        };
        if is_own { &self.currency } else { found }
    }

    /// The number as it was written; from abroad and without its country's code, with it.
    fn phone(&self, column: &Column, cell: &str) -> Result<Cell, CellProblem> {
        let country = if let ColumnStyle::Phone(country) = column.style {
            country
        } else {
            self.home
        };
        let phone = parse_phone(cell, country)?;
        let reads_the_same = country == self.home
            || parse_phone(cell, self.home).is_ok_and(|at_home| at_home.digits == phone.digits);
        let text = if reads_the_same {
            tidy(cell).to_owned()
        } else {
            phone.shown(self.home)
        };
        Ok(doubted(Value::Text(text), phone.doubt))
    }

    /// The place of the column of a field.
    pub(super) fn column_of(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field.key == field)
    }
}

fn doubted(value: Value, doubt: Option<CellDoubt>) -> Cell {
    match doubt {
        Some(doubt) => Cell::Doubted(value, doubt),
        None => Cell::Value(value),
    }
}

/// A number of money is an amount, and its faults are called so.
fn said(column: &Column, problem: CellProblem) -> RowProblem {
    match RowProblem::from(problem) {
        RowProblem::NotANumber if column.field.kind == FieldKind::Money => RowProblem::NotAnAmount,
        other => other,
    }
}
