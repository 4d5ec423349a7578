//! One condition while it is built: field, way, value.

use contract::query::consent::CONSENT;
use contract::{FieldDef, ObjectDef};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::builder::Building;
use super::consents::{ConsentValue, ConsentWay};
use super::draft::{Group, Part, Rule};
use super::picking::{Choice, fitting, shown};
use super::told::Told;
use super::value::ValueInput;
use super::ways::Way;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    ButtonSize, Combobox, IconButton, Select, Source, Suggested, browser, problem_text, source,
};

/// A row of a group.
#[component]
pub fn RuleRow(
    rule: Rule,
    group: Group,
    /// The object whose records are asked.
    object: StoredValue<ObjectDef>,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let row = NodeRef::<html::Div>::new();
    let told = Told::new(rule.key, rule.problem);
    // The field at the end of the path, and the object that has it.
    let leaf = Memo::new(move |_| {
        let path = rule.path.get();
        catalogue.with(|catalogue| {
            object.with_value(|object| {
                let trail = catalogue.trail(object, &path)?;
                Some((trail.field.into_owned(), trail.object.key.clone()))
            })
        })
    });
    let spoken = move || {
        let path = rule.path.get();
        catalogue.with(|catalogue| {
            object.with_value(|object| match shown(catalogue, object, &path, language) {
                Some(shown) => shown.title,
                None => t!(language, filters.condition).to_owned(),
            })
        })
    };
    // What is said of a value goes while another one is typed.
    Effect::new(move |is_known: Option<()>| {
        rule.value.track();
        if is_known.is_some() {
            rule.problem.set(None);
        }
    });
    let remove = move |()| building.remove(group, rule.key);
    let shift = move |event: KeyboardEvent| shifted(&event, group, rule.key);
    let is_consent = Memo::new(move |_| object.with_value(|object| rule.is_consent(object)));
    let way = move || match is_consent.get() {
        true => Some(view! { <ConsentWay rule/> }.into_any()),
        false => leaf
            .get()
            .map(|(field, _)| view! { <WayOf rule field/> }.into_any()),
    };
    let value = move || {
        if is_consent.get() {
            return Some(view! { <ConsentValue told rule building/> }.into_any());
        }
        let (field, owner) = leaf.get()?;
        let way = rule.chosen()?;
        Some(
            view! { <ValueInput told field object=owner way value=rule.value building/> }
                .into_any(),
        )
    };
    let error_id = told.id("error");
    let error = move || {
        rule.problem.get().map(|problem| {
            let text = problem_text(language, &problem);
            view! { <span class="field__error filter__error" id=error_id.clone() role="alert">{text}</span> }
        })
    };
    view! {
        <div
            class="rule"
            role="group"
            node_ref=row
            aria-label=spoken
            on:keydown=shift
        >
            <Link group key=rule.key/>
            <div class="filter__field"><FieldPicker rule group object building row/></div>
            <div class="filter__way">{way}</div>
            <div class="filter__value">{value}</div>
            <IconButton
                label=Signal::derive(move || t!(language, filters.remove, condition = spoken()))
                icon="x"
                size=ButtonSize::Small
                on_press=remove
            />
            {error}
        </div>
    }
}

/// Alt and an arrow move a part within its group.
pub(super) fn shifted(event: &KeyboardEvent, group: Group, key: u32) {
    let by = match event.key().as_str() {
        "ArrowUp" if event.alt_key() => -1,
        "ArrowDown" if event.alt_key() => 1,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    let focused = browser::focused();
    group.shift(key, by);
    // The row is moved in the page, and what had the focus with it.
    request_animation_frame(move || {
        if let Some(focused) = focused {
            browser::focus(&focused);
        }
    });
}

/// What links a part to the one before it.
#[component]
pub fn Link(group: Group, key: u32) -> impl IntoView {
    let language = use_language();
    let text = move || {
        let is_first = group
            .parts
            .with(|parts| parts.first().is_some_and(|first| first.key() == key));
        match (is_first, group.any.get()) {
            (true, _) => t!(language, filters.first),
            (false, true) => t!(language, filters.or),
            (false, false) => t!(language, filters.and),
        }
    };
    view! { <span class="label">{text}</span> }
}

#[component]
fn FieldPicker(
    rule: Rule,
    group: Group,
    object: StoredValue<ObjectDef>,
    building: Building,
    row: NodeRef<html::Div>,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let now = move || {
        let path = rule.path.get();
        catalogue
            .with(|catalogue| object.with_value(|object| shown(catalogue, object, &path, language)))
    };
    let value = RwSignal::new(untrack(now));
    let ask = move |picked: Suggested| match Choice::of(&picked) {
        Choice::Field(path) if path == CONSENT => {
            rule.ask_consent();
            on_to_value(row);
        }
        Choice::Field(path) => {
            let field = catalogue.with_untracked(|catalogue| {
                object.with_value(|object| {
                    let trail = catalogue.trail(object, &path)?;
                    Some(trail.field.into_owned())
                })
            });
            if let Some(field) = field.filter(|_| rule.path.with_untracked(|old| *old != path)) {
                rule.ask(&path, &field);
            }
            on_to_value(row);
        }
        Choice::Pointing { object, by } => building.point(group, rule.key, &object, &by),
    };
    let picked = move |()| {
        if let Some(picked) = value.get_untracked() {
            ask(picked);
        }
    };
    // An emptied line is a condition without a field.
    Effect::new(move |is_known: Option<()>| {
        if value.with(Option::is_none) && is_known.is_some() {
            rule.path.set(String::new());
        }
    });
    view! {
        <Combobox
            id=format!("filter-{}-field", rule.key)
            value
            source=fields_of(object, language)
            label=t!(language, filters.field)
            placeholder=t!(language, filters.pick_field)
            on_pick=picked
            class="input--sm"
        />
    }
}

/// Where a condition goes on once its field is picked.
const VALUE: &str = ".filter__value :is(input, select), .filter__way select";

/// After the field comes its value.
fn on_to_value(row: NodeRef<html::Div>) {
    request_animation_frame(move || {
        if let Some(row) = row.get_untracked() {
            browser::focus_first(&row, VALUE);
        }
    });
}

fn fields_of(object: StoredValue<ObjectDef>, language: contract::Language) -> Source {
    let catalogue = use_catalogue();
    source(move |words| {
        let found = catalogue.try_with_untracked(|catalogue| {
            object.try_with_value(|object| fitting(catalogue, object, &words, language))
        });
        std::future::ready(found.flatten().unwrap_or_default())
    })
}

#[component]
fn WayOf(rule: Rule, field: FieldDef) -> impl IntoView {
    let language = use_language();
    let kind = field.kind;
    let field = StoredValue::new(field);
    let options = move || {
        let mut ways = field.with_value(Way::of_field);
        // A saved filter may ask in a way that is not offered.
        if let Some(own) = untrack(|| rule.chosen()).filter(|own| !ways.contains(own)) {
            ways.push(own);
        }
        ways.into_iter()
            .map(|way| (way.key().to_owned(), way.text(kind, language).to_owned()))
            .collect::<Vec<_>>()
    };
    // What was given stays as long as it fits.
    let before = StoredValue::new(rule.way.get_untracked());
    let changed = move |()| {
        rule.problem.set(None);
        let shape = |key: &str| Way::from_key(key).map(|way| way.shape(kind));
        let now = rule.way.get_untracked();
        if before.with_value(|before| shape(before) != shape(&now))
            || Way::from_key(&now).is_some_and(|way| matches!(way, Way::Ago | Way::Ahead))
        {
            let start = Way::from_key(&now).map(|way| way.start(kind));
            rule.value.set(start.unwrap_or_default().to_owned());
        }
        before.set_value(now);
    };
    view! {
        <Select
            value=rule.way
            options=options()
            label=t!(language, filters.comparison)
            class="input--sm"
            on_change=changed
        />
    }
}

/// Draws a part of a group.
pub(super) fn part_view(
    part: Part,
    group: Group,
    object: StoredValue<ObjectDef>,
    depth: usize,
    building: Building,
) -> AnyView {
    match part {
        Part::Rule(rule) => view! { <RuleRow rule group object building/> }.into_any(),
        Part::Group(inner) => {
            view! { <super::group::InnerGroup inner group object depth building/> }.into_any()
        }
        Part::Pointing(pointing) => {
            view! { <super::group::PointingGroup pointing group depth building/> }.into_any()
        }
    }
}
