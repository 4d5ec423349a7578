//! One cell per kind of field.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use contract::{
    Catalogue, Choice, FieldDef, FieldKind, Link, ObjectDef, Record, StageOutcome, Value,
};
use leptos::prelude::*;

use super::inputs::FileLink;
use super::marks::{record_address, shape_of};
use super::masked::masked;
use super::shown::value_text;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    AvatarSize, Clock, Icon, IconSize, Moment, MomentLook, Pie, PieLook, Tag, TagLook, Who, format,
    hue_of, use_clock,
};

/// After so many days without contact a customer counts as left alone.
const SILENT_DAYS: i64 = 14;

/// The value of a field of a record, shown by the field's kind.
#[component]
pub fn FieldCell(object: ObjectDef, field: FieldDef, record: Record) -> impl IntoView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    catalogue.with_untracked(|catalogue| cell(catalogue, clock, &object, &field, &record))
}

/// The value of a field of a record, for many cells at once.
pub(crate) fn cell(
    catalogue: &Catalogue,
    clock: Clock,
    object: &ObjectDef,
    field: &FieldDef,
    record: &Record,
) -> AnyView {
    match record.value(&field.key) {
        value if value.is_empty() => dash(object, field, clock),
        Value::Text(key) if field.kind == FieldKind::Choice => {
            let still = field.choice(key).map(|stage| still(stage, record, clock));
            view! { {words(field, key, clock)} {still} }.into_any()
        }
        Value::Text(text) => words(field, text, clock),
        Value::Sealed(sealed) => masked(field, record, sealed),
        Value::Date(day) => day_cell(*day, is_due(field) && is_open(object, record), clock),
        // What is still to be done has not happened yet.
        Value::DateTime(_)
            if field.key == "at" && is_open(object, record) && object.field("due_at").is_some() =>
        {
            dash(object, field, clock)
        }
        Value::DateTime(at) => moment(object, field, record, *at, clock),
        Value::Tags(keys) if field.kind == FieldKind::Choices => choices(field, keys, clock),
        Value::Tags(tags) => tags_cell(tags),
        Value::Link(link) if field.kind == FieldKind::User => person(link),
        Value::Link(link) if field.kind == FieldKind::File => file(link),
        Value::Link(link) => relation(catalogue, field, link),
        Value::Links(links) => relations(catalogue, field, links),
        Value::Integer(count) if field.kind == FieldKind::Rating => stars(*count, clock),
        value => value_text(Some(field), value, clock).into_any(),
    }
}

/// The next step as every list shows it: when, red if late, and what; a record without one says so.
pub(crate) fn next_step(record: &Record, clock: Clock) -> AnyView {
    let step = record.text("next_step").to_owned();
    let due = match record.value("next_step_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    };
    if step.is_empty() && due.is_none() {
        return view! { <span class="faint">{t!(clock.language, records.no_next_step)}</span> }
            .into_any();
    }
    let when = due.map(|at| {
        view! {
            <b class:late=move || clock.is_past(at)><Moment at look=MomentLook::Due/></b>
            " "
        }
    });
    view! { {when}{step} }.into_any()
}

fn dash(object: &ObjectDef, field: &FieldDef, clock: Clock) -> AnyView {
    if field.key == "last_contact_at" && object.field("last_contact").is_some() {
        return view! { <span class="faint">{t!(clock.language, records.never)}</span> }.into_any();
    }
    view! { <span class="faint">"–"</span> }.into_any()
}

fn words(field: &FieldDef, text: &str, clock: Clock) -> AnyView {
    let text = text.to_owned();
    match field.kind {
        FieldKind::Phone => view! {
            <a class="records__link num" href=format::phone_link(&text)>{format::phone(&text)}</a>
        }
        .into_any(),
        FieldKind::Email => {
            let href = format!("mailto:{text}");
            view! { <a class="records__link" href=href>{text}</a> }.into_any()
        }
        FieldKind::Link => {
            let href = outward(&text);
            view! { <a class="records__link" href=href target="_blank" rel="noopener noreferrer">{text}</a> }.into_any()
        }
        FieldKind::Choice => match field.choice(&text) {
            Some(choice) => choice_mark(choice, clock),
            None => view! { <Tag label=text/> }.into_any(),
        },
        _ => text.into_any(),
    }
}

/// A stage is a pie that fills, any other choice a tag.
pub(crate) fn choice_mark(choice: &Choice, clock: Clock) -> AnyView {
    let label = choice.label.get(clock.language).to_owned();
    match (stage_pie(choice), choice.hue) {
        (Some(pie), _) => view! { <span class="stage">{pie}{label}</span> }.into_any(),
        (None, Some(hue)) => view! { <Tag label look=TagLook::Hue(hue)/> }.into_any(),
        (None, None) => view! { <Tag label/> }.into_any(),
    }
}

/// How long nothing moved a record, beyond what its stage allows.
fn still(stage: &Choice, record: &Record, clock: Clock) -> Option<AnyView> {
    let days = stage.days_still(record, untrack(|| clock.now()))?;
    let words = t!(clock.language, deals.days_idle, count = days);
    Some(view! { " "<span class="xs warn nowrap">{words}</span> }.into_any())
}

/// The pie of a stage, which fills towards won; nothing for any other choice.
pub(crate) fn stage_pie(choice: &Choice) -> Option<AnyView> {
    let percent = choice.probability?;
    let (percent, look) = match choice.outcome {
        Some(StageOutcome::Won) => (100, PieLook::Ok),
        Some(StageOutcome::Lost) => (100, PieLook::Off),
        _ => (percent, PieLook::Accent),
    };
    Some(view! { <Pie percent look/> }.into_any())
}

/// Tags in their own colours.
pub(crate) fn tags_cell(tags: &[String]) -> AnyView {
    let tags = tags.iter().map(|tag| {
        let look = TagLook::Hue(hue_of(tag));
        view! { <Tag label=tag.clone() look/>" " }
    });
    view! { <span class="tags">{tags.collect_view()}</span> }.into_any()
}

fn choices(field: &FieldDef, keys: &[String], clock: Clock) -> AnyView {
    let marks = keys.iter().map(|key| match field.choice(key) {
        Some(choice) => choice_mark(choice, clock),
        None => view! { <Tag label=key.clone()/> }.into_any(),
    });
    let marks = marks.map(|mark| view! { {mark} " " }).collect_view();
    view! { <span class="tags">{marks}</span> }.into_any()
}

/// As many full stars as there are, then empty ones.
fn stars(count: i64, clock: Clock) -> AnyView {
    let full = usize::try_from(count).unwrap_or_default().min(5);
    let label = t!(clock.language, records.stars, count);
    view! {
        <span class="stars" role="img" aria-label=label>{"★".repeat(full)}<i>{"★".repeat(5 - full)}</i></span>
    }
    .into_any()
}

fn file(link: &Link) -> AnyView {
    let link = link.clone();
    view! { <span class="records__file"><Icon name="clip" size=IconSize::Small/><FileLink link/></span> }
        .into_any()
}

fn relations(catalogue: &Catalogue, field: &FieldDef, links: &[Link]) -> AnyView {
    let shown = links
        .iter()
        .filter(|link| !link.text.is_empty())
        .enumerate();
    let shown = shown.map(|(place, link)| {
        let before = (place > 0).then_some(" · ");
        view! { {before} {relation(catalogue, field, link)} }
    });
    shown.collect_view().into_any()
}

fn person(link: &Link) -> AnyView {
    let name = link.text.clone();
    view! { <Who name size=AvatarSize::Tiny/> }.into_any()
}

fn relation(catalogue: &Catalogue, field: &FieldDef, link: &Link) -> AnyView {
    let object = field.relation.as_deref().unwrap_or_default();
    let address = link.id.and_then(|id| record_address(catalogue, object, id));
    let name = link.text.clone();
    match (address, name.is_empty()) {
        (_, true) => view! { <span class="faint">"–"</span> }.into_any(),
        (Some(href), false) => view! { <a class="records__link" href=href>{name}</a> }.into_any(),
        (None, false) => view! { <span class="muted">{name}</span> }.into_any(),
    }
}

/// Whether something has to be done by the day of a field: a day on which something was done or began is never late.
fn is_due(field: &FieldDef) -> bool {
    let key = field.key.as_str();
    key.starts_with("due") || key.ends_with("_due") || matches!(key, "close_date" | "valid_until")
}

fn day_cell(day: NaiveDate, counts: bool, clock: Clock) -> AnyView {
    let is_late = move || counts && day < clock.today();
    view! { <span class:late=is_late title=untrack(|| clock.full_day(day))>{move || clock.day(day)}</span> }.into_any()
}

fn moment(
    object: &ObjectDef,
    field: &FieldDef,
    record: &Record,
    at: DateTime<Utc>,
    clock: Clock,
) -> AnyView {
    let is_due = field.key.ends_with("due_at") || field.key == "next_step_at";
    let look = if is_due {
        MomentLook::Due
    } else {
        MomentLook::Ago
    };
    let counts = match field.key.as_str() {
        "last_contact_at" => Some(TimeDelta::days(SILENT_DAYS)),
        "next_step_at" => Some(TimeDelta::zero()),
        "due_at" if is_open(object, record) => Some(TimeDelta::zero()),
        _ => None,
    };
    let is_late = move || counts.is_some_and(|grace| clock.now() - at > grace);
    view! { <span class:late=is_late><Moment at look/></span> }.into_any()
}

/// What ends a record, by the keys of its outcome or status.
const ENDED: [&str; 13] = [
    "won",
    "lost",
    "done",
    "cancelled",
    "void",
    "paid",
    "received",
    "accepted",
    "rejected",
    "expired",
    "closed",
    "resolved",
    "terminated",
];

/// Whether something is still to be done: an open deal, an open activity.
fn is_open(object: &ObjectDef, record: &Record) -> bool {
    let has_ended = |key: &&str| object.field(key).is_some() && ENDED.contains(&record.text(key));
    !["outcome", "status"].iter().any(has_ended)
}

/// A web address as people write it, made whole. Only these two schemes are ever followed.
fn outward(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("https://") || lower.starts_with("http://") {
        return text.to_owned();
    }
    format!("https://{text}")
}

/// A record's name with its mark.
pub(crate) fn named(object: &ObjectDef, record: &Record) -> AnyView {
    let name = record.text(&object.title).to_owned();
    match shape_of(object) {
        Some(shape) => view! { <Who name shape size=AvatarSize::Small/> }.into_any(),
        None => view! { <span class="trunc">{name}</span> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::outward;

    #[test]
    fn only_web_addresses_are_followed() {
        assert_eq!(outward("BetaPages.com"), "https://BetaPages.com");
        assert_eq!(outward("HTTP://a.cn/x"), "HTTP://a.cn/x");
        assert_eq!(
            outward("javascript:alert(1)"),
            "https://javascript:alert(1)"
        );
    }
}
