//! People who use the product: their names, who they are when they ask, and what is set for them.

mod add;
mod asker;
mod last;
mod leave;
mod links;
mod members;
mod own;
mod passwords;
mod people;
mod teams;
mod tree;

pub use add::{NewUser, add, add_member};
pub(crate) use add::{checked, insert, keep};
pub(crate) use asker::{actor, reached};
pub(crate) use last::{is_administrator, is_last_administrator};
pub use leave::{bring_back, deactivate, former};
pub(crate) use leave::{let_go, let_in};
pub(crate) use links::end_resets;
pub use links::{ask_reset, link, make_link, use_link};
pub use members::{move_people, team_people};
pub(crate) use own::{accepted, record_of, with_email};
pub use own::{begin_with, change_password, save_preferences};
pub use passwords::set_password;
pub use people::{People, people};
pub use teams::{
    add_team, add_team_below, lead_team, place_team, remove_team, rename_team, restore_team, teams,
};
#[cfg(test)]
pub(crate) use tree::keep as keep_tree;
pub(crate) use tree::{Around, all_below, around, below, settle};

#[cfg(test)]
mod tests;
