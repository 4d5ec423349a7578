//! Several files brought in together. Each file is sent by plain HTTP: `POST /files/imports?set=…`, body = the
//! file, header `X-File-Name` percent-encoded; answers the [`ImportSet`] as JSON, whose parts then stand in their order.

use contract::dto::import_sets::{ImportSet, PartChoice};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk};
use super::{Answer, Json};

/// Sets of the asker, the newest first.
#[server(name = ImportSetsCall, prefix = "/api", endpoint = "import_sets", input = Json, output = Json)]
pub async fn import_sets() -> Answer<Vec<ImportSet>> {
    let desk = desk().await?;
    answer(domain::import::sets::recent(&desk).await)
}

/// A new set without a file.
#[server(name = ImportSetBeginCall, prefix = "/api", endpoint = "import_set_begin", input = Json, output = Json)]
pub async fn import_set_begin() -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::begin(&desk).await)
}

/// A set and how far it got; asked again and again while it moves.
#[server(name = ImportSetCall, prefix = "/api", endpoint = "import_set", input = Json, output = Json)]
pub async fn import_set(id: Uuid) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::set(&desk, id).await)
}

/// The objects whose records stand side by side in the rows of an upload, such as companies, contacts and deals;
/// one or none for an ordinary file.
#[server(name = ImportSheetObjectsCall, prefix = "/api", endpoint = "import_sheet_objects", input = Json, output = Json)]
pub async fn import_sheet_objects(import: Uuid) -> Answer<Vec<String>> {
    let desk = desk().await?;
    answer(domain::import::sets::objects_of_sheet(&desk, import).await)
}

/// Makes a set of an upload whose rows hold records of several objects: one part for each.
#[server(name = ImportSetOfSheetCall, prefix = "/api", endpoint = "import_set_of_sheet", input = Json, output = Json)]
pub async fn import_set_of_sheet(import: Uuid, objects: Vec<String>) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::of_sheet(&desk, import, &objects).await)
}

/// Chooses for one part: its object, its plan, whether it goes in. The order is found anew.
#[server(name = ImportSetPartCall, prefix = "/api", endpoint = "import_set_part", input = Json, output = Json)]
pub async fn import_set_part(id: Uuid, import: Uuid, choice: PartChoice) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::choose(&desk, id, import, choice).await)
}

/// Starts to check every part; what each found is told by `import_findings` of the part.
#[server(name = ImportSetCheckCall, prefix = "/api", endpoint = "import_set_check", input = Json, output = Json)]
pub async fn import_set_check(id: Uuid) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::start_check(&desk, id).await)
}

/// Starts, or goes on with, a set. A second call while it runs changes nothing.
#[server(name = ImportSetStartCall, prefix = "/api", endpoint = "import_set_start", input = Json, output = Json)]
pub async fn import_set_start(id: Uuid) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::start(&desk, id).await)
}

/// Takes a whole set back, the last part first.
#[server(name = ImportSetUndoCall, prefix = "/api", endpoint = "import_set_undo", input = Json, output = Json)]
pub async fn import_set_undo(id: Uuid) -> Answer<ImportSet> {
    let desk = desk().await?;
    answer(domain::import::sets::undo(&desk, id).await)
}
