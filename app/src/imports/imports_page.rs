//! `/import`: what is in the file, the file, and what was imported before.

use contract::dto::import_sets::ImportSet;
use contract::dto::imports::ImportStatus;
use contract::{Action, ObjectDef};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::choose_file::ChooseFile;
use super::earlier::Earlier;
use super::sets::earlier_sets::EarlierSets;
use super::steps::{Step, StepBar};
use crate::api::import_sets::import_sets;
use crate::api::imports::imports;
use crate::api::{Answer, Asked, asked};
use crate::i18n::use_language;
use crate::shell::{use_catalogue, use_crumbs};
use crate::t;
use crate::ui::{Empty, Icon, IconSize};

/// The page where imports begin.
#[component]
pub fn ImportsPage() -> impl IntoView {
    let recent = asked(|| (), |()| imports());
    let sets = asked(|| (), |()| import_sets());
    view! { <Imports recent sets/> }
}

#[component]
fn Imports(
    recent: Asked<Answer<Vec<ImportStatus>>>,
    sets: Asked<Answer<Vec<ImportSet>>>,
) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    use_crumbs().title(t!(language, imports.title));
    let objects: Vec<ObjectDef> = catalogue.with_untracked(|catalogue| {
        let may = |object: &&ObjectDef| catalogue.may(&object.key, Action::Import);
        catalogue.objects.iter().filter(may).cloned().collect()
    });
    let begin = match objects.is_empty() {
        true => view! {
            <Empty
                icon="lock"
                title=t!(language, imports.nothing_to_import)
                text=t!(language, imports.nothing_to_import_hint)
            />
        }
        .into_any(),
        false => view! { <Begin objects/> }.into_any(),
    };
    view! {
        <StepBar step=Step::File/>
        <div class="center stack import">
            {begin}
            <EarlierSets sets/>
            <Earlier recent sets/>
        </div>
    }
}

/// The object and the file.
#[component]
fn Begin(objects: Vec<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let wanted = use_query_map()
        .read_untracked()
        .get("object")
        .unwrap_or_default();
    let known = objects.iter().any(|object| object.key == wanted);
    let first = objects
        .first()
        .map(|object| object.key.clone())
        .unwrap_or_default();
    let object = RwSignal::new(if known { wanted } else { first });
    let is_sending = RwSignal::new(false);
    let chip = move |def: ObjectDef| {
        let key = StoredValue::new(def.key.clone());
        let is_set = move || object.with(|object| key.with_value(|key| key == object));
        view! {
            <button
                type="button"
                class="chip"
                aria-pressed=move || is_set().to_string()
                aria-disabled=move || is_sending.get().then_some("true")
                on:click=move |_| if !is_sending.get_untracked() { object.set(key.get_value()) }
            >
                <span>
                    <Icon name=def.icon.clone() size=IconSize::Small/>
                    {def.plural.get(language).to_owned()}
                </span>
            </button>
        }
    };
    view! {
        <section class="stack import__begin" aria-labelledby="import-what">
            <h2 class="h2" id="import-what">{t!(language, imports.what)}</h2>
            <div class="chips" role="group" aria-labelledby="import-what">
                {objects.into_iter().map(chip).collect_view()}
            </div>
            <ChooseFile object is_sending/>
        </section>
    }
}
