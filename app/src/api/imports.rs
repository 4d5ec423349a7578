//! The import wizard. The file itself is sent by plain HTTP: `POST /files/imports?object=…`, body = the
//! file, header `X-File-Name` percent-encoded; answers an `ImportPreview` as JSON.

use contract::dto::imports::{
    ImportCheck, ImportPlan, ImportPreview, ImportStatus, SavedMapping, ValueCount,
};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Imports of the asker, the newest first.
#[server(name = ImportsCall, prefix = "/api", endpoint = "imports", input = Json, output = Json)]
pub async fn imports() -> Answer<Vec<ImportStatus>> {
    let desk = desk().await?;
    answer(domain::import::recent(&desk).await)
}

/// An uploaded file again, as when the wizard is reopened; with another object, matched anew.
#[server(name = ImportPreviewCall, prefix = "/api", endpoint = "import_preview", input = Json, output = Json)]
pub async fn import_preview(id: Uuid, object: Option<String>) -> Answer<ImportPreview> {
    let desk = desk().await?;
    answer(domain::import::preview(&desk, id, object.as_deref()).await)
}

/// Starts to check the whole file under a plan; follow it by [`import_status`].
#[server(name = ImportCheckCall, prefix = "/api", endpoint = "import_check", input = Json, output = Json)]
pub async fn import_check(id: Uuid, plan: ImportPlan) -> Answer<ImportStatus> {
    let desk = desk().await?;
    answer(domain::import::start_check(&desk, id, plan).await)
}

/// What the check found.
#[server(name = ImportFindingsCall, prefix = "/api", endpoint = "import_findings", input = Json, output = Json)]
pub async fn import_findings(id: Uuid) -> Answer<ImportCheck> {
    let desk = desk().await?;
    answer(domain::import::findings(&desk, id).await)
}

/// Starts, or goes on with, a checked import. A second call while it runs changes nothing.
#[server(name = ImportStartCall, prefix = "/api", endpoint = "import_start", input = Json, output = Json)]
pub async fn import_start(id: Uuid) -> Answer<ImportStatus> {
    let desk = desk().await?;
    answer(domain::import::start(&desk, id).await)
}

/// How far it got.
#[server(name = ImportStatusCall, prefix = "/api", endpoint = "import_status", input = Json, output = Json)]
pub async fn import_status(id: Uuid) -> Answer<ImportStatus> {
    let desk = desk().await?;
    answer(domain::import::status(&desk, id).await)
}

/// Takes a whole import back: what it created goes, what it changed is as before.
#[server(name = ImportUndoCall, prefix = "/api", endpoint = "import_undo", input = Json, output = Json)]
pub async fn import_undo(id: Uuid) -> Answer<ImportStatus> {
    let desk = desk().await?;
    answer(domain::import::undo(&desk, id).await)
}

/// Keeps a plan under a name, for the next file with such headers; one of the asker's with the same name is replaced.
#[server(name = SaveMappingCall, prefix = "/api", endpoint = "import_save_mapping", input = Json, output = Json)]
pub async fn save_mapping(name: String, plan: ImportPlan) -> Answer<SavedMapping> {
    let desk = desk().await?;
    answer(domain::import::save_mapping(&desk, &name, plan).await)
}

/// The plans that anybody keeps for an object, the newest first.
#[server(name = SavedMappingsCall, prefix = "/api", endpoint = "import_saved_mappings", input = Json, output = Json)]
pub async fn saved_mappings(object: String) -> Answer<Vec<SavedMapping>> {
    let desk = desk().await?;
    answer(domain::import::saved_mappings(&desk, &object).await)
}

/// Forgets a kept plan.
#[server(name = ForgetMappingCall, prefix = "/api", endpoint = "import_forget_mapping", input = Json, output = Json)]
pub async fn forget_mapping(id: Uuid) -> Answer<()> {
    let desk = desk().await?;
    answer(domain::import::forget_mapping(&desk, id).await)
}

/// An upload again, matched anew without the saved mapping that it follows.
#[server(name = ImportUnmappedCall, prefix = "/api", endpoint = "import_unmapped", input = Json, output = Json)]
pub async fn import_unmapped(id: Uuid) -> Answer<ImportPreview> {
    let desk = desk().await?;
    answer(domain::import::unmapped(&desk, id).await)
}

/// The words of a column, by its place in the file, as a field of choices, of yes and no, or of users would read them:
/// for a column that a person lets go into another field.
#[server(name = ImportWordsCall, prefix = "/api", endpoint = "import_words", input = Json, output = Json)]
pub async fn import_words(id: Uuid, place: usize, field: String) -> Answer<Vec<ValueCount>> {
    let desk = desk().await?;
    answer(domain::import::words(&desk, id, place, &field).await)
}
