//! What the layout says of a field: where it stands, and when it is required or locked.

use contract::{Effect as Consequence, FieldDef, Filter};
use leptos::prelude::*;

use super::arrange::{MOST_FACTS, condition, set_condition};
use super::carrying::{COLUMNS, FACTS, PALETTE, Thing, put};
use super::editor::Editor;
use super::properties::bound;
use super::section_side::fields_of;
use crate::i18n::use_language;
use crate::settings::objects::conditions::Conditions;
use crate::settings::objects::nature::Nature;
use crate::t;
use crate::ui::drag::Spot;
use crate::ui::{Button, ButtonSize, Field, Look, Switch, Tag, TagLook};

/// The panel of a field.
#[component]
pub fn FieldSide(editor: Editor, prefix: &'static str, key: String) -> impl IntoView {
    let language = use_language();
    let key = StoredValue::new(key);
    let field = Memo::new(move |_| key.with_value(|key| editor.field(key)));
    let is_placed = Memo::new(move |_| key.with_value(|key| editor.section_of(key)).is_some());
    let remove =
        move |()| key.with_value(|key| put(editor, Thing::Field(key), &Spot::new(PALETTE, 0)));
    let head = move || field.get().map(|field| view! { <Head field/> });
    let may_ask = Memo::new(move |_| {
        is_placed.get() && field.with(|field| field.as_ref().is_some_and(FieldDef::is_typed))
    });
    view! {
        <div class="stack describing__side">
            {head}
            <div>
                <Button
                    label=t!(language, describing.edit_field)
                    size=ButtonSize::Small
                    icon="edit"
                    on_press=move |()| editor.describing.set(Some(key.get_value()))
                />
            </div>
            <Places editor key/>
            {move || may_ask.get().then(|| view! { <Consequences editor prefix key field/> })}
            {move || is_placed.get().then(|| view! {
                <div>
                    <Button
                        label=t!(language, describing.remove_from_page)
                        look=Look::Bad
                        size=ButtonSize::Small
                        icon="eyeoff"
                        on_press=remove
                    />
                </div>
            })}
        </div>
    }
}

/// Name, kind and choices of a field.
#[component]
fn Head(field: FieldDef) -> impl IntoView {
    let language = use_language();
    let nature = Nature::of(&field);
    let help = field
        .help
        .as_ref()
        .map(|help| help.get(language).to_owned());
    let choices = field
        .choices
        .iter()
        .filter(|choice| !choice.retired)
        .take(12)
        .map(|choice| {
            let look = choice.hue.map_or(TagLook::Plain, TagLook::Hue);
            view! { <Tag label=choice.label.get(language).to_owned() look/> }
        })
        .collect_view();
    let has_choices = field.kind.has_choices();
    view! {
        <div class="flex">
            <h3 class="h3 grow trunc">{field.label.get(language).to_owned()}</h3>
            <Tag label=nature.words(language) icon=nature.icon()/>
        </div>
        {help.map(|help| view! { <p class="sm muted">{help}</p> })}
        {has_choices.then(|| view! { <div class="flex wrap describing__tags">{choices}</div> })}
    }
}

/// Whether it stands among the highlights and the columns.
#[component]
fn Places(editor: Editor, key: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let is_fact = bound(
        move || key.with_value(|key| editor.with_layout(|layout| layout.highlights.contains(key))),
        move |is_one: bool| {
            key.with_value(|key| match is_one {
                true => put(editor, Thing::Field(key), &Spot::new(FACTS, usize::MAX)),
                false => put(editor, Thing::Fact(key), &Spot::new(PALETTE, 0)),
            });
        },
    );
    let is_column = bound(
        move || key.with_value(|key| editor.plan.with(|plan| plan.columns.contains(key))),
        move |is_one: bool| {
            key.with_value(|key| match is_one {
                true => put(editor, Thing::Field(key), &Spot::new(COLUMNS, usize::MAX)),
                false => put(editor, Thing::Column(key), &Spot::new(PALETTE, 0)),
            });
        },
    );
    let is_title = Memo::new(move |_| {
        editor
            .object
            .with(|object| key.with_value(|key| object.title == *key))
    });
    let has_room = Memo::new(move |_| {
        is_fact.get() || editor.with_layout(|layout| layout.highlights.len() < MOST_FACTS)
    });
    view! {
        <div class="stack describing__flags">
            {move || match has_room.get() {
                true => view! { <Switch checked=is_fact label=t!(language, describing.in_highlights)/> }.into_any(),
                false => view! { <span class="xs faint">{t!(language, describing.highlights_full, most = MOST_FACTS)}</span> }.into_any(),
            }}
            {move || match is_title.get() {
                false => view! { <Switch checked=is_column label=t!(language, describing.in_columns)/> }.into_any(),
                true => view! { <span class="xs faint">{t!(language, describing.is_title)}</span> }.into_any(),
            }}
        </div>
    }
}

/// When it is required, and when it is locked.
#[component]
fn Consequences(
    editor: Editor,
    prefix: &'static str,
    key: StoredValue<String>,
    field: Memo<Option<FieldDef>>,
) -> impl IntoView {
    let language = use_language();
    let is_required =
        Memo::new(move |_| field.with(|field| field.as_ref().is_some_and(|field| field.required)));
    view! {
        {move || match is_required.get() {
            true => view! { <span class="xs faint">{t!(language, describing.always_required)}</span> }.into_any(),
            false => view! {
                <Conditional editor prefix key effect=Consequence::Required label=t!(language, describing.required_here)/>
            }.into_any(),
        }}
        <Conditional editor prefix key effect=Consequence::ReadOnly label=t!(language, describing.locked_here)/>
    }
}

/// A switch for what a condition does, and the condition.
#[component]
fn Conditional(
    editor: Editor,
    prefix: &'static str,
    key: StoredValue<String>,
    effect: Consequence,
    label: &'static str,
) -> impl IntoView {
    let language = use_language();
    let read = move || {
        key.with_value(|key| editor.with_layout(|layout| condition(layout, key, effect).cloned()))
    };
    let write = move |about: &'static str, when: Option<Vec<Filter>>| {
        let about = match about {
            "" => String::new(),
            about => key.with_value(|key| format!("{about} {key} {effect:?}")),
        };
        key.with_value(|key| {
            editor.change_layout(&about, |layout| set_condition(layout, key, effect, when))
        });
    };
    let is_set = bound(
        move || read().is_some(),
        move |is_set: bool| write("", is_set.then(Vec::new)),
    );
    let when = bound(
        move || read().map(|condition| condition.when).unwrap_or_default(),
        move |filters: Vec<Filter>| write("condition", Some(filters)),
    );
    let word = match effect {
        Consequence::Required => "required",
        Consequence::ReadOnly => "locked",
    };
    view! {
        <div class="stack describing__flags">
            <Switch checked=is_set label/>
            {move || is_set.get().then(|| view! {
                <Field id=format!("{prefix}-{word}-when") label=t!(language, describing.only_when) group=true>
                    <Conditions
                        id=format!("{prefix}-{word}-when")
                        object=editor.key.get_value()
                        fields=fields_of(editor)
                        value=when
                        none=t!(language, describing.always)
                    />
                </Field>
            })}
        </div>
    }
}
