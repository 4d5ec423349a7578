//! What the page of the layout knows: the plan, its history, what is selected.

use contract::dto::defining::ObjectInfo;
use contract::{FieldDef, Label, Layout, ObjectDef};
use leptos::prelude::*;
use uuid::Uuid;

use super::arrange::{section_of, unplaced};
use super::history::History;
use super::plan::Plan;
use crate::i18n::{Language, use_language};
use crate::settings::objects::described::{Described, use_described};
use crate::t;

/// What the panel at the right is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part {
    /// The arrangement as a whole.
    #[default]
    Whole,
    Section(usize),
    Field(String),
}

/// The side panel that a small screen has open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Fields,
    Properties,
}

/// The signals of one editor.
#[derive(Clone, Copy)]
pub struct Editor {
    described: Described,
    pub(super) language: Language,
    pub(super) key: StoredValue<String>,
    pub(super) object: Memo<ObjectDef>,
    pub(super) plan: RwSignal<Plan>,
    /// As it stands on the server.
    base: RwSignal<Plan>,
    pub(super) version: RwSignal<i32>,
    history: StoredValue<History>,
    /// Whether there is a step back, and one on.
    pub(super) reach: RwSignal<(bool, bool)>,
    /// Key of the arrangement that is shown; empty for everybody's.
    pub(super) which: RwSignal<String>,
    pub(super) part: RwSignal<Part>,
    /// The page is drawn as wide as a phone.
    pub(super) narrow: RwSignal<bool>,
    pub(super) is_preview: RwSignal<bool>,
    pub(super) sheet: RwSignal<Option<Sheet>>,
    /// The field whose dialog is open; an empty key for a new one.
    pub(super) describing: RwSignal<Option<String>>,
}

impl Editor {
    pub(super) fn new(info: &ObjectInfo) -> Self {
        let described = use_described();
        let plan = Plan::of(&info.object);
        let key = StoredValue::new(info.object.key.clone());
        Self {
            described,
            language: use_language(),
            key,
            object: Memo::new(move |_| key.with_value(|key| described.with(key, ObjectDef::clone))),
            plan: RwSignal::new(plan.clone()),
            base: RwSignal::new(plan),
            version: RwSignal::new(info.version),
            history: StoredValue::new(History::default()),
            reach: RwSignal::new((false, false)),
            which: RwSignal::new(String::new()),
            part: RwSignal::new(Part::Whole),
            narrow: RwSignal::new(false),
            is_preview: RwSignal::new(false),
            sheet: RwSignal::new(None),
            describing: RwSignal::new(None),
        }
    }

    pub(super) fn described(self) -> Described {
        self.described
    }

    /// Whether something is not published yet, tracked.
    pub(super) fn is_changed(self) -> bool {
        self.plan.with(|plan| self.base.with(|base| plan != base))
    }

    /// Changes the plan, in a step of its own.
    pub(super) fn change(self, change: impl FnOnce(&mut Plan)) {
        self.change_about("", change);
    }

    /// Changes the plan; changes about the same are one step.
    pub(super) fn change_about(self, about: &str, change: impl FnOnce(&mut Plan)) {
        let before = self.plan.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.history
                .update_value(|history| history.step(before, about));
            self.show(after);
        }
    }

    /// Changes the arrangement that is shown.
    pub(super) fn change_layout(self, about: &str, change: impl FnOnce(&mut Layout)) {
        let which = self.which.get_untracked();
        self.change_about(about, |plan| change(plan.layout_mut(&which)));
    }

    /// Takes the last step back.
    pub(super) fn undo(self) {
        let present = self.plan.get_untracked();
        if let Some(Some(before)) = self
            .history
            .try_update_value(|history| history.back(present))
        {
            self.show(before);
        }
    }

    /// Makes a step anew that was taken back.
    pub(super) fn redo(self) {
        let present = self.plan.get_untracked();
        if let Some(Some(after)) = self.history.try_update_value(|history| history.on(present)) {
            self.show(after);
        }
    }

    fn show(self, plan: Plan) {
        let is_there = self.which.with_untracked(|which| {
            which.is_empty() || plan.layouts.iter().any(|layout| layout.key == *which)
        });
        if !is_there {
            self.which.set(String::new());
        }
        self.plan.set(plan);
        self.reach.set(self.history.with_value(History::reach));
        let sections = self.with_layout_untracked(|layout| layout.sections.len());
        if matches!(self.part.get_untracked(), Part::Section(at) if at >= sections) {
            self.part.set(Part::Whole);
        }
    }

    /// Reads the arrangement that is shown, tracked.
    pub(super) fn with_layout<T>(self, read: impl FnOnce(&Layout) -> T) -> T {
        self.which
            .with(|which| self.plan.with(|plan| read(plan.layout(which))))
    }

    /// Reads the arrangement that is shown.
    pub(super) fn with_layout_untracked<T>(self, read: impl FnOnce(&Layout) -> T) -> T {
        untrack(|| self.with_layout(read))
    }

    /// A field of the object, tracked.
    pub(super) fn field(self, key: &str) -> Option<FieldDef> {
        self.object.with(|object| object.field(key).cloned())
    }

    /// What a field is called, tracked.
    pub(super) fn label(self, key: &str) -> String {
        self.field(key).map_or_else(
            || key.to_owned(),
            |field| field.label.get(self.language).to_owned(),
        )
    }

    /// The fields that do not stand on the page, tracked.
    pub(super) fn loose(self) -> Vec<FieldDef> {
        self.object
            .with(|object| self.with_layout(|layout| unplaced(object, layout)))
    }

    /// In which section a field stands, tracked.
    pub(super) fn section_of(self, key: &str) -> Option<usize> {
        self.with_layout(|layout| section_of(layout, key))
    }

    /// What a section is called, tracked.
    pub(super) fn section_label(self, at: usize) -> String {
        let label = self.with_layout(|layout| {
            let section = layout.sections.get(at);
            section.map(|section| section.label.clone())
        });
        let nameless = t!(self.language, describing.section_without_name);
        label_or(&label.unwrap_or_default(), nameless, self.language)
    }

    /// Makes another arrangement and shows it.
    pub(super) fn add_layout(self) {
        let key = Uuid::now_v7().simple().to_string();
        let number = self.plan.with_untracked(|plan| plan.layouts.len() + 1);
        let words = t!(self.language, describing.layout_numbered, number);
        self.change(|plan| plan.add_layout(&key, Label::same(&words)));
        self.which.set(key);
        self.select(Part::Whole);
    }

    /// Shows what is said of a part; on a small screen in a sheet.
    pub(super) fn select(self, part: Part) {
        self.part.set(part);
        if is_small() {
            self.sheet.set(Some(Sheet::Properties));
        }
    }

    /// The plan was published: it is what the server keeps now.
    pub(super) fn published(self, plan: Plan) {
        self.base.set(plan);
        self.version.update(|version| *version += 1);
    }

    /// Goes on from what a colleague published. Mine can be had back by one step.
    pub(super) fn take_theirs(self, info: &ObjectInfo) {
        let theirs = Plan::of(&info.object);
        self.version.set(info.version);
        self.base.set(theirs.clone());
        self.change(|plan| *plan = theirs);
    }
}

/// A label in a language, else in the other one, else other words.
pub(super) fn label_or(label: &Label, other: &str, language: Language) -> String {
    let words = [label.get(language), &label.en, &label.zh];
    let found = words.into_iter().find(|words| !words.trim().is_empty());
    found.unwrap_or(other).to_owned()
}

/// Whether the panels at the sides have no room.
fn is_small() -> bool {
    matches!(window().match_media("(max-width: 900px)"), Ok(Some(query)) if query.matches())
}
