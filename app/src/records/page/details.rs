//! All fields of a record by the sections of its description, each changed where it stands.

use contract::{FieldDef, FieldKind, ObjectDef, Record};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::{OpenRecord, use_open_record};
use crate::i18n::use_language;
use crate::records::cells::cell;
use crate::records::form::{ConflictDialog, Draft, Saving};
use crate::records::inputs::FieldInput;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{
    Banner, BannerLook, Button, ButtonSize, Icon, IconSize, Look, Press, browser, failure_text,
    use_clock,
};

/// Fields that stand at the top of the page already, or are nothing for people.
const ELSEWHERE: [&str; 5] = [
    "last_contact_at",
    "last_contact",
    "next_step",
    "next_step_at",
    "board_rank",
];

/// The sections of the form, then what the product keeps by itself.
#[component]
pub fn RecordDetails() -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let object = open.object();
    let sections = object
        .sections
        .iter()
        .map(|section| {
            let fields = section
                .fields
                .iter()
                .filter_map(|key| object.field(key).cloned());
            let rows = fields
                .map(|field| view! { <DetailRow open field/> })
                .collect_view();
            view! {
                <section class="records__section">
                    <h3 class="h4">{section.label.get(language).to_owned()}</h3>
                    <dl class="kv">{rows}</dl>
                </section>
            }
        })
        .collect_view();
    view! {
        <div class="rec__details">
            {sections}
            <Kept open object=object.clone()/>
        </div>
    }
}

/// What the product keeps by itself, as far as there is something.
#[component]
fn Kept(open: OpenRecord, object: ObjectDef) -> impl IntoView {
    let language = use_language();
    let fields = StoredValue::new(
        object
            .fields
            .into_iter()
            .filter(|field| field.system && !ELSEWHERE.contains(&field.key.as_str()))
            .collect::<Vec<_>>(),
    );
    let rows = move || {
        let record = open.record();
        let filled = fields
            .get_value()
            .into_iter()
            .filter(|field| !record.value(&field.key).is_empty());
        filled
            .map(|field| {
                let label = field.label.get(language).to_owned();
                view! { <dt>{label}</dt><dd>{shown(open, &field)}</dd> }
            })
            .collect_view()
    };
    view! {
        <section class="records__section">
            <h3 class="h4">{t!(language, records.kept)}</h3>
            <dl class="kv">{rows}</dl>
        </section>
    }
}

fn shown(open: OpenRecord, field: &FieldDef) -> AnyView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    let record = open.record();
    if field.kind == FieldKind::LongText {
        return view! { <span class="records__words">{record.text(&field.key).to_owned()}</span> }
            .into_any();
    }
    catalogue.with_untracked(|catalogue| cell(catalogue, clock, &open.object(), field, &record))
}

/// A field that is changed in place: Enter saves, Esc reverts. The new value shows at once; where it is
/// not taken, the old one comes back and the input with what was typed.
#[component]
fn DetailRow(open: OpenRecord, field: FieldDef) -> impl IntoView {
    let language = use_language();
    let label = field.label.get(language).to_owned();
    let session = RwSignal::new(None::<Saving>);
    let is_editing = RwSignal::new(false);
    let is_owner = field.kind == FieldKind::User && field.key == "owner";
    let may_edit = Memo::new(move |_| {
        let rights = open.page.with(|page| page.record.rights);
        if is_owner {
            rights.transfer
        } else {
            rights.edit
        }
    });
    let field = StoredValue::new(field);
    // The button goes when the input comes, and all that was made under it; what is typed lives with the row.
    let row = StoredValue::new(Owner::current().unwrap_or_default());
    let edit = move |_| {
        let saving = row
            .get_value()
            .with(|| begin(open, field.get_value(), is_editing));
        session.set(Some(saving));
        is_editing.set(true);
    };
    let pencil = t!(language, records.edit_field, field = label);
    let pencil_id = move || field.with_value(|field| format!("edit-{}", field.key));
    // The input takes the focus when it comes, and the pencil has it back when it goes.
    Effect::new(move |was_editing: Option<bool>| {
        let editing = is_editing.get();
        if was_editing.is_some_and(|was| was != editing) {
            let id = if editing {
                field.with_value(|field| format!("detail-{}", field.key))
            } else {
                pencil_id()
            };
            focus_soon(id);
        }
        editing
    });
    let value = move || {
        match session.get().filter(|_| is_editing.get()) {
        Some(saving) => view! { <Editor saving field=field.get_value() is_editing/> }.into_any(),
        None => view! {
            <span class="records__value">{move || field.with_value(|field| shown(open, field))}</span>
            {may_edit.get().then(|| view! {
                <button
                    type="button"
                    class="btn btn--ghost btn--icon btn--sm records__pencil"
                    id=pencil_id()
                    aria-label=pencil.clone()
                    data-tip=pencil.clone()
                    on:click=edit
                >
                    <Icon name="edit" size=IconSize::Small/>
                </button>
            })}
        }
        .into_any(),
    }
    };
    view! {
        <dt>{label}</dt>
        <dd>{value}</dd>
        {move || session.get().map(|saving| view! { <ConflictDialog saving/> })}
    }
}

fn focus_soon(id: String) {
    request_animation_frame(move || {
        let element = document().get_element_by_id(&id);
        if let Some(element) = element.and_then(|element| element.dyn_into().ok()) {
            browser::focus(&element);
        }
    });
}

/// A draft of one field, and what happens when it was saved or not.
fn begin(open: OpenRecord, field: FieldDef, is_editing: RwSignal<bool>) -> Saving {
    let before = untrack(|| open.record());
    let draft = Draft::of_field(&open.object(), &before, &field);
    let key = field.key;
    let saved = Callback::new(move |record: Record| {
        // Still open where a conflict was settled first.
        is_editing.set(false);
        open.put(record);
        open.happened();
    });
    let old = before.value(&key).clone();
    let failed = Callback::new(move |()| {
        open.page
            .try_update(|page| page.record.values.insert(key.clone(), old.clone()));
        is_editing.set(true);
    });
    Saving::new(draft, saved).or_else(failed)
}

#[component]
fn Editor(saving: Saving, field: FieldDef, is_editing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let key = StoredValue::new(field.key.clone());
    let Some((_, state)) = saving.draft.field(&field.key) else {
        return ().into_any();
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !saving.draft.is_changed() {
            is_editing.set(false);
            return;
        }
        saving.submit();
        if saving.busy.get_untracked() {
            let value = state.value.get_untracked();
            open.page.update(|page| {
                page.record.values.insert(key.get_value(), value);
            });
            is_editing.set(false);
        }
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            is_editing.set(false);
        }
    };
    let failed = move || {
        let failure = saving.failure.get()?;
        let text = failure_text(language, &failure);
        Some(view! { <Banner text look=BannerLook::Bad/> })
    };
    view! {
        <form class="records__editor" novalidate on:submit=submit on:keydown=keys>
            <FieldInput field state prefix="detail" object=saving.draft.object() autofocus=true/>
            {failed}
            <div class="flex">
                <Button label=t!(language, common.save) look=Look::Primary size=ButtonSize::Small press=Press::Submit/>
                <Button
                    label=t!(language, common.cancel)
                    look=Look::Ghost
                    size=ButtonSize::Small
                    on_press=move |()| is_editing.set(false)
                />
            </div>
        </form>
    }
    .into_any()
}
