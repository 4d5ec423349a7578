//! What is asked of everybody who signs in.

use contract::dto::signing::SignInRules;
use leptos::prelude::*;

use super::longest_session::{Longest, LongestInputs};
use super::settings_form::{SettingsCard, SettingsForm};
use super::teams::choices_of;
use crate::api::factors::save_sign_in_rules;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{Checkbox, Field, NumberInput, Problems, SelectOption, Sending, use_toasts};

const FIELDS: [&str; 4] = ["remembered", "codes_for", "codes_for_all", "session_hours"];

/// A role and whether codes are asked of it.
type Asked = (SelectOption, RwSignal<bool>);

/// The form, for administrators.
#[component]
pub fn SignInRulesPage(rules: SignInRules) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let sending = Sending::new(language, FIELDS);
    let problems = sending.problems;
    let for_all = RwSignal::new(rules.codes_for_all);
    let remembered = RwSignal::new(rules.remembered.to_string());
    let longest = Longest::new(rules.session_hours);
    let roles = StoredValue::new(asked_roles(&rules));
    let send = move |()| {
        let rules = SignInRules {
            // What is no number is out of every range.
            remembered: remembered.get_untracked().trim().parse().unwrap_or(0),
            codes_for_all: for_all.get_untracked(),
            codes_for: roles.with_value(|roles| ticked(roles)),
            session_hours: longest.hours(),
        };
        let deed = async move { with_proof(|| save_sign_in_rules(rules.clone())).await };
        sending.send(deed, move |()| {
            toasts.say(t!(language, settings.rules_saved))
        });
    };
    view! {
        <SettingsCard id="settings-rules" title=t!(language, settings.sign_in)>
            <SettingsForm sending on_send=send>
                <Field id="rules-codes" label=t!(language, settings.codes_asked) error=problems.at("codes_for_all") group=true>
                    <Checkbox checked=for_all label=t!(language, settings.codes_for_all) on_change=move |()| problems.clear("codes_for_all")/>
                </Field>
                {move || (!for_all.get()).then(|| view! { <Roles roles problems/> })}
                <p class="xs faint">{t!(language, settings.codes_asked_hint)}</p>
                <Field
                    id="rules-remembered"
                    label=t!(language, settings.remembered)
                    help=t!(language, settings.remembered_hint)
                    error=problems.at("remembered")
                >
                    <NumberInput value=remembered on_input=move |()| problems.clear("remembered")/>
                </Field>
                <LongestInputs longest problems/>
            </SettingsForm>
        </SettingsCard>
    }
}

#[component]
fn Roles(roles: StoredValue<Vec<Asked>>, problems: Problems) -> impl IntoView {
    let language = use_language();
    let boxes = roles.with_value(|roles| {
        let one = |(role, checked): &Asked| {
            let label = role.1.clone();
            view! { <Checkbox checked=*checked label on_change=move |()| problems.clear("codes_for")/> }
        };
        roles.iter().map(one).collect_view()
    });
    view! {
        <Field id="rules-roles" label=t!(language, settings.codes_for) error=problems.at("codes_for") group=true>
            {boxes}
        </Field>
    }
}

fn asked_roles(rules: &SignInRules) -> Vec<Asked> {
    let options = choices_of("role").get_untracked();
    let with_tick = |role: SelectOption| {
        let is_asked = rules.codes_for.contains(&role.0);
        (role, RwSignal::new(is_asked))
    };
    options.into_iter().map(with_tick).collect()
}

fn ticked(roles: &[Asked]) -> Vec<String> {
    let ticked = roles.iter().filter(|(_, checked)| checked.get_untracked());
    ticked.map(|(role, _)| role.0.clone()).collect()
}
