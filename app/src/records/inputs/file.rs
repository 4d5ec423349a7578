//! One file, put on the record when its form is saved.

use contract::dto::files::LARGEST_FILE;
use contract::{FieldDef, Link, Value};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::FileList;

use crate::files::{Progress, Upload, largest};
use crate::i18n::use_language;
use crate::records::form::DraftField;
use crate::t;
use crate::ui::{ButtonSize, Icon, IconButton, Meter, failure_text, use_toasts};

/// The file that is there or was chosen, and a button for another; a file can also be dropped here.
#[component]
pub(super) fn FileInput(field: FieldDef, state: DraftField, id: String) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(false);
    let field = StoredValue::new(field);
    let take = move |list: Option<FileList>| {
        let Some(file) = list.and_then(|list| list.get(0)) else {
            return;
        };
        if file.size() > LARGEST_FILE as f64 {
            let (name, size) = (file.name(), largest());
            toasts.fail(t!(language, records.file_too_large, name, size));
            return;
        }
        state.problem.set(None);
        state.upload.set(Some(Upload::of(file)));
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|dropped| dropped.files()));
    };
    let has_file =
        move || state.upload.with(Option::is_some) || state.value.with(|value| !value.is_empty());
    let choose = move || match has_file() {
        true => t!(language, records.replace_file),
        false => t!(language, records.choose_file),
    };
    let press = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="filein"
            data-over=move || over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                over.set(true);
            }
            on:dragleave=move |_| over.set(false)
            on:drop=drop
        >
            <input
                node_ref=input
                type="file"
                hidden
                aria-label=choose
                on:change:target=move |event| {
                    take(event.target().files());
                    event.target().set_value("");
                }
            />
            <Present field state/>
            <button type="button" class="btn btn--soft btn--sm" id=id on:click=press><Icon name="upload"/>{choose}</button>
            <span class="xs faint hide-m">{t!(language, records.largest_file, size = largest())}</span>
        </div>
    }
}

/// The chosen file on its way, or else the one that is there.
#[component]
fn Present(field: StoredValue<FieldDef>, state: DraftField) -> impl IntoView {
    let there = move || match state.value.get() {
        Value::Link(link) if !link.is_empty() => {
            let remove = move |()| {
                state.take(Ok(Value::Empty));
                field.with_value(|field| state.check(field));
            };
            view! { <There link on_remove=Callback::new(remove)/> }.into_any()
        }
        _ => ().into_any(),
    };
    move || match state.upload.get() {
        Some(upload) => view! { <Chosen state upload/> }.into_any(),
        None => there(),
    }
}

#[component]
fn There(link: Link, on_remove: Callback<()>) -> impl IntoView {
    let language = use_language();
    let label = t!(language, records.remove_named, name = link.text);
    view! {
        <span class="filein__file">
            <Icon name="clip"/>
            <FileLink link/>
            <IconButton label icon="x" size=ButtonSize::Small on_press=on_remove/>
        </span>
    }
}

/// The name of a file, which fetches it.
#[component]
pub(crate) fn FileLink(link: Link) -> impl IntoView {
    let name = link.text;
    let file = name.clone();
    match link.id {
        Some(id) => view! {
            <a class="records__link trunc" href=format!("/files/{id}") rel="external" download=file>{name}</a>
        }
        .into_any(),
        None => view! { <span class="muted trunc">{name}</span> }.into_any(),
    }
}

#[component]
fn Chosen(state: DraftField, upload: Upload) -> impl IntoView {
    let language = use_language();
    let name = upload.name.get_value();
    let label = t!(language, records.uploading, name);
    let share = Signal::derive(move || match upload.progress.get() {
        Progress::Sending(share) => share,
        Progress::Failed(_) => 0.0,
    });
    let failed = move || match upload.progress.get() {
        Progress::Failed(failure) => Some(failure_text(language, &failure)),
        Progress::Sending(_) => None,
    };
    let how = move || match failed() {
        Some(why) => view! { <span class="xs bad">{why}</span> }.into_any(),
        None if share.get() > 0.0 => view! { <Meter label=label.clone() value=share/> }.into_any(),
        None => view! { <span class="xs faint">{t!(language, records.sent_on_saving)}</span> }
            .into_any(),
    };
    let give_up = move |()| {
        upload.abort();
        state.upload.set(None);
    };
    view! {
        <span class="filein__file">
            <Icon name="upload"/>
            <span class="stack filein__words"><span class="trunc">{name.clone()}</span>{how}</span>
            <IconButton
                label=t!(language, records.remove_named, name)
                icon="x"
                size=ButtonSize::Small
                on_press=give_up
            />
        </span>
    }
}
