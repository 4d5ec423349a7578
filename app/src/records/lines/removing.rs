//! Taking lines away and bringing them back.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{Line, Lines};
use crate::api::records::{delete, record, restore};
use crate::records::lasting;
use crate::t;
use crate::ui::failure_text;
use crate::ui::unsaved::sending;

impl Lines {
    /// Takes a line away at once; a failure or the undo brings it back to its place.
    pub(super) fn remove(self, line: Line) {
        let place = self
            .rows
            .with_untracked(|rows| rows.iter().position(|other| other.key == line.key));
        let Some(place) = place else { return };
        self.drop_row(line);
        let Some((id, _)) = line.saving.draft.record() else {
            return;
        };
        let (object, language, toasts) = (
            self.object.with_value(|object| object.key.clone()),
            self.language,
            self.toasts,
        );
        // The message outlives the page, and so does its undo.
        let undo = {
            let object = object.clone();
            lasting(move || {
                let back = restore(object.clone(), id);
                spawn_local(async move {
                    match back.await {
                        Ok(_) => self.put_back(line, place),
                        Err(failure) => toasts.fail(failure_text(language, &failure)),
                    }
                });
            })
        };
        spawn_local(async move {
            match sending(delete(object, id)).await {
                Ok(()) => {
                    self.settle();
                    toasts.show(t!(language, records.line_deleted), undo);
                }
                Err(failure) => {
                    self.put_back(line, place);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    }

    fn put_back(self, line: Line, place: usize) {
        self.rows.try_update(|rows| {
            let place = place.min(rows.len());
            rows.insert(place, line);
        });
        self.settle();
    }

    /// Opens the drawer with all fields of a line, also those that lists leave out.
    pub(super) fn edit_whole(self, line: Line) {
        let Some((id, _)) = line.saving.draft.record() else {
            return;
        };
        let asked = record(self.object.with_value(|object| object.key.clone()), id);
        spawn_local(async move {
            match asked.await {
                Ok(page) => {
                    self.whole.try_set(Some(page.record));
                }
                Err(failure) => self.toasts.fail(failure_text(self.language, &failure)),
            }
        });
    }
}
