//! Lines above the top bar: no network, sample data.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::new_sign_ins::NewSignIns;
use super::open_alerts::OpenAlerts;
use crate::i18n::use_language;
use crate::shell::use_me;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, browser, failure_text, use_toasts};

/// What concerns every page at the moment.
#[component]
pub(super) fn Notices() -> impl IntoView {
    let language = use_language();
    let is_offline = RwSignal::new(false);
    Effect::new(move |_| {
        is_offline.set(!window().navigator().on_line());
        let gone = window_event_listener(ev::offline, move |_| is_offline.set(true));
        let back = window_event_listener(ev::online, move |_| is_offline.set(false));
        on_cleanup(move || {
            gone.remove();
            back.remove();
        });
    });
    let offline = move || {
        is_offline.get().then(|| {
            view! {
                <div class="banner banner--warn">
                    <Icon name="wifioff"/>
                    <span>{t!(language, shell.offline)}</span>
                </div>
            }
        })
    };
    view! {
        <section class="notices" aria-label=t!(language, shell.notices)>
            <div role="status">{offline}</div>
            <OpenAlerts/>
            <NewSignIns/>
            <SampleData/>
        </section>
    }
}

/// Sample data can be taken away with one click, by those who may.
#[component]
fn SampleData() -> impl IntoView {
    let language = use_language();
    let me = use_me();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let is_shown = move || me.with(|me| me.has_sample_data && me.is_administrator());
    let remove = move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match crate::api::users::remove_sample_data().await {
                Ok(_) => browser::load("/"),
                Err(failure) => {
                    is_busy.set(false);
                    toasts.fail(failure_text(language, &failure));
                }
            }
        });
    };
    move || {
        is_shown().then(|| {
            view! {
                <div class="banner banner--info">
                    <Icon name="info"/>
                    <span class="grow">{t!(language, shell.sample_data)}</span>
                    <Button label=t!(language, shell.remove_sample_data) size=ButtonSize::Small busy=is_busy on_press=remove/>
                </div>
            }
        })
    }
}
