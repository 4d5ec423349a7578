//! What a role may do with each field of an object.

use contract::objects::{ACCOUNT, USER};
use contract::{FieldRight, Language};
use leptos::prelude::*;

use super::state::State;
use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Field, Select, SelectOption};

/// What a right is called.
fn right_words(language: Language, right: FieldRight) -> &'static str {
    match right {
        FieldRight::Hidden => t!(language, roles.hidden),
        FieldRight::Masked => t!(language, roles.masked),
        FieldRight::See => t!(language, roles.read_only),
        FieldRight::Edit => t!(language, roles.editable),
    }
}

#[component]
pub fn FieldRights(state: State) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let object = RwSignal::new(ACCOUNT.to_owned());
    let objects = Signal::derive(move || {
        catalogue.with(|catalogue| {
            let all = catalogue.objects.iter().filter(|object| object.key != USER);
            all.map(|object| (object.key.clone(), object.plural.get(language).to_owned()))
                .collect::<Vec<SelectOption>>()
        })
    });
    let rows = move || {
        state.drawn.track();
        let key = object.get();
        let fields: Vec<(String, String, bool)> = catalogue.with(|catalogue| {
            let Some(object) = catalogue.object(&key) else {
                return Vec::new();
            };
            let always = |field: &str| field == object.title || field == "owner";
            let all = object.fields.iter();
            all.map(|field| {
                let label = field.label.get(language).to_owned();
                (field.key.clone(), label, always(&field.key))
            })
            .collect()
        });
        fields
            .into_iter()
            .map(|(field, label, is_always)| {
                view! { <Right state object=key.clone() field label is_always/> }
            })
            .collect_view()
    };
    view! {
        <div class="stack">
            <Field id="role-object" label=t!(language, roles.object) class="roles__pick">
                <Select value=object options=objects/>
            </Field>
            <div class="card settings__clip">
                <table class="table roles__fields">
                    <thead>
                        <tr>
                            <th scope="col">{t!(language, roles.field)}</th>
                            <th scope="col">{t!(language, roles.right)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Right(
    state: State,
    object: String,
    field: String,
    label: String,
    /// Lists and links name a record by it: it is never hidden.
    is_always: bool,
) -> impl IntoView {
    let language = use_language();
    let right = state
        .draft
        .with_untracked(|role| role.field(&object, &field));
    let value = RwSignal::new(right.key().to_owned());
    let options: Vec<SelectOption> = FieldRight::ALL
        .into_iter()
        .filter(|right| !is_always || *right >= FieldRight::See)
        .map(|right| {
            (
                right.key().to_owned(),
                right_words(language, right).to_owned(),
            )
        })
        .collect();
    let changed = move |()| {
        let key = value.get_untracked();
        let mut all = FieldRight::ALL.into_iter();
        if let Some(right) = all.find(|right| right.key() == key) {
            state.set_right(&object, &field, right);
        }
    };
    let is_fixed = Signal::derive(move || state.draft.with(|role| role.is_administrator()));
    let name = t!(language, roles.right_of, field = label);
    view! {
        <tr>
            <th scope="row">{label}</th>
            <td>
                <Select value options label=name disabled=is_fixed on_change=changed class="input--sm input--quiet"/>
            </td>
        </tr>
    }
}
