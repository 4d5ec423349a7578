//! Who or what a record is: mark, name, tags, and what tells it apart.

use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};
use leptos::prelude::*;

use super::menu::RecordMenu;
use super::{OpenRecord, use_open_record};
use crate::records::cells::{cell, choice_mark, tags_cell};
use crate::records::marks::shape_of;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Avatar, AvatarShape, AvatarSize, Clock, Icon, IconSize, Who, use_clock};

/// Fields that tell a record apart from others of its name, in the order they are shown.
const TELLING: [&str; 6] = [
    "company",
    "account",
    "position",
    "industry",
    "region",
    "employees",
];

/// Mark, name with tags, what tells the record apart, its owner and its menu.
#[component]
pub fn RecordHead(
    /// What is special to its object, before the menu.
    #[prop(into, optional)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let open = use_open_record();
    let object = open.object();
    let clock = use_clock();
    let name = Signal::derive(move || open.title());
    let mark = match shape_of(&object) {
        Some(shape) => view! { <Avatar name shape size=AvatarSize::Huge/> }.into_any(),
        None => view! {
            <span class="avatar avatar--xl avatar--org" style=format!("--h:{}", object.hue) aria-hidden="true">
                <Icon name=object.icon.clone() size=IconSize::Large/>
            </span>
        }
        .into_any(),
    };
    let (for_tags, for_telling) = (StoredValue::new(object.clone()), StoredValue::new(object));
    let marks = move || for_tags.with_value(|object| marks_of(object, &open.record(), clock));
    let telling =
        move || for_telling.with_value(|object| telling_of(object, &open.record(), clock));
    view! {
        <div class="rec__head">
            {mark}
            <div class="rec__id">
                <h2 class="rec__name"><span class="rec__title" title=move || name.get()>{move || name.get()}</span> " " {marks}</h2>
                <div class="rec__meta">{telling}<HeadOwner open class="only-m" size=AvatarSize::Small/></div>
            </div>
            <div class="flex">
                <HeadOwner open class="hide-m" size=AvatarSize::Normal/>
                {actions.map(|actions| actions.run())}
                <RecordMenu/>
            </div>
        </div>
    }
}

/// Who owns the record: phones say it below the name, wider screens beside it.
#[component]
fn HeadOwner(open: OpenRecord, class: &'static str, size: AvatarSize) -> impl IntoView {
    move || match open.record().value("owner") {
        Value::Link(link) if !link.text.is_empty() => {
            let name = link.text.clone();
            Some(view! { <span class=class><Who name shape=AvatarShape::Person size/></span> })
        }
        _ => None,
    }
}

/// Coloured choices of the record's own form, then its tags. Stages have a path of their own.
fn marks_of(object: &ObjectDef, record: &Record, clock: Clock) -> AnyView {
    let choices = object
        .form_fields()
        .filter(|field| field.kind == FieldKind::Choice)
        .filter_map(|field| field.choice(record.text(&field.key)))
        .filter(|choice| choice.hue.is_some() && choice.probability.is_none())
        .map(|choice| choice_mark(choice, clock))
        .collect_view();
    let tags = match record.value("tags") {
        Value::Tags(tags) => Some(tags_cell(tags)),
        _ => None,
    };
    view! { {choices} {tags} }.into_any()
}

fn telling_of(object: &ObjectDef, record: &Record, clock: Clock) -> AnyView {
    let catalogue = use_catalogue();
    let told = TELLING
        .iter()
        .filter_map(|key| object.field(key))
        .filter(|field| !field.system && !field.retired && !record.value(&field.key).is_empty())
        .map(|field| view! { <span>{told(object, field, record, catalogue, clock)}</span> });
    told.collect_view().into_any()
}

fn told(
    object: &ObjectDef,
    field: &FieldDef,
    record: &Record,
    catalogue: Signal<contract::Catalogue>,
    clock: Clock,
) -> AnyView {
    match (field.key.as_str(), record.value(&field.key)) {
        ("employees", Value::Integer(count)) => {
            t!(clock.language, records.people, count = *count).into_any()
        }
        (_, Value::Text(text)) => match field.choice(text) {
            Some(choice) => choice.label.get(clock.language).to_owned().into_any(),
            None => text.clone().into_any(),
        },
        _ => catalogue.with_untracked(|catalogue| cell(catalogue, clock, object, field, record)),
    }
}
