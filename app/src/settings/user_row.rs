//! A user with role and team, which change at once and can be changed back.

use contract::dto::records::Change;
use contract::objects::USER;
use contract::value::Values;
use contract::{Record, Role, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::handover::LeavingMenu;
use super::seeing::SeeingMenu;
use super::teams::{choices_of, words_of};
use super::user_password::UserPassword;
use super::user_roles::UserRoles;
use crate::api::records::update;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Avatar, Button, ButtonSize, Look, Select, failure_text, use_toasts};

/// A row of the list of users.
#[component]
pub fn UserRow(record: Record, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let is_asking = RwSignal::new(false);
    let name = record.text("name").to_owned();
    let email = record.text("email").to_owned();
    let id = record.id;
    let record = RwSignal::new(record);
    let is_administrator = Signal::derive(move || {
        record.with(|record| {
            let key = Role::Administrator.key();
            let more = match record.value("more_roles") {
                Value::Tags(more) => more.iter().any(|role| role == key),
                _ => false,
            };
            more || record.text("role") == key
        })
    });
    let asked = name.clone();
    let dialog = move || {
        is_asking.get().then(|| {
            let close = Callback::new(move |()| is_asking.set(false));
            view! { <UserPassword user=id name=asked.clone() on_close=close/> }
        })
    };
    view! {
        <tr role="row">
            <td role="cell" data-m="title">
                <span class="who">
                    <Avatar name=name.clone()/>
                    <span class="settings__user">
                        <span class="trunc">{name.clone()}</span>
                        <span class="trunc sm muted">{email}</span>
                    </span>
                </span>
            </td>
            <td role="cell" data-m="wide" class="settings__pick">
                <span class="flex">
                    <Pick record field="role" label=t!(language, settings.role_of, name)/>
                    <UserRoles record/>
                </span>
            </td>
            <td role="cell" data-m="wide" class="settings__pick">
                <Pick record field="team" label=t!(language, settings.team_of, name = name.clone())/>
            </td>
            <td role="cell" data-m="end" class="settings__act">
                <Button
                    label=t!(language, settings.set_password)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    icon="key"
                    on_press=move |()| is_asking.set(true)
                />
                <SeeingMenu user=id name=name.clone() is_administrator/>
                <LeavingMenu user=id name on_done=again/>
                {dialog}
            </td>
        </tr>
    }
}

/// Role or team of a user.
#[component]
fn Pick(record: RwSignal<Record>, field: &'static str, label: String) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let options = choices_of(field);
    let value = RwSignal::new(record.with_untracked(|record| record.text(field).to_owned()));
    let empty = (field == "team").then(|| t!(language, settings.no_team).to_owned());
    let name = move || record.with_untracked(|record| record.text("name").to_owned());
    let said = move |key: &str| match (field, key) {
        ("role", key) => t!(
            language,
            settings.role_changed,
            name = name(),
            role = words_of(options, key)
        ),
        (_, "") => t!(language, settings.left_team, name = name()),
        (_, key) => t!(
            language,
            settings.team_changed,
            name = name(),
            team = words_of(options, key)
        ),
    };
    let write = StoredValue::new(None::<Callback<(String, bool)>>);
    let save = Callback::new(move |(key, may_undo): (String, bool)| {
        let before = record.with_untracked(|record| record.text(field).to_owned());
        value.set(key.clone());
        spawn_local(async move {
            let change = change(&record.get_untracked(), field, &key);
            match with_proof(|| update(change.clone())).await {
                Ok(saved) => {
                    record.try_set(saved);
                    let undo = move || {
                        if let Some(write) = write.try_get_value().flatten() {
                            write.run((before.clone(), false));
                        }
                    };
                    match may_undo {
                        true => toasts.show(said(&key), undo),
                        false => toasts.say(said(&key)),
                    }
                }
                Err(failure) => {
                    value.try_set(before);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    });
    write.set_value(Some(save));
    view! {
        <Select
            value
            options
            empty
            label
            on_change=move |()| save.run((value.get_untracked(), true))
            class="input--sm input--quiet"
        />
    }
}

fn change(record: &Record, field: &str, key: &str) -> Change {
    let wanted = if key.is_empty() {
        Value::Empty
    } else {
        Value::from(key)
    };
    Change {
        object: USER.to_owned(),
        id: record.id,
        version: record.version,
        values: Values::from([(field.to_owned(), wanted)]),
        base: Values::from([(field.to_owned(), record.value(field).clone())]),
    }
}
