//! Turning leads into customers.

use contract::dto::leads::{Conversion, Converted, Proposal};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// What a conversion of the lead would make.
#[server(name = ProposeConversionCall, prefix = "/api", endpoint = "propose_conversion", input = Json, output = Json)]
pub async fn propose_conversion(lead: Uuid) -> Answer<Proposal> {
    let desk = desk().await?;
    answer(domain::leads::propose(&desk, lead).await)
}

/// Makes customer, contact and deal of a lead.
#[server(name = ConvertLeadCall, prefix = "/api", endpoint = "convert_lead", input = Json, output = Json)]
pub async fn convert_lead(conversion: Conversion) -> Answer<Converted> {
    let desk = desk().await?;
    answer(domain::leads::convert(&desk, conversion).await)
}
