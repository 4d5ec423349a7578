//! What is filled in to share something.

use contract::Problem;
use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::{Label, Language};
use leptos::prelude::*;

use super::ends::{Ends, EndsInputs};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    AvatarShape, Combobox, Field, Seg, Sending, Source, Suggested, TextArea, problem_text, source,
};

/// The fields of a refusal.
const FIELDS: [&str; 5] = ["holder", "reason", "until", "ends_with", "name"];

/// The form as it is filled in.
#[derive(Clone, Copy)]
pub struct ShareForm {
    pub(crate) holder: RwSignal<Option<Suggested>>,
    pub(crate) level: RwSignal<Level>,
    pub(crate) ends: Ends,
    pub(crate) reason: RwSignal<String>,
    pub(crate) sending: Sending,
}

impl ShareForm {
    /// An empty one; `ends` is the way in which it ends at first, nothing for never.
    pub(crate) fn new(language: Language, ends: &str) -> Self {
        Self {
            holder: RwSignal::new(None),
            level: RwSignal::new(Level::See),
            ends: Ends::new(ends),
            reason: RwSignal::new(String::new()),
            sending: Sending::new(language, FIELDS),
        }
    }

    /// What is to be sent, once nothing is missing; says what is. Of a request the holder does not matter.
    pub(crate) fn filled(
        self,
        object: &str,
        subject: Subject,
        is_request: bool,
    ) -> Option<NewShare> {
        self.sending.problems.clear_all();
        let language = self.sending.problems.language;
        let reason = self.reason.get_untracked().trim().to_owned();
        let holder = self.holder.get_untracked();
        let holder = holder.and_then(|holder| Holder::parse(&holder.key));
        let is_grant = untrack(|| self.ends.is_grant());
        let mut missing: Vec<&str> = self.ends.missing().into_iter().collect();
        if holder.is_none() && !is_request {
            missing.push("holder");
        }
        if is_grant && reason.is_empty() {
            missing.push("reason");
        }
        for field in &missing {
            let words = problem_text(language, &Problem::Required);
            self.sending.problems.put(field, words);
        }
        missing.is_empty().then(|| NewShare {
            object: object.to_owned(),
            subject,
            holder: holder.unwrap_or(Holder::Role(String::new())),
            level: self.level.get_untracked(),
            reason,
            until: self.ends.until(),
            ends_with: self.ends.ends_with(),
        })
    }

    /// Empty again, for the next one.
    pub(crate) fn clear(self) {
        self.holder.try_set(None);
        self.reason.try_set(String::new());
        self.sending.problems.clear_all();
    }
}

/// The line that finds people, roles and teams.
#[component]
pub fn HolderField(form: ShareForm, holders: Signal<Vec<(Holder, Label)>>) -> impl IntoView {
    let language = use_language();
    view! {
        <Field id="share-holder" label=t!(language, sharing.holder) error=form.sending.problems.at("holder") required=true>
            <Combobox
                id="share-holder-box"
                value=form.holder
                source=among(holders, language)
                placeholder=t!(language, sharing.holder_hint)
                on_pick=move |()| form.sending.problems.clear("holder")
            />
        </Field>
    }
}

/// To see or to edit, how long, and why.
#[component]
pub fn ShareFields(form: ShareForm, is_request: bool) -> impl IntoView {
    let language = use_language();
    let levels: Vec<(String, String)> = [
        (Level::See, t!(language, sharing.see)),
        (Level::Edit, t!(language, sharing.edit)),
    ]
    .map(|(level, words)| (level.key().to_owned(), words.to_owned()))
    .to_vec();
    let pick = move |key: String| {
        form.level.set(match key == Level::Edit.key() {
            true => Level::Edit,
            false => Level::See,
        });
    };
    let is_grant = Memo::new(move |_| form.ends.is_grant());
    view! {
        <Field id="share-level" label=t!(language, sharing.level) group=true>
            <Seg
                label=t!(language, sharing.level)
                options=levels
                value=Signal::derive(move || form.level.get().key().to_owned())
                on_pick=pick
            />
        </Field>
        <EndsInputs
            ends=form.ends
            is_request
            until_problem=form.sending.problems.at("until")
            with_problem=form.sending.problems.at("ends_with")
        />
        {move || is_grant.get().then(|| view! {
            <Field id="share-reason" label=t!(language, sharing.reason) error=form.sending.problems.at("reason") required=true>
                <TextArea value=form.reason rows=2/>
            </Field>
        })}
    }
}

/// Finds people, roles and teams by any part of their name.
fn among(holders: Signal<Vec<(Holder, Label)>>, language: Language) -> Source {
    source(move |words| {
        let words = words.trim().to_lowercase();
        let found = holders.try_with_untracked(|holders| {
            let matching = holders.iter().filter(|(_, name)| {
                name.en.to_lowercase().contains(&words) || name.zh.to_lowercase().contains(&words)
            });
            matching
                .take(50)
                .map(|(holder, name)| suggested(holder, name, language))
                .collect()
        });
        std::future::ready(found.unwrap_or_default())
    })
}

fn suggested(holder: &Holder, name: &Label, language: Language) -> Suggested {
    Suggested {
        key: holder.word(),
        title: name.get(language).to_owned(),
        sub: kind_words(language, holder).to_owned(),
        avatar: matches!(holder, Holder::Person(_)).then_some(AvatarShape::Person),
    }
}

/// What kind of holder it is; nothing for people.
pub(crate) fn kind_words(language: Language, holder: &Holder) -> &'static str {
    match holder {
        Holder::Person(_) => "",
        Holder::Role(_) => t!(language, sharing.role),
        Holder::Team(_) => t!(language, sharing.team),
    }
}
