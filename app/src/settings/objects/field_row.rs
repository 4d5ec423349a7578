//! One field of the table, putting it away and bringing it back.

use contract::dto::defining::FieldInfo;
use contract::{FieldDef, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::address::{Opened, Place};
use super::described::{Described, use_described};
use super::nature::Nature;
use crate::api::Answer;
use crate::api::describing::{bring_field_back, put_field_away};
use crate::i18n::{Language, use_language};
use crate::t;
use crate::ui::{
    Button, ButtonSize, Icon, IconSize, Menu, MenuItem, MenuLine, MenuLink, Toasts, failure_text,
    format, use_toasts,
};

/// More values than this are not counted in the table.
const COUNTED: u64 = 10_000;

/// A row of the table of fields.
#[component]
pub fn FieldRow(
    /// Key of the object.
    object: StoredValue<String>,
    info: FieldInfo,
) -> impl IntoView {
    let language = use_language();
    let field = info.field.clone();
    let nature = Nature::of(&field);
    let address =
        Place::Fields(object.get_value(), Some(Opened::Known(field.key.clone()))).address();
    let name = field.label.get(language).to_owned();
    let help = field
        .help
        .as_ref()
        .map(|help| help.get(language).to_owned());
    let title = match field.retired {
        true => view! { <span class="faint">{name}</span> }.into_any(),
        false => view! { <a class="records__link strong" href=address data-tip=help>{name}</a> }
            .into_any(),
    };
    let act = match field.retired {
        true => view! { <BringBack object info=info.clone()/> }.into_any(),
        false => view! { <FieldMenu object info=info.clone()/> }.into_any(),
    };
    let has_required = field.required;
    let is_unique = field.unique;
    view! {
        <tr role="row">
            <td role="cell" data-m="title">{title}{marks(&field, language)}</td>
            <td role="cell" data-m="sub">
                <span class="flex describing__kind"><Icon name=nature.icon() size=IconSize::Small/>{nature.words(language)}</span>
            </td>
            <td role="cell" class="mono xs muted">{field.key.clone()}</td>
            <td role="cell">{tick(has_required, language)}</td>
            <td role="cell">{tick(is_unique, language)}</td>
            <td role="cell" class="num" data-m="end">{filled(info.filled, language)}</td>
            <td role="cell" class="settings__act" data-m="end2">{act}</td>
        </tr>
    }
}

fn filled(count: u64, language: Language) -> String {
    let number = format::number(i64::try_from(count.min(COUNTED)).unwrap_or_default());
    match count > COUNTED {
        true => t!(language, describing.or_more, number),
        false => number,
    }
}

fn tick(is_so: bool, language: Language) -> AnyView {
    match is_so {
        true => view! {
            <Icon name="check" size=IconSize::Small/><span class="sr">{t!(language, describing.yes)}</span>
        }
        .into_any(),
        false => view! { <span class="faint" aria-hidden="true">"–"</span> }.into_any(),
    }
}

/// What else is true of a field, behind its name.
fn marks(field: &FieldDef, language: Language) -> impl IntoView + use<> {
    let sensitive = field.sensitive.then(|| {
        let why = t!(language, describing.sensitive);
        view! { " "<span class="faint" role="img" aria-label=why data-tip=why><Icon name="lock" size=IconSize::Small/></span> }
    });
    let added = field.is_custom().then(|| {
        let why = t!(language, describing.added);
        view! { " "<span class="dot dot--accent" role="img" aria-label=why data-tip=why></span> }
    });
    (sensitive, added)
}

#[component]
fn FieldMenu(object: StoredValue<String>, info: FieldInfo) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let field = info.field.clone();
    let name = field.label.get(language).to_owned();
    let address =
        Place::Fields(object.get_value(), Some(Opened::Known(field.key.clone()))).address();
    let may_go = untrack(|| {
        object.with_value(|key| described.with(key, |object| may_be_put_away(object, &field)))
    });
    let info = StoredValue::new(info);
    let away = move |()| {
        put_away(
            object.get_value(),
            info.get_value(),
            described,
            toasts,
            language,
        )
    };
    view! {
        <Menu
            label=t!(language, describing.menu_of, name)
            class="btn btn--ghost btn--icon btn--sm"
            trigger=move || view! { <Icon name="more"/> }
        >
            <MenuLink label=t!(language, describing.edit_field) icon="edit" href=address.clone()/>
            {may_go.then(|| view! {
                <MenuLine/>
                <MenuItem label=t!(language, describing.put_away) icon="inbox" class="menu__item--bad" on_pick=away/>
            })}
        </Menu>
    }
}

/// Whether the product can do without a field: not without a name, an owner, or what it keeps itself.
pub(super) fn may_be_put_away(object: &ObjectDef, field: &FieldDef) -> bool {
    let is_needed = field.system || field.required && !field.is_custom();
    !is_needed && field.key != object.title && field.key != "owner"
}

/// Puts a field away at once, with an undo that brings it back.
pub(super) fn put_away(
    object: String,
    info: FieldInfo,
    described: Described,
    toasts: Toasts,
    language: Language,
) {
    let name = info.field.label.get(language).to_owned();
    let (key, version, count) = (info.field.key, info.version, info.filled);
    spawn_local(async move {
        match put_field_away(object.clone(), key.clone(), version).await {
            Ok(changed) => {
                described.took(changed);
                let said = match count {
                    0 => t!(language, describing.field_gone, name),
                    count => t!(language, describing.field_gone_with, name, count),
                };
                let undo = move || {
                    let back = bring_field_back(object.clone(), key.clone(), version + 1);
                    spawn_local(came_back(back, described, toasts, language));
                };
                toasts.show(said, undo);
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}

async fn came_back(
    answer: impl Future<Output = Answer<ObjectDef>>,
    described: Described,
    toasts: Toasts,
    language: Language,
) {
    match answer.await {
        Ok(changed) => {
            described.took(changed);
            toasts.say(t!(language, describing.field_back));
        }
        Err(failure) => toasts.fail(failure_text(language, &failure)),
    }
}

#[component]
fn BringBack(object: StoredValue<String>, info: FieldInfo) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let name = info.field.label.get(language).to_owned();
    let (key, version) = (StoredValue::new(info.field.key), info.version);
    let back = move |()| {
        is_busy.set(true);
        let answer = bring_field_back(object.get_value(), key.get_value(), version);
        spawn_local(async move {
            came_back(answer, described, toasts, language).await;
            is_busy.try_set(false);
        });
    };
    view! {
        <Button
            label=t!(language, describing.bring_back)
            size=ButtonSize::Small
            icon="undo"
            busy=is_busy
            on_press=back
            tip=t!(language, describing.bring_back_named, name)
        />
    }
}
