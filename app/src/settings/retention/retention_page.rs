//! The page.

use contract::dto::retention::{
    Retention, RetentionDeed, RetentionRule, RetentionRun, RunState, TimeUnit,
};
use contract::objects::CONTACT;
use leptos::prelude::*;

use super::erase_dialog::EraseNowDialog;
use super::rule_dialog::RuleDialog;
use super::rule_row::RuleRow;
use super::run_row::RunRow;
use super::standing::Standing;
use crate::api::retention::answer_retention;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, ButtonSize, Empty, Look};

/// What a new rule begins with.
fn new_rule() -> RetentionRule {
    RetentionRule {
        id: uuid::Uuid::now_v7(),
        object: CONTACT.to_owned(),
        date: "last_contact_at".to_owned(),
        time: 36,
        unit: TimeUnit::Months,
        deed: RetentionDeed::Tell,
        ..RetentionRule::default()
    }
}

/// The rules, what waits for a word, and what rules did.
#[component]
pub fn RetentionPage(shown: Retention) -> impl IntoView {
    let language = use_language();
    let (hour, zone) = (shown.hour, shown.time_zone.clone());
    let standing = Standing::of(shown);
    Effect::new(move |_| standing.follow());
    let add = move |()| standing.edited.set(Some(new_rule()));
    let dialog = move || {
        standing.edited.get().map(|rule| {
            let on_close = Callback::new(move |()| standing.edited.set(None));
            view! { <RuleDialog rule standing on_close/> }
        })
    };
    let erasing = move || {
        standing.erasing.get().map(|shown| {
            let on_close = Callback::new(move |()| standing.erasing.set(None));
            view! { <EraseNowDialog shown standing on_close/> }
        })
    };
    view! {
        <section class="stack" aria-labelledby="settings-retention">
            <div class="flex wrap">
                <div class="grow">
                    <h2 class="h2" id="settings-retention">{t!(language, retention.title)}</h2>
                    <p class="sm muted">{t!(language, retention.intro)}" "{t!(language, retention.law_hint)}</p>
                    <p class="sm muted">{t!(language, retention.when, hour, zone)}</p>
                </div>
                <Button label=t!(language, retention.add) icon="plus" on_press=add/>
            </div>
            <Waiting standing/>
            <Rules standing/>
            <Runs standing/>
        </section>
        {dialog}
        {erasing}
    }
}

#[component]
fn Rules(standing: Standing) -> impl IntoView {
    let language = use_language();
    let rules = Memo::new(move |_| standing.shown.with(|shown| shown.rules.clone()));
    move || {
        let rules = rules.get();
        match rules.is_empty() {
            true => view! {
                <Empty icon="clock" title=t!(language, retention.none) text=t!(language, retention.none_hint)/>
            }
            .into_any(),
            false => view! {
                <ul class="card rows settings__retention" aria-label=t!(language, retention.rules)>
                    {rules.into_iter().map(|shown| view! { <RuleRow shown standing/> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    }
}

/// Runs that wait for a word.
#[component]
fn Waiting(standing: Standing) -> impl IntoView {
    let waiting = Memo::new(move |_| {
        standing.shown.with(|shown| {
            let waits = |run: &&RetentionRun| run.state == RunState::Waiting;
            shown.runs.iter().filter(waits).cloned().collect::<Vec<_>>()
        })
    });
    move || {
        let waiting = waiting.get().into_iter();
        waiting
            .map(|run| view! { <Waits run standing/> })
            .collect_view()
    }
}

#[component]
fn Waits(run: RetentionRun, standing: Standing) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let (id, name, count) = (run.id, run.name, run.total);
    let answer = move |goes_on: bool| {
        let deed = async move { with_proof(|| answer_retention(id, goes_on)).await };
        standing.act(is_busy, deed, None);
    };
    view! {
        <Banner look=BannerLook::Warn text=t!(language, retention.waits, count, name)>
            <Button
                label=t!(language, retention.not_now)
                size=ButtonSize::Small
                busy=is_busy
                on_press=move |()| answer(false)
            />
            <Button
                label=t!(language, retention.let_go)
                look=Look::Primary
                size=ButtonSize::Small
                busy=is_busy
                on_press=move |()| answer(true)
            />
        </Banner>
    }
}

#[component]
fn Runs(standing: Standing) -> impl IntoView {
    let language = use_language();
    let runs = Memo::new(move |_| standing.shown.with(|shown| shown.runs.clone()));
    let list = move || {
        let runs = runs.get();
        match runs.is_empty() {
            true => view! { <p class="sm muted">{t!(language, retention.no_runs)}</p> }.into_any(),
            false => view! {
                <ul class="card rows settings__retention" aria-label=t!(language, retention.runs)>
                    {runs.into_iter().map(|run| view! { <RunRow run standing/> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    };
    view! {
        <section class="stack" aria-labelledby="settings-retention-runs">
            <h3 class="h3" id="settings-retention-runs">{t!(language, retention.runs)}</h3>
            {list}
        </section>
    }
}
