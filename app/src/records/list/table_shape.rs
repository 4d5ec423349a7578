//! What the parts of one table share.

use contract::ObjectDef;
use leptos::prelude::*;

use super::columns::Column;
use super::editing::Editing;
use super::listing::Listing;

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    pub(super) object: StoredValue<ObjectDef>,
    pub(super) columns: Memo<Vec<Column>>,
    /// What lists can do and tables elsewhere cannot: choose rows, and change them where they stand.
    pub(super) tools: Option<(Listing, Editing)>,
}
