//! Everybody who works with the product.

use contract::Record;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::add_user::AddUser;
use super::handover::{Former, HandOvers};
use super::part::{Staff, all_users};
use super::teams::NewTeam;
use super::user_row::UserRow;
use crate::api::records::list;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, LinkButton, Look, failure_text, use_toasts};

/// The list of users, for administrators.
#[component]
pub fn UsersPage(staff: Staff, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let (page, former, handovers) = staff;
    let total = page
        .total
        .map_or(page.records.len() as u64, |total| total.count);
    let users = RwSignal::new(page.records);
    let next = RwSignal::new(page.next);
    let is_adding = RwSignal::new(false);
    let is_naming = RwSignal::new(false);
    let add = move || {
        is_adding.get().then(|| {
            view! { <AddUser on_added=again on_close=Callback::new(move |()| is_adding.set(false))/> }
        })
    };
    let name_team = move || {
        is_naming.get().then(|| {
            view! { <NewTeam on_close=Callback::new(move |()| is_naming.set(false))/> }
        })
    };
    view! {
        <section class="stack" aria-labelledby="settings-users">
            <div class="flex wrap">
                <h2 class="h2 grow num" id="settings-users">{t!(language, settings.user_count, count = total)}</h2>
                <div class="flex settings__tools">
                    <LinkButton label=t!(language, settings.import_users) href="/import?object=user" look=Look::Ghost icon="upload"/>
                    <Button label=t!(language, settings.add_team) on_press=move |()| is_naming.set(true)/>
                    <Button
                        label=t!(language, settings.add_user)
                        look=Look::Primary
                        icon="userplus"
                        on_press=move |()| is_adding.set(true)
                    />
                </div>
            </div>
            <Table users again/>
            <More users next/>
            {add}
            {name_team}
            <Former people=former again/>
            <HandOvers all=handovers again/>
        </section>
    }
}

#[component]
fn Table(users: RwSignal<Vec<Record>>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    view! {
        <div class="card settings__clip">
            <table role="table" class="table table--list settings__users">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader">{t!(language, settings.name)}</th>
                        <th role="columnheader">{t!(language, settings.role)}</th>
                        <th role="columnheader">{t!(language, settings.team)}</th>
                        <td role="cell"></td>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For each=move || users.get() key=|user| (user.id, user.version) let:record>
                        <UserRow record again/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

/// The next page of users below those that are shown.
#[component]
fn More(users: RwSignal<Vec<Record>>, next: RwSignal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let load = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = list(all_users(next.get_untracked())).await;
            is_busy.try_set(false);
            match answer {
                Ok(page) => {
                    users.try_update(|users| users.extend(page.records));
                    next.try_set(page.next);
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    });
    move || {
        next.with(Option::is_some).then(|| {
            view! { <Button label=t!(language, settings.more) busy=is_busy on_press=load/> }
        })
    }
}
