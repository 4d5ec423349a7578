//! A field while it is described.

use contract::dto::defining::FieldInfo;
use contract::{FieldDef, FieldKind, Label};
use leptos::prelude::*;

use super::merge::merged;

/// A field while it is described: what it shall be, and what it was.
#[derive(Clone, Copy)]
pub struct Draft {
    pub(in super::super) field: RwSignal<FieldDef>,
    base: RwSignal<FieldDef>,
    pub(super) version: RwSignal<i32>,
    pub(in super::super) is_new: bool,
    /// Counts the changes that were made from outside, upon which the inputs show the new value.
    pub(super) filled: RwSignal<u32>,
}

impl Draft {
    /// A field that is there, or a new one.
    pub(super) fn new(info: Option<&FieldInfo>) -> Self {
        let field = info.map_or_else(fresh, |info| info.field.clone());
        Self {
            field: RwSignal::new(field.clone()),
            base: RwSignal::new(field),
            version: RwSignal::new(info.map_or(0, |info| info.version)),
            is_new: info.is_none(),
            filled: RwSignal::new(0),
        }
    }

    /// Whether closing would lose something.
    pub(super) fn is_changed(self) -> bool {
        self.field
            .with(|field| self.base.with(|base| field != base))
    }

    /// Changes the field as a whole, and what its inputs show.
    pub(super) fn refill(self, change: impl FnOnce(&mut FieldDef)) {
        self.field.update(change);
        self.filled.update(|count| *count += 1);
    }

    /// Goes on from what stands on the server now. What was changed here stays.
    pub(super) fn rebase(self, info: FieldInfo) {
        let both = self.field.with_untracked(|mine| {
            self.base
                .with_untracked(|base| merged(base, mine, &info.field))
        });
        self.base.set(info.field);
        self.version.set(info.version);
        self.refill(|field| *field = both);
    }

    /// A signal of one part of the field, as an input wants it. Follows what is changed from outside.
    pub(in super::super) fn part<T>(
        self,
        read: impl Fn(&FieldDef) -> T + Copy + Send + Sync + 'static,
        write: impl Fn(&mut FieldDef, T) + Copy + Send + Sync + 'static,
    ) -> RwSignal<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let held = RwSignal::new(self.field.with_untracked(read));
        Effect::new(move |before: Option<u32>| {
            let filled = self.filled.get();
            if before.is_some_and(|before| before != filled) {
                held.set(self.field.with_untracked(read));
            }
            filled
        });
        Effect::new(move |is_known: Option<()>| {
            let value = held.get();
            let is_other =
                is_known.is_some() && self.field.with_untracked(|field| read(field) != value);
            if is_other {
                self.field.update(|field| write(field, value));
            }
        });
        held
    }

    /// Reads something of the field that is only told when it changes.
    pub(in super::super) fn memo<T>(
        self,
        read: impl Fn(&FieldDef) -> T + Copy + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.field.with(read))
    }
}

fn fresh() -> FieldDef {
    FieldDef {
        label: Label::default(),
        ..FieldDef::new("", FieldKind::Text, "", "").filterable()
    }
}
