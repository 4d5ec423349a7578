//! What somebody may do with each field, and through which role.

use contract::dto::who::FieldOf;
use contract::{FieldRight, ObjectDef};
use leptos::prelude::*;

use crate::i18n::{Language, use_language};
use crate::settings::teams::{choices_of, words_of};
use crate::t;

/// The fields, those of which they may do less than everything first; opened when somebody wants to know.
#[component]
pub fn Fields(fields: Vec<FieldOf>, object: StoredValue<ObjectDef>) -> impl IntoView {
    let language = use_language();
    let roles = choices_of("role");
    let count = |right: FieldRight| fields.iter().filter(|field| field.right == right).count();
    let told: Vec<String> = [FieldRight::Hidden, FieldRight::Masked, FieldRight::See]
        .into_iter()
        .filter(|right| count(*right) > 0)
        .map(|right| format!("{} {}", right_words(language, right), count(right)))
        .collect();
    let summary = match told.is_empty() {
        true => t!(language, who.all_fields).to_owned(),
        false => t!(language, who.some_fields, fields = told.join(", ")),
    };
    let mut sorted = fields;
    sorted.sort_by_key(|field| field.right);
    let label = move |key: &str| {
        object.with_value(|object| {
            let field = object.field(key);
            field.map_or_else(
                || key.to_owned(),
                |field| field.label.get(language).to_owned(),
            )
        })
    };
    let rows = sorted.into_iter().map(move |field| {
        let through: Vec<String> = field
            .through
            .iter()
            .map(|key| words_of(roles, key))
            .collect();
        let through = through.join(", ");
        view! {
            <tr>
                <th scope="row">{label(&field.field)}</th>
                <td>{right_words(language, field.right)}</td>
                <td class="muted">{through}</td>
            </tr>
        }
    });
    view! {
        <details class="who__fields">
            <summary class="sm">{summary}</summary>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{t!(language, roles.field)}</th>
                        <th scope="col">{t!(language, roles.right)}</th>
                        <th scope="col">{t!(language, roles.role)}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
}

fn right_words(language: Language, right: FieldRight) -> &'static str {
    match right {
        FieldRight::Hidden => t!(language, roles.hidden),
        FieldRight::Masked => t!(language, roles.masked),
        FieldRight::See => t!(language, roles.read_only),
        FieldRight::Edit => t!(language, roles.editable),
    }
}
