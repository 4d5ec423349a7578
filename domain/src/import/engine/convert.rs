//! One row of a file to the values of its fields, as far as the row alone tells them.

use std::collections::HashMap;

use chrono_tz::Tz;
use contract::dto::imports::{ImportPlan, RowNote, RowProblem, Severity};
use contract::value::Values;
use contract::{FieldDef, FieldKind, Money, ObjectDef, Problem, Value};
use rust_decimal::prelude::ToPrimitive;

use super::plan;
use crate::Desk;
use crate::import::{
    CellDoubt, CellProblem, ColumnStyle, Country, DecimalMark, Row, RowShape, fold, parse_amount,
    parse_date, parse_email, parse_link, parse_percent, parse_phone, parse_whole, parse_yes_no,
    tidy,
};

/// How much of a cell stands in a note, in characters; the row itself is kept whole.
const QUOTED: usize = 200;
/// Words in cells of numbers, dates, addresses and choices that mean nothing at all.
const NOTHING: [&str; 12] =
    ["-", "--", "—", "/", "n/a", "#n/a", "null", "none", "-none-", "--none--", "无", "暂无"];

/// A row on its way to a record.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) row: Row,
    pub(super) values: Values,
    /// Cells that need the database: the place of their column, and the text.
    pub(super) open: Vec<(usize, String)>,
    pub(super) notes: Vec<RowNote>,
    /// The row was dealt with before the import was interrupted.
    pub(super) is_past: bool,
}

/// A column that is imported.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) place: usize,
    pub(super) header: String,
    pub(super) field: FieldDef,
    style: ColumnStyle,
    /// The keys of the choices by every spelling known beforehand.
    choices: HashMap<String, String>,
}

/// Reads rows by a plan.
#[derive(Clone, Debug)]
pub(super) struct Converter {
    pub(super) columns: Vec<Column>,
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
    pub(super) fn new(desk: &Desk, object: &ObjectDef, plan: &ImportPlan, styles: &[ColumnStyle]) -> Self {
        let column = |(place, column): (usize, &contract::dto::imports::ColumnMatch)| {
            let field = object.field(column.field.as_deref()?)?.clone();
            let found = styles.get(place).copied().unwrap_or(ColumnStyle::Plain);
            let choices = spellings(&field);
            Some(Column { place, header: column.header.clone(), style: plan::style(column, found), choices, field })
        };
        let settings = desk.crm().settings();
        Self {
            columns: plan.columns.iter().enumerate().filter_map(column).collect(),
            zone: desk.preferences().time_zone.parse().unwrap_or(Tz::UTC),
            home: settings.country,
            currency: settings.currency.clone(),
        }
    }

    /// Reads a row.
    pub(super) fn draft(&self, row: Row, is_past: bool) -> Draft {
        let mut draft = Draft { row, values: Values::new(), open: Vec::new(), notes: Vec::new(), is_past };
        self.weigh_shape(&mut draft);
        for (index, column) in self.columns.iter().enumerate() {
            self.take(&mut draft, index, column);
        }
        draft
    }

    fn weigh_shape(&self, draft: &mut Draft) {
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let problem = match draft.row.shape {
            RowShape::Whole => None,
            RowShape::TooFew { expected, found } => {
                Some(RowProblem::TooFewCells { found: small(found), expected: small(expected) })
            }
            RowShape::TooMany { expected, found } => {
                Some(RowProblem::TooManyCells { found: small(found), expected: small(expected) })
            }
        };
        if let Some(problem) = problem {
            draft.note(None, "", Severity::Error, problem);
        }
        if draft.row.had_nuls {
            draft.note(None, "", Severity::Warning, RowProblem::NullCharacters);
        }
    }

    fn take(&self, draft: &mut Draft, index: usize, column: &Column) {
        let cell = unescaped(draft.row.cell(column.place)).to_owned();
        let is_taken = draft.values.contains_key(&column.field.key)
            || draft.open.iter().any(|(other, _)| self.columns[*other].field.key == column.field.key);
        if is_taken || is_nothing(column.field.kind, &cell) {
            return;
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
        let order = if let ColumnStyle::Date(verdict) = column.style { verdict.order() } else { None };
        let value = match column.field.kind {
            FieldKind::Text => Value::Text(tidy(cell).replace(['\r', '\n'], " ")),
            FieldKind::LongText => Value::Text(tidy(cell).to_owned()),
            FieldKind::Integer => Value::Integer(parse_whole(cell)?),
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
            FieldKind::Choice => match column.choices.get(&plain(cell)) {
                Some(key) => Value::Text(key.clone()),
                None => return Ok(Cell::Open(tidy(cell).to_owned())),
            },
            FieldKind::User | FieldKind::Relation => return Ok(Cell::Open(tidy(cell).to_owned())),
        };
        Ok(Cell::Value(value))
    }

    fn money(&self, cell: &str, mark: Option<DecimalMark>) -> Result<Money, CellProblem> {
        let amount = parse_amount(cell, mark)?;
        let currency = amount.currency.map_or(self.currency.as_str(), |found| self.meant(found, cell));
        Money::from_decimal(amount.value, currency).ok_or(CellProblem::NumberTooLarge)
    }

    /// A bare `$` or `¥` is the organisation's own, where that has such a sign.
    fn meant<'a>(&'a self, found: &'a str, cell: &str) -> &'a str {
        const DOLLARS: [&str; 7] = ["CAD", "AUD", "HKD", "SGD", "NZD", "TWD", "MXN"];
        let word = fold(cell).to_lowercase();
        let is_own = match found {
            "USD" => !word.contains("us") && !word.contains('美') && DOLLARS.contains(&self.currency.as_str()),
            "CNY" => word.contains('¥') && self.currency == "JPY",
            _ => false,
        };
        if is_own { &self.currency } else { found }
    }

    /// The number as it was written; from abroad and without its country's code, with it.
    fn phone(&self, column: &Column, cell: &str) -> Result<Cell, CellProblem> {
        let country = if let ColumnStyle::Phone(country) = column.style { country } else { self.home };
        let phone = parse_phone(cell, country)?;
        let reads_the_same = country == self.home
            || parse_phone(cell, self.home).is_ok_and(|at_home| at_home.digits == phone.digits);
        let text = if reads_the_same { tidy(cell).to_owned() } else { phone.shown(self.home) };
        Ok(doubted(Value::Text(text), phone.doubt))
    }

    /// The place of the column of a field.
    pub(super) fn column_of(&self, field: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.field.key == field)
    }
}

impl Draft {
    /// Notes something about a cell of the row, or about the whole row.
    pub(super) fn note(&mut self, column: Option<&Column>, value: &str, severity: Severity, problem: RowProblem) {
        self.notes.push(RowNote {
            line: self.row.line,
            column: column.map(|column| column.header.clone()).unwrap_or_default(),
            field: column.map(|column| column.field.key.clone()).unwrap_or_default(),
            value: value.chars().take(QUOTED).collect(),
            severity,
            problem,
        });
    }

    /// Notes a problem of a field, at its column where it has one.
    pub(super) fn refuse(&mut self, converter: &Converter, field: &str, problem: &Problem) {
        let problem = match problem {
            Problem::Required => RowProblem::Missing,
            Problem::TooLong { limit } => RowProblem::TooLong { limit: *limit },
            Problem::NotAnEmail => RowProblem::NotAnEmail,
            Problem::NotALink => RowProblem::NotALink,
            Problem::NotAnAmount => RowProblem::NotAnAmount,
            Problem::OutOfRange { least, most } => RowProblem::OutOfRange { least: *least, most: *most },
            other => RowProblem::Refused { problem: other.clone() },
        };
        self.note_at(converter, field, Severity::Error, problem);
    }

    /// Notes something at the column of a field, with the cell as it stands.
    pub(super) fn note_at(&mut self, converter: &Converter, field: &str, severity: Severity, problem: RowProblem) {
        let column = converter.column_of(field);
        let cell = column.map(|column| self.row.cell(column.place).to_owned()).unwrap_or_default();
        self.note(column, &cell, severity, problem);
        if let Some(note) = self.notes.last_mut() {
            field.clone_into(&mut note.field);
        }
    }

    /// Whether the row must be mended.
    pub(super) fn is_bad(&self) -> bool {
        self.notes.iter().any(|note| note.severity == Severity::Error)
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

/// A cell as it was before it was escaped for spreadsheet programs.
fn unescaped(cell: &str) -> &str {
    let first = |text: &str| text.trim_start_matches(' ').chars().next();
    match cell.strip_prefix('\'') {
        Some(rest) if matches!(first(rest), Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n')) => rest,
        _ => cell,
    }
}

fn is_nothing(kind: FieldKind, cell: &str) -> bool {
    let text = tidy(cell);
    let is_word = !matches!(kind, FieldKind::Text | FieldKind::LongText | FieldKind::Tags | FieldKind::YesNo);
    text.is_empty()
        || is_word && text.len() <= 8 && NOTHING.contains(&text.to_lowercase().as_str())
        || kind == FieldKind::Relation && text == "0"
}

/// Each tag once.
fn tags(cell: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in cell.split([',', '，', ';', '；', '、', '|', '\n']).map(tidy) {
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// Every spelling of the choices of a field.
fn spellings(field: &FieldDef) -> HashMap<String, String> {
    let mut known = HashMap::new();
    for choice in &field.choices {
        let labels = [&choice.key, &choice.label.en, &choice.label.zh];
        for spelling in labels.into_iter().chain(&choice.synonyms) {
            known.entry(plain(spelling)).or_insert_with(|| choice.key.clone());
        }
    }
    known
}

/// Wide forms, case and doubled blanks do not tell two choices apart.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    if folded.contains("  ") || folded.contains(['\n', '\t']) {
        return folded.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    folded
}
