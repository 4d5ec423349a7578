//! Sends a file with progress, which `fetch` cannot tell.

use contract::Refusal;
use leptos::wasm_bindgen::prelude::*;
use leptos::web_sys::{File, ProgressEvent, XmlHttpRequest};
use leptos_router::location::Url;
use serde::de::DeserializeOwned;

use crate::api::{Answer, Failure};

/// Sends a file to an address that reads it. `on_progress` hears the bytes that went out; `on_end` is
/// called once, also when the request is aborted.
///
/// # Errors
/// The browser takes no such request.
pub(super) fn send<T: DeserializeOwned + 'static>(
    file: &File,
    address: &str,
    on_progress: impl Fn(f64) + 'static,
    on_end: impl FnOnce(Answer<T>) + 'static,
) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open("POST", address)?;
    request.set_request_header("X-File-Name", &Url::escape(&file.name()))?;
    request.set_request_header("X-Requested-With", "rapport")?;
    request.set_request_header("Content-Type", "application/octet-stream")?;
    let progress = Closure::<dyn Fn(ProgressEvent)>::new(move |event: ProgressEvent| {
        on_progress(event.loaded())
    });
    request
        .upload()?
        .set_onprogress(Some(progress.as_ref().unchecked_ref()));
    let end = {
        let request = request.clone();
        Closure::once_into_js(move || {
            // The browser calls it until the end; here is the end.
            drop(progress);
            on_end(read(&request));
        })
    };
    request.set_onloadend(Some(end.unchecked_ref()));
    request.send_with_opt_blob(Some(file))?;
    Ok(request)
}

fn read<T: DeserializeOwned>(request: &XmlHttpRequest) -> Answer<T> {
    let text = request.response_text().ok().flatten().unwrap_or_default();
    match request.status() {
        Ok(200..=299) => crate::api::read(&text).map_err(|_| Failure::Unreached),
        Ok(400..) => {
            Err(crate::api::read::<Refusal>(&text).map_or(Failure::Unreached, Failure::Refused))
        }
        _ => Err(Failure::Unreached),
    }
}
