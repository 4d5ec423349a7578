//! Records that are likely the same: why, which, and what to do with them.

use contract::ObjectDef;
use contract::dto::merging::LikelyGroup;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::group_row::GroupRow;
use super::reasons::{reason_text, telling_fields, telling_text};
use crate::api::merging::{part, put_together};
use crate::i18n::use_language;
use crate::records::lasting;
use crate::records::merge::merge_address;
use crate::t;
use crate::ui::{
    Button, Icon, IconSize, LinkButton, Look, Meter, failure_text, use_clock, use_toasts,
};

/// A group; gone when somebody says that its records are not the same.
#[component]
pub fn Group(
    object: ObjectDef,
    group: LikelyGroup,
    /// The number of groups that are still shown.
    left: RwSignal<usize>,
    number: usize,
) -> impl IntoView {
    let is_parted = RwSignal::new(false);
    let (object, group) = (StoredValue::new(object), StoredValue::new(group));
    move || {
        (!is_parted.get()).then(|| {
            let (object, group) = (object.get_value(), group.get_value());
            view! { <Card object group left number is_parted/> }
        })
    }
}

#[component]
fn Card(
    object: ObjectDef,
    group: LikelyGroup,
    left: RwSignal<usize>,
    number: usize,
    is_parted: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let clock = use_clock();
    let all: Vec<Uuid> = group.records.iter().map(|record| record.id).collect();
    let picked = RwSignal::new(all.clone());
    let may_leave_out = all.len() > 2;
    let fields = telling_fields(&object, &group.records);
    let rows = group.records.iter().map(|record| {
        let telling = untrack(|| telling_text(&fields, record, clock));
        let (object, record) = (object.clone(), record.clone());
        view! { <GroupRow object record telling picked may_leave_out/> }
    });
    let rows = rows.collect_view();
    let reasons = group.reasons.iter().map(|reason| {
        view! {
            <li class="flex"><Icon name="check" size=IconSize::Small/><span>{reason_text(language, reason)}</span></li>
        }
    });
    let id = format!("likely-{number}");
    let labelled_by = id.clone();
    let label = t!(language, merging.likely, percent = group.score);
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <div class="merge__why">
                <h3 class="h4" id=id>{label.clone()}</h3>
                <Meter label value=f64::from(group.score) / 100.0/>
                <ul class="sm muted merge__reasons" role="list">{reasons.collect_view()}</ul>
            </div>
            <ul class="rows" role="list">{rows}</ul>
            <div class="card__foot merge__acts">
                <NotTheSame object=object.key.clone() all=all.clone() left is_parted/>
                <MergePicked object=object.key.clone() all picked/>
            </div>
        </section>
    }
}

/// Leads to where they stand side by side, in the order they stand here.
#[component]
fn MergePicked(object: String, all: Vec<Uuid>, picked: RwSignal<Vec<Uuid>>) -> impl IntoView {
    let language = use_language();
    move || {
        let ids: Vec<Uuid> = picked.with(|picked| {
            let chosen = all.iter().filter(|id| picked.contains(id));
            chosen.copied().collect()
        });
        let label = t!(language, merging.merge_count, count = ids.len().max(2));
        match ids.len() {
            0 | 1 => view! {
                <Button
                    label=t!(language, merging.merge)
                    icon="merge"
                    disabled=true
                    tip=t!(language, merging.how_many)
                />
            }
            .into_any(),
            _ => view! { <LinkButton label href=merge_address(&object, &ids) icon="merge"/> }
                .into_any(),
        }
    }
}

#[component]
fn NotTheSame(
    object: String,
    all: Vec<Uuid>,
    left: RwSignal<usize>,
    is_parted: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let busy = RwSignal::new(false);
    let label = match all.len() {
        2 => t!(language, merging.not_the_same),
        _ => t!(language, merging.none_the_same),
    };
    let say = Callback::new(move |()| {
        busy.set(true);
        let (object, all) = (object.clone(), all.clone());
        spawn_local(async move {
            let answer = part(object.clone(), all.clone()).await;
            busy.try_set(false);
            if let Err(failure) = answer {
                return toasts.fail(failure_text(language, &failure));
            }
            is_parted.try_set(true);
            left.try_update(|left| *left = left.saturating_sub(1));
            let undo = lasting(move || {
                let answer = put_together(object.clone(), all.clone());
                spawn_local(async move {
                    match answer.await {
                        Ok(()) => {
                            is_parted.try_set(false);
                            left.try_update(|left| *left += 1);
                        }
                        Err(failure) => toasts.fail(failure_text(language, &failure)),
                    }
                });
            });
            toasts.show(t!(language, merging.noted), undo);
        });
    });
    view! { <Button label look=Look::Ghost busy on_press=say/> }
}
