//! When a share ends: never, after some days, at a moment, or with a deal or a ticket.

use chrono::{DateTime, TimeDelta, Utc};
use contract::Action;
use contract::objects::{DEAL, TICKET};
use leptos::prelude::*;
use uuid::Uuid;

use crate::api::records::suggest;
use crate::i18n::use_language;
use crate::shell::may;
use crate::t;
use crate::ui::{Combobox, DateTimeInput, Field, Select, SelectOption, Source, Suggested, source};

/// The word of a moment that is chosen.
const AT: &str = "at";

/// What is chosen.
#[derive(Clone, Copy)]
pub struct Ends {
    how: RwSignal<String>,
    at: RwSignal<Option<DateTime<Utc>>>,
    with: RwSignal<Option<Suggested>>,
}

impl Ends {
    /// Begins with one of the ways.
    pub(super) fn new(how: &str) -> Self {
        Self {
            how: RwSignal::new(how.to_owned()),
            at: RwSignal::new(None),
            with: RwSignal::new(None),
        }
    }

    /// Whether it ends by itself.
    pub(super) fn is_grant(self) -> bool {
        self.how.with(|how| !how.is_empty())
    }

    /// Whether what it ends with is still to be filled in, and the field of it.
    pub(super) fn missing(self) -> Option<&'static str> {
        let how = self.how.get_untracked();
        let has_record = self.with.with_untracked(Option::is_some);
        match how.as_str() {
            AT if self.at.get_untracked().is_none() => Some("until"),
            DEAL | TICKET if !has_record => Some("ends_with"),
            _ => None,
        }
    }

    /// The moment at which it ends.
    pub(super) fn until(self) -> Option<DateTime<Utc>> {
        let how = self.how.get_untracked();
        match how.as_str() {
            AT => self.at.get_untracked(),
            days => days
                .parse()
                .ok()
                .map(|days| Utc::now() + TimeDelta::days(days)),
        }
    }

    /// The deal or ticket with which it ends.
    pub(super) fn ends_with(self) -> Option<(String, Uuid)> {
        let object = self.how.get_untracked();
        let is_one = object == DEAL || object == TICKET;
        let id = self.with.get_untracked()?.key.parse().ok()?;
        is_one.then_some((object, id))
    }
}

/// The inputs of it. A request always has an end in time.
#[component]
pub fn EndsInputs(
    ends: Ends,
    is_request: bool,
    until_problem: Signal<Option<String>>,
    with_problem: Signal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let more = move || {
        let how = ends.how.get();
        match how.as_str() {
            AT => view! {
                <Field id="share-until" label=t!(language, sharing.until) error=until_problem required=true>
                    <DateTimeInput value=ends.at/>
                </Field>
            }
            .into_any(),
            DEAL | TICKET => {
                let label = match how == DEAL {
                    true => t!(language, sharing.deal),
                    false => t!(language, sharing.ticket),
                };
                let source = open_ones(&how);
                view! {
                    <Field id="share-with" label error=with_problem required=true>
                        <Combobox id="share-with-box" value=ends.with source/>
                    </Field>
                }
                .into_any()
            }
            _ => ().into_any(),
        }
    };
    view! {
        <Field id="share-ends" label=t!(language, sharing.ends)>
            <Select value=ends.how options=ways(is_request) on_change=move |()| ends.with.set(None)/>
        </Field>
        {more}
    }
}

fn ways(is_request: bool) -> Vec<SelectOption> {
    let language = use_language();
    let way = |key: &str, words: &str| (key.to_owned(), words.to_owned());
    let mut ways = vec![
        way("1", t!(language, sharing.one_day)),
        way("7", t!(language, sharing.seven_days)),
        way(AT, t!(language, sharing.at_moment)),
    ];
    if is_request {
        return ways;
    }
    ways.insert(0, way("", t!(language, sharing.never)));
    for (object, words) in [
        (DEAL, t!(language, sharing.with_deal)),
        (TICKET, t!(language, sharing.with_ticket)),
    ] {
        if may(object, Action::See) {
            ways.push(way(object, words));
        }
    }
    ways
}

fn open_ones(object: &str) -> Source {
    let object = object.to_owned();
    source(move |words| {
        let answer = suggest(object.clone(), words);
        async move {
            let found = answer.await.unwrap_or_default().into_iter();
            found
                .map(|found| Suggested {
                    key: found.id.to_string(),
                    title: found.title,
                    sub: found.sub,
                    avatar: None,
                })
                .collect()
        }
    })
}
