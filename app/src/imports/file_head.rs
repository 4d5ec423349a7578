//! The head of the step of the fields: the file, how many of its columns are matched, and what is in it.

use contract::dto::imports::{ImportPlan, ImportPreview};
use contract::{Action, ObjectDef};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields_page::Matching;
use super::in_set::set_of_address;
use super::plan::{Summary, summary};
use super::trouble::failure_words;
use crate::api::imports::import_preview;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::format::bytes;
use crate::ui::{Icon, Select, SelectOption};

/// Name and shape of the file, how many columns are matched, and what is in it.
#[component]
pub(super) fn FileHead(
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
                      of: fn(&Summary) -> usize| {
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
            // The object of a part is chosen where its set is.
            {set_of_address().is_none().then(|| view! { <ObjectChoice object matching/> })}
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
