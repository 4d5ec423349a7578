//! Customers nobody has spoken to for a while.

use contract::dto::activities::About;
use contract::{Record, Value, objects};
use leptos::prelude::*;

use super::day_card::all_text;
use super::day_state::DayState;
use crate::i18n::use_language;
use crate::shell::use_quick_log;
use crate::t;
use crate::ui::{Avatar, AvatarShape, IconButton, LinkButton, Look};

/// The longest silences, each with the quick log one touch away.
#[component]
pub fn SilentCard(state: DayState) -> impl IntoView {
    let language = use_language();
    let (silent, total) = untrack(|| state.day.with(|day| (day.silent.clone(), day.silent_total)));
    if silent.is_empty() {
        return ().into_any();
    }
    let more = (total.count > silent.len() as u64).then(|| view! {
        <div class="card__foot">
            <LinkButton label=all_text(total, language) href="/accounts?f=owner.is.me&f=last_contact_at.before.last_14&sort=last_contact_at" look=Look::Ghost icon="arrowright"/>
        </div>
    });
    view! {
        <section class="card today__card">
            <div class="card__head">
                <h3>{t!(language, activities.silent)}</h3>
                <span class="n">{total.count.to_string()}{total.or_more.then_some("+")}</span>
            </div>
            <ul class="rows" role="list">{silent.into_iter().map(|account| view! { <SilentRow state account/> }).collect_view()}</ul>
            {more}
        </section>
    }
    .into_any()
}

#[component]
fn SilentRow(state: DayState, account: Record) -> impl IntoView {
    let language = use_language();
    let log = use_quick_log();
    let name = account.text("name").to_owned();
    let about = About {
        object: objects::ACCOUNT.to_owned(),
        id: account.id,
    };
    let last = match account.value("last_contact_at") {
        Value::DateTime(at) => Some(*at),
        _ => None,
    };
    let since = move || match last {
        Some(at) => state.clock.ago(at),
        None => t!(language, activities.never).to_owned(),
    };
    let words = account.text("last_contact").to_owned();
    view! {
        <li class="row">
            <Avatar name=name.clone() shape=AvatarShape::Company/>
            <span class="row__main">
                <a class="row__title" href=format!("/accounts/{}", account.id)>{name.clone()}</a>
                <span class="row__sub">{words}</span>
            </span>
            <span class="row__end late">{since}</span>
            <IconButton label=t!(language, activities.log_for, name) icon="edit" on_press=move |()| log.open(Some(about.clone()))/>
        </li>
    }
}
