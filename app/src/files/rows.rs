//! A file in the list, and a file on its way into it.

use contract::dto::files::FileInfo;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped;

use super::shelf::Shelf;
use super::upload::{Progress, Upload};
use crate::api::files::set_file_deleted;
use crate::i18n::use_language;
use crate::records::lasting;
use crate::t;
use crate::ui::{
    Button, ButtonSize, Icon, IconButton, Meter, Moment, failure_text, format, use_toasts,
};

/// A file: picture or symbol, name, size, who added it when; fetch it or remove it.
#[component]
pub(super) fn FileRow(shelf: Shelf, file: FileInfo) -> impl IntoView {
    let language = use_language();
    let href = format!("/files/{}", file.id);
    let name = file.name.clone();
    let mark = match file.is_image {
        true => view! {
            <img
                class="files__preview"
                src=format!("{href}/preview")
                alt=t!(language, records.preview, name)
                loading="lazy"
                decoding="async"
            />
        }
        .into_any(),
        false => view! { <span class="files__mark"><Icon name="file"/></span> }.into_any(),
    };
    let remove = file.may_delete.then(|| {
        let label = t!(language, records.delete_name, name);
        let file = file.clone();
        view! { <IconButton label icon="trash" on_press=move |()| remove(shelf, file.clone())/> }
    });
    let download = t!(language, records.download_name, name);
    view! {
        <li class="row">
            {mark}
            <span class="row__main">
                <a class="row__title link" href=href.clone() target="_blank" rel="noopener">{file.name.clone()}</a>
                <span class="row__sub">
                    {format::bytes(file.bytes)} " · " {file.added_by.clone()} " · " <Moment at=file.added_at/>
                </span>
            </span>
            <span class="row__end">
                <a
                    class="btn btn--ghost btn--icon"
                    href=href
                    download=file.name
                    aria-label=download.clone()
                    data-tip=download
                    rel="external"
                >
                    <Icon name="download"/>
                </a>
                {remove}
            </span>
        </li>
    }
}

/// Takes the file away at once; a failure or the undo brings it back to its place.
fn remove(shelf: Shelf, file: FileInfo) {
    let language = use_language();
    let toasts = use_toasts();
    let Some(place) = shelf.take(file.id) else {
        return;
    };
    spawn_local_scoped(async move {
        match set_file_deleted(file.id, true).await {
            Ok(()) => {
                let name = file.name.clone();
                let undo = lasting(move || {
                    let file = file.clone();
                    leptos::task::spawn_local(async move {
                        match set_file_deleted(file.id, false).await {
                            Ok(()) => shelf.put_back(file, place),
                            Err(failure) => toasts.fail(failure_text(language, &failure)),
                        }
                    });
                });
                toasts.show(t!(language, records.file_deleted, name), undo);
            }
            Err(failure) => {
                shelf.put_back(file, place);
                toasts.fail(failure_text(language, &failure));
            }
        }
    });
}

/// A file on its way, or one that did not arrive and can be sent again.
#[component]
pub(super) fn UploadRow(shelf: Shelf, upload: Upload) -> impl IntoView {
    let language = use_language();
    let name = upload.name.get_value();
    let give_up = move |()| {
        upload.abort();
        shelf
            .uploads
            .update(|uploads| uploads.retain(|other| other.key != upload.key));
    };
    let failed = Memo::new(move |_| match upload.progress.get() {
        Progress::Failed(failure) => Some(failure_text(language, &failure)),
        Progress::Sending(_) => None,
    });
    let share = Signal::derive(move || match upload.progress.get() {
        Progress::Sending(share) => share,
        Progress::Failed(_) => 0.0,
    });
    let label = t!(language, records.uploading, name);
    let state = move || match failed.get() {
        Some(why) => view! { <span class="row__sub bad">{why}</span> }.into_any(),
        None => view! { <Meter label=label.clone() value=share/> }.into_any(),
    };
    view! {
        <li class="row">
            <span class="files__mark"><Icon name="upload"/></span>
            <span class="row__main">
                <span class="row__title">{name}</span>
                {state}
            </span>
            <span class="row__end">
                <Show when=move || failed.with(Option::is_some)>
                    <Button
                        label=t!(language, common.retry)
                        size=ButtonSize::Small
                        on_press=move |()| shelf.send(upload)
                    />
                </Show>
                <IconButton label=t!(language, common.cancel) icon="x" on_press=give_up/>
            </span>
        </li>
    }
}
