//! Settings › Backups: what there is, whether it was tried out, one more now, and back to one of them.
//!
//! - `backups_page` draws the page, `watching` asks again while something goes on.
//! - `now` says how backups are made and makes one; `backup_row` is one of the list; `restore` goes back to one.
//! - `words` says what hinders a backup, on the page and on the command line.

pub mod backup_row;
pub mod backups_page;
pub mod now;
pub mod restore;

mod unread;
mod watching;
mod words;

pub use backups_page::BackupsPage;
pub use words::backup_trouble;
