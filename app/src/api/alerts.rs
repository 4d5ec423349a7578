//! Alerts: what administrators are told of by themselves.

use contract::dto::alerts::{Alert, AlertPage, AlertPreview, AlertQuery, AlertSetup, AlertState};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// From how much on something is told, for who may read the log.
#[server(name = AlertSetupCall, prefix = "/api", endpoint = "alert_setup", input = Json, output = Json)]
pub async fn alert_setup() -> Answer<AlertSetup> {
    let desk = desk().await?;
    answer(domain::alerts::setup(&desk).await)
}

/// A page of alerts, for who may read the log.
#[server(name = AlertPageCall, prefix = "/api", endpoint = "alert_page", input = Json, output = Json)]
pub async fn alert_page(query: AlertQuery) -> Answer<AlertPage> {
    let desk = desk().await?;
    answer(domain::alerts::list(&desk, &query).await)
}

/// How many alerts nobody has looked at; none for who is not told of them.
#[server(name = OpenAlertsCall, prefix = "/api", endpoint = "open_alerts", input = Json, output = Json)]
pub async fn open_alerts() -> Answer<u64> {
    let desk = desk().await?;
    answer(domain::alerts::open(&desk).await)
}

/// Marks an alert as looked at or settled, for administrators. The field of a refusal is `note`.
#[server(name = MarkAlertCall, prefix = "/api", endpoint = "mark_alert", input = Json, output = Json)]
pub async fn mark_alert(id: Uuid, state: AlertState, note: String) -> Answer<Alert> {
    let desk = desk().await?;
    answer(domain::alerts::mark(&desk, id, state, &note).await)
}

/// Sets from how much on something is told, for administrators. The fields of a refusal are those of
/// [`contract::dto::alerts::AlertRule::fields`], `time_zone`, `days`, `from` and `until`.
#[server(name = SaveAlertsCall, prefix = "/api", endpoint = "save_alerts", input = Json, output = Json)]
pub async fn save_alerts(setup: AlertSetup) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::alerts::save(&desk, &setup).await)
}

/// How often rules would have told something in the last thirty days, for administrators. A refusal names the fields of
/// [`save_alerts`].
#[server(name = PreviewAlertsCall, prefix = "/api", endpoint = "preview_alerts", input = Json, output = Json)]
pub async fn preview_alerts(setup: AlertSetup) -> Answer<Vec<AlertPreview>> {
    let desk = desk().await?;
    answer(domain::alerts::preview(&desk, &setup).await)
}
