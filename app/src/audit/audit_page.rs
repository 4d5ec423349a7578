//! The page of the log.

use contract::dto::audit::{AuditPage as Found, AuditQuery};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use leptos_router::params::ParamsMap;

use super::chain::Chain;
use super::line::Line;
use super::question::Question;
use crate::api::audit::audit;
use crate::api::{Answer, Asked, asked};
use crate::i18n::use_language;
use crate::settings::open_part::Loaded;
use crate::settings::settings_page::NotForYou;
use crate::shell::{use_crumbs, use_me};
use crate::t;
use crate::ui::{Empty, LinkButton};

/// The log. The question stands in the address.
#[component]
pub fn AuditPage() -> impl IntoView {
    let language = use_language();
    use_crumbs()
        .title(t!(language, audit.title))
        .above(t!(language, settings.title), "/settings");
    let me = use_me();
    let may_read = Memo::new(move |_| me.with(|me| me.may_read_log));
    let address = use_query_map();
    let query = Memo::new(move |_| {
        address.with(|address| {
            let pairs = address
                .latest_values()
                .map(|(key, value)| (key.as_ref(), value));
            AuditQuery::of(pairs)
        })
    });
    let found: Asked<Option<Answer<Found>>> = asked(
        move || (may_read.get(), query.get()),
        |(may_read, query)| async move {
            match may_read {
                true => Some(audit(query).await),
                false => None,
            }
        },
    );
    let page = move || match may_read.get() {
        false => view! { <NotForYou/> }.into_any(),
        true => view! {
            <div class="stack audit">
                {move || view! { <Question query=query.get()/> }}
                <Loaded resource=found draw=move |found| view! { <Lines found query/> }.into_any()/>
            </div>
        }
        .into_any(),
    };
    view! { {page} }
}

/// Where the log answers a question.
pub(crate) fn log_address(query: &AuditQuery) -> String {
    address("/audit", query)
}

/// The address of a question.
pub(super) fn address(path: &str, query: &AuditQuery) -> String {
    let mut params = ParamsMap::new();
    for (key, value) in query.pairs() {
        params.insert(key, value);
    }
    format!("{path}{}", params.to_query_string())
}

#[component]
fn Lines(found: Found, query: Memo<AuditQuery>) -> impl IntoView {
    let language = use_language();
    let Found { lines, next, chain } = found;
    let older = next.map(|next| {
        let query = AuditQuery {
            after: Some(next),
            ..query.get_untracked()
        };
        view! {
            <div class="bar"><LinkButton label=t!(language, audit.older) href=address("/audit", &query)/></div>
        }
    });
    let list = match lines.is_empty() {
        true => view! { <Empty icon="search" title=t!(language, audit.nothing)/> }.into_any(),
        false => view! {
            <div class="tablewrap">
                <table role="table" class="table table--list audit__table">
                    <thead role="rowgroup"><tr role="row">
                        <th role="columnheader">{t!(language, audit.time)}</th>
                        <th role="columnheader">{t!(language, audit.who)}</th>
                        <th role="columnheader">{t!(language, audit.what)}</th>
                        <th role="columnheader">{t!(language, audit.from_where)}</th>
                        <th role="columnheader" class="hide-m">{t!(language, audit.mark)}</th>
                    </tr></thead>
                    <tbody role="rowgroup">
                        {lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}
                    </tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    view! {
        <Chain chain/>
        {list}
        {older}
    }
}
