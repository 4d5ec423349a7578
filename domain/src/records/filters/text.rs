//! Conditions on text: Latin letters without regard to case, everything else as it is, the same on both databases.

use contract::objects::USER;
use contract::query::Words;
use contract::query::comparison::BETWEEN_DIGITS;
use contract::{FieldDef, FieldKind, ObjectDef};
use migration::{folded, sort_column};
use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, LikeExpr};

use crate::{Desk, sorting};

/// One of the columns of a field has one of the words, which are folded.
pub(super) fn condition(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    how: Words,
    any: &[String],
) -> Condition {
    let columns: Vec<String> = match field.kind {
        FieldKind::File => field.reference_column().into_iter().collect(),
        _ => field
            .column()
            .into_iter()
            .chain(field.place_columns())
            .collect(),
    };
    let holds = columns.iter().fold(Condition::any(), |holds, name| {
        holds.add(one_column(desk, object, field, name, how, any))
    });
    match by_title(desk, object, field, how, any) {
        Some(near) => Condition::all().add(near).add(holds),
        None => holds,
    }
}

fn one_column(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    name: &str,
    how: Words,
    any: &[String],
) -> Condition {
    let backend = desk.crm().door().backend();
    let text = match field.kind {
        FieldKind::Phone => digits(backend, object.table(), name),
        _ => folded(backend, Some(object.table()), name),
    };
    let plain = match (backend, field.kind) {
        // LIKE does not look at how a column compares, and is as free with case by itself.
        (DbBackend::Sqlite, kind) if kind != FieldKind::Phone => {
            Expr::col((Alias::new(object.table()), Alias::new(name)))
        }
        _ => text.clone(),
    };
    match how {
        Words::Equal => Condition::all().add(text.is_in(any.iter().map(String::as_str))),
        Words::Start => any.iter().fold(Condition::any(), |starts, word| {
            starts.add(begins(text.clone(), word))
        }),
        Words::Contain => like(&plain, any, |word| format!("%{word}%")),
        Words::End => like(&plain, any, |word| format!("%{word}")),
    }
}

/// A beginning is a span of the order, so that an index finds it.
fn begins(text: Expr, word: &str) -> Expr {
    text.clone()
        .gte(word)
        .and(text.lt(format!("{word}{}", char::MAX)))
}

fn like(text: &Expr, any: &[String], pattern: impl Fn(&str) -> String) -> Condition {
    any.iter().fold(Condition::any(), |holds, word| {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let pattern = LikeExpr::new(pattern(&escaped)).escape('\\');
        holds.add(text.clone().like(pattern))
    })
}

/// A telephone number without what stands between its digits.
fn digits(backend: DbBackend, table: &str, name: &str) -> Expr {
    let column = format!("\"{table}\".\"{name}\"");
    let bare = BETWEEN_DIGITS.iter().fold(column, |text, mark| {
        format!("replace({text}, '{mark}', '')")
    });
    match backend {
        DbBackend::Postgres => Expr::cust(format!("lower({bare} COLLATE \"C\")")),
        _ => Expr::cust(format!("lower({bare})")),
    }
}

/// The title has no index of its own but one of its place in the order of names, which is alike for alike titles.
fn by_title(
    desk: &Desk,
    object: &ObjectDef,
    field: &FieldDef,
    how: Words,
    any: &[String],
) -> Option<Condition> {
    if field.key != object.title || object.key == USER {
        return None;
    }
    let column = sort_expr(desk, object);
    let keys = any.iter().map(|word| sorting::key(word));
    match how {
        Words::Equal => Some(Condition::all().add(column.is_in(keys))),
        Words::Start => Some(keys.fold(Condition::any(), |starts, key| {
            starts.add(begins(column.clone(), &key))
        })),
        Words::Contain | Words::End => None,
    }
}

/// The title by its sort key, which compares byte by byte on both databases.
pub(in crate::records) fn sort_expr(desk: &Desk, object: &ObjectDef) -> Expr {
    let name = sort_column(object);
    match desk.crm().door().backend() {
        DbBackend::Postgres => {
            Expr::cust(format!("\"{}\".\"{name}\" COLLATE \"C\"", object.table()))
        }
        _ => Expr::col((Alias::new(object.table()), Alias::new(name))),
    }
}
