//! Teams: as options, and as the tree in which people work.

pub mod ask;
pub mod choices;
pub mod dialogs;
pub mod new_team;
pub mod page;
pub mod people;
pub mod row;
pub mod rows;
pub mod state;

pub(crate) use choices::{choices_of, words_of};
pub use new_team::NewTeam;
pub use page::TeamsPage;
