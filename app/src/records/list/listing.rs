//! What the parts of a list page share.

use contract::query::Total;
use contract::{ListQuery, ObjectDef, Record};
use leptos::prelude::*;
use uuid::Uuid;

use super::columns::{asked, usual_width};
use super::navigation::Showing;
use super::rows::Rows;
use crate::records::bulk::Picked;
use crate::records::views::Views;
use crate::shell::use_many_at_once;

/// The list of the present page. Everything on the page finds it in its context.
#[derive(Clone, Copy)]
pub(crate) struct Listing {
    pub(crate) object: StoredValue<ObjectDef>,
    pub(crate) showing: Showing,
    pub(crate) views: Views,
    /// The rows that are chosen.
    pub(crate) picked: Picked,
    /// How many records match, as far as they were counted.
    pub(crate) total: RwSignal<Option<Total>>,
    /// A column whose edge is being pulled, and how wide it is meanwhile in pixels.
    pub(crate) pulled: RwSignal<Option<(String, u16)>>,
    /// The rows on the page, in their order.
    rows: RwSignal<Vec<Rows>>,
    /// Grows when what is shown has to be asked for anew.
    again: RwSignal<u32>,
}

impl Listing {
    /// Made by the page; the views are in the context by then.
    pub(super) fn provide(object: &ObjectDef) -> Self {
        let listing = Self {
            object: StoredValue::new(object.clone()),
            showing: Showing::here(),
            views: expect_context(),
            picked: Picked::new(),
            total: RwSignal::new(None),
            pulled: RwSignal::new(None),
            rows: RwSignal::new(Vec::new()),
            again: RwSignal::new(0),
        };
        provide_context(listing);
        listing.follow_deeds();
        listing
    }

    /// Key of the object.
    pub(crate) fn key(self) -> String {
        self.object.with_value(|object| object.key.clone())
    }

    /// How wide a column is in the view, tracked; in pixels.
    pub(super) fn width_of(self, key: &str) -> u16 {
        let pulled = self.pulled.with(|pulled| {
            let (field, width) = pulled.as_ref()?;
            (field == key).then_some(*width)
        });
        if let Some(width) = pulled {
            return width;
        }
        let set = self.showing.signal().with(|address| {
            let mut chosen = address.shown.columns.iter();
            chosen.find(|column| column.field == key)?.width
        });
        let usual = |object: &ObjectDef| {
            object
                .field(key)
                .map_or(160, |field| usual_width(object, field))
        };
        set.unwrap_or_else(|| self.object.with_value(usual))
    }

    /// The question that the list answers, without a page; tracked.
    pub(crate) fn query(self) -> ListQuery {
        let address = self.showing.signal();
        self.object.with_value(|object| {
            address.with(|address| ListQuery {
                fields: asked(object, &address.shown.columns),
                ..address.query(&object.key)
            })
        })
    }

    /// The ids of all rows that are loaded, in their order; tracked.
    pub(crate) fn loaded(self) -> Vec<Uuid> {
        let rows = self.rows.get();
        let ids =
            |records: &Vec<Record>| records.iter().map(|record| record.id).collect::<Vec<_>>();
        let loaded = rows.iter().filter_map(|rows| rows.records.try_with(ids));
        loaded.flatten().collect()
    }

    /// Says which rows are on the page.
    pub(crate) fn holds(self, rows: Vec<Rows>) {
        self.rows.set(rows);
    }

    /// A loaded record and the rows that it stands in.
    pub(crate) fn find(self, id: Uuid) -> Option<(Rows, Record)> {
        let rows = self.rows.get_untracked();
        rows.into_iter()
            .find_map(|rows| Some((rows, rows.get(id)?)))
    }

    /// The question and how often it was asked; tracked.
    pub(crate) fn asked(self) -> (ListQuery, u32) {
        (self.query(), self.again.get())
    }

    /// How often everything was asked for anew, tracked.
    pub(crate) fn times_asked(self) -> u32 {
        self.again.get()
    }

    /// Asks for everything anew.
    pub(crate) fn ask_again(self) {
        self.again.try_update(|again| *again += 1);
    }

    /// What a deed on many records changed is shown when it has come to rest.
    fn follow_deeds(self) {
        let ended = use_many_at_once().ended;
        Effect::new(move |before: Option<u32>| {
            let (object, count) = ended.get();
            let is_ours = self.object.with_value(|own| own.key == object);
            if before.is_some_and(|before| before != count) && is_ours {
                self.ask_again();
            }
            count
        });
    }
}
