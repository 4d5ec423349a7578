//! Sending one file, with its progress. `XmlHttpRequest`, since `fetch` tells nothing of an upload's progress.

use contract::Refusal;
use contract::dto::files::FileInfo;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{File, ProgressEvent, XmlHttpRequest};
use uuid::Uuid;

use crate::api::Failure;
use crate::records::escape;

/// How far an upload is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Progress {
    /// Share of the bytes sent, 0 to 1.
    Sending(f64),
    Failed(Failure),
}

/// A file on its way.
#[derive(Clone, Copy)]
pub(super) struct Upload {
    pub(super) key: Uuid,
    pub(super) name: StoredValue<String>,
    pub(super) progress: RwSignal<Progress>,
    /// Kept for another try.
    file: StoredValue<File, LocalStorage>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
}

impl Upload {
    /// A file that somebody has picked; nothing is sent yet.
    pub(super) fn of(file: File) -> Self {
        Self {
            key: Uuid::now_v7(),
            name: StoredValue::new(file.name()),
            progress: RwSignal::new(Progress::Sending(0.0)),
            file: StoredValue::new_local(file),
            request: StoredValue::new_local(None),
        }
    }

    /// Sends it, or tries again; `done` gets what the server keeps.
    pub(super) fn send(self, object: &str, id: Uuid, done: Callback<FileInfo>) {
        self.progress.set(Progress::Sending(0.0));
        if self.start(object, id, done).is_none() {
            self.progress.set(Progress::Failed(Failure::Unreached));
        }
    }

    /// Gives it up.
    pub(super) fn abort(self) {
        if let Some(Some(request)) = self.request.try_get_value() {
            // An aborted request that is over already is no trouble.
            let _ = request.abort();
        }
    }

    fn start(self, object: &str, id: Uuid, done: Callback<FileInfo>) -> Option<()> {
        let request = XmlHttpRequest::new().ok()?;
        request
            .open("POST", &format!("/files/{object}/{id}"))
            .ok()?;
        let name = escape(&self.name.get_value());
        request.set_request_header("X-File-Name", &name).ok()?;
        request
            .set_request_header("Content-Type", "application/octet-stream")
            .ok()?;
        self.watch(&request, done);
        let file = self.file.get_value();
        request.send_with_opt_blob(Some(&file)).ok()?;
        self.request.set_value(Some(request));
        Some(())
    }

    fn watch(self, request: &XmlHttpRequest, done: Callback<FileInfo>) {
        if let Ok(sent) = request.upload() {
            let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
                let share = event.loaded() / event.total().max(1.0);
                self.progress.try_set(Progress::Sending(share));
            });
            sent.set_onprogress(Some(on_progress.into_js_value().unchecked_ref()));
        }
        let over = {
            let request = request.clone();
            Closure::<dyn Fn()>::new(move || match outcome(&request) {
                Ok(file) => {
                    done.try_run(file);
                }
                Err(failure) => {
                    self.progress.try_set(Progress::Failed(failure));
                }
            })
        };
        request.set_onloadend(Some(over.into_js_value().unchecked_ref()));
    }
}

/// What the server answered: the file, or a refusal as JSON.
fn outcome(request: &XmlHttpRequest) -> Result<FileInfo, Failure> {
    let status = request.status().unwrap_or_default();
    let body = request.response_text().ok().flatten().unwrap_or_default();
    if (200..300).contains(&status) {
        return serde_json::from_str(&body).map_err(|_| Failure::Unreached);
    }
    match serde_json::from_str::<Refusal>(&body) {
        Ok(refusal) => Err(refusal.into()),
        Err(_) if status == 413 => Err(Refusal::TooLarge {
            limit_bytes: contract::dto::files::LARGEST_FILE,
        }
        .into()),
        Err(_) if status == 401 => Err(Refusal::SignIn.into()),
        Err(_) if status == 403 => Err(Refusal::Forbidden.into()),
        Err(_) if status == 404 => Err(Refusal::NotFound.into()),
        Err(_) => Err(Failure::Unreached),
    }
}
