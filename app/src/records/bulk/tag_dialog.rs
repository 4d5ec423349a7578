//! Words, choices or records added to many records, or taken out of them.

use contract::dto::bulk::Deed;
use contract::{FieldDef, FieldKind, ObjectDef, Problem, Refusal, Value};
use leptos::prelude::*;

use super::begin::begin;
use super::problems::problems_text;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::records::inputs::FieldInput;
use crate::records::list::{Listing, count_text};
use crate::t;
use crate::ui::{
    Banner, BannerLook, Dialog, DialogBody, DialogButtons, DialogFoot, Field, Seg, Select,
};

/// The fields of which a record may hold several values; tags first.
pub(super) fn several(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    let is_tags = |field: &&FieldDef| field.kind == FieldKind::Tags;
    let typed = || object.form_fields().filter(|field| field.kind.is_several());
    typed()
        .filter(is_tags)
        .chain(typed().filter(move |field| !is_tags(field)))
}

/// Asks what is added or taken out, and begins.
#[component]
pub(crate) fn TagDialog(listing: Listing, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let fields: Vec<FieldDef> = listing
        .object
        .with_value(|object| several(object).cloned().collect());
    let options: Vec<_> = fields
        .iter()
        .map(|field| (field.key.clone(), field.label.get(language).to_owned()))
        .collect();
    let key = RwSignal::new(
        options
            .first()
            .map(|(key, _)| key.clone())
            .unwrap_or_default(),
    );
    let fields = StoredValue::new(fields);
    let is_adding = RwSignal::new(true);
    let state = RwSignal::new(DraftField::new(Value::Empty));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(String::new());
    let picked = listing.picked;
    let start = begin();
    let told = Callback::new(move |answer: Answer<()>| {
        busy.try_set(false);
        match answer {
            Ok(()) => {
                picked.clear();
                on_close.run(());
            }
            Err(Failure::Refused(Refusal::Invalid(problems))) => {
                let words = listing
                    .object
                    .with_value(|object| problems_text(object, &problems, language));
                trouble.set(words);
            }
            Err(_) => {}
        }
    });
    let apply = move |()| {
        let draft = state.get_untracked();
        let values = words_of(&draft.value.get_untracked());
        if values.is_empty() {
            return draft.problem.set(Some(Problem::Required));
        }
        busy.set(true);
        trouble.set(String::new());
        let field = key.get_untracked();
        let deed = match is_adding.get_untracked() {
            true => Deed::Add { field, values },
            false => Deed::Remove { field, values },
        };
        start(picked.selection(listing.key()), deed, told);
    };
    let other_field = move |()| state.set(DraftField::new(Value::Empty));
    let input = move || {
        let field = fields.with_value(|fields| {
            fields
                .iter()
                .find(|field| key.with(|key| field.key == *key))
                .cloned()
        });
        let object = listing.key();
        field.map(|field| view! { <FieldInput field state=state.get() prefix="tag" object autofocus=true/> })
    };
    let title = t!(
        language,
        lists.tag_many,
        number = count_text(untrack(|| picked.count()))
    );
    let has_choice = options.len() > 1;
    view! {
        <Dialog title on_close>
            <DialogBody>
                {move || trouble.with(|text| !text.is_empty()).then(|| view! {
                    <Banner text=trouble look=BannerLook::Bad/>
                })}
                <AddOrRemove is_adding/>
                {has_choice.then(|| view! {
                    <Field id="tag-field" label=t!(language, records.filter_field)>
                        <Select value=key options=options.clone() on_change=other_field/>
                    </Field>
                })}
                {input}
            </DialogBody>
            <DialogFoot>
                <DialogButtons act=t!(language, lists.change) is_light=true busy on_act=apply on_close/>
            </DialogFoot>
        </Dialog>
    }
}

#[component]
fn AddOrRemove(is_adding: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let options = vec![
        ("add".to_owned(), t!(language, lists.add).to_owned()),
        ("remove".to_owned(), t!(language, lists.take_out).to_owned()),
    ];
    let value = move || if is_adding.get() { "add" } else { "remove" }.to_owned();
    let pick = move |word: String| is_adding.set(word == "add");
    let label = t!(language, lists.add_or_take_out);
    view! { <Seg label options value=Signal::derive(value) on_pick=pick/> }
}

/// Words, keys or ids as a deed names them.
fn words_of(value: &Value) -> Vec<String> {
    match value {
        Value::Tags(tags) => tags.clone(),
        Value::Links(links) => {
            let ids = links.iter().filter_map(|link| link.id);
            ids.map(|id| id.to_string()).collect()
        }
        _ => Vec::new(),
    }
}
