//! The second pass: relations that went round in a circle, linked when every part is in.

use contract::Refusal;

use super::told::Part;
use crate::import::engine;
use crate::{Desk, Error, Result};

/// Links what still waits in the relations that could not be linked in order.
///
/// # Errors
/// When the database fails.
pub(super) async fn link(desk: &Desk, parts: &[Part]) -> Result<()> {
    for part in parts.iter().filter(|part| part.goes_in()) {
        for field in &part.place.linked_later {
            match engine::link_waiting(desk, &part.plan.object, field).await {
                // Who may make such records need not be one who may change them.
                Ok(()) | Err(Error::Refused(Refusal::Forbidden)) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}
