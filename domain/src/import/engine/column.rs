//! The columns of a plan that are imported, ready to read their cells.

use std::collections::HashMap;

use contract::dto::imports::{ColumnMatch, ImportPlan};
use contract::{Address, FieldDef, FieldKind, ObjectDef};

use super::companions::{Companion, places};
use super::plan;
use super::spelling::{is_nothing, plain, spellings, unescaped};
use super::words::{self, Meant};
use crate::import::{ColumnStyle, Row, tidy};

/// A column that is imported.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) place: usize,
    pub(super) header: String,
    pub(super) field: FieldDef,
    pub(super) style: ColumnStyle,
    pub(super) companion: Companion,
    /// For an address, where its parts stand: the street, and those of [`Address::PLACES`].
    parts: Vec<Option<usize>>,
    /// The keys of the choices by every spelling known beforehand.
    pub(super) choices: HashMap<String, String>,
    meant: HashMap<String, Meant>,
}

impl Column {
    /// What a person made of a word of the column.
    pub(super) fn meant(&self, word: &str) -> Option<&Meant> {
        if self.meant.is_empty() {
            return None;
        }
        self.meant.get(&plain(word))
    }

    /// The address of a row, where the column goes to one: empty where none of its parts is filled.
    pub(super) fn address(&self, row: &Row) -> Option<Address> {
        if self.field.kind != FieldKind::Address {
            return None;
        }
        let mut address = Address::default();
        for (part, place) in names().zip(&self.parts) {
            let Some(place) = place else { continue };
            let cell = unescaped(row.cell(*place));
            if !is_nothing(FieldKind::Address, cell) {
                *address.part_mut(part) = tidy(cell).replace(['\r', '\n'], " ");
            }
        }
        Some(address)
    }
}

/// The parts of an address, the street first.
fn names() -> impl Iterator<Item = &'static str> {
    std::iter::once("street").chain(Address::PLACES)
}

/// The columns of a plan that have a field; those that go to parts of one address are one.
pub(super) fn columns(
    object: &ObjectDef,
    plan: &ImportPlan,
    styles: &[ColumnStyle],
) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for (place, matched) in plan.columns.iter().enumerate() {
        let Some((field, part)) = matched
            .field
            .as_deref()
            .and_then(|key| plan::target(object, key))
        else {
            continue;
        };
        if field.kind != FieldKind::Address {
            let found = styles.get(place).copied().unwrap_or(ColumnStyle::Plain);
            columns.push(plain_column(object, plan, field, place, found));
            continue;
        }
        let known = columns
            .iter()
            .position(|column| column.field.key == field.key);
        let index = known.unwrap_or_else(|| {
            columns.push(plain_column(object, plan, field, place, ColumnStyle::Plain));
            columns.len() - 1
        });
        let Some(column) = columns.get_mut(index) else {
            continue;
        };
        if part == "street" {
            (column.place, column.header) = (place, matched.header.clone());
            for (found, own) in places(plan, field, &matched.header)
                .into_iter()
                .zip(column.parts.iter_mut().skip(1))
            {
                *own = own.or(found);
            }
        }
        if let Some(own) = names().position(|name| name == part) {
            column.parts[own] = Some(place);
        }
    }
    columns
}

fn plain_column(
    object: &ObjectDef,
    plan: &ImportPlan,
    field: &FieldDef,
    place: usize,
    found: ColumnStyle,
) -> Column {
    let matched: &ColumnMatch = &plan.columns[place];
    let meant = words::meant(matched, field);
    let mut choices = spellings(field);
    for (word, meant) in &meant {
        if let Meant::Choice(key) = meant {
            choices.insert(word.clone(), key.clone());
        }
    }
    Column {
        place,
        style: plan::style(matched, found),
        companion: Companion::of(object, plan, field, &matched.header),
        parts: vec![None; Address::PLACES.len() + 1],
        header: matched.header.clone(),
        field: field.clone(),
        choices,
        meant,
    }
}

/// The cells that a person mended, by line.
pub(super) fn mends(plan: &ImportPlan) -> HashMap<u64, Vec<(usize, String)>> {
    let mut mends: HashMap<u64, Vec<(usize, String)>> = HashMap::new();
    for mend in &plan.mends {
        let is_it = |column: &ColumnMatch| column.header == mend.header;
        if let Some(place) = plan.columns.iter().position(is_it) {
            let line = mends.entry(mend.line).or_default();
            line.push((place, mend.value.clone()));
        }
    }
    mends
}
