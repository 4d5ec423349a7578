//! What a person chooses for a part before the set goes in.

use contract::Refusal;
use contract::dto::import_sets::{ImportSet, PartChoice};
use contract::dto::imports::ImportState;
use uuid::Uuid;

use super::engine;
use super::journal::Set;
use crate::{Desk, Result};

/// How sure it is what a person said.
const SAID: u8 = 100;

/// Chooses for one part; the order of all is found anew.
///
/// # Errors
/// [`Refusal::NotFound`], [`Refusal::Unreadable`] for a plan of another file, [`Refusal::Forbidden`] once the set has
/// begun.
pub async fn choose(desk: &Desk, id: Uuid, import: Uuid, choice: PartChoice) -> Result<ImportSet> {
    let set = Set::of(desk, id).await?;
    let is_it = |part: &&super::journal::Kept| part.import == import;
    let mut part = set
        .parts
        .iter()
        .find(is_it)
        .cloned()
        .ok_or(Refusal::NotFound)?;
    if !set.is_open() {
        return Err(Refusal::Forbidden.into());
    }
    if let Some(object) = &choice.object {
        engine::preview(desk, import, Some(object)).await?;
        part.details.confidence = SAID;
    }
    if let Some(plan) = choice.plan {
        engine::keep_plan(desk, import, plan).await?;
    }
    if let Some(is_left_out) = choice.is_left_out {
        part.details.is_left_out = is_left_out;
    }
    let house = desk.crm().door().house();
    set.keep(house, &part).await?;
    set.rest(house, ImportState::Draft).await?;
    super::set(desk, id).await
}
