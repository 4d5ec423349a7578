//! What uploads left behind that a crash cut off.

use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use crate::{Crm, Error, Result};

/// No upload takes so long.
const ABANDONED: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes beginnings of files that nobody goes on with. Answers how many went.
///
/// # Errors
/// When the folder cannot be read or written.
pub async fn sweep(crm: &Crm) -> Result<u64> {
    let Some(folder) = crm.uploads().parent().map(|files| files.join("incoming")) else {
        return Ok(0);
    };
    let swept = tokio::task::spawn_blocking(move || remove_older(&folder, ABANDONED));
    Ok(swept.await.map_err(Error::broken)??)
}

fn remove_older(folder: &Path, age: Duration) -> io::Result<u64> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        entries => entries?,
    };
    let mut removed = 0;
    for entry in entries {
        let entry = entry?;
        let written = entry.metadata()?.modified()?;
        let is_old = SystemTime::now()
            .duration_since(written)
            .is_ok_and(|since| since >= age);
        if is_old {
            std::fs::remove_file(entry.path())?;
            removed += 1;
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::remove_older;

    #[test]
    fn only_what_is_abandoned_goes() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("half"), "a").unwrap();
        assert_eq!(
            remove_older(folder.path(), Duration::from_secs(60)).unwrap(),
            0
        );
        assert_eq!(remove_older(folder.path(), Duration::ZERO).unwrap(), 1);
        assert_eq!(
            remove_older(&folder.path().join("none"), Duration::ZERO).unwrap(),
            0
        );
    }
}
