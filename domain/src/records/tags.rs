//! Tags in use.

use contract::{FieldKind, Refusal};

use crate::{Desk, Result, access};

/// The most tags to choose from.
const MOST: u64 = 12;

/// Tags in one field of visible records of an object that begin with some letters, the most used first.
///
/// # Errors
/// [`contract::Refusal::NotFound`] when there is no such object to see.
pub async fn tags_like(
    desk: &Desk,
    object: &str,
    field: &str,
    beginning: &str,
) -> Result<Vec<String>> {
    let described = desk.object(object)?;
    let field = described
        .field(field)
        .filter(|field| field.kind == FieldKind::Tags)
        .ok_or(Refusal::NotFound)?;
    access::tags_like(desk.visible(object)?, field, beginning.trim(), MOST).await
}
