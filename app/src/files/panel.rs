//! The files of a record, and where new ones are dropped.

use contract::dto::files::{FileInfo, LARGEST_FILE};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::FileList;
use uuid::Uuid;

use super::rows::{FileRow, UploadRow};
use super::shelf::Shelf;
use super::upload::Upload;
use crate::api::{Answer, Asked};
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Banner, BannerLook, Button, Empty, Look, SkeletonRows, failure_text, use_toasts};

/// Files of a record: a place to drop new ones, what is on its way, and the list.
#[component]
pub fn FilesPanel(
    #[prop(into)] object: String,
    id: Uuid,
    files: Asked<Answer<Vec<FileInfo>>>,
    /// Gets the number of files whenever it changes.
    counted: Callback<usize>,
) -> impl IntoView {
    let object = StoredValue::new(object);
    let shown = move || {
        Suspend::new(async move {
            match files.await {
                Ok(found) => {
                    let shelf = Shelf {
                        object,
                        id,
                        files: RwSignal::new(found),
                        uploads: RwSignal::new(Vec::new()),
                        counted,
                    };
                    view! { <Shelves shelf/> }.into_any()
                }
                Err(failure) => {
                    let language = use_language();
                    let retry = move |()| files.refetch();
                    view! {
                        <Banner text=failure_text(language, &failure) look=BannerLook::Bad>
                            <Button label=t!(language, common.retry) on_press=retry/>
                        </Banner>
                    }
                    .into_any()
                }
            }
        })
    };
    view! {
        <div class="stack files">
            <Transition fallback=|| view! { <SkeletonRows count=4/> }>{shown}</Transition>
        </div>
    }
}

#[component]
fn Shelves(shelf: Shelf) -> impl IntoView {
    let language = use_language();
    let is_empty = move || shelf.files.with(Vec::is_empty) && shelf.uploads.with(Vec::is_empty);
    view! {
        <DropZone shelf/>
        <ul class="rows">
            <For each=move || shelf.uploads.get() key=|upload| upload.key children=move |upload| {
                view! { <UploadRow shelf upload/> }
            }/>
            <For each=move || shelf.files.get() key=|file| file.id children=move |file| {
                view! { <FileRow shelf file/> }
            }/>
        </ul>
        <Show when=is_empty>
            <Empty icon="clip" title=t!(language, records.no_files)/>
        </Show>
    }
}

/// The largest file as people say it; it is a round number of binary megabytes.
pub(crate) fn largest() -> String {
    format!("{} MB", LARGEST_FILE / (1024 * 1024))
}

/// Files are dropped here or chosen; several at once.
#[component]
fn DropZone(shelf: Shelf) -> impl IntoView {
    let language = use_language();
    let toasts = use_toasts();
    let input = NodeRef::<html::Input>::new();
    let over = RwSignal::new(0_u32);
    let take = move |list: Option<FileList>| {
        let Some(list) = list else { return };
        for file in (0..list.length()).filter_map(|at| list.get(at)) {
            if file.size() > LARGEST_FILE as f64 {
                let text = t!(
                    language,
                    records.file_too_large,
                    name = file.name(),
                    size = largest()
                );
                toasts.fail(text);
                continue;
            }
            let upload = Upload::of(file);
            shelf.uploads.update(|uploads| uploads.push(upload));
            shelf.send(upload);
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        over.set(0);
        take(event.data_transfer().and_then(|dropped| dropped.files()));
    };
    let choose = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="dropzone"
            data-over=move || (over.get() > 0).then_some("")
            on:dragenter=move |event| {
                event.prevent_default();
                over.update(|over| *over += 1);
            }
            on:dragover=|event| event.prevent_default()
            on:dragleave=move |_| over.update(|over| *over = over.saturating_sub(1))
            on:drop=drop
        >
            <input
                node_ref=input
                type="file"
                multiple
                hidden
                aria-label=t!(language, records.choose_files)
                on:change:target=move |event| {
                    take(event.target().files());
                    event.target().set_value("");
                }
            />
            <p class="hide-m">{t!(language, records.drop_files)}</p>
            <Button label=t!(language, records.choose_files) icon="upload" look=Look::Soft on_press=choose/>
            <p class="xs faint">{t!(language, records.largest_file, size = largest())}</p>
        </div>
    }
}
