//! One rule of the list, putting it away and bringing it back.

use contract::Rule;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::saving::keep;
use crate::i18n::{Language, use_language};
use crate::settings::objects::address::{Opened, Place};
use crate::settings::objects::described::{Described, use_described};
use crate::t;
use crate::ui::{Button, ButtonSize, Look, Tag, Toasts, failure_text, use_toasts};

/// A rule with its message, its expression and the field at which it stands.
#[component]
pub fn RuleRow(
    /// Key of the object.
    object: StoredValue<String>,
    rule: Rule,
) -> impl IntoView {
    let language = use_language();
    let described = use_described();
    let toasts = use_toasts();
    let field = object.with_value(|key| {
        untrack(|| {
            described.with(key, |object| {
                object
                    .field(&rule.field)
                    .map(|field| field.label.get(language).to_owned())
            })
        })
    });
    let message = rule.message.get(language).to_owned();
    let address = Place::Rules(object.get_value(), Some(Opened::Known(rule.key.clone()))).address();
    let retired = rule.retired;
    let label = match retired {
        true => t!(language, describing.bring_back),
        false => t!(language, describing.put_away),
    };
    let icon = if retired { "undo" } else { "inbox" };
    let expression = rule.expression.clone();
    let turn = move |()| {
        retire(
            object.get_value(),
            rule.clone(),
            !retired,
            described,
            toasts,
            language,
        )
    };
    let title = match retired {
        true => view! { <span class="row__title faint">{message}</span> }.into_any(),
        false => {
            view! { <a class="row__title records__link" href=address>{message}</a> }.into_any()
        }
    };
    view! {
        <li class="row">
            <span class="row__main">
                {title}
                <code class="row__sub mono">{expression}</code>
            </span>
            <span class="row__end">
                {field.map(|label| view! { <Tag label/> })}
                <Button label look=Look::Ghost size=ButtonSize::Small icon on_press=turn/>
            </span>
        </li>
    }
}

/// Puts a rule away, or brings it back, at once and with an undo.
fn retire(
    object: String,
    rule: Rule,
    retired: bool,
    described: Described,
    toasts: Toasts,
    language: Language,
) {
    let Some(info) = untrack(|| described.object(&object)) else {
        return;
    };
    let before = rule.clone();
    spawn_local(async move {
        match keep(&info.object, Rule { retired, ..rule }, info.version).await {
            Ok(changed) => {
                described.took_anew(changed);
                let said = match retired {
                    true => t!(language, describing.rule_gone),
                    false => t!(language, describing.rule_back),
                };
                let undo = move || {
                    retire(
                        object.clone(),
                        before.clone(),
                        !retired,
                        described,
                        toasts,
                        language,
                    )
                };
                toasts.show(said, undo);
            }
            Err(failure) => toasts.fail(failure_text(language, &failure)),
        }
    });
}
