//! The page: what was told above, the rules below.

use contract::dto::alerts::{Alert, AlertPage, AlertQuery, AlertSetup};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::super::open_part::Loaded;
use super::alert_row::AlertRow;
use super::asked::{Asked, address};
use super::rules_form::{RulesForm, RulesShown};
use super::settle::SettleDialog;
use crate::api::alerts::{alert_page, alert_setup};
use crate::api::session::time_zones;
use crate::api::{Answer, asked};
use crate::i18n::use_language;
use crate::live::{Heard, use_live};
use crate::shell::use_me;
use crate::t;
use crate::ui::{Empty, LinkButton};

/// Rules, and the zones in which hours can be meant.
type Rules = (AlertSetup, Vec<String>);

/// Alerts, for administrators; who may read the log reads them.
#[component]
pub fn AlertsPage() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let is_administrator = Memo::new(move |_| me.with(|me| me.is_administrator()));
    let map = use_query_map();
    let query = Memo::new(move |_| {
        map.with(|map| {
            let pairs = map
                .latest_values()
                .map(|(key, value)| (key.as_ref(), value));
            AlertQuery::of(pairs)
        })
    });
    let page = asked(
        move || query.get(),
        |query| async move { Some(alert_page(query).await) },
    );
    let rules = asked(|| (), |()| async { Some(rules_and_zones().await) });
    use_live().hear(move |heard| {
        let concerns = match heard {
            Heard::Again => true,
            Heard::News(news) => news.alerts,
        };
        if concerns {
            page.refetch();
        }
    });
    let settling = RwSignal::new(None::<Alert>);
    let again = Callback::new(move |()| page.refetch());
    let dialog = move || {
        settling.get().map(|alert| {
            view! { <SettleDialog alert again on_close=move |()| settling.set(None)/> }
        })
    };
    let draw_rules = move |(setup, zones): Rules| match is_administrator.get_untracked() {
        true => view! { <RulesForm setup zones/> }.into_any(),
        false => view! { <RulesShown setup/> }.into_any(),
    };
    view! {
        <div class="stack">
            <section class="card" aria-labelledby="alerts-list">
                <h2 class="card__head" id="alerts-list">{t!(language, alerts.title)}</h2>
                {move || view! { <Asked query=query.get()/> }}
                <Loaded
                    resource=page
                    draw=move |page| view! { <Rows page query settling again is_administrator/> }.into_any()
                />
            </section>
            <Loaded resource=rules draw=draw_rules/>
        </div>
        {dialog}
    }
}

async fn rules_and_zones() -> Answer<Rules> {
    Ok((alert_setup().await?, time_zones().await?))
}

#[component]
fn Rows(
    page: AlertPage,
    query: Memo<AlertQuery>,
    settling: RwSignal<Option<Alert>>,
    again: Callback<()>,
    is_administrator: Memo<bool>,
) -> impl IntoView {
    let language = use_language();
    let AlertPage { alerts, next } = page;
    let older = next.map(|after| {
        let query = AlertQuery {
            after: Some(after),
            ..query.get_untracked()
        };
        view! {
            <div class="card__foot"><LinkButton label=t!(language, audit.older) href=address(&query)/></div>
        }
    });
    match alerts.is_empty() {
        true => {
            view! { <Empty icon="shieldc" title=t!(language, alerts.none) text=t!(language, alerts.none_hint)/> }
                .into_any()
        }
        false => {
            let row = |alert| view! { <AlertRow alert settling again is_administrator/> };
            view! {
                <ul class="rows">{alerts.into_iter().map(row).collect_view()}</ul>
                {older}
            }
            .into_any()
        }
    }
}
