//! Groups of conditions while they are built.

use contract::ObjectDef;
use leptos::prelude::*;

use super::builder::Building;
use super::draft::{Group, Part, Pointing, may_nest};
use super::rule::{Link, part_view, shifted};
use super::said::Teller;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, ButtonSize, IconButton, Look, Seg, Select};

/// The parts of a group and what adds to them.
#[component]
pub fn Parts(
    group: Group,
    object: StoredValue<ObjectDef>,
    /// How many groups stand around the parts, this one included.
    depth: usize,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let add_rule = move |()| building.add_rule(group);
    let add_group = move |()| building.add_group(group);
    view! {
        <div class="rules">
            <For each=move || group.parts.get() key=|part| part.key() let:part>
                {part_view(part, group, object, depth, building)}
            </For>
        </div>
        <div class="flex filter__add">
            <Button
                label=t!(language, filters.add_condition)
                look=Look::Ghost
                size=ButtonSize::Small
                icon="plus"
                disabled=building.full
                on_press=add_rule
            />
            {may_nest(depth).then(|| view! {
                <Button
                    label=t!(language, filters.add_group)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="plus"
                    disabled=building.full
                    on_press=add_group
                />
            })}
        </div>
    }
}

/// All of, or any of.
#[component]
pub fn AllOrAny(group: Group) -> impl IntoView {
    let language = use_language();
    let options = vec![
        ("all".to_owned(), t!(language, filters.all_of).to_owned()),
        (
            "any".to_owned(),
            t!(language, filters.any_of_group).to_owned(),
        ),
    ];
    let value = Signal::derive(move || if group.any.get() { "any" } else { "all" }.to_owned());
    let pick = move |key: String| group.any.set(key == "any");
    view! { <Seg label=t!(language, filters.matches) options value on_pick=pick/> }
}

/// A group within another one.
#[component]
pub fn InnerGroup(
    inner: Group,
    group: Group,
    object: StoredValue<ObjectDef>,
    depth: usize,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let remove = move |()| building.remove(group, inner.key);
    view! {
        <div
            class="rules rules--group"
            role="group"
            aria-label=t!(language, filters.group)
            on:keydown=move |event| shifted(&event, group, inner.key)
        >
            <div class="flex filter__head">
                <Link group key=inner.key/>
                <AllOrAny group=inner/>
                <span class="end">
                    <IconButton label=t!(language, filters.remove_group) icon="x" size=ButtonSize::Small on_press=remove/>
                </span>
            </div>
            {view! { <Parts group=inner object depth=depth + 1 building/> }.into_any()}
        </div>
    }
}

/// Records that point here, and what is asked of them.
#[component]
pub fn PointingGroup(
    pointing: Pointing,
    group: Group,
    depth: usize,
    building: Building,
) -> impl IntoView {
    let language = use_language();
    let remove = move |()| building.remove(group, pointing.key);
    let (other, label) = use_catalogue().with_untracked(|catalogue| {
        let other = pointing
            .object
            .with_value(|key| catalogue.object(key).cloned());
        let teller = Teller {
            catalogue,
            people: &[],
            names: building.names,
            language,
        };
        let label = other.as_ref().map_or_else(
            || t!(language, filters.gone).to_owned(),
            |other| pointing.by.with_value(|by| teller.pointing(other, by)),
        );
        (other, label)
    });
    let options = vec![
        ("some".to_owned(), t!(language, filters.has).to_owned()),
        ("none".to_owned(), t!(language, filters.has_no).to_owned()),
    ];
    let none = pointing.none;
    let value = RwSignal::new(if none.get_untracked() { "none" } else { "some" }.to_owned());
    let changed = move |()| none.set(value.with_untracked(|value| value == "none"));
    let inner = pointing.group;
    let both = move || inner.parts.with(|parts| parts.len() > 1);
    let parts = other.map(|other| {
        let object = StoredValue::new(other);
        view! { <Parts group=inner object depth=depth + 1 building/> }.into_any()
    });
    view! {
        <div
            class="rules rules--group"
            role="group"
            aria-label=label.clone()
            on:keydown=move |event| shifted(&event, group, pointing.key)
        >
            <div class="flex filter__head">
                <Link group key=pointing.key/>
                <b class="trunc">{label.clone()}</b>
                <Select value options label=t!(language, filters.how_many) class="input--sm filter__how" on_change=changed/>
                <Show when=both><AllOrAny group=inner/></Show>
                <span class="end">
                    <IconButton label=t!(language, filters.remove_group) icon="x" size=ButtonSize::Small on_press=remove/>
                </span>
            </div>
            {parts}
        </div>
    }
}

/// A part that stands alone needs no word of all or any.
pub(super) fn is_alone(group: Group) -> bool {
    group.parts.with(|parts| match parts.as_slice() {
        [] => true,
        [only] => !matches!(only, Part::Group(_)),
        _ => false,
    })
}
