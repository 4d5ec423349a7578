//! What is let go over a page: files, and folders with everything in them.

use std::collections::VecDeque;

use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::js_sys::futures::JsFuture;
use leptos::web_sys::js_sys::{Array, Function, Promise};
use leptos::web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

/// Takes down what was let go. To be called while the browser tells of it: it forgets the list at once.
pub(super) fn entries(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    (0..items.length())
        .filter_map(|place| items.get(place)?.webkit_get_as_entry().ok().flatten())
        .collect()
}

/// Whether there is a folder among them.
pub(super) fn holds_folder(entries: &[FileSystemEntry]) -> bool {
    entries.iter().any(FileSystemEntry::is_directory)
}

/// The files, also those of folders in folders, the outer ones first. What the browser may not read is left out.
pub(super) async fn files(entries: Vec<FileSystemEntry>) -> Vec<File> {
    let (mut open, mut files) = (VecDeque::from(entries), Vec::new());
    while let Some(entry) = open.pop_front() {
        if entry.is_directory() {
            open.extend(inside(&entry.unchecked_into()).await);
        } else if let Ok(file) = file(&entry.unchecked_into()).await {
            files.push(file);
        }
    }
    files
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let told = told(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    });
    told.await.map(JsCast::unchecked_into)
}

/// What stands in a folder. The browser tells it in parts, the last of which is empty.
async fn inside(folder: &FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut all = Vec::new();
    loop {
        let part =
            told(|done, failed| reader.read_entries_with_callback_and_callback(done, failed));
        let part = part.await.map(|part| Array::from(&part));
        match part {
            Ok(part) if part.length() > 0 => all.extend(part.iter().map(JsCast::unchecked_into)),
            _ => return all,
        }
    }
}

/// The answer of a function that calls back.
async fn told(
    ask: impl Fn(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |done, failed| {
        if let Err(error) = ask(&done, &failed) {
            // Nobody else answers then.
            let _ = failed.call1(&JsValue::NULL, &error);
        }
    });
    JsFuture::from(promise).await
}
