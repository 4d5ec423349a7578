//! The order of lines, where their object is listed by a whole number that people may type.

use contract::dto::records::Change;
use contract::{FieldKind, Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Line, Lines};
use crate::api::records::update;
use crate::ui::failure_text;
use crate::ui::unsaved::sending;

impl Lines {
    /// Key of the field that holds the place of a line.
    pub(super) fn order_field(self) -> Option<String> {
        self.object.with_value(|object| {
            let field = object.field(&object.sort.field)?;
            let holds_places = field.kind == FieldKind::Integer && field.is_typed();
            (holds_places && !object.sort.descending).then(|| field.key.clone())
        })
    }

    /// The place behind the last line.
    pub(super) fn next_place(self) -> i64 {
        let Some(order) = self.order_field() else {
            return 1;
        };
        self.rows.with_untracked(|rows| {
            let places = rows.iter().filter_map(|line| {
                line.record
                    .with_untracked(|record| place_of(record.as_ref()?, &order))
            });
            places.max().unwrap_or_default() + 1
        })
    }

    /// Moves a line up (-1) or down (1), at once on the page and then in the database.
    pub(super) fn shift(self, line: Line, by: isize) {
        let Some(order) = self.order_field() else {
            return;
        };
        let moved = self.rows.try_update(|rows| {
            let here = rows.iter().position(|other| other.key == line.key)?;
            let there = here
                .checked_add_signed(by)
                .filter(|there| *there < rows.len())?;
            rows.swap(here, there);
            Some(())
        });
        if moved.flatten().is_some() {
            self.number(order);
        }
    }

    /// Writes the places that are not what they should be.
    fn number(self, order: String) {
        let wrong: Vec<(Record, i64)> = self.rows.with_untracked(|rows| {
            let records = rows.iter().filter_map(|line| line.record.get_untracked());
            let placed = records.zip(1_i64..);
            placed
                .filter(|(record, place)| place_of(record, &order) != Some(*place))
                .collect()
        });
        spawn_local(async move {
            for (record, place) in wrong {
                let change = Change {
                    object: record.object.clone(),
                    id: record.id,
                    version: record.version,
                    base: [(order.clone(), record.value(&order).clone())].into(),
                    values: [(order.clone(), Value::Integer(place))].into(),
                };
                match sending(update(change)).await {
                    Ok(fresh) => self.put(&fresh),
                    Err(failure) => {
                        self.toasts.fail(failure_text(self.language, &failure));
                        return self.open.around.lines.refetch();
                    }
                }
            }
        });
    }
}

fn place_of(record: &Record, order: &str) -> Option<i64> {
    match record.value(order) {
        Value::Integer(place) => Some(*place),
        _ => None,
    }
}
