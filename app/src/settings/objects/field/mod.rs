//! One field: what it is, how it is called, what it takes, and how it will look.

pub mod basics;
pub mod choice_row;
pub mod choices;
pub mod counted;
pub mod default;
pub mod dialog;
pub mod host;
pub mod kind_cards;
pub mod mentions;
pub mod paste;
pub mod pipelines;
pub mod preview;
pub mod relation;
pub mod roll_up;
pub mod stage_part;

mod choice_list;
mod draft;
mod merge;
mod roll_up_kind;
mod saving;

pub use dialog::FieldDialog;
pub use draft::Draft;
pub use host::{FieldDialogHost, LayoutFieldDialog};
