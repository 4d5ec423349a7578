//! Roles and permissions: which role may do what, and who has it.

pub mod copy_role;
pub mod field_rights;
pub mod matrix;
pub mod members;
pub mod page;
pub mod sight;
pub mod state;

pub use page::RolesPage;
