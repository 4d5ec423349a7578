//! How the looks of a list are spelled in its address.

use contract::dto::views::{ViewColumn, ViewKind};

pub(crate) fn kind_of(word: &str) -> ViewKind {
    match word {
        "board" => ViewKind::Board,
        "calendar" => ViewKind::Calendar,
        _ => ViewKind::Table,
    }
}

pub(crate) fn kind_word(kind: ViewKind) -> String {
    match kind {
        ViewKind::Table => "table",
        ViewKind::Board => "board",
        ViewKind::Calendar => "calendar",
    }
    .to_owned()
}

/// `name,phone:180`: fields in their order, with the widths that were set.
pub(super) fn columns(word: &str) -> Vec<ViewColumn> {
    let columns = word.split(',').filter(|column| !column.is_empty());
    columns
        .map(|column| {
            let (field, width) = column.split_once(':').unwrap_or((column, ""));
            ViewColumn {
                field: field.to_owned(),
                width: width.parse().ok(),
            }
        })
        .collect()
}

pub(super) fn columns_word(columns: &[ViewColumn]) -> String {
    let words = columns.iter().map(|column| match column.width {
        Some(width) => format!("{}:{width}", column.field),
        None => column.field.clone(),
    });
    words.collect::<Vec<_>>().join(",")
}

pub(super) fn dense(word: &str) -> Option<bool> {
    match word {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

pub(super) fn dense_word(compact: Option<bool>) -> String {
    compact
        .map(|compact| u8::from(compact).to_string())
        .unwrap_or_default()
}
