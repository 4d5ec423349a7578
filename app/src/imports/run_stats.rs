//! What came of the rows of an import, in four numbers.

use contract::dto::imports::ImportStatus;
use leptos::prelude::*;

use super::counts::written;
use super::follow::Follower;
use crate::i18n::use_language;
use crate::t;

/// What came of the rows so far.
#[component]
pub(super) fn RunStats(follower: Follower) -> impl IntoView {
    let language = use_language();
    let stat = move |dot: &'static str, label: &'static str, count: fn(&ImportStatus) -> u64| {
        let value = move || written(follower.status.with(count));
        view! {
            <div class="stat">
                <dt class="stat__label"><span class=format!("dot {dot}")></span>{label}</dt>
                <dd class="stat__v">{value}</dd>
            </div>
        }
    };
    view! {
        <dl class="card import__stats">
            {stat("dot--ok", t!(language, imports.created), |status| status.counts.created)}
            {stat("dot--accent", t!(language, imports.updated), |status| status.counts.updated)}
            {stat("dot--warn", t!(language, imports.duplicates), |status| status.counts.duplicates)}
            {stat("dot--bad", t!(language, imports.failed), |status| status.counts.failed)}
        </dl>
    }
}
