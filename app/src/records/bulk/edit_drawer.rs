//! The same values for many records: a form of the fields that one chooses.

use contract::dto::bulk::Deed;
use contract::{FieldDef, FieldKind, ObjectDef, Refusal, Value};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::begin::begin;
use super::problems::problems_text;
use crate::api::{Answer, Failure};
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::records::inputs::FieldInput;
use crate::records::list::{Listing, count_text};
use crate::t;
use crate::ui::unsaved::ask_while;
use crate::ui::{
    Banner, BannerLook, Button, DialogBody, DialogFoot, Drawer, Field, IconButton, Look, Press,
    Select, browser,
};

/// One chosen field and what all records get in it.
type Line = (FieldDef, DraftField);

/// Asks for fields and values, and begins.
#[component]
pub(crate) fn EditDrawer(listing: Listing, on_close: Callback<()>) -> impl IntoView {
    let language = use_language();
    let object = listing.object.get_value();
    let lines = RwSignal::new(Vec::<Line>::new());
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(String::new());
    let picked = listing.picked;
    ask_while(move || lines.with(|lines| !lines.is_empty()));
    let start = begin();
    let told = {
        let object = object.clone();
        Callback::new(move |answer: Answer<()>| {
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    picked.clear();
                    on_close.run(());
                }
                Err(Failure::Refused(Refusal::Invalid(problems))) => {
                    trouble.set(problems_text(&object, &problems, language));
                }
                Err(_) => {}
            }
        })
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let all = lines.get_untracked();
        // Each is checked, so that every problem is shown at once.
        let checked: Vec<bool> = all
            .iter()
            .map(|(field, state)| state.check(field))
            .collect();
        let is_fine = !checked.contains(&false);
        if all.is_empty() || !is_fine || busy.get_untracked() {
            return browser::focus_invalid();
        }
        trouble.set(String::new());
        busy.set(true);
        let values = all
            .into_iter()
            .map(|(field, state)| (field.key, state.value.get_untracked()));
        start(
            picked.selection(listing.key()),
            Deed::Set(values.collect()),
            told,
        );
    };
    let title = t!(
        language,
        lists.edit_many,
        number = count_text(untrack(|| picked.count()))
    );
    let key = StoredValue::new(object.key.clone());
    view! {
        <Drawer title on_close>
            <form class="records__drawer" novalidate on:submit=submit>
                <DialogBody>
                    {move || trouble.with(|text| !text.is_empty()).then(|| view! {
                        <Banner text=trouble look=BannerLook::Bad/>
                    })}
                    <For each=move || lines.get() key=|(field, _)| field.key.clone() let:line>
                        <LineOf line object=key.get_value() lines/>
                    </For>
                    <AddField object lines/>
                    <p class="faint sm">{t!(language, lists.edit_many_help)}</p>
                </DialogBody>
                <DialogFoot>
                    <Button label=t!(language, common.cancel) look=Look::Ghost on_press=on_close/>
                    <Button
                        label=t!(language, lists.change)
                        look=Look::Primary
                        press=Press::Submit
                        busy
                        disabled=Signal::derive(move || lines.with(Vec::is_empty))
                        tip=t!(language, lists.choose_field_first)
                    />
                </DialogFoot>
            </form>
        </Drawer>
    }
}

#[component]
fn LineOf(line: Line, object: String, lines: RwSignal<Vec<Line>>) -> impl IntoView {
    let language = use_language();
    let (field, state) = line;
    let remove = t!(
        language,
        lists.leave_field,
        field = field.label.get(language)
    );
    let key = StoredValue::new(field.key.clone());
    let leave = move |()| {
        lines.update(|lines| lines.retain(|(field, _)| key.with_value(|key| field.key != *key)))
    };
    view! {
        <div class="flex lists__line">
            <div class="grow"><FieldInput field state prefix="many" object/></div>
            <IconButton label=remove icon="x" on_press=leave/>
        </div>
    }
}

/// The fields that can still be chosen.
#[component]
fn AddField(object: ObjectDef, lines: RwSignal<Vec<Line>>) -> impl IntoView {
    let language = use_language();
    let fields: Vec<FieldDef> = object
        .form_fields()
        .filter(|field| is_offered(field))
        .cloned()
        .collect();
    let fields = StoredValue::new(fields);
    let chosen = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let taken: Vec<String> =
            lines.with(|lines| lines.iter().map(|(field, _)| field.key.clone()).collect());
        fields.with_value(|fields| {
            let free = fields.iter().filter(|field| !taken.contains(&field.key));
            free.map(|field| (field.key.clone(), field.label.get(language).to_owned()))
                .collect::<Vec<_>>()
        })
    });
    let add = move |()| {
        let key = chosen.get_untracked();
        let field =
            fields.with_value(|fields| fields.iter().find(|field| field.key == key).cloned());
        chosen.set(String::new());
        let Some(field) = field else { return };
        // As if it were asked for alone: what all get may be nothing.
        let mut field = field;
        field.help = None;
        lines.update(|lines| lines.push((field, DraftField::new(Value::Empty))));
        let id = format!("many-{key}");
        request_animation_frame(move || {
            if let Some(body) = document().body() {
                browser::focus_first(&body, &format!("#{id}"));
            }
        });
    };
    view! {
        <Field id="many-add" label=t!(language, lists.choose_field)>
            <Select value=chosen options empty=t!(language, records.choose) on_change=add/>
        </Field>
    }
}

/// A value that only one record may have is nothing for many, and a file is put on one.
fn is_offered(field: &FieldDef) -> bool {
    !field.unique && !field.sensitive && field.kind != FieldKind::File
}
