//! The log of what happened.

use contract::dto::audit::{AuditPage, AuditQuery};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// A page of the log, the newest first, for who may read it.
#[server(name = AuditCall, prefix = "/api", endpoint = "audit", input = Json, output = Json)]
pub async fn audit(query: AuditQuery) -> Answer<AuditPage> {
    let desk = desk().await?;
    answer(domain::audit::search(&desk, &query).await)
}
