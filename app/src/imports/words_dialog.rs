//! What the words of a column become: choices, yes or no, users, a new choice, or nothing.

use contract::dto::imports::{ImportPlan, MOST_WORDS, ValueCount, ValueTarget};
use contract::{FieldDef, FieldKind, Language, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::plan::{field_of, said, say};
use super::trouble::failure_words;
use crate::api::imports::import_words;
use crate::i18n::use_language;
use crate::shell::{use_me, use_people};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, Dialog, DialogBody, DialogFoot, DialogWidth, Empty, Look, Select,
    SelectOption, SkeletonRows, Switch,
};

/// From so many words on, those that are known can be hidden.
const MANY: usize = 8;
const BLANK: &str = "blank";
const NEW: &str = "new";
/// What stands before the key of a choice.
const CHOICE: &str = "choice:";

/// Whose words they are.
#[derive(Clone, Copy)]
pub struct WordsOf {
    pub(super) import: Uuid,
    pub(super) place: usize,
    pub(super) plan: RwSignal<ImportPlan>,
    pub(super) object: StoredValue<ObjectDef>,
}

impl WordsOf {
    fn words(self) -> Vec<ValueCount> {
        let column = |plan: &ImportPlan| {
            plan.columns
                .get(self.place)
                .map(|column| column.distinct.clone())
        };
        self.plan.with_untracked(column).unwrap_or_default()
    }

    fn field(self) -> Option<FieldDef> {
        self.plan.with_untracked(|plan| {
            let column = plan.columns.get(self.place)?;
            self.object
                .with_value(|object| field_of(column, object).cloned())
        })
    }
}

/// The words of a column, each with what it becomes.
#[component]
pub fn WordsDialog(of: WordsOf, #[prop(into)] on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let header = of.plan.with_untracked(|plan| {
        let column = plan.columns.get(of.place);
        column.map(|column| column.header.clone())
    });
    let is_loading = RwSignal::new(of.words().is_empty());
    let trouble = RwSignal::new(None::<String>);
    let ask = move || {
        let Some(field) = of.field() else { return };
        is_loading.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = import_words(of.import, of.place, field.key).await;
            match answer {
                Ok(words) => {
                    of.plan.try_update(|plan| {
                        if let Some(column) = plan.columns.get_mut(of.place) {
                            column.distinct = words;
                        }
                    });
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
            is_loading.try_set(false);
        });
    };
    Effect::new(move |_| {
        if untrack(|| is_loading.get()) {
            ask();
        }
    });
    let body = move || match (is_loading.get(), trouble.get()) {
        (true, _) => view! { <SkeletonRows count=5/> }.into_any(),
        (false, Some(text)) => view! {
            <Banner look=BannerLook::Bad text>
                <Button label=t!(language, common.retry) icon="refresh" on_press=move |()| ask()/>
            </Banner>
        }
        .into_any(),
        (false, None) => view! { <WordList of/> }.into_any(),
    };
    view! {
        <Dialog
            title=t!(language, imports.words_of, header = header.unwrap_or_default())
            width=DialogWidth::Wide
            on_close
        >
            <DialogBody>{body}</DialogBody>
            <DialogFoot>
                <Button label=t!(language, imports.words_done) look=Look::Primary on_press=on_close/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn WordList(of: WordsOf) -> impl IntoView {
    let language = use_language();
    let words = of.words();
    let Some(field) = of.field().filter(|_| !words.is_empty()) else {
        return view! { <Empty icon="tag" title=t!(language, imports.words_none)/> }.into_any();
    };
    let people = use_people();
    let me = use_me();
    let people: Vec<SelectOption> = people.with_untracked(|people| {
        let option =
            |person: &contract::dto::session::Person| (person.id.to_string(), person.name.clone());
        people.iter().map(option).collect()
    });
    let known = choices(language, &field, people);
    let may_make = field.kind.has_choices() && me.with_untracked(|me| me.is_administrator());
    let only_open = RwSignal::new(false);
    let is_open = move |word: &ValueCount| {
        // Untracked: a word does not vanish under the finger that says what it becomes.
        word.known.is_none()
            && of.plan.with_untracked(|plan| {
                let column = plan.columns.get(of.place);
                column.is_none_or(|column| said(column, &word.value).is_none())
            })
    };
    let count = words.len();
    let rows = move || {
        let shown: Vec<_> = words
            .iter()
            .filter(|word| !only_open.get() || is_open(word))
            .map(|word| {
                let (word, known) = (word.clone(), known.clone());
                view! { <WordRow of word known may_make/> }
            })
            .collect();
        match shown.is_empty() {
            true => view! { <p class="sm muted">{t!(language, imports.all_known)}</p> }.into_any(),
            false => view! { <ul class="rows import__words" role="list">{shown}</ul> }.into_any(),
        }
    };
    view! {
        <p class="sm muted">{t!(language, imports.words_hint)}</p>
        {(count >= MANY).then(|| view! { <Switch checked=only_open label=t!(language, imports.only_open)/> })}
        {rows}
        {(count >= MOST_WORDS).then(|| {
            view! { <p class="xs faint">{t!(language, imports.words_shown, count)}</p> }
        })}
    }
    .into_any()
}

/// What a word may become, by the kind of the field: keys with their labels.
fn choices(language: Language, field: &FieldDef, people: Vec<SelectOption>) -> Vec<SelectOption> {
    match field.kind {
        FieldKind::User => people,
        FieldKind::YesNo => vec![
            ("yes".to_owned(), t!(language, records.yes).to_owned()),
            ("no".to_owned(), t!(language, records.no).to_owned()),
        ],
        _ => {
            let offered = field.choices.iter().filter(|choice| !choice.retired);
            offered
                .map(|choice| (choice.key.clone(), choice.label.get(language).to_owned()))
                .collect()
        }
    }
}

#[component]
fn WordRow(
    of: WordsOf,
    word: ValueCount,
    known: Vec<SelectOption>,
    may_make: bool,
) -> impl IntoView {
    let language = use_language();
    let ValueCount {
        value: text,
        rows,
        known: reading,
    } = word;
    let chosen = of.plan.with_untracked(|plan| {
        let column = plan.columns.get(of.place)?;
        said(column, &text).map(key_of)
    });
    let value = RwSignal::new(chosen.unwrap_or_default());
    let read_as = reading.as_ref().map(|key| {
        let option = known.iter().find(|(known, _)| known == key);
        option.map_or_else(|| key.clone(), |(_, label)| label.clone())
    });
    let is_known = read_as.is_some();
    let empty = match read_as {
        Some(choice) => t!(language, imports.as_it_stands, choice),
        None => t!(language, imports.not_known).to_owned(),
    };
    let extra = [
        may_make.then(|| {
            (
                NEW.to_owned(),
                t!(language, imports.new_choice, word = text),
            )
        }),
        Some((
            BLANK.to_owned(),
            t!(language, imports.leave_empty).to_owned(),
        )),
    ];
    let options: Vec<SelectOption> = known
        .into_iter()
        .map(|(key, label)| (format!("{CHOICE}{key}"), label))
        .chain(extra.into_iter().flatten())
        .collect();
    let label = t!(language, imports.word_becomes, word = text);
    let shown = text.clone();
    let change = Callback::new(move |()| {
        let to = value.with_untracked(|key| target_of(key));
        of.plan.update(|plan| say(plan, of.place, &text, to));
    });
    let is_open = move || !is_known && value.with(String::is_empty);
    view! {
        <li class="row import__word" data-open=move || is_open().then_some("")>
            <span class="row__main">
                <span class="row__title">{shown}</span>
                <span class="row__sub num">{t!(language, imports.rows, count = rows)}</span>
            </span>
            <Select value options=Signal::stored(options) empty label on_change=change class="input--sm import__becomes"/>
        </li>
    }
}

fn key_of(target: &ValueTarget) -> String {
    match target {
        ValueTarget::Choice(key) => format!("{CHOICE}{key}"),
        ValueTarget::New => NEW.to_owned(),
        ValueTarget::Blank => BLANK.to_owned(),
    }
}

fn target_of(key: &str) -> Option<ValueTarget> {
    match key {
        NEW => Some(ValueTarget::New),
        BLANK => Some(ValueTarget::Blank),
        key => key
            .strip_prefix(CHOICE)
            .map(|key| ValueTarget::Choice(key.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_word_becomes_is_read_as_it_was_written() {
        for target in [
            ValueTarget::New,
            ValueTarget::Blank,
            ValueTarget::Choice("new".into()),
        ] {
            assert_eq!(target_of(&key_of(&target)), Some(target));
        }
        assert_eq!(target_of(""), None);
    }
}
