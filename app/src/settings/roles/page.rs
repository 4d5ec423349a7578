//! The page: the roles to choose from, what is changed, and the open part of the open role.

use contract::Special;
use contract::dto::roles::AllRoles;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::copy_role::CopyRole;
use super::field_rights::FieldRights;
use super::matrix::Matrix;
use super::members::Members;
use super::state::{State, saver};
use crate::api::roles::remove_role;
use crate::i18n::use_language;
use crate::shell::{refresh_catalogue, with_proof};
use crate::t;
use crate::ui::unsaved::ask_while;
use crate::ui::{
    Banner, Button, Checkbox, Field, Look, Seg, Select, SelectOption, failure_text, use_toasts,
};

/// Roles and permissions, for administrators.
#[component]
pub fn RolesPage(all: AllRoles) -> impl IntoView {
    let language = use_language();
    let state = State::new(all);
    let part = RwSignal::new("objects".to_owned());
    let count = move || {
        let open = state.open.get();
        state
            .all
            .with(|all| all.members.get(&open).map_or(0, Vec::len))
    };
    let parts = Signal::derive(move || {
        let members = format!("{} {}", t!(language, roles.members), count());
        vec![
            ("objects".to_owned(), t!(language, roles.objects).to_owned()),
            ("fields".to_owned(), t!(language, roles.fields).to_owned()),
            ("members".to_owned(), members),
        ]
    });
    let body = move || match part.get().as_str() {
        "fields" => view! { <FieldRights state/> }.into_any(),
        "members" => view! { <Members state/> }.into_any(),
        _ => view! { <Reaches state/> }.into_any(),
    };
    ask_while(move || state.changes() > 0);
    view! {
        <section class="stack" aria-labelledby="settings-roles">
            <h2 class="h2" id="settings-roles">{t!(language, roles.title)}</h2>
            <Head state/>
            <div class="flex wrap roles__bar">
                <Seg label=t!(language, roles.title) options=parts value=part on_pick=move |key| part.set(key)/>
                <Changes state/>
            </div>
            {body}
        </section>
    }
}

/// Which role is open, and what can be done with it as a whole.
#[component]
fn Head(state: State) -> impl IntoView {
    let language = use_language();
    let is_copying = RwSignal::new(false);
    let options = Signal::derive(move || {
        state.all.with(|all| {
            let option = |role: &contract::RoleDef| {
                let members = all.members.get(&role.key).map_or(0, Vec::len);
                let words = format!("{} · {members}", role.label.get(language));
                (role.key.clone(), words)
            };
            all.roles.iter().map(option).collect::<Vec<SelectOption>>()
        })
    });
    let dialog = move || {
        is_copying.get().then(|| {
            let close = Callback::new(move |()| is_copying.set(false));
            view! { <CopyRole state from=untrack(move || state.kept()) on_close=close/> }
        })
    };
    let is_copied = move || !state.kept().is_administrator();
    let is_own = move || !state.kept().is_system;
    view! {
        <div class="flex low wrap">
            <Field id="role-open" label=t!(language, roles.role) class="roles__pick">
                <Select value=state.open options on_change=move |()| state.begin()/>
            </Field>
            {move || is_copied().then(|| view! {
                <Button label=t!(language, roles.copy) icon="plus" on_press=move |()| is_copying.set(true)/>
            })}
            {move || is_own().then(|| view! { <Remove state/> })}
        </div>
        {dialog}
    }
}

#[component]
fn Remove(state: State) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let refresh = Callback::new(move |()| refresh_catalogue());
    let is_busy = RwSignal::new(false);
    let remove = move |()| {
        let role = untrack(|| state.kept());
        let name = role.label.get(language).to_owned();
        let members = state
            .all
            .with_untracked(|all| all.members.get(&role.key).map_or(0, Vec::len));
        if members > 0 {
            return toasts.fail(t!(language, roles.has_members, name));
        }
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| remove_role(role.key.clone())).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    state
                        .all
                        .update(|all| all.roles.retain(|known| known.key != role.key));
                    state.open.set("salesperson".to_owned());
                    state.begin();
                    toasts.say(t!(language, roles.removed, name));
                    refresh.run(());
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    view! { <Button label=t!(language, roles.remove) icon="trash" look=Look::Danger busy=is_busy on_press=remove/> }
}

/// How much is changed and not saved, and what to do with it.
#[component]
fn Changes(state: State) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let save = saver(state, is_busy);
    let changes = Memo::new(move |_| state.changes());
    move || {
        (changes.get() > 0).then(|| {
            let count = changes.get();
            view! {
                <span class="end flex" role="status">
                    <span class="xs warn">{t!(language, roles.changes, count)}</span>
                    <Button label=t!(language, roles.take_back) look=Look::Ghost on_press=move |()| state.begin()/>
                    <Button label=t!(language, common.save) look=Look::Primary busy=is_busy on_press=save/>
                </span>
            }
        })
    }
}

/// The matrix with what stands around it.
#[component]
fn Reaches(state: State) -> impl IntoView {
    let language = use_language();
    let is_all = move || state.draft.with(|role| role.is_administrator());
    let audit = move || {
        state.drawn.track();
        let reads = state
            .draft
            .with_untracked(|role| role.gives(Special::Audit));
        let checked = RwSignal::new(reads);
        let change = move |()| {
            state.draft.update(|role| {
                role.special.retain(|special| *special != Special::Audit);
                if checked.get_untracked() {
                    role.special.push(Special::Audit);
                }
            });
        };
        view! { <Checkbox checked label=t!(language, roles.audit) on_change=change/> }
    };
    let about = move || match is_all() {
        true => view! { <Banner text=t!(language, roles.everything)/> }.into_any(),
        false => view! {
            <div class="stack">
                <p class="sm muted">{t!(language, roles.wider)}</p>
                {audit}
            </div>
        }
        .into_any(),
    };
    view! {
        {about}
        <Matrix state/>
        <p class="xs faint hide-m">{t!(language, roles.keys)}</p>
    }
}
