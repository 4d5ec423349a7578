//! For those who watch over the process.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use domain::Crm;

/// `/healthz`: the process lives. `/readyz`: the database answers; it was brought up to date at the start.
pub(super) fn routes(crm: Arc<Crm>) -> Router {
    Router::new()
        .route("/healthz", get(async || "alive\n"))
        .route("/readyz", get(ready))
        .with_state(crm)
}

async fn ready(State(crm): State<Arc<Crm>>) -> (StatusCode, &'static str) {
    match crm.ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::error!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database does not answer\n",
            )
        }
    }
}
