//! Asks before a rule erases now: nothing brings it back.

use contract::dto::retention::RuleShown;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::standing::Standing;
use crate::api::retention::run_retention;
use crate::i18n::use_language;
use crate::shell::with_proof;
use crate::t;
use crate::ui::{GoneDialog, failure_text};

/// Names in numbers what goes.
#[component]
pub fn EraseNowDialog(
    shown: RuleShown,
    standing: Standing,
    on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let (is_busy, trouble) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let (id, version, name) = (shown.rule.id, shown.rule.version, shown.rule.name);
    let count = shown.preview.map_or(0, |preview| preview.due);
    let on_act = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = with_proof(|| run_retention(id, version)).await;
            is_busy.try_set(false);
            match answer {
                Ok(_) => {
                    standing.again();
                    on_close.try_run(());
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_text(language, &failure)));
                }
            }
        });
    });
    let title = t!(language, retention.run_title, name);
    view! {
        <GoneDialog title act=t!(language, retention.erase) is_busy trouble on_act on_close>
            <p>{t!(language, retention.run_erase, count)}</p>
            <p class="sm muted">{t!(language, retention.law_hint)}</p>
        </GoneDialog>
    }
}
