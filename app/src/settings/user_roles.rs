//! The roles that a user has beside the first, and what all of them let the user see.

use contract::dto::records::Change;
use contract::objects::USER;
use contract::value::Values;
use contract::{Record, Value};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::roles::sight::SightDialog;
use super::teams::choices_of;
use crate::api::records::update;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Icon, Menu, MenuItem, MenuLabel, MenuLine, failure_text, use_toasts};

/// The field of users that holds the roles beside the first.
const MORE: &str = "more_roles";

fn more(record: &Record) -> Vec<String> {
    match record.value(MORE) {
        Value::Tags(keys) => keys.clone(),
        _ => Vec::new(),
    }
}

/// A menu of all roles, with a tick at those that the user has beside the first.
#[component]
pub fn UserRoles(record: RwSignal<Record>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let shown = RwSignal::new(false);
    let options = choices_of("role");
    let (id, name) = record.with_untracked(|record| (record.id, record.text("name").to_owned()));
    let called = StoredValue::new(name.clone());
    let write = StoredValue::new(None::<Callback<(Vec<String>, bool)>>);
    let save = Callback::new(move |(wanted, may_undo): (Vec<String>, bool)| {
        let before = record.with_untracked(more);
        spawn_local(async move {
            let change = change(&record.get_untracked(), wanted);
            match with_proof(|| update(change.clone())).await {
                Ok(saved) => {
                    record.try_set(saved);
                    let said = t!(language, roles.roles_changed, name = called.get_value());
                    let undo = move || {
                        if let Some(write) = write.try_get_value().flatten() {
                            write.run((before.clone(), false));
                        }
                    };
                    match may_undo {
                        true => toasts.show(said, undo),
                        false => toasts.say(said),
                    }
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    write.set_value(Some(save));
    let trigger = move || {
        let beside = move || {
            let count = record.with(|record| more(record).len());
            (count > 0).then(|| view! { <span class="num xs">{format!("+{count}")}</span> })
        };
        view! { <span class="flex"><Icon name="more"/>{beside}</span> }
    };
    let items = move || {
        let first = record.with(|record| record.text("role").to_owned());
        let others = options
            .get()
            .into_iter()
            .filter(move |(key, _)| *key != first);
        others
            .map(|(key, words)| {
                let has = record.with(|record| more(record).contains(&key));
                let pick = move |()| {
                    let mut wanted = record.with_untracked(more);
                    wanted.retain(|known| *known != key);
                    if !has {
                        wanted.push(key.clone());
                    }
                    save.run((wanted, true));
                };
                view! { <MenuItem label=words on_pick=pick checked=has/> }
            })
            .collect_view()
    };
    let dialog = move || {
        shown.get().then(|| {
            let close = Callback::new(move |()| shown.set(false));
            view! { <SightDialog user=id name=called.get_value() on_close=close/> }
        })
    };
    view! {
        <Menu label=t!(language, roles.roles_of, name) trigger>
            <MenuLabel text=t!(language, roles.more_roles)/>
            {items}
            <MenuLine/>
            <MenuItem label=t!(language, roles.show_sight) icon="eye" on_pick=move |()| shown.set(true)/>
        </Menu>
        {dialog}
    }
}

fn change(record: &Record, wanted: Vec<String>) -> Change {
    let wanted = match wanted.is_empty() {
        true => Value::Empty,
        false => Value::Tags(wanted),
    };
    Change {
        object: USER.to_owned(),
        id: record.id,
        version: record.version,
        values: Values::from([(MORE.to_owned(), wanted)]),
        base: Values::from([(MORE.to_owned(), record.value(MORE).clone())]),
    }
}
