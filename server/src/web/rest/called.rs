//! Every request of a program stands in the log: by whom, by which key, what was asked and what came of it. The query is
//! left out, as is a value by which a record is named.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::Crm;
use domain::api_keys::Pass;
use domain::audit::{Call, note_call};

use super::ROOT;
use crate::web::{denied, trace};

/// Notes the request when it is answered.
pub(super) async fn note(State(crm): State<Arc<Crm>>, request: Request, next: Next) -> Response {
    let path = format!("{ROOT}{}", request.uri().path());
    let call = request.extensions().get::<Pass>().map(|pass| {
        Call::at(
            &pass.desk,
            pass.key,
            request.method().as_str(),
            trace::told(&path),
        )
    });
    let desk = request
        .extensions()
        .get::<Pass>()
        .map(|pass| pass.desk.clone());
    let response = next.run(request).await;
    if let Some(desk) = desk.filter(|_| denied::is_denied(response.status())) {
        domain::alerts::count_denied(&desk);
    }
    if let Some(mut call) = call {
        call.status = response.status().as_u16();
        if let Err(error) = note_call(&crm, call).await {
            tracing::warn!(%error, "requests of programs are not in the log yet");
        }
    }
    response
}
