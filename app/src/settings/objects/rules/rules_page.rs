//! The list of an object's rules.

use contract::Rule;
use leptos::prelude::*;

use super::rule_form::RuleDialogHost;
use super::rule_row::RuleRow;
use crate::i18n::use_language;
use crate::settings::objects::address::{Opened, Place};
use crate::settings::objects::bar::ObjectBar;
use crate::settings::objects::described::use_described;
use crate::shell::on_new_key;
use crate::t;
use crate::ui::{Button, Empty, Look};

/// What every record of an object keeps.
#[component]
pub fn RulesPage(
    /// Key of the object.
    object: String,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let key = StoredValue::new(object.clone());
    let add = move || described.open(Place::Rules(key.get_value(), Some(Opened::New)));
    on_new_key(add);
    let of = move |retired: bool| {
        Memo::new(move |_| {
            key.with_value(|key| {
                described.with(key, |object| {
                    let wanted = object.rules.iter().filter(|rule| rule.retired == retired);
                    wanted.cloned().collect::<Vec<_>>()
                })
            })
        })
    };
    let (living, retired) = (of(false), of(true));
    let list = move |rules: Memo<Vec<Rule>>| {
        view! {
            <ul class="card rows" role="list">
                <For each=move || rules.get() key=|rule| (rule.key.clone(), rule.expression.clone(), rule.message.en.clone(), rule.message.zh.clone(), rule.field.clone()) let:rule>
                    <RuleRow object=key rule/>
                </For>
            </ul>
        }
    };
    view! {
        <div class="center describing__page stack">
            <ObjectBar object>
                <Button label=t!(language, describing.add_rule) look=Look::Primary icon="plus" on_press=move |()| add()/>
            </ObjectBar>
            <p class="muted">{t!(language, describing.rules_hint)}</p>
            {move || match living.with(Vec::is_empty) {
                true => view! { <Empty icon="checkc" title=t!(language, describing.no_rules) text=t!(language, describing.no_rules_hint)/> }.into_any(),
                false => list(living).into_any(),
            }}
            {move || retired.with(|rules| !rules.is_empty()).then(|| view! {
                <section class="stack" aria-labelledby="rules-retired">
                    <h3 class="h4" id="rules-retired">{t!(language, describing.put_away_rules)}</h3>
                    {list(retired)}
                </section>
            })}
            <RuleDialogHost object=key/>
        </div>
    }
}
