//! Looking at the product as somebody else, and who sees a record.

use contract::dto::session::Simulation;
use contract::dto::who::{WhoPage, WhoQuery};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{self, SESSION_SIMULATION, answer, broken, desk, proven_desk};
use super::{Answer, Json};

/// Begins to look at the product as somebody else. The field of a refusal is `reason`.
#[server(name = BeginSimulationCall, prefix = "/api", endpoint = "begin_simulation", input = Json, output = Json)]
pub async fn begin_simulation(user: Uuid, reason: String) -> Answer<Simulation> {
    let (desk, key) = (proven_desk().await?, server::session_key().await?);
    let begun = answer(domain::simulations::begin(&desk, &key, user, &reason).await)?;
    let session = server::session().await?;
    session
        .insert(SESSION_SIMULATION, begun.id)
        .await
        .map_err(broken)?;
    Ok(begun)
}

/// Ends it. Flat and without scripts: the way back is there whatever else is not.
#[server(name = EndSimulationCall, prefix = "/api", endpoint = "end_simulation")]
pub async fn end_simulation() -> Answer<()> {
    desk().await?;
    let (session, key) = (server::session().await?, server::session_key().await?);
    answer(domain::simulations::end_in(&server::crm(), &key).await)?;
    session
        .remove::<Uuid>(SESSION_SIMULATION)
        .await
        .map_err(broken)?;
    leptos_axum::redirect("/settings/users");
    Ok(())
}

/// Who may do what with a record, and through what.
#[server(name = WhoSeesCall, prefix = "/api", endpoint = "who_sees", input = Json, output = Json)]
pub async fn who_sees(query: WhoQuery) -> Answer<WhoPage> {
    let desk = desk().await?;
    answer(domain::who::of_record(&desk, &query).await)
}
