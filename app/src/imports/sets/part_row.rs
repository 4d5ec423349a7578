//! One file of a set, or one object of a sheet: what it is, why it stands there, how far it is.

use contract::dto::import_sets::{ImportSet, SetPart};
use contract::dto::imports::{AUTOMATIC, ImportState};
use leptos::prelude::*;
use uuid::Uuid;

use super::super::counts::{share, state_words};
use super::super::in_set::part_address;
use super::follower::SetFollower;
use super::part_choice::Choices;
use super::part_words::{facts, order, plural, sureness, title, trouble};
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{ButtonSize, Icon, IconSize, LinkButton, Meter, Tag, TagLook};

/// The row of a part.
#[component]
pub(super) fn PartRow(import: Uuid, follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let part = follower.part(import);
    let state = follower.state();
    // What is said of it, while it is there.
    let said =
        move |say: fn(contract::Language, &contract::Catalogue, &ImportSet, &SetPart) -> String| {
            Memo::new(move |_| {
                catalogue.with(|catalogue| {
                    follower.set.with(|set| {
                        part.with(|part| {
                            let part = part.as_ref();
                            part.map(|part| say(language, catalogue, set, part))
                                .unwrap_or_default()
                        })
                    })
                })
            })
        };
    let name = said(title);
    let object = said(|language, catalogue, _, part| plural(language, catalogue, &part.object));
    let about = said(|language, _, set, part| facts(language, set, part));
    let why =
        said(|language, catalogue, set, part| order(language, catalogue, set, part).join(" "));
    let wrong =
        said(|language, catalogue, _, part| trouble(language, catalogue, part).unwrap_or_default());
    let is_out =
        Memo::new(move |_| part.with(|part| part.as_ref().is_none_or(|part| part.is_left_out)));
    let place = move || {
        let place = follower
            .set
            .with(|set| set.parts.iter().position(|part| part.import == import));
        place.unwrap_or_default() + 1
    };
    let icon = move || {
        catalogue.with(|catalogue| {
            part.with(|part| {
                let object = part
                    .as_ref()
                    .and_then(|part| catalogue.object(&part.object));
                object.map_or_else(|| "table".to_owned(), |object| object.icon.clone())
            })
        })
    };
    let line = move |words: Memo<String>, class: &'static str| {
        move || {
            let words = words.get();
            (!words.is_empty()).then(|| view! { <span class=class>{words}</span> })
        }
    };
    let wrong_line = move || {
        let words = wrong.get();
        (!words.is_empty() && !is_out.get()).then(|| {
            view! { <span class="row__sub bad"><Icon name="alertc" size=IconSize::Small/>" "{words}</span> }
        })
    };
    let end = move || match state.get() {
        ImportState::Draft => view! { <Choices import part follower name/> }.into_any(),
        _ => view! { <Outcome import part follower/> }.into_any(),
    };
    view! {
        <li class="row import__part" data-out=move || is_out.get().then_some("")>
            <span class="faint num">{place}</span>
            <span class="tl__icon">{move || view! { <Icon name=icon()/> }}</span>
            <div class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__sub">
                    {object} <Sure part/>
                </span>
                {line(about, "row__sub num")}
                {line(why, "row__sub")}
                {wrong_line}
                <Progress part name/>
            </div>
            <div class="row__end">{end}</div>
        </li>
    }
}

/// How sure it is what the file is; a person looks at what is not.
#[component]
fn Sure(part: Memo<Option<SetPart>>) -> impl IntoView {
    let language = use_language();
    move || {
        part.with(|part| {
            let part = part.as_ref()?;
            let class = match part.confidence {
                AUTOMATIC.. => "faint",
                _ => "warn",
            };
            let words = sureness(language, part);
            Some(view! { " · "<span class=class>{words}</span> })
        })
    }
}

/// How far it is while the server works on it.
#[component]
fn Progress(part: Memo<Option<SetPart>>, name: Memo<String>) -> impl IntoView {
    let language = use_language();
    let is_shown = Memo::new(move |_| {
        part.with(|part| {
            part.as_ref()
                .is_some_and(|part| part.status.state.is_moving())
        })
    });
    let value = Signal::derive(move || {
        part.with(|part| {
            let status = part.as_ref().map(|part| &part.status);
            status.map_or(0.0, |status| match (status.state, status.total) {
                (ImportState::Running, total) if total > 0 => share(status.counts.rows, total),
                _ => share(status.read.min(status.bytes), status.bytes),
            })
        })
    });
    let label = Signal::derive(move || t!(language, imports.progress_of, name = name.get()));
    move || is_shown.get().then(|| view! { <Meter label value/> })
}

/// What came of it, and the way to its findings.
#[component]
fn Outcome(import: Uuid, part: Memo<Option<SetPart>>, follower: SetFollower) -> impl IntoView {
    let language = use_language();
    let set = follower.set.with_untracked(|set| set.id);
    let state = Memo::new(move |_| {
        part.with(|part| {
            let part = part.as_ref()?;
            let is_held = part.is_left_out || part.trouble.is_some();
            Some((is_held, part.status.clone()))
        })
    });
    let tag = move || {
        let (is_held, status) = state.get()?;
        let (words, look) = match is_held {
            true => (t!(language, imports.stays_out), TagLook::Line),
            false => state_words(language, &status),
        };
        Some(view! { <Tag label=words look/> })
    };
    let may_look = Memo::new(move |_| {
        state.with(|state| {
            state.as_ref().is_some_and(|(is_held, status)| {
                !is_held && !status.state.is_moving() && status.state != ImportState::Draft
            })
        })
    });
    let link = move || {
        may_look.get().then(|| {
            view! {
                <LinkButton
                    label=t!(language, imports.look_at)
                    href=part_address(set, import, false)
                    size=ButtonSize::Small
                />
            }
        })
    };
    view! {
        {tag}
        {link}
    }
}
