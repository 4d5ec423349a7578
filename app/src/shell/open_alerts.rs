//! Alerts that nobody has looked at: told to administrators on every page, as soon as they are raised.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::context::visitor_slot;
use crate::api::alerts::open_alerts;
use crate::i18n::use_language;
use crate::live::{Heard, use_live};
use crate::shell::use_me;
use crate::t;
use crate::ui::Icon;

/// A line that leads to them.
#[component]
pub(super) fn OpenAlerts() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let slot = visitor_slot();
    use_live().hear(move |heard| {
        let concerns = match heard {
            Heard::Again => true,
            Heard::News(news) => news.alerts,
        };
        if !concerns || !me.with_untracked(|me| me.is_administrator()) {
            return;
        }
        spawn_local(async move {
            // What could not be asked is asked with the next page.
            if let Ok(count) = open_alerts().await {
                slot.try_update(|visitor| {
                    if let Some(me) = &mut visitor.me {
                        me.open_alerts = count;
                    }
                });
            }
        });
    });
    let count = Memo::new(move |_| me.with(|me| me.open_alerts));
    let line = move || {
        let count = count.get();
        (count > 0).then(|| {
            view! {
                <div class="banner banner--warn">
                    <Icon name="alert"/>
                    <span class="grow">{t!(language, alerts.waiting, count)}</span>
                    <a class="btn btn--sm" href="/settings/alerts?state=open">{t!(language, alerts.look)}</a>
                </div>
            }
        })
    };
    view! { <div role="status">{line}</div> }
}
