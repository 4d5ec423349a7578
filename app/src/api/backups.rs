//! Backups, for administrators.

use contract::dto::backups::{Backups, RestorePreview};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// The backups there are, and how they are made.
#[server(name = BackupsCall, prefix = "/api", endpoint = "backups", input = Json, output = Json)]
pub async fn backups() -> Answer<Backups> {
    let desk = desk().await?;
    answer(domain::backup::shown(&desk).await)
}

/// Begins one in the background.
#[server(name = MakeBackupCall, prefix = "/api", endpoint = "make_backup", input = Json, output = Json)]
pub async fn make_backup() -> Answer<()> {
    let desk = desk().await?;
    answer(domain::backup::begin(&desk).await)
}

/// What a restore would do, in numbers.
#[server(name = BackupPreviewCall, prefix = "/api", endpoint = "backup_preview", input = Json, output = Json)]
pub async fn backup_preview(name: String) -> Answer<RestorePreview> {
    let desk = desk().await?;
    answer(domain::backup::preview(&desk, &name).await)
}

/// Asks for a restore, which begins as soon as the requests at work are answered.
#[server(name = RestoreBackupCall, prefix = "/api", endpoint = "restore_backup", input = Json, output = Json)]
pub async fn restore_backup(name: String) -> Answer<()> {
    let desk = proven_desk().await?;
    answer(domain::backup::ask_restore(&desk, &name).await)
}
