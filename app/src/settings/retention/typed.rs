//! What is typed into the form of a rule.

use contract::dto::retention::{DELETED_AT, RetentionDeed, RetentionRule, TimeUnit};
use contract::objects::USER;
use contract::{Catalogue, FieldKind, Filter, ObjectDef, Test};
use leptos::prelude::*;

use super::words::object_words;
use crate::i18n::Language;
use crate::t;
use crate::ui::SelectOption;

/// Before the key of an object whose bin is meant; alone for everything in the bin.
const BIN: &str = "bin:";
const LAST_CHANGE: &str = "updated_at";

/// The form.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    rule: StoredValue<RetentionRule>,
    pub(super) name: RwSignal<String>,
    /// Key of an object, or its bin.
    pub(super) what: RwSignal<String>,
    pub(super) filters: RwSignal<(Vec<Filter>, Option<Test>)>,
    pub(super) date: RwSignal<String>,
    pub(super) time: RwSignal<String>,
    pub(super) unit: RwSignal<String>,
    pub(super) deed: RwSignal<String>,
}

impl Typed {
    pub(super) fn new(rule: RetentionRule) -> Self {
        let what = match rule.in_bin {
            true => format!("{BIN}{}", rule.object),
            false => rule.object.clone(),
        };
        Self {
            name: RwSignal::new(rule.name.clone()),
            what: RwSignal::new(what),
            filters: RwSignal::new((rule.filters.clone(), rule.test.clone())),
            date: RwSignal::new(rule.date.clone()),
            time: RwSignal::new(rule.time.to_string()),
            unit: RwSignal::new(rule.unit.word().to_owned()),
            deed: RwSignal::new(rule.deed.word().to_owned()),
            rule: StoredValue::new(rule),
        }
    }

    /// Whether it is about the bin; tracked.
    pub(super) fn in_bin(self) -> bool {
        self.what.with(|what| what.starts_with(BIN))
    }

    /// The key of the object; empty for everything in the bin. Tracked.
    pub(super) fn object(self) -> String {
        self.what.with(|what| {
            let key = what.strip_prefix(BIN).unwrap_or(what);
            key.to_owned()
        })
    }

    /// The rule as it stands in the form.
    pub(super) fn rule(self) -> RetentionRule {
        let (filters, test) = self.filters.get_untracked();
        let (in_bin, object) = untrack(|| (self.in_bin(), self.object()));
        RetentionRule {
            name: self.name.get_untracked(),
            object,
            in_bin,
            filters,
            test,
            date: self.date.get_untracked(),
            // What is no number is refused at its field.
            time: self.time.get_untracked().trim().parse().unwrap_or(0),
            unit: TimeUnit::of(&self.unit.get_untracked()).unwrap_or_default(),
            deed: RetentionDeed::of(&self.deed.get_untracked()).unwrap_or_default(),
            ..self.rule.get_value()
        }
    }

    /// Other records have other dates and conditions, and from the bin there is one way only.
    pub(super) fn other_records(self, catalogue: &Catalogue) {
        let (in_bin, key) = untrack(|| (self.in_bin(), self.object()));
        self.filters.set((Vec::new(), None));
        if in_bin {
            self.date.set(DELETED_AT.to_owned());
            self.deed.set(RetentionDeed::Erase.word().to_owned());
            return;
        }
        // From the bin there was one way only, which nobody chose.
        if self.date.with_untracked(|date| date == DELETED_AT) {
            self.deed.set(RetentionDeed::Tell.word().to_owned());
        }
        let has = |date: &str| {
            let object = catalogue.object(&key);
            object.is_some_and(|object| dates(object).any(|field| field.key == date))
        };
        if !self.date.with_untracked(|date| has(date)) {
            self.date.set(LAST_CHANGE.to_owned());
        }
    }
}

/// The fields from which it can be counted.
pub(super) fn dates(object: &ObjectDef) -> impl Iterator<Item = &contract::FieldDef> {
    object.fields.iter().filter(|field| {
        matches!(field.kind, FieldKind::Date | FieldKind::DateTime)
            && !field.sensitive
            && !field.retired
    })
}

/// What rules can be about: every object, and what of it lies in the bin.
pub(super) fn records(language: Language, catalogue: &Catalogue) -> Vec<SelectOption> {
    let objects = || {
        let all = catalogue.objects.iter();
        all.filter(|object| object.line_of.is_none() && object.key != USER)
    };
    let live = objects().map(|object| {
        let words = object.plural.get(language).to_owned();
        (object.key.clone(), words)
    });
    let binned = objects().map(|object| {
        let words = object_words(language, catalogue, &object.key, true);
        (format!("{BIN}{}", object.key), words)
    });
    let whole = (BIN.to_owned(), t!(language, retention.whole_bin).to_owned());
    live.chain([whole]).chain(binned).collect()
}
