//! From how much on something is told: as a form for administrators, in words for who may only read.

use contract::dto::alerts::{AlertPreview, AlertRule, AlertSetup, RuleSetup};
use leptos::prelude::*;

use super::super::settings_form::{SettingsCard, SettingsForm};
use super::hours_fields::{HoursFields, TypedHours};
use super::rule_fields::{RuleFields, TypedRule};
use super::words::rule_words;
use crate::api::alerts::{preview_alerts, save_alerts};
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Button, Sending, Tag, TagLook, use_toasts};

/// The form.
#[component]
pub fn RulesForm(setup: AlertSetup, zones: Vec<String>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let fields = AlertRule::ALL.iter().flat_map(|rule| rule.fields());
    let fields: Vec<&'static str> = fields
        .chain(["time_zone", "days", "from", "until"])
        .collect();
    let sending = Sending::new(language, fields);
    let rules: Vec<TypedRule> = AlertRule::ALL
        .map(|rule| TypedRule::new(setup.rule(rule)))
        .to_vec();
    let hours = TypedHours::new(&setup.hours);
    let typed = StoredValue::new((rules.clone(), hours));
    let now = move || {
        typed.with_value(|(rules, hours)| AlertSetup {
            rules: rules
                .iter()
                .map(|rule| rule.setup())
                .collect::<Vec<RuleSetup>>(),
            hours: hours.hours(),
        })
    };
    let times = RwSignal::new(Vec::<AlertPreview>::new());
    let send = move |()| {
        let wanted = now();
        let deed = async move { with_proof(|| save_alerts(wanted.clone())).await };
        sending.send(deed, move |()| {
            toasts.say(t!(language, settings.rules_saved))
        });
    };
    let try_out = move |()| {
        let wanted = now();
        let deed = async move { preview_alerts(wanted).await };
        sending.send(deed, move |found| {
            times.try_set(found);
        });
    };
    let beside =
        view! { <Button label=t!(language, alerts.try_out) icon="search" on_press=try_out/> }
            .into_any();
    let rule =
        move |typed: TypedRule| view! { <RuleFields typed problems=sending.problems times/> };
    view! {
        <SettingsCard id="alerts-rules" title=t!(language, alerts.rules)>
            <SettingsForm sending on_send=send beside>
                <p class="sm muted">{t!(language, alerts.rules_hint)}</p>
                {rules.into_iter().map(rule).collect_view()}
                <HoursFields typed=hours zones problems=sending.problems/>
            </SettingsForm>
        </SettingsCard>
    }
}

/// The rules in words.
#[component]
pub fn RulesShown(setup: AlertSetup) -> impl IntoView {
    let language = use_language();
    let row = move |rule: RuleSetup| {
        let (number, minutes) = (rule.number, rule.minutes);
        let (state, look) = match rule.is_on {
            true => (t!(language, alerts.on), TagLook::Ok),
            false => (t!(language, alerts.off), TagLook::Plain),
        };
        view! {
            <li class="row">
                <span class="row__main">
                    <span class="row__title">{rule_words(language, rule.rule)}</span>
                    <span class="row__sub">{t!(language, alerts.limit, number, minutes)}</span>
                </span>
                <span class="row__end"><Tag label=state look/></span>
            </li>
        }
    };
    let rows = AlertRule::ALL.map(|rule| row(setup.rule(rule)));
    view! {
        <SettingsCard id="alerts-rules" title=t!(language, alerts.rules)>
            <ul class="rows">{rows.into_iter().collect_view()}</ul>
        </SettingsCard>
    }
}
