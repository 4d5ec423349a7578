//! Writing expressions: fields and functions at hand, what is wrong shown while writing, and what it comes to.

pub mod editor;
pub mod insert;
pub mod part;

mod check;
mod functions;
mod trouble;

pub(super) use check::check;
pub use editor::ExpressionEditor;
pub use part::FormulaPart;
pub(super) use trouble::troubles_text;
