//! One difference, which opens to its lines.

use contract::dto::configuration::{Difference, Effect};
use leptos::prelude::*;

use super::counts::{effect_text, look_of};
use super::lines::{Shown, Side, compared};
use super::places::part_name;
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{Icon, IconSize, Tag, problem_text};

/// A part of the configuration with what the file does to it. What cannot be done stands open.
#[component]
pub fn DifferencePart(difference: Difference) -> impl IntoView {
    let language = use_language();
    let effect = difference.effect;
    let name = part_name(&difference, language);
    let place = difference.place.clone();
    let problems = problem_texts(language, &difference);
    let hint = (effect == Effect::OnlyHere).then(|| t!(language, merging.only_here_hint));
    let has_notes = hint.is_some() || !problems.is_empty();
    let problems = problems.into_iter().map(|text| {
        view! {
            <p class="field__error"><Icon name="alert" size=IconSize::Small/>{text}</p>
        }
    });
    let notes = has_notes.then(|| {
        view! {
            <div class="configuration__problems">
                {problems.collect_view()}
                {hint.map(|hint| view! { <p class="xs faint">{hint}</p> })}
            </div>
        }
    });
    view! {
        <details class="configuration__part" open=effect == Effect::Refused>
            <summary>
                <Icon name="right" size=IconSize::Small/>
                <span class="row__main">
                    <span class="row__title">{name}</span>
                    <code class="row__sub">{place}</code>
                </span>
                <Tag label=effect_text(language, effect) look=look_of(effect)/>
            </summary>
            {notes}
            <Lines before=difference.before after=difference.after/>
        </details>
    }
}

/// What is in the way, with the part of the field that it stands at.
fn problem_texts(language: Language, difference: &Difference) -> Vec<String> {
    let place = format!("{}.", difference.place);
    let problems = difference.problems.iter().map(|found| {
        let value = problem_text(language, &found.problem);
        match found.field.strip_prefix(&place) {
            Some(label) => t!(language, merging.label_value, label, value),
            None => value,
        }
    });
    problems.collect()
}

/// Before and after, line by line. The sign at the start says what the colour says.
#[component]
fn Lines(before: String, after: String) -> impl IntoView {
    let language = use_language();
    let line = |shown: Shown| {
        let (side, sign, spoken, text) = match shown {
            Shown::Line(Side::Both, text) => ("both", "  ", None, text),
            Shown::Line(Side::Added, text) => {
                ("added", "+ ", Some(t!(language, merging.line_added)), text)
            }
            Shown::Line(Side::Removed, text) => (
                "removed",
                "− ",
                Some(t!(language, merging.line_removed)),
                text,
            ),
            Shown::Gap(count) => (
                "gap",
                "⋯ ",
                None,
                t!(language, merging.lines_left_out, count),
            ),
        };
        view! {
            <span data-side=side>
                <span aria-hidden="true">{sign}</span>
                {spoken.map(|spoken| view! { <span class="sr">{spoken}</span> })}
                {text}
            </span>
        }
    };
    let lines = compared(&before, &after).into_iter().map(line);
    view! { <pre class="configuration__lines">{lines.collect_view()}</pre> }
}
