//! The form as somebody of a role will see it, to try out.

use contract::layout;
use contract::value::Values;
use contract::{ObjectDef, Role};
use leptos::prelude::*;

use super::editor::{Editor, label_or};
use crate::i18n::use_language;
use crate::records::form::use_judge;
use crate::records::{Draft, RecordForm};
use crate::settings::teams::{choices_of, words_of};
use crate::t;
use crate::ui::{Icon, Select};

/// Who looks, and what they see.
#[component]
pub fn LayoutPreview(editor: Editor) -> impl IntoView {
    let language = use_language();
    let role = RwSignal::new(Role::Salesperson.key().to_owned());
    let names = choices_of("role");
    let options = Signal::derive(move || {
        Role::ALL
            .map(|role| (role.key().to_owned(), words_of(names, role.key())))
            .to_vec()
    });
    let form = move || {
        let object = editor
            .plan
            .with(|plan| editor.object.with(|object| plan.on(object)));
        view! { <Form editor object role=role.get()/> }
    };
    view! {
        <div class="stack describing__sheet" data-narrow=move || editor.narrow.get().then_some("")>
            <div class="flex wrap">
                <Icon name="eye"/>
                <span class="sm">{t!(language, describing.as_role)}</span>
                <Select value=role options label=t!(language, describing.as_role) class="input--sm describing__role"/>
                <span class="xs faint">{t!(language, describing.preview_hint)}</span>
            </div>
            {form}
        </div>
    }
}

#[component]
fn Form(editor: Editor, object: ObjectDef, role: String) -> impl IntoView {
    let language = use_language();
    let mut judge = use_judge();
    judge.roles = vec![role];
    let draft = Draft::new(&object, Values::new()).judged(judge.clone());
    let facts = {
        let object = object.clone();
        move || {
            let values = draft.values();
            let keys = judge
                .ask(|asker| layout::highlights(&object, &judge.roles, &values, asker).to_vec());
            keys.into_iter()
                .map(|key| view! { <div class="fact describing__fact"><span class="label">{editor.label(&key)}</span><span>"–"</span></div> })
                .collect_view()
        }
    };
    let columns = object.columns.iter().map(|key| {
        let label = untrack(|| editor.label(key));
        view! { <th>{label}</th> }
    });
    let columns = columns.collect_view();
    let title = label_or(&object.label, &object.key, language);
    view! {
        <div class="card card--pad stack">
            <h3 class="h3">{title}</h3>
            <div class="facts describing__facts">{facts}</div>
            <RecordForm draft prefix="layout-preview"/>
        </div>
        <div class="card settings__clip describing__scroll">
            <table class="table" aria-label=t!(language, describing.columns)>
                <thead><tr>{columns}</tr></thead>
            </table>
        </div>
    }
}
