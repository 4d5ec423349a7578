//! What a group of a table is called.

use contract::dto::lists::Lane;
use contract::{Choice, FieldDef, FieldKind, Language, ObjectDef, Value};
use leptos::prelude::*;

use crate::i18n::use_language;
use crate::records::cells::choice_mark;
use crate::shell::use_people;
use crate::t;
use crate::ui::{AvatarSize, Who, use_clock};

/// The mark of a choice, the face of a person, or the word of a span.
pub(super) fn group_label(object: &ObjectDef, field: &FieldDef, lane: &Lane) -> AnyView {
    let language = use_language();
    let key = lane.group.key.as_str();
    if key.is_empty() {
        let text = t!(language, lists.without, field = field.label.get(language));
        return view! { <span class="muted">{text}</span> }.into_any();
    }
    match field.kind {
        FieldKind::User => {
            view! { <Who name=person(field, lane) size=AvatarSize::Tiny/> }.into_any()
        }
        FieldKind::YesNo if key == "true" => t!(language, records.yes).into_any(),
        FieldKind::YesNo => t!(language, records.no).into_any(),
        FieldKind::Date | FieldKind::DateTime => span_label(key, language).into_any(),
        _ => match field.choice(key) {
            Some(choice) => {
                let mark = choice_mark(choice, use_clock());
                let pipeline = pipeline_of(object, field, choice, language);
                view! { {mark} " " <span class="muted">{pipeline}</span> }.into_any()
            }
            None => key.to_owned().into_any(),
        },
    }
}

/// The pipeline of a stage, where there are several.
fn pipeline_of(
    object: &ObjectDef,
    field: &FieldDef,
    choice: &Choice,
    language: Language,
) -> Option<String> {
    let pipelines = object.pipelines(&field.key);
    let pipelines = pipelines.filter(|pipelines| pipelines.are_several())?;
    let stage = pipelines.stages.choice(&choice.key)?;
    let owner = pipelines.by.choice(pipelines.owner_of(stage))?;
    Some(owner.label.get(language).to_owned())
}

/// The name of somebody; of who is gone, as their records say it.
fn person(field: &FieldDef, lane: &Lane) -> String {
    let key = &lane.group.key;
    let known = use_people().with_untracked(|people| {
        let person = people.iter().find(|person| person.id.to_string() == *key);
        person.map(|person| person.name.clone())
    });
    let said = || match lane.cards.first().map(|card| card.value(&field.key)) {
        Some(Value::Link(link)) => link.text.clone(),
        _ => key.clone(),
    };
    known.unwrap_or_else(said)
}

/// A span of days in words.
fn span_label(span: &str, language: Language) -> &'static str {
    match span {
        "long_ago" => t!(language, lists.long_ago),
        "weeks_ago" => t!(language, lists.weeks_ago),
        "days_ago" => t!(language, lists.days_ago),
        "today" => t!(language, lists.today),
        "in_days" => t!(language, lists.in_days),
        "in_weeks" => t!(language, lists.in_weeks),
        _ => t!(language, lists.later),
    }
}
