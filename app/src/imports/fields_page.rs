//! Each column of the file is matched to a field, before the whole file is checked.

use contract::dto::imports::{ImportPlan, ImportPreview};
use contract::{Action, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::fields_row::FieldsRow;
use super::first_rows::FirstRows;
use super::follow::Follower;
use super::note_text::label_of;
use super::plan::{Gap, gaps, summary};
use super::same_record::SameRecord;
use super::steps::{Step, StepBar};
use super::trouble::failure_words;
use crate::api::imports::{import_check, import_preview};
use crate::i18n::use_language;
use crate::records::inside;
use crate::shell::{use_catalogue, use_crumbs};
use crate::t;
use crate::ui::format::bytes;
use crate::ui::{Banner, BannerLook, Button, Icon, LinkButton, Look, Select, SelectOption};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Matching {
    preview: RwSignal<ImportPreview>,
    trouble: RwSignal<Option<String>>,
    follower: Follower,
    reopen: Callback<()>,
}

/// The step of the fields.
#[component]
pub(super) fn FieldsPage(
    preview: ImportPreview,
    object: ObjectDef,
    follower: Follower,
    reopen: Callback<()>,
) -> impl IntoView {
    let matching = Matching {
        preview: RwSignal::new(preview),
        trouble: RwSignal::new(None),
        follower,
        reopen,
    };
    let catalogue = use_catalogue();
    let language = use_language();
    let crumbs = use_crumbs();
    // Another object is matched anew, so the page is drawn anew for it.
    let page = move || {
        let preview = matching.preview.get();
        let key = preview.plan.object.clone();
        let object = catalogue
            .with_untracked(|catalogue| catalogue.object(&key).cloned())
            .unwrap_or_else(|| object.clone());
        crumbs
            .title(t!(
                language,
                imports.title_of,
                object = inside(object.plural.get(language))
            ))
            .above(t!(language, imports.title), "/import");
        view! { <Fields matching preview object/> }
    };
    view! { {page} }
}

#[component]
fn Fields(matching: Matching, preview: ImportPreview, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let plan = RwSignal::new(preview.plan.clone());
    let options: Vec<SelectOption> = object
        .fields
        .iter()
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect();
    let options = StoredValue::new(options);
    let columns = preview.plan.columns.len();
    let object = StoredValue::new(object);
    let file = preview.clone();
    let preview = StoredValue::new(preview);
    let rows = (0..columns)
        .map(|place| view! { <FieldsRow place plan object options/> })
        .collect_view();
    let failed = move || {
        matching
            .trouble
            .get()
            .map(|text| view! { <Banner look=BannerLook::Bad text/> })
    };
    view! {
        <StepBar step=Step::Fields>
            <LinkButton label=t!(language, imports.back) href="/import"/>
            <CheckButton matching plan object/>
        </StepBar>
        <div class="center stack import import--wide">
            {failed}
            <FileHead file plan object matching/>
            <div class="card import__clip">
                <table role="table" class="table table--list import__fields">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th role="columnheader">{t!(language, imports.column)}</th>
                            <th role="columnheader">{t!(language, imports.samples)}</th>
                            <td role="cell"></td>
                            <th role="columnheader">{t!(language, imports.into)}</th>
                            <th role="columnheader">{t!(language, imports.confidence)}</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{rows}</tbody>
                </table>
            </div>
            <Gaps plan object/>
            <div class="two import__boxes">
                <SameRecord plan object/>
                <div class="card card--pad stack import__box">
                    <h2 class="h4">{t!(language, imports.undo_promise)}</h2>
                    <p class="sm muted">{t!(language, imports.undo_promise_hint)}</p>
                </div>
            </div>
            <FirstRows preview plan object/>
        </div>
    }
}

/// Name and shape of the file, how many columns are matched, and what is in it.
#[component]
fn FileHead(
    file: ImportPreview,
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
    matching: Matching,
) -> impl IntoView {
    let language = use_language();
    let delimiter = match file.delimiter.as_str() {
        "," => Some(t!(language, imports.by_comma)),
        ";" => Some(t!(language, imports.by_semicolon)),
        "\t" => Some(t!(language, imports.by_tab)),
        _ => None,
    };
    let facts = [
        (!file.sheet.is_empty()).then(|| t!(language, imports.sheet, name = file.sheet)),
        (file.total > 0).then(|| t!(language, imports.rows, count = file.total)),
        Some(t!(
            language,
            imports.columns,
            count = file.plan.columns.len()
        )),
        Some(bytes(file.bytes)),
        (!file.encoding.is_empty() && delimiter.is_some()).then(|| file.encoding.to_uppercase()),
        delimiter.map(str::to_owned),
        Some(t!(language, imports.first_row).to_owned()),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let others = (file.other_sheets > 0).then(|| {
        let words = t!(language, imports.other_sheets, count = file.other_sheets);
        view! { " · "<span class="warn">{words}</span> }
    });
    let counts =
        Memo::new(move |_| plan.with(|plan| object.with_value(|object| summary(plan, object))));
    let count = move |dot: &'static str,
                      words: fn(contract::Language, usize) -> String,
                      of: fn(&super::plan::Summary) -> usize| {
        move || {
            let count = counts.with(of);
            (count > 0).then(|| view! { <span class="flex"><span class=dot></span>{words(language, count)}</span> })
        }
    };
    view! {
        <div class="flex wrap import__file">
            <span class="tl__icon tl__icon--ok"><Icon name="table"/></span>
            <div class="grow">
                <h2 class="h2">{file.file_name}</h2>
                <p class="sm muted">{facts}{others}</p>
            </div>
            <div class="flex wrap sm import__summary" role="status">
                {count("dot dot--ok", |language, count| t!(language, imports.matched, count), |counts| counts.matched)}
                {count("dot dot--warn", |language, count| t!(language, imports.to_confirm, count), |counts| counts.to_confirm)}
                {count("dot", |language, count| t!(language, imports.left_out, count), |counts| counts.left_out)}
            </div>
            <ObjectChoice object matching/>
        </div>
    }
}

/// Says that the file holds records of another object.
#[component]
fn ObjectChoice(object: StoredValue<ObjectDef>, matching: Matching) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let id = matching.follower.status.with_untracked(|status| status.id);
    let value = RwSignal::new(object.with_value(|object| object.key.clone()));
    let options: Vec<SelectOption> = catalogue.with_untracked(|catalogue| {
        let may = |object: &&ObjectDef| catalogue.may(&object.key, Action::Import);
        let option =
            |object: &ObjectDef| (object.key.clone(), object.plural.get(language).to_owned());
        catalogue.objects.iter().filter(may).map(option).collect()
    });
    let change = Callback::new(move |()| {
        let wanted = value.get_untracked();
        spawn_local(async move {
            match import_preview(id, Some(wanted)).await {
                Ok(preview) => {
                    matching.trouble.try_set(None);
                    matching.preview.try_set(preview);
                }
                Err(failure) => {
                    matching
                        .trouble
                        .try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    view! {
        <Select
            value
            options=Signal::stored(options)
            label=t!(language, imports.what)
            on_change=change
            class="input--sm import__object"
        />
    }
}

/// What is still to be said before the file can be checked.
#[component]
fn Gaps(plan: RwSignal<ImportPlan>, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let found =
        Memo::new(move |_| plan.with(|plan| object.with_value(|object| gaps(plan, object))));
    let words = move |gap: Gap| {
        let label = |key: &str| object.with_value(|object| label_of(language, object, key));
        match gap {
            Gap::NothingMatched => t!(language, imports.nothing_matched).to_owned(),
            Gap::Twice(field) => t!(language, imports.twice, field = label(&field)),
            Gap::Nameless(field) => t!(language, imports.required, field = label(&field)),
            Gap::Unanswered(place) => {
                let header = plan.with_untracked(|plan| {
                    plan.columns.get(place).map(|column| column.header.clone())
                });
                t!(
                    language,
                    imports.unanswered,
                    header = header.unwrap_or_default()
                )
            }
        }
    };
    move || {
        let found = found.get();
        (!found.is_empty()).then(|| {
            let lines = found.into_iter().map(words).collect::<Vec<_>>().join(" ");
            view! { <Banner look=BannerLook::Warn text=lines/> }
        })
    }
}

#[component]
fn CheckButton(
    matching: Matching,
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let is_busy = RwSignal::new(false);
    let is_open = Memo::new(move |_| {
        plan.with(|plan| object.with_value(|object| !gaps(plan, object).is_empty()))
    });
    let id = matching.follower.status.with_untracked(|status| status.id);
    let came_back = use_query_map().read_untracked().get("step").is_some();
    let navigate = StoredValue::new(use_navigate());
    let check = Callback::new(move |()| {
        is_busy.set(true);
        matching.trouble.set(None);
        let plan = plan.get_untracked();
        spawn_local(async move {
            match import_check(id, plan).await {
                // It stays busy: the next step is on its way, opened by the address where that asked for this one.
                Ok(_) if came_back => navigate.with_value(|navigate| {
                    navigate(&format!("/import/{id}"), NavigateOptions::default());
                }),
                Ok(_) => matching.reopen.run(()),
                Err(failure) => {
                    is_busy.try_set(false);
                    let words = object
                        .try_with_value(|object| failure_words(language, &failure, Some(object)));
                    matching.trouble.try_set(words);
                }
            }
        });
    });
    view! {
        <Button
            label=t!(language, imports.check)
            look=Look::Primary
            busy=is_busy
            disabled=is_open
            on_press=check
        />
    }
}
