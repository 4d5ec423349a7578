//! A sheet whose rows hold several records each, such as a company, a person and a deal.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use uuid::Uuid;

use super::in_set::set_address;
use super::trouble::failure_words;
use crate::api::import_sets::{import_set_of_sheet, import_sheet_objects};
use crate::i18n::use_language;
use crate::records::inside;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Banner, Button, ButtonSize};

/// Offers to bring in each of the objects by itself, where a sheet holds more than one.
#[component]
pub(super) fn SideBySide(import: Uuid, trouble: RwSignal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let objects = RwSignal::new(Vec::<String>::new());
    let is_busy = RwSignal::new(false);
    let navigate = StoredValue::new(use_navigate());
    Effect::new(move |_| {
        spawn_local(async move {
            // Only an offer: where it cannot be made, the file goes in as one.
            if let Ok(found) = import_sheet_objects(import).await {
                objects.try_set(found);
            }
        });
    });
    let split = Callback::new(move |()| {
        is_busy.set(true);
        trouble.set(None);
        let wanted = objects.get_untracked();
        spawn_local(async move {
            match import_set_of_sheet(import, wanted).await {
                Ok(set) => {
                    navigate.try_with_value(|navigate| {
                        navigate(&set_address(set.id), NavigateOptions::default());
                    });
                }
                Err(failure) => {
                    is_busy.try_set(false);
                    trouble.try_set(Some(failure_words(language, &failure, None)));
                }
            }
        });
    });
    let names = move || {
        let names: Vec<String> = catalogue.with(|catalogue| {
            objects.with(|objects| {
                let known = objects.iter().filter_map(|key| catalogue.object(key));
                known
                    .map(|object| inside(object.plural.get(language)))
                    .collect()
            })
        });
        names.join(match language {
            contract::Language::Chinese => "、",
            contract::Language::English => ", ",
        })
    };
    let is_several = Memo::new(move |_| objects.with(|objects| objects.len() > 1));
    move || {
        is_several.get().then(|| {
            view! {
                <Banner text=t!(language, imports.each_object, objects = names()) icon="table">
                    <Button
                        label=t!(language, imports.split)
                        size=ButtonSize::Small
                        busy=is_busy
                        on_press=split
                    />
                </Banner>
            }
        })
    }
}
