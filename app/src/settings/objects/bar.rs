//! The head of an object's pages: what it is, and the tabs between its fields, its layout and its rules.

use contract::ObjectDef;
use leptos::prelude::*;

use super::address::{BASE, Place};
use super::described::use_described;
use super::object_form::ObjectForm;
use crate::i18n::use_language;
use crate::shell::use_crumbs;
use crate::t;
use crate::ui::{Button, Icon, LinkButton, Look, TabLink, Tabs};

/// Name, mark and tabs of an object. `children` are the acts of the open tab.
#[component]
pub fn ObjectBar(
    /// Key of the object.
    object: String,
    children: Children,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let key = StoredValue::new(object);
    let is_editing = RwSignal::new(false);
    let info = Memo::new(move |_| key.with_value(|key| described.object(key)));
    let crumbs = use_crumbs();
    let title = move || {
        let plural = info.with(|info| {
            info.as_ref()
                .map(|info| info.object.plural.get(language).to_owned())
        });
        crumbs
            .title(plural.unwrap_or_default())
            .above(t!(language, describing.objects), BASE);
    };
    untrack(title);
    Effect::new(move |_| title());
    let form = move || {
        let close = Callback::new(move |()| is_editing.set(false));
        let info = is_editing.get().then(|| info.get_untracked()).flatten()?;
        Some(view! { <ObjectForm info on_close=close/> })
    };
    let mark = move || {
        info.with(|info| {
            info.as_ref()
                .map(|info| view! { <Mark object=info.object.clone()/> })
        })
    };
    let path = move || {
        info.with(|info| {
            let object = info.as_ref().map(|info| &info.object)?;
            let has_page = !object.retired && object.line_of.is_none();
            has_page.then(|| format!("/{}", object.path))
        })
    };
    view! {
        <div class="flex wrap describing__head">
            {mark}
            <div class="flex describing__acts end">
                {move || path().map(|href| view! {
                    <LinkButton label=t!(language, describing.open_list) href look=Look::Ghost icon="arrowright"/>
                })}
                <Button label=t!(language, describing.edit_object) icon="edit" on_press=move |()| is_editing.set(true)/>
                {children()}
            </div>
        </div>
        <ObjectTabs key/>
        {form}
    }
}

/// Icon, name and key of an object.
#[component]
pub fn Mark(object: ObjectDef) -> impl IntoView {
    let language = use_language();
    view! {
        <span class="describing__mark" style=format!("--h:{}", object.hue)><Icon name=object.icon.clone()/></span>
        <div class="describing__name">
            <h2 class="h3 trunc">{object.plural.get(language).to_owned()}</h2>
            <span class="xs faint trunc mono">{object.key.clone()}</span>
        </div>
    }
}

#[component]
fn ObjectTabs(key: StoredValue<String>) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let place = described.place;
    let fields = move || {
        let count = key.with_value(|key| {
            described.with(key, |object| super::described::living(object).count())
        });
        crate::ui::format::number(i64::try_from(count).unwrap_or_default())
    };
    let rules = move || {
        let living = |object: &ObjectDef| object.rules.iter().filter(|rule| !rule.retired).count();
        let count = key.with_value(|key| described.with(key, living));
        (count > 0).then(|| crate::ui::format::number(i64::try_from(count).unwrap_or_default()))
    };
    let object = key.get_value();
    view! {
        <Tabs label=t!(language, describing.parts_of_object)>
            <TabLink
                href=Place::Fields(object.clone(), None).address()
                label=t!(language, describing.fields)
                current=Signal::derive(move || place.with(|place| matches!(place, Place::Fields(..))))
                count=Signal::derive(move || Some(fields()))
            />
            <TabLink
                href=Place::Layout(object.clone()).address()
                label=t!(language, describing.layout)
                current=false
            />
            <TabLink
                href=Place::Rules(object, None).address()
                label=t!(language, describing.rules)
                current=Signal::derive(move || place.with(|place| matches!(place, Place::Rules(..))))
                count=Signal::derive(rules)
            />
        </Tabs>
    }
}
