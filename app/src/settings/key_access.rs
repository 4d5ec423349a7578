//! What a new key may do: read or write all, or some objects only.

use leptos::prelude::*;

use crate::i18n::use_language;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Field, Seg, Select};

/// The kinds of access, as they stand in a scope; `some` stands for a choice per object.
const READ: &str = "read";
const WRITE: &str = "write";
const SOME: &str = "some";

/// What was chosen.
#[derive(Clone, Copy)]
pub struct Access {
    kind: RwSignal<String>,
    /// Path of each object, and what was chosen for it.
    objects: StoredValue<Vec<(String, RwSignal<String>)>>,
}

impl Access {
    /// Reading, until something else is chosen.
    pub(super) fn new() -> Self {
        let catalogue = use_catalogue();
        let path =
            |object: &contract::ObjectDef| (object.path.clone(), RwSignal::new(String::new()));
        let objects =
            catalogue.with_untracked(|catalogue| catalogue.objects.iter().map(path).collect());
        Self {
            kind: RwSignal::new(READ.to_owned()),
            objects: StoredValue::new(objects),
        }
    }

    /// The scopes that mean the same; none while nothing is chosen.
    pub(super) fn scopes(self) -> Vec<String> {
        let kind = self.kind.get_untracked();
        if kind != SOME {
            return vec![format!("records:{kind}")];
        }
        let chosen = |(path, depth): &(String, RwSignal<String>)| {
            let depth = depth.get_untracked();
            (!depth.is_empty()).then(|| format!("{path}:{depth}"))
        };
        self.objects
            .with_value(|objects| objects.iter().filter_map(chosen).collect())
    }
}

/// The choice, with one line for each object where only some are meant.
#[component]
pub fn KeyAccess(access: Access, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let language = use_language();
    let kinds = [
        (READ, t!(language, api_keys.read)),
        (WRITE, t!(language, api_keys.write)),
        (SOME, t!(language, api_keys.some)),
    ]
    .map(|(kind, words)| (kind.to_owned(), words.to_owned()))
    .to_vec();
    let list = move || (access.kind.get() == SOME).then(|| view! { <PerObject access/> });
    view! {
        <Field id="key-access" label=t!(language, api_keys.access) error group=true>
            <Seg
                label=t!(language, api_keys.access)
                options=kinds
                value=access.kind
                on_pick=move |kind: String| access.kind.set(kind)
            />
        </Field>
        {list}
    }
}

#[component]
fn PerObject(access: Access) -> impl IntoView {
    let language = use_language();
    let catalogue = use_catalogue();
    let depths = [
        (READ, t!(language, api_keys.read)),
        (WRITE, t!(language, api_keys.write)),
    ]
    .map(|(depth, words)| (depth.to_owned(), words.to_owned()))
    .to_vec();
    let line = move |(path, depth): (String, RwSignal<String>)| {
        let name = catalogue.with_untracked(|catalogue| {
            let object = catalogue.by_path(&path);
            object
                .map(|object| object.plural.get(language).to_owned())
                .unwrap_or_default()
        });
        view! {
            <li class="row">
                <span class="row__main">{name.clone()}</span>
                <span class="row__end">
                    <Select
                        value=depth
                        options=depths.clone()
                        empty=t!(language, api_keys.nothing)
                        label=t!(language, api_keys.access_to, object = name)
                        class="input--sm input--quiet"
                    />
                </span>
            </li>
        }
    };
    view! { <ul class="card rows">{access.objects.get_value().into_iter().map(line).collect_view()}</ul> }
}
