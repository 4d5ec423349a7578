//! One object of the list, and putting it away.

use contract::ObjectDef;
use contract::dto::defining::ObjectInfo;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::Place;
use super::described::{Described, living, use_described};
use super::object_form::ObjectForm;
use crate::api::describing::{bring_object_back, put_object_away};
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{
    Button, Icon, Menu, MenuItem, MenuLine, MenuLink, Tag, TagLook, Toasts, failure_text, format,
    use_toasts,
};

/// A row of the table of objects.
#[component]
pub fn ObjectRow(info: ObjectInfo) -> impl IntoView {
    let language = use_language();
    let object = info.object.clone();
    let count = living(&object).count();
    let fields = t!(language, describing.field_count, count);
    let records = record_count(&info, language);
    let origin = match object.is_custom() {
        true => {
            view! { <Tag label=t!(language, describing.added) look=TagLook::Accent/> }.into_any()
        }
        false => view! { <Tag label=t!(language, describing.built_in)/> }.into_any(),
    };
    view! {
        <tr role="row">
            <td role="cell" data-m="title">
                <a class="describing__object" href=Place::Fields(object.key.clone(), None).address()>
                    <span class="describing__mark" style=format!("--h:{}", object.hue)>
                        <Icon name=object.icon.clone()/>
                    </span>
                    <span class="trunc">{object.plural.get(language).to_owned()}</span>
                </a>
            </td>
            <td role="cell">{origin}</td>
            <td role="cell" class="num" data-m="sub">{fields}</td>
            <td role="cell" class="num" data-m="end">{records}</td>
            <td role="cell" class="settings__act" data-m="end2"><ObjectMenu info/></td>
        </tr>
    }
}

/// How many records there are, counted to a limit.
fn record_count(info: &ObjectInfo, language: Language) -> String {
    let number = format::number(i64::try_from(info.records.count).unwrap_or(i64::MAX));
    match info.records.or_more {
        true => t!(language, describing.or_more, number),
        false => number,
    }
}

#[component]
fn ObjectMenu(info: ObjectInfo) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let is_editing = RwSignal::new(false);
    let object = info.object.clone();
    let name = object.plural.get(language).to_owned();
    let has_page = object.line_of.is_none();
    let may_go = object.is_custom();
    let info = StoredValue::new(info);
    let form = move || {
        let close = Callback::new(move |()| is_editing.set(false));
        is_editing
            .get()
            .then(|| view! { <ObjectForm info=info.get_value() on_close=close/> })
    };
    let away = Callback::new(move |()| put_away(info.get_value(), described, toasts, language));
    view! {
        <Menu
            label=t!(language, describing.menu_of, name)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            <MenuItem label=t!(language, describing.edit_object) icon="edit" on_pick=move |()| is_editing.set(true)/>
            <MenuLink label=t!(language, describing.fields) icon="list" href=Place::Fields(object.key.clone(), None).address()/>
            <MenuLink label=t!(language, describing.layout) icon="sidebar" href=Place::Layout(object.key.clone()).address()/>
            <MenuLink label=t!(language, describing.rules) icon="checkc" href=Place::Rules(object.key.clone(), None).address()/>
            {has_page.then(|| view! {
                <MenuLink label=t!(language, describing.open_list) icon="arrowright" href=format!("/{}", object.path)/>
            })}
            {may_go.then(|| view! {
                <MenuLine/>
                <MenuItem label=t!(language, describing.put_away) icon="inbox" class="menu__item--bad" on_pick=away/>
            })}
        </Menu>
        {form}
    }
}

/// Puts an object away at once, with an undo that brings it back.
fn put_away(info: ObjectInfo, described: Described, toasts: Toasts, language: Language) {
    let count = info.records.count;
    let name = info.object.plural.get(language).to_owned();
    let (key, version) = (info.object.key, info.version);
    spawn_local(async move {
        match put_object_away(key.clone(), version).await {
            Ok(_) => {
                described.changed();
                let said = match count {
                    0 => t!(language, describing.object_gone, name),
                    count => t!(language, describing.object_gone_with, name, count),
                };
                let undo =
                    move || bring_back(key.clone(), version + 1, described, toasts, language);
                toasts.show(said, undo);
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}

fn bring_back(key: String, version: i32, described: Described, toasts: Toasts, language: Language) {
    spawn_local(async move {
        match bring_object_back(key, version).await {
            Ok(object) => {
                described.changed();
                toasts.say(said_back(&object, language));
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}

fn said_back(object: &ObjectDef, language: Language) -> String {
    t!(
        language,
        describing.object_back,
        name = object.plural.get(language)
    )
}

/// An object that was put away, with the way back.
#[component]
pub fn RetiredObject(info: ObjectInfo) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let name = info.object.plural.get(language).to_owned();
    let (key, version) = (StoredValue::new(info.object.key.clone()), info.version);
    let back = move |()| bring_back(key.get_value(), version, described, toasts, language);
    view! {
        <li class="row">
            <span class="describing__mark" style=format!("--h:{}", info.object.hue)>
                <Icon name=info.object.icon.clone()/>
            </span>
            <span class="row__main">
                <span class="row__title">{name.clone()}</span>
                <span class="row__sub">{t!(language, describing.kept)}</span>
            </span>
            <span class="row__end">
                <Button
                    label=t!(language, describing.bring_back)
                    icon="undo"
                    on_press=back
                    tip=t!(language, describing.bring_back_named, name)
                />
            </span>
        </li>
    }
}
