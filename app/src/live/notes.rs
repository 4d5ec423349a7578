//! What is said where somebody is typing while a colleague changes the same.

use contract::{Language, Value};
use leptos::prelude::*;

use super::LiveRecord;
use crate::i18n::use_language;
use crate::records::{Draft, OpenRecord};
use crate::t;
use crate::ui::{Banner, BannerLook, LinkButton, browser};

/// Under a field that is being edited: somebody has changed it meanwhile. Saving asks which value stays.
#[component]
pub fn ChangedNote(draft: Draft, #[prop(into)] field: String) -> impl IntoView {
    let language = use_language();
    let found = around();
    move || {
        let (open, live) = found?;
        let name = live.changed_by.get()?;
        let base = draft.base(&field);
        let is_other = open
            .page
            .with(|page| !page.record.value(&field).same(&base));
        is_other.then(|| {
            let text = match name.is_empty() {
                true => t!(language, live.changed).to_owned(),
                false => t!(language, live.changed_by, name),
            };
            view! { <p class="field__help" role="status">{text}</p> }
        })
    }
}

/// Over a form that is open: which of its fields somebody has changed meanwhile.
#[component]
pub fn ChangedMeanwhile(draft: Draft) -> impl IntoView {
    let language = use_language();
    let found = around().filter(|(open, _)| {
        let begun_with = draft.record().map(|(id, _)| id);
        begun_with == Some(open.id())
    });
    follow(draft, found);
    move || {
        let (open, live) = found?;
        let name = live.changed_by.get()?;
        let fields = changed_fields(open, draft, language);
        (!fields.is_empty()).then(|| {
            let text = match name.is_empty() {
                true => t!(language, live.fields_changed, fields),
                false => t!(language, live.fields_changed_by, name, fields),
            };
            view! { <Banner text look=BannerLook::Info/> }
        })
    }
}

/// Fields of the form that nobody has touched show what stands there now.
fn follow(draft: Draft, found: Option<(OpenRecord, LiveRecord)>) {
    Effect::new(move |_| {
        let Some((open, live)) = found else { return };
        if live.changed_by.with(Option::is_some) {
            let record = open.record();
            untrack(|| draft.follow(&record, has_focus));
        }
    });
}

/// Whether the input of a field has the focus; its id ends with the key of the field.
fn has_focus(key: &str) -> bool {
    browser::focused().is_some_and(|element| element.id().ends_with(&format!("-{key}")))
}

/// The labels of the fields that stand in the database otherwise than where the form began.
fn changed_fields(open: OpenRecord, draft: Draft, language: Language) -> String {
    let object = draft.definition();
    let is_other =
        |key: &str, base: &Value| open.page.with(|page| !page.record.value(key).same(base));
    let labels: Vec<_> = object
        .form_fields()
        .filter(|field| draft.field(&field.key).is_some())
        .filter(|field| is_other(&field.key, &draft.base(&field.key)))
        .map(|field| field.label.get(language))
        .collect();
    let join = match language {
        Language::Chinese => "、",
        Language::English => ", ",
    };
    labels.join(join)
}

fn around() -> Option<(OpenRecord, LiveRecord)> {
    Some((use_context::<OpenRecord>()?, use_context::<LiveRecord>()?))
}

/// Over a record that was deleted or handed away, or became part of another one, while it was open. What was typed
/// stays until the page is left.
#[component]
pub fn RecordGone() -> impl IntoView {
    let language = use_language();
    let live = use_context::<LiveRecord>();
    move || {
        let live = live?;
        if let Some(there) = live.moved_to.get() {
            return Some(
                view! {
                    <Banner text=t!(language, merging.became_part) look=BannerLook::Warn icon="merge">
                        <LinkButton label=t!(language, merging.open_it) href=there/>
                    </Banner>
                }
                .into_any(),
            );
        }
        live.is_gone.get().then(|| {
            view! { <Banner text=t!(language, live.gone) look=BannerLook::Warn icon="alertc"/> }
                .into_any()
        })
    }
}
