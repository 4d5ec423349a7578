//! Several files, or the objects that stand side by side in one sheet, brought in together.
//!
//! - A set is a row of the [`journal`]; each of its parts is an import of its own, so that checking, progress, going on
//!   after a crash and undoing are the engine's.
//! - [`guess`] finds of which object a file is, by its name ([`words`]) and its headers.
//! - [`order`] puts the parts into the order in which they can be linked; what goes round in a circle is linked by a
//!   second pass ([`later`]).
//! - [`sheet`] finds companies, contacts and deals in the columns of one sheet, and [`split`] makes a file of each.
//! - [`work`] leads a set from part to part, and back again.

mod change;
mod files;
mod guess;
mod journal;
mod later;
mod order;
mod sheet;
mod split;
mod told;
mod words;
mod work;

use std::path::{Path, PathBuf};

use contract::dto::import_sets::{ImportSet, MOST_PARTS};
use contract::dto::imports::ImportState;
use contract::{Problem, Refusal};
use uuid::Uuid;

use super::engine::{self, Stays};
use crate::{Desk, Error, Result};
use journal::{Details, Kept, Set};

pub use change::choose;
pub use files::{FileReport, SetOfFiles, run_files};
pub use sheet::{objects_of_sheet, of_sheet};
pub use work::{resume_all, start, start_check, undo};

/// A new set without a file.
///
/// # Errors
/// [`Refusal::Forbidden`] for who may bring in nothing.
pub async fn begin(desk: &Desk) -> Result<ImportSet> {
    may_begin(desk)?;
    let set = Set::new(desk);
    set.insert(desk.crm().door().house()).await?;
    told::told(desk, set).await
}

fn may_begin(desk: &Desk) -> Result<()> {
    let descriptions = desk.crm().descriptions();
    let mut objects = descriptions.all().iter();
    if objects.any(|object| engine::may_bring(desk, &object.key)) {
        Ok(())
    } else {
        Err(Refusal::Forbidden.into())
    }
}

/// A set and how far it got.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn set(desk: &Desk, id: Uuid) -> Result<ImportSet> {
    told::told(desk, Set::of(desk, id).await?).await
}

/// Sets of the asker, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn recent(desk: &Desk) -> Result<Vec<ImportSet>> {
    told::all_told(desk, Set::recent(desk).await?).await
}

/// A place for the body of an upload; then call [`add`].
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn upload_path(desk: &Desk, id: Uuid) -> Result<PathBuf> {
    Set::of(desk, id).await?;
    let name = format!("{}.part", Uuid::now_v7().simple());
    Ok(desk.crm().uploads().join(name))
}

/// Takes over an uploaded file, which is moved or removed, as one more part.
///
/// # Errors
/// [`Refusal::Unreadable`] when it is no table, [`Refusal::TooLarge`], [`Refusal::Invalid`] when the set is full,
/// [`Refusal::Forbidden`] once it has begun.
pub async fn add(desk: &Desk, id: Uuid, file_name: &str, path: &Path) -> Result<ImportSet> {
    let added = add_part(desk, id, file_name, path, Stays::No).await;
    if added.is_err() {
        // What cannot be taken over is of no use; that it is gone already is no fault.
        let _ = tokio::fs::remove_file(path).await;
    }
    added?;
    set(desk, id).await
}

async fn add_part(
    desk: &Desk,
    id: Uuid,
    file_name: &str,
    path: &Path,
    stays: Stays,
) -> Result<Uuid> {
    let set = Set::of(desk, id).await?;
    if !set.is_open() {
        return Err(Refusal::Forbidden.into());
    }
    if set.parts.len() >= MOST_PARTS {
        let limit = u32::try_from(MOST_PARTS).unwrap_or(u32::MAX);
        return Err(Error::invalid("file", Problem::TooMany { limit }));
    }
    let guess = guess::guess(desk, file_name, path).await?;
    let import = engine::take(desk, &guess.object, file_name, path, stays).await?;
    let details = Details {
        confidence: guess.confidence,
        is_left_out: false,
    };
    let house = desk.crm().door().house();
    set.add(house, Kept { import, details }).await?;
    set.rest(house, ImportState::Draft).await?;
    Ok(import)
}

#[cfg(test)]
mod tests;
