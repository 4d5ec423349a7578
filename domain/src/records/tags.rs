//! Tags in use.

use crate::{Desk, Result, access};

/// The most tags to choose from.
const MOST: u64 = 12;

/// Tags on visible records of an object that begin with some letters, the most used first.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn tags_like(desk: &Desk, object: &str, beginning: &str) -> Result<Vec<String>> {
    access::tags_like(desk.visible(object)?, beginning.trim(), MOST).await
}
