//! The order of lines, where their object is listed by a whole number that people may type.

use contract::dto::records::Change;
use contract::{FieldKind, Record, Value};
use leptos::ev::DragEvent;
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
            let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
            places.max().unwrap_or_default().max(count) + 1
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

    /// A line is picked up by its grip.
    pub(super) fn lift(self, line: Line, event: &DragEvent) {
        self.lifted.set(Some(line.key));
        if let Some(data) = event.data_transfer() {
            // Some browsers drag nothing that carries nothing; refused only where it is over already.
            let _ = data.set_data("text/plain", "");
        }
    }

    /// The lifted line takes the place of the one it is over.
    pub(super) fn carry(self, over: Line, event: &DragEvent) {
        let Some(lifted) = self.lifted.get_untracked() else {
            return;
        };
        event.prevent_default();
        if lifted == over.key {
            return;
        }
        self.rows.update(|rows| {
            let place = |key| rows.iter().position(|line| line.key == key);
            if let (Some(from), Some(to)) = (place(lifted), place(over.key)) {
                let line = rows.remove(from);
                rows.insert(to, line);
            }
        });
    }

    /// The lifted line is let go.
    pub(super) fn let_go(self) {
        if self.lifted.get_untracked().is_some() {
            self.lifted.set(None);
            self.number_all();
        }
    }

    /// Gives every line its place.
    pub(super) fn number_all(self) {
        if let Some(order) = self.order_field() {
            self.number(order);
        }
    }

    /// Whether some lines have no place, as those of a file: then they all get theirs before another follows.
    pub(super) fn lacks_places(self) -> bool {
        let Some(order) = self.order_field() else {
            return false;
        };
        self.rows.with_untracked(|rows| {
            rows.iter().any(|line| {
                line.record.with_untracked(|record| {
                    record
                        .as_ref()
                        .is_some_and(|record| place_of(record, &order).is_none())
                })
            })
        })
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
