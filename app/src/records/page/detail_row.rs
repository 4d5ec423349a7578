//! One field of a record, changed where it stands.

use contract::layout::Standing;
use contract::{Address, FieldDef, FieldKind, Record, Value};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

use super::asked_for::AskedFor;
use super::{OpenRecord, use_open_record};
use crate::i18n::use_language;
use crate::live::ChangedNote;
use crate::records::cells::cell;
use crate::records::derived::DerivedMark;
use crate::records::form::{ConflictDialog, Draft, Saving, Troubles};
use crate::records::inputs::{FieldInput, is_wide};
use crate::records::shown::map_address;
use crate::shell::use_catalogue;
use crate::t;
use crate::ui::{Button, ButtonSize, Icon, IconSize, Look, Press, browser, use_clock};

/// A label with its value; some kinds want the whole width.
pub(super) fn pair_class(kind: FieldKind) -> &'static str {
    if is_wide(kind) {
        "kv__pair kv__pair--wide"
    } else {
        "kv__pair"
    }
}

/// The value of a field as the page shows it.
pub(super) fn shown(open: OpenRecord, field: &FieldDef) -> AnyView {
    let catalogue = use_catalogue();
    let clock = use_clock();
    let record = open.record();
    if field.kind == FieldKind::LongText && !field.sensitive {
        return view! { <span class="records__words">{record.text(&field.key).to_owned()}</span> }
            .into_any();
    }
    let text = catalogue
        .with_untracked(|catalogue| cell(catalogue, clock, &open.object(), field, &record));
    match record.value(&field.key) {
        Value::Address(address) => view! { {text} <MapLink address=address.clone()/> }.into_any(),
        _ => text,
    }
}

/// The way there, on phones.
#[component]
fn MapLink(address: Address) -> impl IntoView {
    let language = use_language();
    let label = t!(language, records.show_on_map);
    view! {
        <a
            class="btn btn--ghost btn--icon btn--sm only-m"
            href=map_address(&address, language)
            target="_blank"
            rel="noopener noreferrer"
            aria-label=label
        >
            <Icon name="pin" size=IconSize::Small/>
        </a>
    }
}

/// A field that is changed in place: Enter saves, Esc reverts. The new value shows at once; where it is
/// not taken, the old one comes back and the input with what was typed.
#[component]
pub(super) fn DetailRow(
    open: OpenRecord,
    field: FieldDef,
    standing: Memo<Standing>,
) -> impl IntoView {
    let language = use_language();
    let label = field.label.get(language).to_owned();
    let class = pair_class(field.kind);
    let mark = field
        .derived
        .clone()
        .map(|derived| view! { <DerivedMark derived/> });
    let session = RwSignal::new(None::<Saving>);
    let is_editing = RwSignal::new(false);
    let may_edit = may_edit(open, &field, standing);
    let pencil = t!(language, records.edit_field, field = label);
    let key = StoredValue::new(field.key.clone());
    let field = StoredValue::new(field);
    // The button goes when the input comes, and all that was made under it; what is typed lives with the row.
    let row = StoredValue::new(Owner::current().unwrap_or_default());
    let edit = move |_| {
        let mut asked = field.get_value();
        asked.required = standing.with_untracked(|standing| standing.required);
        let saving = row.get_value().with(|| begin(open, asked, is_editing));
        session.set(Some(saving));
        is_editing.set(true);
    };
    let pencil_id = move || field.with_value(|field| format!("edit-{}", field.key));
    follow_focus(is_editing, field, pencil_id);
    let value = move || {
        match session.get().filter(|_| is_editing.get()) {
        Some(saving) => view! { <Editor saving key=field.with_value(|f| f.key.clone()) is_editing/> }.into_any(),
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
        <div class=class>
            <dt>{label} {mark}</dt>
            <dd>
                {value}
                {move || session.get().map(|saving| view! { <ConflictDialog saving/> <AskedFor open saving key is_editing/> })}
            </dd>
        </div>
    }
}

fn may_edit(open: OpenRecord, field: &FieldDef, standing: Memo<Standing>) -> Memo<bool> {
    let is_owner = field.kind == FieldKind::User && field.key == "owner";
    let is_typed = field.is_typed();
    Memo::new(move |_| {
        let rights = open.page.with(|page| page.record.rights);
        let may = if is_owner {
            rights.transfer
        } else {
            rights.edit
        };
        may && is_typed && !standing.with(|standing| standing.read_only)
    })
}

/// The input takes the focus when it comes, and the pencil has it back when it goes.
fn follow_focus(
    is_editing: RwSignal<bool>,
    field: StoredValue<FieldDef>,
    pencil_id: impl Fn() -> String + 'static,
) {
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
        // Still open where a conflict was settled first, or a file went up.
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
fn Editor(saving: Saving, key: String, is_editing: RwSignal<bool>) -> impl IntoView {
    let language = use_language();
    let open = use_open_record();
    let Some((field, state)) = saving.draft.field(&key) else {
        return ().into_any();
    };
    let key = StoredValue::new(key);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !saving.draft.is_changed() {
            is_editing.set(false);
            return;
        }
        // A file is there when it has arrived: its way is shown, not foretold.
        let is_sending = saving.draft.has_uploads();
        saving.submit();
        if saving.busy.get_untracked() && !is_sending {
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
    view! {
        <form class="records__editor" novalidate on:submit=submit on:keydown=keys>
            <FieldInput field state prefix="detail" object=saving.draft.object() autofocus=true/>
            <ChangedNote draft=saving.draft field=key.get_value()/>
            <Troubles saving/>
            <div class="flex">
                <Button
                    label=t!(language, common.save)
                    look=Look::Primary
                    size=ButtonSize::Small
                    press=Press::Submit
                    busy=saving.busy
                />
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
