//! Numbers that records get when they are made, by a pattern.

use chrono::{Datelike, NaiveDate};
use contract::dto::configuring::{Trouble, TroubleKind};
use contract::value::Values;
use contract::{FieldDef, ObjectDef, Record, Value};
use regex::{Captures, Regex};

use super::plan::Plan;
use crate::access::{NewRecord, Write};
use crate::{Desk, Result, clock};

/// The longest pattern, in characters.
const LONGEST: usize = 64;
/// The most digits that a number is filled up to with noughts.
const MOST_DIGITS: usize = 12;

/// A part of a number.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The count, with at least so many digits.
    Number(usize),
    /// The year with four digits.
    Year,
    /// The last two digits of the year.
    ShortYear,
    Month,
    Day,
}

/// How a number is written, such as `Q-{YYYY}-{0000}`.
#[derive(Clone, Debug)]
pub struct Pattern {
    parts: Vec<Part>,
    /// Reads what the pattern writes.
    reader: Regex,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Everything that is wrong with it, each at its place.
    pub fn parse(pattern: &str) -> std::result::Result<Self, Vec<Trouble>> {
        let (parts, mut troubles) = parted(pattern);
        if pattern.trim().is_empty() {
            troubles = vec![Trouble::whole(TroubleKind::Empty)];
        } else if pattern.chars().count() > LONGEST {
            let limit = u32::try_from(LONGEST).unwrap_or(u32::MAX);
            troubles.push(Trouble::whole(TroubleKind::TooLong { limit }));
        } else if troubles.is_empty() {
            troubles.extend(whole_troubles(&parts).map(Trouble::whole));
        }
        if !troubles.is_empty() {
            return Err(troubles);
        }
        let reader = Regex::new(&reading(&parts))
            .map_err(|_| vec![Trouble::whole(TroubleKind::LooseBrace)])?;
        Ok(Self { parts, reader })
    }

    /// The number as it is written on a day.
    #[must_use]
    pub fn write(&self, number: i64, day: NaiveDate) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Number(digits) => format!("{number:0digits$}"),
                dated => of_day(dated, day),
            })
            .collect()
    }

    /// What is counted together: numbers of the same year, month or day, as far as the pattern names them.
    #[must_use]
    pub fn period(&self, day: NaiveDate) -> String {
        let parts = self.parts.iter().map(|part| of_day(part, day));
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    }

    /// The period and the count of a number that looks as if this pattern had written it.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<(String, i64)> {
        let found = self.reader.captures(text.trim())?;
        let number = found.name("number")?.as_str().parse().ok()?;
        Some((self.read_period(&found), number))
    }

    fn read_period(&self, found: &Captures<'_>) -> String {
        let dated = self.parts.iter().enumerate().filter_map(|(place, part)| {
            matches!(part, Part::Year | Part::ShortYear | Part::Month | Part::Day)
                .then(|| found.name(&format!("d{place}")))?
        });
        dated
            .map(|part| part.as_str())
            .collect::<Vec<_>>()
            .join("-")
    }
}

/// Whether new records of an object take numbers.
pub(crate) fn is_numbered(desk: &Desk, object: &str) -> bool {
    let descriptions = desk.crm().descriptions();
    let plan = descriptions.plan(object);
    plan.is_some_and(|plan| !plan.counted().is_empty())
}

/// Gives new records their numbers and keeps those they bring along. What follows from the numbers follows.
///
/// # Errors
/// When the database fails.
pub(crate) async fn number(
    write: &Write<'_>,
    object: &ObjectDef,
    records: &mut [NewRecord],
    today: NaiveDate,
) -> Result<()> {
    let Some(plan) = write.desk().crm().descriptions().plan(&object.key) else {
        return Ok(());
    };
    for (field, pattern) in plan.counted() {
        let brought = records
            .iter()
            .filter_map(|record| record.values.get(&field.key));
        for (period, next) in after_brought(pattern, brought) {
            write.raise_number(object, field, &period, next).await?;
        }
        let lacking: Vec<&mut NewRecord> = records
            .iter_mut()
            .filter(|record| record.values.get(&field.key).is_none_or(Value::is_empty))
            .collect();
        let count = i64::try_from(lacking.len()).unwrap_or(i64::MAX);
        if count == 0 {
            continue;
        }
        let period = pattern.period(today);
        let first = write.take_numbers(object, field, &period, count).await?;
        for (number, record) in (first..).zip(lacking) {
            let written = Value::Text(pattern.write(number, today));
            record.values.insert(field.key.clone(), written);
        }
    }
    let is_read = |formula: &super::Formula| {
        formula.reads(plan.counted().iter().map(|(field, _)| &field.key))
    };
    if plan.formulas().iter().any(is_read) {
        for record in records {
            plan.complete(None, &mut record.values, write.now());
        }
    }
    Ok(())
}

/// Gives numbers to those of some standing records that have none.
///
/// # Errors
/// When the database fails.
pub(super) async fn number_standing(
    write: &Write<'_>,
    object: &ObjectDef,
    plan: &Plan,
    field: &FieldDef,
    records: &mut [Record],
) -> Result<()> {
    let counted = plan.counted().iter();
    let Some((_, pattern)) = counted.into_iter().find(|(own, _)| own.key == field.key) else {
        return Ok(());
    };
    for (period, next) in after_brought(pattern, records.iter().map(|one| one.value(&field.key))) {
        write.raise_number(object, field, &period, next).await?;
    }
    let today = clock::today(write.now(), &write.desk().preferences().time_zone);
    let lacking: Vec<&mut Record> = records
        .iter_mut()
        .filter(|record| record.value(&field.key).is_empty())
        .collect();
    let count = i64::try_from(lacking.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return Ok(());
    }
    let first = write
        .take_numbers(object, field, &pattern.period(today), count)
        .await?;
    let mut rows = Vec::new();
    for (number, record) in (first..).zip(lacking) {
        let written = Value::Text(pattern.write(number, today));
        record.values.insert(field.key.clone(), written.clone());
        rows.push((record.id, Values::from([(field.key.clone(), written)])));
    }
    write.keep_derived(object, &[field], &rows).await
}

/// For each period the first number after all that are brought along.
fn after_brought<'v>(
    pattern: &Pattern,
    brought: impl Iterator<Item = &'v Value>,
) -> std::collections::BTreeMap<String, i64> {
    let mut next = std::collections::BTreeMap::new();
    for (period, number) in brought.filter_map(|value| pattern.read(value.text()?)) {
        let held = next.entry(period).or_insert(1_i64);
        *held = (*held).max(number.saturating_add(1));
    }
    next
}

fn of_day(part: &Part, day: NaiveDate) -> String {
    match part {
        Part::Year => format!("{:04}", day.year()),
        Part::ShortYear => format!("{:02}", day.year().rem_euclid(100)),
        Part::Month => format!("{:02}", day.month()),
        Part::Day => format!("{:02}", day.day()),
        Part::Text(_) | Part::Number(_) => String::new(),
    }
}

fn parted(pattern: &str) -> (Vec<Part>, Vec<Trouble>) {
    let (mut parts, mut troubles) = (Vec::new(), Vec::new());
    let (mut rest, mut place) = (pattern, 0_u32);
    while !rest.is_empty() {
        let (taken, part) = next_part(rest);
        let length = u32::try_from(taken.chars().count()).unwrap_or(u32::MAX);
        match part {
            Ok(part) => parts.push(part),
            Err(what) => troubles.push(Trouble {
                from: place,
                to: place + length,
                what,
            }),
        }
        place += length;
        rest = rest.get(taken.len()..).unwrap_or_default();
    }
    (parts, troubles)
}

/// The first part of a pattern, and what of it that takes.
fn next_part(rest: &str) -> (&str, std::result::Result<Part, TroubleKind>) {
    let head = |bytes: usize| rest.get(..bytes).unwrap_or(rest);
    if rest.starts_with('}') {
        return (head(1), Err(TroubleKind::LooseBrace));
    }
    if !rest.starts_with('{') {
        let text = head(rest.find(['{', '}']).unwrap_or(rest.len()));
        return (text, Ok(Part::Text(text.to_owned())));
    }
    let Some(end) = rest.find('}') else {
        return (rest, Err(TroubleKind::LooseBrace));
    };
    let taken = head(end + 1);
    let inner = rest.get(1..end).unwrap_or_default();
    let is_number = !inner.is_empty() && inner.bytes().all(|byte| byte == b'0');
    let part = match inner {
        "YYYY" => Ok(Part::Year),
        "YY" => Ok(Part::ShortYear),
        "MM" => Ok(Part::Month),
        "DD" => Ok(Part::Day),
        _ if is_number && inner.len() <= MOST_DIGITS => Ok(Part::Number(inner.len())),
        _ => Err(TroubleKind::UnknownPlaceholder {
            text: taken.to_owned(),
        }),
    };
    (taken, part)
}

/// What is wrong with a pattern of which each part is right.
fn whole_troubles(parts: &[Part]) -> Option<TroubleKind> {
    let has = |wanted: &[Part]| parts.iter().any(|part| wanted.contains(part));
    let lacks = |text: &str| {
        Some(TroubleKind::ComesAgain {
            lacks: text.to_owned(),
        })
    };
    let numbers = parts.iter().filter(|part| matches!(part, Part::Number(_)));
    match numbers.count() {
        0 => return Some(TroubleKind::NoNumber),
        1 => {}
        _ => return Some(TroubleKind::TwoNumbers),
    }
    if has(&[Part::Day]) && !has(&[Part::Month]) {
        return lacks("{MM}");
    }
    if has(&[Part::Month]) && !has(&[Part::Year, Part::ShortYear]) {
        return lacks("{YYYY}");
    }
    None
}

fn reading(parts: &[Part]) -> String {
    let inner = parts.iter().enumerate().map(|(place, part)| match part {
        Part::Text(text) => regex::escape(text),
        Part::Number(digits) => format!("(?<number>[0-9]{{{digits},18}})"),
        Part::Year => format!("(?<d{place}>[0-9]{{4}})"),
        _ => format!("(?<d{place}>[0-9]{{2}})"),
    });
    format!("^{}$", inner.collect::<String>())
}
