//! The table of an object's fields, by section.

use contract::ObjectDef;
use contract::dto::defining::FieldInfo;
use leptos::prelude::*;

use super::address::{Opened, Place};
use super::bar::ObjectBar;
use super::described::use_described;
use super::field::FieldDialogHost;
use super::field_row::FieldRow;
use crate::api::Failure;
use crate::i18n::use_language;
use crate::shell::on_new_key;
use crate::t;
use crate::ui::{Button, Empty, EmptyLook, Look, SkeletonRows, unread_text};

/// The fields of one object.
#[component]
pub fn FieldsPage(
    /// Key of the object.
    object: String,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let key = StoredValue::new(object.clone());
    let add = move || described.open(Place::Fields(key.get_value(), Some(Opened::New)));
    on_new_key(add);
    let fields = described.fields;
    view! {
        <div class="center describing__page stack">
            <ObjectBar object>
                <Button label=t!(language, describing.add_field) look=Look::Primary icon="plus" on_press=move |()| add()/>
            </ObjectBar>
            <Transition fallback=|| view! { <SkeletonRows count=8/> }>
                {move || Suspend::new(async move {
                    match fields.await {
                        Some((_, Ok(infos))) => view! { <Table key infos/> }.into_any(),
                        Some((_, Err(failure))) => view! { <Failed failure/> }.into_any(),
                        None => ().into_any(),
                    }
                })}
            </Transition>
            <FieldDialogHost object=key/>
        </div>
    }
}

#[component]
fn Failed(failure: Failure) -> impl IntoView {
    let language = use_language();
    let fields = use_described().fields;
    view! {
        <Empty icon="alertc" look=EmptyLook::Bad title=unread_text(language, &failure)>
            <Button label=t!(language, common.retry) icon="refresh" on_press=move |()| fields.refetch()/>
        </Empty>
    }
}

/// A heading of the table, and what stands under it.
type Group = (String, Vec<FieldInfo>);

/// The fields under the headings of the form; then those that stand in no section, those that the product keeps, and
/// those that were put away.
fn groups(object: &ObjectDef, infos: &[FieldInfo]) -> Vec<Group> {
    let language = use_language();
    let living = |info: &&FieldInfo| !info.field.retired;
    let find = |key: &String| {
        infos
            .iter()
            .filter(living)
            .find(|info| info.field.key == *key)
    };
    let placed = |key: &String| {
        object
            .sections
            .iter()
            .any(|section| section.fields.contains(key))
    };
    let mut groups: Vec<Group> = object
        .sections
        .iter()
        .map(|section| {
            let fields = section.fields.iter().filter_map(find).cloned().collect();
            (section.label.get(language).to_owned(), fields)
        })
        .collect();
    let rest = |is_wanted: &dyn Fn(&FieldInfo) -> bool| {
        infos
            .iter()
            .filter(|info| is_wanted(info))
            .cloned()
            .collect()
    };
    let loose = |info: &FieldInfo| !info.field.retired && !placed(&info.field.key);
    groups.push((
        t!(language, describing.not_on_page).to_owned(),
        rest(&|info| loose(info) && !info.field.system),
    ));
    groups.push((
        t!(language, describing.kept_by_product).to_owned(),
        rest(&|info| loose(info) && info.field.system),
    ));
    groups.push((
        t!(language, describing.put_away_fields).to_owned(),
        rest(&|info| info.field.retired),
    ));
    groups.retain(|(_, fields)| !fields.is_empty());
    groups
}

#[component]
fn Table(key: StoredValue<String>, infos: Vec<FieldInfo>) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let groups =
        untrack(|| key.with_value(|key| described.with(key, |object| groups(object, &infos))));
    let group = move |(heading, fields): Group| {
        let count = fields.len();
        let rows = fields
            .into_iter()
            .map(|info| view! { <FieldRow object=key info/> })
            .collect_view();
        view! {
            <tr role="row" class="group">
                <td role="cell" colspan="7" data-m="title">
                    <b>{heading}</b>" "<span class="n">{crate::ui::format::number(count as i64)}</span>
                </td>
            </tr>
            {rows}
        }
    };
    view! {
        <div class="card settings__clip describing__scroll">
            <table role="table" class="table table--list describing__table">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t!(language, describing.field)}</th>
                        <th role="columnheader">{t!(language, describing.kind)}</th>
                        <th role="columnheader">{t!(language, describing.key)}</th>
                        <th role="columnheader">{t!(language, describing.required)}</th>
                        <th role="columnheader">{t!(language, describing.unique)}</th>
                        <th role="columnheader" class="num">{t!(language, describing.filled)}</th>
                        <td role="cell"></td>
                    </tr>
                </thead>
                <tbody role="rowgroup">{groups.into_iter().map(group).collect_view()}</tbody>
            </table>
        </div>
    }
}
