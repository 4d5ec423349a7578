//! A file is chosen or dropped, and read where it is.

use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::{File, FileList};

use super::comparing::Comparing;
use crate::i18n::use_language;
use crate::t;
use crate::ui::{Button, Icon, IconSize, Look};

/// The largest file, in bytes: the server takes no larger one.
const LARGEST: f64 = 8.0 * 1024.0 * 1024.0;

/// The place to drop a file, or to choose one.
#[component]
pub fn ChooseFile(comparing: Comparing) -> impl IntoView {
    let language = use_language();
    let input = NodeRef::<html::Input>::new();
    let is_over = RwSignal::new(false);
    let take = move |files: Option<FileList>| {
        if let Some(file) = files.and_then(|files| files.get(0)) {
            read(comparing, file);
        }
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        is_over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let open = move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    view! {
        <div
            class="dropzone configuration__drop"
            data-over=move || is_over.get().then_some("")
            on:dragover=move |event| {
                event.prevent_default();
                is_over.set(true);
            }
            on:dragleave=move |_| is_over.set(false)
            on:drop=drop
        >
            <span class="empty__art"><Icon name="upload" size=IconSize::Large/></span>
            <p class="hide-m">
                {move || match is_over.get() {
                    true => t!(language, merging.drop_now),
                    false => t!(language, merging.drop_file),
                }}
            </p>
            <input
                node_ref=input
                type="file"
                hidden
                accept=".json,application/json"
                aria-label=t!(language, merging.file_input)
                on:change:target=move |event| {
                    let target = event.target();
                    take(target.files());
                    // The same file may be chosen again after it was mended.
                    target.set_value("");
                }
            />
            <Button label=t!(language, merging.choose_file) look=Look::Primary on_press=open/>
        </div>
    }
}

/// Reads a file as text, and compares it.
fn read(comparing: Comparing, file: File) {
    let language = comparing.language;
    let name = file.name();
    if file.size() > LARGEST {
        let words = t!(language, merging.too_large_file).to_owned();
        return comparing.fail(name, words);
    }
    spawn_local(async move {
        let text = file.text().await.ok().and_then(|text| text.as_string());
        if comparing.name.is_disposed() {
            return;
        }
        match text {
            Some(text) => comparing.take(name, text),
            None => {
                let words = t!(language, merging.unreadable_file, name = name);
                comparing.fail(name, words);
            }
        }
    });
}
