//! The lines of a record while its page is open: what is there, what is typed, and when it is sent.

use std::time::Duration;

use contract::value::Values;
use contract::{FieldDef, Language, Link, ListPage, ObjectDef, Record, Value};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use uuid::Uuid;

use crate::i18n::use_language;
use crate::records::form::{Draft, Judge, Saving, defaults, use_judge};
use crate::records::page::OpenRecord;
use crate::shell::use_me;
use crate::ui::{Toasts, browser, use_toasts};

/// When the record is looked at again after a change of its lines: its totals follow the log, mostly at once.
const LOOKS: [Duration; 3] = [
    Duration::from_millis(250),
    Duration::from_millis(1_200),
    Duration::from_millis(4_000),
];

/// A line: as the server has it, or still being typed for the first time.
#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) key: Uuid,
    /// `None` until it was saved once.
    pub(super) record: RwSignal<Option<Record>>,
    pub(super) saving: Saving,
    /// What was on its way last: something else that stands here when it arrives was typed meanwhile.
    sent: StoredValue<Values>,
}

impl Line {
    /// Whether it was never saved.
    pub(super) fn is_new(self) -> bool {
        self.record.with_untracked(Option::is_none)
    }
}

/// The lines of one object on the page of the record they belong to.
#[derive(Clone, Copy)]
pub(super) struct Lines {
    pub(super) open: OpenRecord,
    pub(super) object: StoredValue<ObjectDef>,
    /// Key of the relation that points to the record.
    pub(super) by: StoredValue<String>,
    pub(super) rows: RwSignal<Vec<Line>>,
    /// There are more than the page shows.
    pub(super) is_cut: bool,
    /// The line whose fields are all edited in a drawer.
    pub(super) whole: RwSignal<Option<Record>>,
    /// Key of the line that is being dragged.
    pub(super) lifted: RwSignal<Option<Uuid>>,
    pub(super) toasts: Toasts,
    pub(super) language: Language,
    judge: StoredValue<Judge>,
    /// Owns what is made for lines that come later.
    owner: StoredValue<Owner>,
    waiting: StoredValue<Vec<TimeoutHandle>>,
}

impl Lines {
    pub(super) fn new(open: OpenRecord, object: ObjectDef, by: String, page: ListPage) -> Self {
        let lines = Self {
            open,
            object: StoredValue::new(object),
            by: StoredValue::new(by),
            rows: RwSignal::new(Vec::new()),
            is_cut: page.next.is_some(),
            whole: RwSignal::new(None),
            lifted: RwSignal::new(None),
            toasts: use_toasts(),
            language: use_language(),
            judge: StoredValue::new(use_judge()),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            waiting: StoredValue::new(Vec::new()),
        };
        let rows = page.records.into_iter().map(|record| lines.line(record));
        lines.rows.set(rows.collect());
        lines
    }

    /// The columns of the table, in their order: those of the object's list, without the record itself.
    pub(super) fn columns(self) -> Vec<FieldDef> {
        let order = self.order_field();
        let (object, by) = (self.object.get_value(), self.by.get_value());
        let is_shown = |field: &&FieldDef| {
            !field.retired && !field.system && field.key != by && Some(&field.key) != order.as_ref()
        };
        object
            .columns
            .iter()
            .filter_map(|key| object.field(key))
            .filter(is_shown)
            .cloned()
            .collect()
    }

    /// The line of a record that is there.
    pub(super) fn line(self, record: Record) -> Line {
        let draft = self.lasting(|object| Draft::of(object, &record));
        self.made(draft, Some(record))
    }

    fn blank(self) -> Line {
        let here = Link {
            id: Some(self.open.id()),
            text: untrack(|| self.open.title()),
        };
        let mut given: Values = [(self.by.get_value(), Value::Link(here))].into();
        if let Some(order) = self.order_field() {
            given.insert(order, Value::Integer(self.next_place()));
        }
        let values = use_me_in(self.owner, |me| {
            self.object.with_value(|object| defaults(object, me, given))
        });
        let draft = self.lasting(|object| Draft::new(object, values));
        self.made(draft, None)
    }

    /// A draft that lasts as long as the table, whoever asked for it: a key that adds a line is heard by another row.
    fn lasting(self, make: impl FnOnce(&ObjectDef) -> Draft) -> Draft {
        let owner = self.owner.get_value();
        owner.with(|| self.object.with_value(make))
    }

    fn made(self, draft: Draft, record: Option<Record>) -> Line {
        // Texts of any length are not in lists; the drawer fetches the whole line.
        let draft = self.object.with_value(|object| {
            let long = object
                .fields
                .iter()
                .filter(|field| field.kind == contract::FieldKind::LongText);
            long.fold(draft, |draft, field| draft.without(&field.key))
        });
        let draft = draft.judged(self.judge.get_value());
        self.owner.get_value().with(|| {
            let key = draft.record().map_or_else(Uuid::now_v7, |(id, _)| id);
            let saved = Callback::new(move |fresh: Record| self.arrived(key, &fresh));
            Line {
                key,
                record: RwSignal::new(record),
                saving: Saving::new(draft, saved),
                sent: StoredValue::new(Values::new()),
            }
        })
    }

    /// Adds an empty line and takes the focus to it.
    pub(super) fn add(self) {
        if self.lacks_places() {
            self.number_all();
        }
        let line = self.blank();
        self.rows.update(|rows| rows.push(line));
        self.focus(line);
    }

    /// Takes the focus to the first input of a line, once that is drawn.
    fn focus(self, line: Line) {
        let first = self.columns().into_iter().find(FieldDef::is_typed);
        let Some(id) = first.map(|field| format!("{}-{}", prefix_of(line), field.key)) else {
            return;
        };
        request_animation_frame(move || {
            let input = document().get_element_by_id(&id);
            if let Some(input) = input.and_then(|input| input.dyn_into().ok()) {
                browser::focus(&input);
            }
        });
    }

    /// Sends what was typed. A new line waits until it is whole or left, and goes again if it was left empty.
    /// Answers whether nothing is wrong with it.
    pub(super) fn commit(self, line: Line, leaves: bool) -> bool {
        let draft = line.saving.draft;
        if !draft.is_changed() {
            if line.is_new() && leaves {
                self.drop_row(line);
            }
            return true;
        }
        if line.saving.busy.get_untracked() {
            // Sent when the answer to what is under way has come.
            return draft.is_fine();
        }
        if line.is_new() && !leaves && !draft.is_fine() {
            return false;
        }
        line.sent.set_value(draft.changes().0);
        line.saving.submit();
        line.saving.busy.get_untracked()
    }

    fn arrived(self, key: Uuid, fresh: &Record) {
        let Some(line) = self.find(key) else { return };
        let draft = line.saving.draft;
        let is_typed_meanwhile = draft.is_pending() || draft.changes().0 != line.sent.get_value();
        line.record.set(Some(fresh.clone()));
        if is_typed_meanwhile {
            draft.rebase(fresh);
            self.commit(line, false);
        } else {
            draft.accept(fresh);
        }
        self.settle();
    }

    /// Shows a line as it stands after a change that was not typed here.
    pub(super) fn put(self, fresh: &Record) {
        if let Some(line) = self.find(fresh.id) {
            line.record.set(Some(fresh.clone()));
            line.saving.draft.accept(fresh);
        }
    }

    pub(super) fn find(self, key: Uuid) -> Option<Line> {
        let is_it = |line: &&Line| {
            line.key == key
                || line
                    .record
                    .with_untracked(|record| record.as_ref().is_some_and(|record| record.id == key))
        };
        self.rows
            .try_with_untracked(|rows| rows.iter().find(is_it).copied())
            .flatten()
    }

    pub(super) fn drop_row(self, line: Line) {
        self.rows
            .update(|rows| rows.retain(|other| other.key != line.key));
    }

    /// Looks at the record again until its totals have followed.
    pub(super) fn settle(self) {
        let open = self.open;
        self.waiting.try_update_value(|waiting| {
            waiting.drain(..).for_each(|handle| handle.clear());
            let looks = LOOKS
                .into_iter()
                .filter_map(|wait| browser::after(wait, move || open.reload()));
            waiting.extend(looks);
        });
    }
}

/// Makes the ids of a line's inputs the only ones of the page.
pub(super) fn prefix_of(line: Line) -> String {
    format!("line-{}", line.key.simple())
}

fn use_me_in<T>(
    owner: StoredValue<Owner>,
    ask: impl FnOnce(&contract::dto::session::Me) -> T,
) -> T {
    owner.get_value().with(|| use_me().with_untracked(ask))
}
