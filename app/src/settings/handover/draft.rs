//! A hand-over while it is being put together.

use contract::Refusal;
use contract::dto::handover::{Belongings, HandOver, Portion};
use leptos::prelude::*;
use uuid::Uuid;

use crate::api::Failure;
use crate::i18n::{Language, use_language};
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Suggested, failure_text};

/// The word for what is no record: views and kept plans of imports.
pub(super) const THINGS: &str = "things";

/// Who gets what.
#[derive(Clone, Copy)]
pub struct Draft {
    user: Uuid,
    /// Who gets everything, as long as it is not split.
    pub(super) to: RwSignal<Option<Suggested>>,
    pub(super) is_split: RwSignal<bool>,
    /// Who gets the records of an object, or [`THINGS`].
    pub(super) each: StoredValue<Vec<(String, RwSignal<Option<Suggested>>)>>,
    pub(super) leaves: RwSignal<bool>,
    pub(super) trouble: RwSignal<Option<String>>,
    language: Language,
}

impl Draft {
    pub(super) fn new(user: Uuid, has: &Belongings, leaves: bool) -> Self {
        let objects = has.objects.iter().map(|owned| owned.object.clone());
        let things = (has.views + has.plans > 0).then(|| THINGS.to_owned());
        let each = objects.chain(things).map(|key| (key, RwSignal::new(None)));
        Self {
            user,
            to: RwSignal::new(None),
            is_split: RwSignal::new(false),
            each: StoredValue::new(each.collect()),
            leaves: RwSignal::new(leaves),
            trouble: RwSignal::new(None),
            language: use_language(),
        }
    }

    /// Beginning to split, each part goes where everything went.
    pub(super) fn spread(self) {
        if self.is_split.get_untracked() {
            let to = self.to.get_untracked();
            self.each.with_value(|each| {
                for (_, one) in each {
                    one.set(to.clone());
                }
            });
        }
    }

    /// Whether there is nothing to do yet, tracked.
    pub(super) fn is_empty(self) -> bool {
        let nobody = match self.is_split.get() {
            true => self
                .each
                .with_value(|each| each.iter().all(|(_, to)| to.with(Option::is_none))),
            false => self.to.with(Option::is_none),
        };
        nobody && !self.leaves.get()
    }

    pub(super) fn asked(self) -> HandOver {
        let id = |to: &Option<Suggested>| to.as_ref().and_then(|to| to.key.parse::<Uuid>().ok());
        let of = |to: &RwSignal<Option<Suggested>>| match self.is_split.get_untracked() {
            true => to.with_untracked(id),
            false => self.to.with_untracked(id),
        };
        let (mut portions, mut things_to) = (Vec::new(), None);
        self.each.with_value(|each| {
            for (key, to) in each {
                match (key.as_str(), of(to)) {
                    (THINGS, to) => things_to = to,
                    (object, Some(to)) => portions.push(Portion {
                        object: object.to_owned(),
                        to,
                    }),
                    (_, None) => {}
                }
            }
        });
        HandOver {
            user: self.user,
            portions,
            things_to,
            leaves: self.leaves.get_untracked(),
        }
    }

    /// Says why it did not begin: whoever cannot see an object cannot take its records.
    pub(super) fn failed(self, failure: &Failure) {
        let words = match failure {
            Failure::Refused(Refusal::Invalid(problems)) => {
                let known = |field: &str| {
                    self.each
                        .with_value(|each| each.iter().any(|(key, _)| key == field))
                };
                let names: Vec<String> = problems
                    .iter()
                    .filter(|problem| known(&problem.field))
                    .map(|problem| called(&problem.field, self.language))
                    .collect();
                (!names.is_empty()).then(|| {
                    t!(
                        self.language,
                        handover.cannot_take,
                        objects = names.join(", ")
                    )
                })
            }
            _ => None,
        };
        let words = words.unwrap_or_else(|| failure_text(self.language, failure));
        self.trouble.try_set(Some(words));
    }
}

/// What the records of an object are called, or the things beside them.
pub(super) fn called(key: &str, language: Language) -> String {
    if key == THINGS {
        return t!(language, handover.things).to_owned();
    }
    use_catalogue().with_untracked(|catalogue| {
        let object = catalogue.object(key);
        object.map_or_else(
            || key.to_owned(),
            |object| object.plural.get(language).to_owned(),
        )
    })
}
