//! The log as a proof: it is sealed into a chain, the chain is proved, and those who may read it search it. See
//! `docs/decisions/0012-audit-chain.md`.

mod calls;
mod chain;
mod erasure;
mod export;
mod heads;
mod proof;
mod sealer;
mod search;
#[cfg(test)]
mod tests;

pub use crate::log::Call;
pub use calls::{keep, note_call};
pub use erasure::erase;
pub use export::export;
pub use heads::{Head, heads};
pub use proof::verify;
pub use sealer::{follow, seal};
pub use search::search;

pub(crate) use calls::Waiting;
pub(crate) use sealer::next as events_after;

use proof::own_proof;
