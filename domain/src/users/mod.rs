//! People who use the product: their names, who they are when they ask, and what is set for them.

mod add;
mod asker;
mod last;
mod links;
mod own;
mod passwords;
mod people;
mod teams;

pub use add::{NewUser, add};
pub(crate) use add::{checked, insert, keep};
pub(crate) use asker::{actor, reached};
pub(crate) use last::{is_administrator, is_last_administrator};
pub use links::{ask_reset, link, make_link, use_link};
pub(crate) use own::{accepted, record_of};
pub use own::{change_password, save_preferences};
pub use passwords::set_password;
pub use people::{People, people};
pub use teams::{add_team, place_team, teams};

#[cfg(test)]
mod tests;
