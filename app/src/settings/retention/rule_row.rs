//! One rule.

use contract::dto::retention::{RetentionDeed, RetentionPreview, RuleShown, RuleState};
use contract::{Language, ObjectDef, Test};
use leptos::prelude::*;

use super::standing::Standing;
use super::words::{deed_mark, held_words, sentence, state_words};
use crate::api::retention::{preview_retention, remove_retention, run_retention, switch_retention};
use crate::i18n::use_language;
use crate::records::ListAddress;
use crate::records::filter::sentences;
use crate::shell::{use_catalogue, with_proof};
use crate::t;
use crate::ui::format::number;
use crate::ui::{Button, ButtonSize, Clock, Look, Tag, TagLook, use_clock};

/// What it is about, what it would do today, and what can be done with it.
#[component]
pub fn RuleRow(shown: RuleShown, standing: Standing) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let clock = use_clock();
    let rule = shown.rule.clone();
    let (state, look) = state_words(language, shown.state);
    let deed_look = match rule.deed {
        RetentionDeed::Erase => TagLook::Bad,
        _ => TagLook::Line,
    };
    let about = {
        let rule = rule.clone();
        move || catalogue.with(|catalogue| sentence(language, catalogue, &rule))
    };
    let which = sentences(
        object_of(rule.object.clone()),
        Signal::stored(parts(&rule.filters, rule.test.as_ref())),
    );
    let which = move || {
        let said = which.get().join(" · ");
        (!said.is_empty()).then(|| view! { <span class="row__sub">{said}</span> })
    };
    let next = shown.next_at.map(|at| {
        let when = untrack(|| clock.exact(at));
        view! { <span class="row__sub">{t!(language, retention.next, when)}</span> }
    });
    let numbers = match &shown.preview {
        Some(preview) => numbers(language, &clock, preview),
        None => vec![t!(language, retention.not_previewed).to_owned()],
    };
    let numbers = numbers
        .into_iter()
        .map(|line| view! { <span class="row__sub">{line}</span> })
        .collect_view();
    let title = rule.name.clone();
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">
                    {title}" "<Tag label=state look/>" "<Tag label=deed_mark(language, rule.deed) look=deed_look/>
                </span>
                <span class="row__sub">{about}</span>
                {which}
                {numbers}
                {next}
            </span>
            <span class="row__end flex wrap"><Acts shown standing/></span>
        </li>
    }
}

fn object_of(key: String) -> Signal<Option<ObjectDef>> {
    let catalogue = use_catalogue();
    Signal::derive(move || catalogue.with(|catalogue| catalogue.object(&key).cloned()))
}

/// Each condition that has to hold.
pub(super) fn parts(filters: &[contract::Filter], test: Option<&Test>) -> Vec<Test> {
    ListAddress::default()
        .filtered(filters.to_vec(), test.cloned())
        .parts()
}

/// What the rule would do, line by line.
fn numbers(language: Language, clock: &Clock, preview: &RetentionPreview) -> Vec<String> {
    let told = |count: u64| number(i64::try_from(count).unwrap_or(i64::MAX));
    let (count, total) = (told(preview.due), told(preview.of));
    let mut first = t!(language, retention.previewed, count, total);
    if let Some(oldest) = preview.oldest {
        let day = untrack(|| clock.full_day(oldest));
        first = format!("{first}, {}", t!(language, retention.oldest, day));
    }
    let mut lines = vec![first];
    if !preview.held.is_empty() {
        let held = preview.held.iter().map(|(why, count)| {
            let (why, count) = (held_words(language, *why), told(*count));
            t!(language, retention.held_line, why, count)
        });
        let why = held.collect::<Vec<_>>().join(", ");
        lines.push(t!(language, retention.held_back, why));
    }
    if preview.waits {
        lines.push(t!(language, retention.waits_first).to_owned());
    }
    lines
}

#[component]
fn Acts(shown: RuleShown, standing: Standing) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let is_busy = RwSignal::new(false);
    let (id, version, state) = (shown.rule.id, shown.rule.version, shown.state);
    let name = StoredValue::new(shown.rule.name.clone());
    let is_previewed = shown.preview.is_some();
    let deed = shown.rule.deed;
    let held = StoredValue::new(shown.clone());
    let try_out = move |()| standing.act(is_busy, preview_retention(id), None);
    let turn = move |()| {
        let is_on = state != RuleState::On;
        let name = name.get_value();
        let said = match is_on {
            true => t!(language, retention.is_on, name),
            false => t!(language, retention.is_paused, name),
        };
        let deed = async move { with_proof(|| switch_retention(id, version, is_on)).await };
        standing.act(is_busy, deed, Some(said));
    };
    let run = move |()| match deed {
        // Nothing brings back what is erased.
        RetentionDeed::Erase => standing.erasing.set(Some(held.get_value())),
        _ => {
            let deed = async move { with_proof(|| run_retention(id, version)).await };
            standing.act(is_busy, deed, None);
        }
    };
    let remove = move |()| {
        let said = t!(language, retention.is_removed, name = name.get_value());
        let deed = async move { with_proof(|| remove_retention(id)).await };
        standing.act(is_busy, deed, Some(said));
    };
    let edit = move |()| {
        standing
            .edited
            .set(Some(held.with_value(|shown| shown.rule.clone())))
    };
    let try_label = match is_previewed {
        true => t!(language, retention.preview_again),
        false => t!(language, retention.preview),
    };
    let turn_label = match state {
        RuleState::On => t!(language, retention.pause),
        _ => t!(language, retention.switch_on),
    };
    let list = shown.list.filter(|_| is_previewed).and_then(|query| {
        let path = catalogue
            .with_untracked(|catalogue| catalogue.object(&query.object).map(|o| o.path.clone()))?;
        let address = ListAddress::default().filtered(query.filters, query.test);
        Some(address.on(&format!("/{path}")))
    });
    let list = list.map(|href| {
        view! { <a class="btn btn--ghost btn--sm" href=href>{t!(language, retention.look)}</a> }
    });
    let turns = (is_previewed || state == RuleState::On).then(|| {
        view! { <Button label=turn_label size=ButtonSize::Small busy=is_busy on_press=turn/> }
    });
    let runs = is_previewed.then(|| {
        view! {
            <Button label=t!(language, retention.run_now) size=ButtonSize::Small busy=is_busy on_press=run/>
        }
    });
    view! {
        {list}
        <Button label=try_label size=ButtonSize::Small busy=is_busy on_press=try_out/>
        {turns}
        {runs}
        <Button label=t!(language, records.edit) size=ButtonSize::Small look=Look::Ghost on_press=edit/>
        <Button
            label=t!(language, retention.remove)
            size=ButtonSize::Small
            look=Look::Ghost
            busy=is_busy
            on_press=remove
        />
    }
}
