//! A file is chosen or dropped, and read where it is.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::File;

use super::comparing::Comparing;
use crate::i18n::use_language;
use crate::t;
use crate::ui::FileDrop;

/// The largest file, in bytes: the server takes no larger one.
const LARGEST: f64 = 8.0 * 1024.0 * 1024.0;

/// The place to drop a file, or to choose one.
#[component]
pub fn ChooseFile(comparing: Comparing) -> impl IntoView {
    let language = use_language();
    let take = move |files: Vec<File>| {
        if let Some(file) = files.into_iter().next() {
            read(comparing, file);
        }
    };
    view! {
        <FileDrop
            choose=t!(language, merging.choose_file)
            drop=t!(language, merging.drop_file)
            drop_now=t!(language, merging.drop_now)
            touch=t!(language, merging.file_input)
            accept=".json,application/json"
            on_files=take
        />
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
