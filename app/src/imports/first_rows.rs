//! The first rows of a file under the fields they go into.

use contract::ObjectDef;
use contract::dto::imports::{ImportPlan, ImportPreview};
use leptos::prelude::*;

use super::note_text::label_of;
use crate::i18n::use_language;
use crate::t;

/// How many rows show whether the columns are right.
const SHOWN: usize = 5;

/// A table that follows the plan while it is changed.
#[component]
pub(super) fn FirstRows(
    preview: StoredValue<ImportPreview>,
    plan: RwSignal<ImportPlan>,
    object: StoredValue<ObjectDef>,
) -> impl IntoView {
    let language = use_language();
    let taken = Memo::new(move |_| {
        plan.with(|plan| {
            let columns = plan.columns.iter().enumerate();
            columns
                .filter_map(|(place, column)| Some((place, column.field.clone()?)))
                .collect::<Vec<_>>()
        })
    });
    let heads = move || {
        let label = |(_, key): (usize, String)| {
            object.with_value(|object| label_of(language, object, &key))
        };
        taken
            .get()
            .into_iter()
            .map(label)
            .map(|label| view! { <th>{label}</th> })
            .collect_view()
    };
    let rows = move || {
        let taken = taken.get();
        preview.with_value(|preview| {
            let row = |row: &Vec<String>| {
                let cell =
                    |(place, _): &(usize, String)| row.get(*place).cloned().unwrap_or_default();
                let cells = taken
                    .iter()
                    .map(cell)
                    .map(|cell| view! { <td>{cell}</td> })
                    .collect_view();
                view! { <tr>{cells}</tr> }
            };
            preview.rows.iter().take(SHOWN).map(row).collect_view()
        })
    };
    view! {
        <section class="stack import__first" aria-labelledby="import-first">
            <div>
                <h2 class="h3" id="import-first">{t!(language, imports.first_rows)}</h2>
                <p class="xs faint">{t!(language, imports.first_rows_hint)}</p>
            </div>
            <div class="card import__clip">
                <div class="tablewrap" tabindex="0" role="group" aria-labelledby="import-first">
                    <table class="table">
                        <thead><tr>{heads}</tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </div>
        </section>
    }
}
