//! Those who can no longer sign in.

use contract::dto::session::Person;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::drawer::HandOverDrawer;
use crate::api::handover::bring_back;
use crate::i18n::use_language;
use crate::shell::{catalogue_refresher, with_proof};
use crate::t;
use crate::ui::{Button, ButtonSize, Look, Who, failure_text, use_toasts};

/// The list, with the way back and what they still own.
#[component]
pub fn Former(people: Vec<Person>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    if people.is_empty() {
        return ().into_any();
    }
    let rows = people.into_iter();
    let rows = rows
        .map(|person| view! { <FormerRow person again/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="settings-former">
            <h2 class="card__head" id="settings-former">{t!(language, handover.former)}</h2>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn FormerRow(person: Person, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let (user, name) = (person.id, StoredValue::new(person.name.clone()));
    let refresh = catalogue_refresher();
    let back = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| bring_back(user)).await;
            is_busy.try_set(false);
            match answer {
                Ok(()) => {
                    let name = name.try_get_value().unwrap_or_default();
                    toasts.say(t!(language, handover.brought_back, name));
                    refresh.try_run(());
                    again.run(());
                }
                Err(failure) => toasts.fail(failure_text(language, &failure)),
            }
        });
    };
    let drawer = move || {
        is_open.get().then(|| {
            let close = Callback::new(move |has_changed: bool| {
                is_open.set(false);
                if has_changed {
                    again.run(());
                }
            });
            view! { <HandOverDrawer user name=name.get_value() leaves=false on_close=close/> }
        })
    };
    view! {
        <li class="row wrap">
            <span class="row__main"><Who name=person.name/></span>
            <Button
                label=t!(language, handover.menu_hand_over)
                look=Look::Ghost
                size=ButtonSize::Small
                on_press=move |()| is_open.set(true)
            />
            <Button label=t!(language, handover.bring_back) size=ButtonSize::Small busy=is_busy on_press=back/>
            {drawer}
        </li>
    }
}
