//! The log as a file, by the question that stands in the address.

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use contract::dto::audit::AuditQuery;

use super::asked::Asked;
use super::told::Told;
use super::written::{csv, written};

/// `GET /audit/log.csv?person=…&object=…&action=…`, for who may read the log.
pub(super) fn routes() -> Router {
    Router::new().route("/audit/log.csv", get(export))
}

async fn export(
    Asked(desk): Asked,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Told> {
    let pairs = asked
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    let query = AuditQuery {
        after: None,
        ..AuditQuery::of(pairs)
    };
    let write = async move |writer| domain::audit::export(&desk, &query, writer).await;
    Ok(csv("log.csv", written(write).await?))
}
