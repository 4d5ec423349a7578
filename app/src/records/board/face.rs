//! A card of any object: its name, and what the columns of the view say of it.

use contract::{FieldDef, FieldKind, ObjectDef, Record, Value};
use leptos::prelude::*;

use super::state::BoardState;
use crate::i18n::use_language;
use crate::records::cells::{cell, next_step};
use crate::records::marks::record_address;
use crate::records::shown::value_text;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Avatar, AvatarSize, Icon, IconSize, use_clock};

/// So many fields stand on a card beside its name, its owner and its next step.
const LINES: usize = 3;

/// What a card shows, by the description of its object.
pub(super) fn face(state: BoardState, card: Signal<Record>, menu: Option<AnyView>) -> AnyView {
    let href = move || {
        let key = state.object.with_value(|object| object.key.clone());
        let id = card.with(|card| card.id);
        use_catalogue().with_untracked(|catalogue| record_address(catalogue, &key, id))
    };
    let above = Memo::new(move |_| {
        card.with(|card| state.fields.with_value(|fields| above_of(fields, card)))
    });
    let title = move || card.with(|card| state.title(card));
    view! {
        <div class="kcard__top" class:kcard__top--bare=move || above.with(String::is_empty)>
            <span class="kcard__org trunc">{above}</span>
            {menu}
        </div>
        <a class="kcard__title" href=href tabindex="-1" draggable="false">{title}</a>
        {move || card.with(|card| lines(state, card))}
        {move || card.with(|card| last_line(state, card))}
    }
    .into_any()
}

/// What stands over the name: the first record that the card belongs to.
fn above_of(fields: &[FieldDef], card: &Record) -> String {
    let relation = fields
        .iter()
        .find(|field| field.kind == FieldKind::Relation);
    match relation.map(|field| card.value(&field.key)) {
        Some(Value::Link(link)) => link.text.clone(),
        _ => String::new(),
    }
}

/// The fields of a card that have something to say.
fn lines(state: BoardState, card: &Record) -> AnyView {
    let (catalogue, clock) = (use_catalogue(), use_clock());
    state.object.with_value(|object| {
        state.fields.with_value(|fields| {
            let told = fields.iter().filter(|field| is_line(object, field, card));
            let line = |field: &FieldDef| {
                let words = value_text(Some(field), card.value(&field.key), clock);
                let label = format!("{}: {words}", field.label.get(clock.language));
                let value = catalogue
                    .with_untracked(|catalogue| cell(catalogue, clock, object, field, card));
                view! { <div class="kcard__row" title=label><span class="trunc">{value}</span></div> }
            };
            told.take(LINES).map(line).collect_view().into_any()
        })
    })
}

fn is_line(object: &ObjectDef, field: &FieldDef, card: &Record) -> bool {
    let is_elsewhere = field.key == object.title
        || field.key == "owner"
        || field.key == "next_step"
        || field.kind == FieldKind::Relation;
    !is_elsewhere && !card.value(&field.key).is_empty()
}

/// Next step and owner, where the object has them.
fn last_line(state: BoardState, card: &Record) -> AnyView {
    let language = use_language();
    let has_step = state
        .fields
        .with_value(|fields| fields.iter().any(|field| field.key == "next_step"));
    let owner = match card.value("owner") {
        Value::Link(link) if !link.text.is_empty() => Some(link.text.clone()),
        _ => None,
    };
    if !has_step && owner.is_none() {
        return ().into_any();
    }
    let step = has_step.then(|| {
        view! {
            <Icon name="arrowright" size=IconSize::Small/>
            <span class="trunc">{next_step(card, use_clock())}</span>
        }
    });
    let owner = owner.map(|name| {
        let words = t!(language, deals.owned_by, name);
        let tip = words.clone();
        view! {
            <span class="kcard__owner" title=tip>
                <Avatar name size=AvatarSize::Small/>
                <span class="sr">{words}</span>
            </span>
        }
    });
    view! { <div class="kcard__row">{step}{owner}</div> }.into_any()
}
