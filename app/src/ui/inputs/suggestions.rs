//! Where a combobox finds what it suggests.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::super::AvatarShape;

/// One thing to pick.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// What is kept when it is picked.
    pub key: String,
    pub title: String,
    /// A second line that tells namesakes apart; may be empty.
    pub sub: String,
    /// Draws an avatar before it.
    pub avatar: Option<AvatarShape>,
}

/// Finds suggestions for some words.
pub type Source =
    Arc<dyn Fn(String) -> Pin<Box<dyn Future<Output = Vec<Suggested>> + Send>> + Send + Sync>;

/// Makes a source of an asynchronous function.
pub fn source<F, Out>(find: F) -> Source
where
    F: Fn(String) -> Out + Send + Sync + 'static,
    Out: Future<Output = Vec<Suggested>> + Send + 'static,
{
    Arc::new(move |words| Box::pin(find(words)))
}
