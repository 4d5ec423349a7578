//! Earlier hand-overs, each with the way back.

use contract::dto::handover::HandOverStatus;
use leptos::prelude::*;

use super::progress::{Progress, told};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, ButtonSize, Dialog, DialogBody, Look, Moment};

/// The last hand-overs.
#[component]
pub fn HandOvers(all: Vec<HandOverStatus>, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    if all.is_empty() {
        return ().into_any();
    }
    let rows = all.into_iter();
    let rows = rows
        .map(|status| view! { <Line status again/> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="settings-handovers">
            <h2 class="card__head" id="settings-handovers">{t!(language, handover.recent)}</h2>
            <ul class="rows" role="list">{rows}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Line(status: HandOverStatus, again: Callback<()>) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    let to = match receivers(&status) {
        names if names.is_empty() => t!(language, handover.nobody).to_owned(),
        names => names.join(", "),
    };
    let title = t!(language, handover.line, name = status.name, to);
    let by = t!(language, handover.by, name = status.started_by);
    let (said, at) = (told(language, &status), status.started_at);
    let (shown, kept) = (StoredValue::new(title.clone()), StoredValue::new(status));
    let dialog = move || {
        is_open.get().then(|| {
            let close = Callback::new(move |()| {
                is_open.set(false);
                again.run(());
            });
            view! {
                <Dialog title=shown.get_value() on_close=close>
                    <DialogBody><Progress status=kept.get_value()/></DialogBody>
                </Dialog>
            }
        })
    };
    view! {
        <li class="row wrap">
            <div class="row__main">
                <div>{title}</div>
                <div class="sm muted">{said}" · "<Moment at/>" · "{by}</div>
            </div>
            <Button
                label=t!(language, common.more)
                look=Look::Ghost
                size=ButtonSize::Small
                on_press=move |()| is_open.set(true)
            />
            {dialog}
        </li>
    }
}

/// Who got something, each once.
fn receivers(status: &HandOverStatus) -> Vec<String> {
    let mut names: Vec<String> = status.portions.iter().map(|part| part.to.clone()).collect();
    names.sort();
    names.dedup();
    names
}
