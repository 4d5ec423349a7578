//! How much a file would do.

use contract::dto::configuration::{Difference, Effect};
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Tag, TagLook};

/// Every effect, the ones that stop a file first.
pub(super) const EFFECTS: [Effect; 4] = [
    Effect::Refused,
    Effect::Added,
    Effect::Changed,
    Effect::OnlyHere,
];

pub(super) fn count(differences: &[Difference], effect: Effect) -> usize {
    let found = differences
        .iter()
        .filter(|difference| difference.effect == effect);
    found.count()
}

pub(super) fn look_of(effect: Effect) -> TagLook {
    match effect {
        Effect::Added => TagLook::Ok,
        Effect::Changed => TagLook::Accent,
        Effect::OnlyHere => TagLook::Plain,
        Effect::Refused => TagLook::Bad,
    }
}

pub(super) fn effect_text(language: Language, effect: Effect) -> &'static str {
    match effect {
        Effect::Added => t!(language, merging.effect_added),
        Effect::Changed => t!(language, merging.effect_changed),
        Effect::OnlyHere => t!(language, merging.effect_only_here),
        Effect::Refused => t!(language, merging.effect_refused),
    }
}

fn count_text(language: Language, effect: Effect, count: usize) -> String {
    match effect {
        Effect::Added => t!(language, merging.count_added, count),
        Effect::Changed => t!(language, merging.count_changed, count),
        Effect::OnlyHere => t!(language, merging.count_only_here, count),
        Effect::Refused => t!(language, merging.count_refused, count),
    }
}

/// The numbers as tags; effects that there are none of are left out.
pub(super) fn counts(differences: &[Difference]) -> AnyView {
    let language = use_language();
    let tags = EFFECTS.into_iter().filter_map(|effect| {
        let count = count(differences, effect);
        let label = count_text(language, effect, count);
        (count > 0).then(|| view! { <Tag label look=look_of(effect)/> })
    });
    view! { <span class="configuration__counts">{tags.collect_view()}</span> }.into_any()
}
