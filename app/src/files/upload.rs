//! Sending one file, with its progress. `XmlHttpRequest`, since `fetch` tells nothing of an upload's progress.

use std::sync::Mutex;

use contract::Refusal;
use contract::dto::files::FileInfo;
use futures::channel::oneshot;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{File, ProgressEvent, XmlHttpRequest};
use uuid::Uuid;

use crate::api::{Answer, Failure};
use crate::records::escape;

/// How far an upload is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Progress {
    /// Share of the bytes sent, 0 to 1.
    Sending(f64),
    Failed(Failure),
}

/// A file on its way.
#[derive(Clone, Copy)]
pub(crate) struct Upload {
    pub(super) key: Uuid,
    pub(crate) name: StoredValue<String>,
    pub(crate) progress: RwSignal<Progress>,
    /// Kept for another try.
    file: StoredValue<File, LocalStorage>,
    request: StoredValue<Option<XmlHttpRequest>, LocalStorage>,
}

impl Upload {
    /// A file that somebody has picked; nothing is sent yet.
    #[expect(
        clippy::disallowed_methods,
        reason = "a file is picked in browsers only"
    )]
    pub(crate) fn of(file: File) -> Self {
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
        self.begin(
            object,
            id,
            Callback::new(move |answer: Answer<FileInfo>| {
                if let Ok(file) = answer {
                    done.try_run(file);
                }
            }),
        );
    }

    /// Sends it, or tries again, and waits for what the server keeps.
    ///
    /// # Errors
    /// As the server refuses; [`Failure::Unreached`] also when it was given up.
    pub(crate) async fn arrive(self, object: &str, id: Uuid) -> Answer<FileInfo> {
        let (tell, told) = oneshot::channel();
        let tell = Mutex::new(Some(tell));
        self.begin(
            object,
            id,
            Callback::new(move |answer| {
                let tell = tell.lock().ok().and_then(|mut tell| tell.take());
                // Nobody waits any more where the page was left.
                let _ = tell.map(|tell| tell.send(answer));
            }),
        );
        told.await.unwrap_or(Err(Failure::Unreached))
    }

    fn begin(self, object: &str, id: Uuid, over: Callback<Answer<FileInfo>>) {
        self.progress.set(Progress::Sending(0.0));
        let watched = Callback::new(move |answer: Answer<FileInfo>| {
            if let Err(failure) = &answer {
                self.progress.try_set(Progress::Failed(failure.clone()));
            }
            over.try_run(answer);
        });
        if self.start(object, id, watched).is_none() {
            watched.run(Err(Failure::Unreached));
        }
    }

    /// Gives it up.
    pub(crate) fn abort(self) {
        if let Some(Some(request)) = self.request.try_get_value() {
            // An aborted request that is over already is no trouble.
            let _ = request.abort();
        }
    }

    fn start(self, object: &str, id: Uuid, over: Callback<Answer<FileInfo>>) -> Option<()> {
        let request = XmlHttpRequest::new().ok()?;
        request
            .open("POST", &format!("/files/{object}/{id}"))
            .ok()?;
        let name = escape(&self.name.get_value());
        request.set_request_header("X-File-Name", &name).ok()?;
        request
            .set_request_header("Content-Type", "application/octet-stream")
            .ok()?;
        self.watch(&request, over);
        let file = self.file.get_value();
        request.send_with_opt_blob(Some(&file)).ok()?;
        self.request.set_value(Some(request));
        Some(())
    }

    fn watch(self, request: &XmlHttpRequest, over: Callback<Answer<FileInfo>>) {
        if let Ok(sent) = request.upload() {
            let on_progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
                let share = event.loaded() / event.total().max(1.0);
                self.progress.try_set(Progress::Sending(share));
            });
            sent.set_onprogress(Some(on_progress.into_js_value().unchecked_ref()));
        }
        let ended = {
            let request = request.clone();
            Closure::<dyn Fn()>::new(move || {
                over.try_run(outcome(&request));
            })
        };
        request.set_onloadend(Some(ended.into_js_value().unchecked_ref()));
    }
}

/// What the server answered: the file, or a refusal as JSON.
fn outcome(request: &XmlHttpRequest) -> Answer<FileInfo> {
    let status = request.status().unwrap_or_default();
    let body = request.response_text().ok().flatten().unwrap_or_default();
    if (200..300).contains(&status) {
        return crate::api::read(&body).map_err(|_| Failure::Unreached);
    }
    match crate::api::read::<Refusal>(&body) {
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
