//! A workbook of Office Open XML. Its rows go to a temporary file while they are written, so that any number fits into
//! little memory; the workbook is put together at the end.

use chrono::Utc;
use contract::{FieldDef, FieldKind, Value};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};
use tokio::fs::File;
use tokio::io::{AsyncWrite, AsyncWriteExt};

use super::pages::Pages;
use super::rows::{Cell, headers, rows};
use crate::{Desk, Error, Result, clock};

/// Rows of one sheet below its header, by the format's own limit.
const MOST: u32 = 1_048_575;
/// Characters of one cell, by the format's own limit.
const LONGEST: usize = 32_767;

/// The looks of cells that are no words.
struct Looks {
    header: Format,
    day: Format,
    moment: Format,
    amount: Format,
}

pub(super) async fn write<W: AsyncWrite + Unpin>(
    mut pages: Pages<'_>,
    mut writer: W,
) -> Result<u64> {
    let fields = pages.fields();
    let kinds: Vec<FieldKind> = fields.iter().flat_map(kinds).collect();
    let language = pages.desk.preferences().language;
    let headers: Vec<String> = fields
        .iter()
        .flat_map(|field| headers(language, field))
        .collect();
    let looks = Looks {
        header: Format::new().set_bold(),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        moment: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        amount: Format::new().set_num_format("#,##0.00##"),
    };
    let mut workbook = Workbook::new();
    let (mut count, mut sheets) = (0_u64, 1_u32);
    begin(&mut workbook, &headers, &looks, sheets)?;
    let mut row = 0;
    loop {
        let records = pages.next().await?;
        if records.is_empty() {
            break;
        }
        for cells in rows(pages.desk, &fields, &records).await? {
            if row == MOST {
                (row, sheets) = (0, sheets + 1);
                begin(&mut workbook, &headers, &looks, sheets)?;
            }
            row += 1;
            count += 1;
            let sheet = workbook
                .worksheet_from_index(sheets as usize - 1)
                .map_err(broken)?;
            for (column, (cell, kind)) in cells.iter().zip(&kinds).enumerate() {
                let column = u16::try_from(column).map_err(Error::broken)?;
                put(pages.desk, sheet, (row, column), cell, *kind, &looks).map_err(broken)?;
            }
        }
    }
    send(workbook, &mut writer).await?;
    Ok(count)
}

fn begin(workbook: &mut Workbook, headers: &[String], looks: &Looks, number: u32) -> Result<()> {
    let sheet = workbook
        .add_worksheet_with_constant_memory()
        .map_err(broken)?;
    sheet
        .set_name(format!("{number}"))
        .map_err(broken)?
        .set_freeze_panes(1, 0)
        .map_err(broken)?;
    for (column, header) in headers.iter().enumerate() {
        let column = u16::try_from(column).map_err(Error::broken)?;
        sheet
            .write_string_with_format(0, column, header, &looks.header)
            .map_err(broken)?;
    }
    Ok(())
}

/// The kind of each cell of a field; parts of addresses and foreign ids are words.
fn kinds(field: &FieldDef) -> Vec<FieldKind> {
    let more = match field.kind {
        FieldKind::Relation => 1,
        FieldKind::Address => contract::Address::PLACES.len(),
        _ => 0,
    };
    std::iter::once(field.kind)
        .chain(std::iter::repeat_n(FieldKind::Text, more))
        .collect()
}

fn put(
    desk: &Desk,
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell<'_>,
    kind: FieldKind,
    looks: &Looks,
) -> std::result::Result<(), XlsxError> {
    let zone = &desk.preferences().time_zone;
    // A number of a workbook holds 15 digits: a longer one stays in words, and so does an amount of a currency that
    // the organisation does not count in.
    let number = match cell.value {
        Value::Integer(number) => exact(*number as f64, &cell.words),
        Value::Decimal(number) => number.to_f64().and_then(|n| exact(n, &cell.words)),
        Value::Money(money) if money.currency == desk.crm().settings().currency => {
            money.decimal().to_f64().and_then(|n| exact(n, &cell.words))
        }
        _ => None,
    };
    match (cell.value, number) {
        (_, Some(number)) if kind == FieldKind::Money => {
            sheet.write_number_with_format(row, column, number, &looks.amount)?;
        }
        (_, Some(number)) => {
            sheet.write_number(row, column, number)?;
        }
        (Value::Date(day), _) => {
            sheet.write_datetime_with_format(row, column, day, &looks.day)?;
        }
        (Value::DateTime(at), _) => {
            let local = clock::local(at.with_timezone(&Utc), zone);
            sheet.write_datetime_with_format(row, column, local, &looks.moment)?;
        }
        _ if cell.words.is_empty() => {}
        _ => {
            let fits: String = cell.words.chars().take(LONGEST).collect();
            sheet.write_string(row, column, fits)?;
        }
    }
    Ok(())
}

/// The number, where it has no more digits than a workbook keeps.
fn exact(number: f64, words: &str) -> Option<f64> {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    (digits <= 15).then_some(number)
}

/// Puts the workbook together in a temporary file, away from the threads that answer, and sends it.
async fn send<W: AsyncWrite + Unpin>(mut workbook: Workbook, writer: &mut W) -> Result<()> {
    let whole = tokio::task::spawn_blocking(move || -> Result<std::fs::File> {
        let mut whole = tempfile::tempfile()?;
        workbook.save_to_writer(&mut whole).map_err(broken)?;
        std::io::Seek::rewind(&mut whole)?;
        Ok(whole)
    })
    .await
    .map_err(Error::broken)??;
    let mut whole = File::from_std(whole);
    tokio::io::copy(&mut whole, writer).await?;
    writer.flush().await?;
    Ok(())
}

fn broken(error: XlsxError) -> Error {
    Error::broken(error)
}
