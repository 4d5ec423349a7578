//! Plans that are kept under a name: the one that was applied, and the list of all.

use contract::dto::imports::{ImportPlan, ImportPreview, SavedMapping};
use contract::{FieldProblem, Problem, Refusal};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::plan::follow;
use super::trouble::failure_words;
use crate::api::Failure;
use crate::api::imports::{forget_mapping, import_unmapped, save_mapping, saved_mappings};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Dialog, DialogBody, DialogFoot, Field, IconButton,
    Look, Moment, Press, SkeletonRows, TextInput, problem_text, use_toasts,
};

/// Longest name of a mapping in characters.
const LONGEST_NAME: u32 = 100;

/// The mappings that are kept for an object, as far as they are known.
type Known = Option<Result<Vec<SavedMapping>, String>>;

/// Says by which saved mapping the columns were matched, with a way to match them without it.
#[component]
pub(super) fn MappingNotice(
    preview: RwSignal<ImportPreview>,
    trouble: RwSignal<Option<String>>,
) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let (id, mapping) = preview.with_untracked(|preview| (preview.id, preview.mapping.clone()));
    let take_off = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            let answer = import_unmapped(id).await;
            is_busy.try_set(false);
            match answer {
                Ok(matched) => {
                    trouble.try_set(None);
                    preview.try_set(matched);
                }
                Err(failure) => {
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    mapping.map(|(_, name)| {
        view! {
            <Banner text=t!(language, imports.mapping_applied, name)>
                <Button
                    label=t!(language, imports.mapping_off)
                    size=ButtonSize::Small
                    busy=is_busy
                    on_press=take_off
                />
            </Banner>
        }
    })
}

/// Opens the saved mappings.
#[component]
pub(super) fn MappingsButton(plan: RwSignal<ImportPlan>) -> impl IntoView {
    let language = use_language();
    let is_open = RwSignal::new(false);
    let dialog = move || {
        is_open
            .get()
            .then(|| view! { <MappingsDialog plan on_close=move |()| is_open.set(false)/> })
    };
    view! {
        <Button
            label=t!(language, imports.mappings)
            look=Look::Ghost
            on_press=move |()| is_open.set(true)
        />
        {dialog}
    }
}

/// Keeps the plan under a name, and shows those that are kept.
#[component]
pub fn MappingsDialog(
    plan: RwSignal<ImportPlan>,
    #[prop(into)] on_close: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let known = RwSignal::new(Known::None);
    let object = plan.with_untracked(|plan| plan.object.clone());
    let ask = move || {
        let sent = saved_mappings(object.clone());
        known.set(None);
        spawn_local(async move {
            let answer = sent.await;
            known.try_set(Some(
                answer.map_err(|failure| failure_words(language, &failure, None)),
            ));
        });
    };
    let ask = Callback::new(move |()| ask());
    Effect::new(move |_| ask.run(()));
    let use_it = Callback::new(move |mapping: SavedMapping| {
        plan.update(|plan| follow(plan, &mapping));
        toasts.say(t!(language, imports.mapping_used, name = mapping.name));
        on_close.run(());
    });
    let list = move || match known.get() {
        None => view! { <SkeletonRows count=3/> }.into_any(),
        Some(Err(text)) => view! {
            <Banner look=BannerLook::Bad text>
                <Button label=t!(language, common.retry) icon="refresh" on_press=ask/>
            </Banner>
        }
        .into_any(),
        Some(Ok(mappings)) if mappings.is_empty() => {
            view! { <p class="sm muted">{t!(language, imports.mappings_none)}</p> }.into_any()
        }
        Some(Ok(mappings)) => {
            let rows = mappings
                .into_iter()
                .map(|mapping| view! { <MappingRow mapping known use_it/> })
                .collect_view();
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        }
    };
    view! {
        <Dialog title=t!(language, imports.mappings) on_close>
            <DialogBody>
                <SaveForm plan known/>
                <h3 class="h4">{t!(language, imports.mappings_kept)}</h3>
                {list}
            </DialogBody>
            <DialogFoot>
                <Button label=t!(language, common.close) on_press=on_close/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn SaveForm(plan: RwSignal<ImportPlan>, known: RwSignal<Known>) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let is_busy = RwSignal::new(false);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let wanted = name.get_untracked().trim().to_owned();
        if wanted.is_empty() {
            return error.set(Some(problem_text(language, &Problem::Required)));
        }
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        error.set(None);
        let plan = plan.get_untracked();
        spawn_local(async move {
            let answer = save_mapping(wanted, plan).await;
            is_busy.try_set(false);
            match answer {
                Ok(saved) => {
                    toasts.say(t!(language, imports.mapping_saved, name = saved.name));
                    name.try_set(String::new());
                    known.try_update(|known| put(known, saved));
                }
                Err(failure) => {
                    let words = named(&failure).map_or_else(
                        || failure_words(language, &failure, None),
                        |problem| problem_text(language, problem),
                    );
                    error.try_set(Some(words));
                }
            }
        });
    };
    view! {
        <form on:submit=send novalidate class="import__save">
            <Field
                id="mapping-name"
                label=t!(language, imports.mapping_name)
                help=t!(language, imports.mapping_name_hint)
                error
                class="grow"
            >
                <TextInput value=name max_chars=LONGEST_NAME on_input=move |()| error.set(None)/>
            </Field>
            <Button label=t!(language, common.save) press=Press::Submit look=Look::Primary busy=is_busy/>
        </form>
    }
}

/// What is wrong with the name itself.
fn named(failure: &Failure) -> Option<&Problem> {
    match failure {
        Failure::Refused(Refusal::Invalid(problems)) => {
            problems.first().map(|FieldProblem { problem, .. }| problem)
        }
        _ => None,
    }
}

/// Puts a mapping that was saved to the top, in place of the one it replaced.
fn put(known: &mut Known, saved: SavedMapping) {
    if let Some(Ok(mappings)) = known {
        mappings.retain(|mapping| mapping.id != saved.id);
        mappings.insert(0, saved);
    }
}

#[component]
fn MappingRow(
    mapping: SavedMapping,
    known: RwSignal<Known>,
    use_it: Callback<SavedMapping>,
) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let is_busy = RwSignal::new(false);
    let id: Uuid = mapping.id;
    let forget = Callback::new(move |()| {
        is_busy.set(true);
        spawn_local(async move {
            match forget_mapping(id).await {
                Ok(()) => {
                    known.try_update(|known| {
                        if let Some(Ok(mappings)) = known {
                            mappings.retain(|mapping| mapping.id != id);
                        }
                    });
                }
                Err(failure) => {
                    is_busy.try_set(false);
                    toasts.fail(failure_words(language, &failure, None));
                }
            }
        });
    });
    let name = mapping.name.clone();
    let columns = mapping
        .plan
        .columns
        .iter()
        .filter(|column| column.field.is_some())
        .count();
    let forget = mapping.is_mine.then(|| {
        let label = t!(language, imports.mapping_forget, name = name);
        view! { <IconButton label icon="trash" busy=is_busy on_press=forget/> }
    });
    let at = mapping.updated_at;
    let pick = move |()| use_it.run(mapping.clone());
    view! {
        <li class="row">
            <span class="row__main">
                <span class="row__title">{name}</span>
                <span class="row__sub">{t!(language, imports.matched, count = columns)} " · " <Moment at/></span>
            </span>
            <span class="row__end">
                <Button label=t!(language, imports.mapping_use) size=ButtonSize::Small on_press=pick/>
                {forget}
            </span>
        </li>
    }
}
