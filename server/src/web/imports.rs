//! Files to bring in, and the rows that could not be.

use axum::extract::{Path, Query, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::Refusal;
use contract::dto::imports::{LARGEST_IMPORT, SheetTrouble};
use domain::import::sets;
use futures::TryStreamExt;
use serde::Deserialize;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::asked::Asked;
use super::files::{content, file_name, length};
use super::told::Told;
use super::written::{csv, written};

/// `POST /files/imports?object=…` or `?set=…` and `GET /files/imports/{id}/problems.csv`.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/files/imports", post(receive))
        .route("/files/imports/{id}/problems.csv", get(problems))
}

#[derive(Deserialize)]
struct What {
    object: Option<String>,
    /// The set that the file is to become a part of.
    set: Option<Uuid>,
}

async fn receive(
    Asked(desk): Asked,
    Query(what): Query<What>,
    request: Request,
) -> Result<Response, Told> {
    if length(request.headers()).is_some_and(|length| length > LARGEST_IMPORT) {
        return Err(too_large());
    }
    let name = file_name(request.headers())?;
    let path = match (&what.object, what.set) {
        (_, Some(set)) => sets::upload_path(&desk, set).await?,
        (Some(object), None) => domain::import::upload_path(&desk, object)?,
        (None, None) => return Err(Refusal::NotFound.into()),
    };
    if let Err(told) = keep(request, &path).await {
        // What came of it is of no use; where nothing came, nothing is there.
        let _ = tokio::fs::remove_file(&path).await;
        return Err(told);
    }
    Ok(match (what.object, what.set) {
        (_, Some(set)) => Json(sets::add(&desk, set, &name, &path).await?).into_response(),
        (object, None) => {
            let object = object.unwrap_or_default();
            Json(domain::import::receive(&desk, &object, &name, &path).await?).into_response()
        }
    })
}

/// Writes the body to the disk as it comes.
async fn keep(request: Request, path: &std::path::Path) -> Result<(), Told> {
    let mut file = File::create(path).await.map_err(domain::Error::from)?;
    let mut content = std::pin::pin!(content(request));
    let mut bytes = 0;
    while let Some(piece) = content.try_next().await.map_err(domain::Error::from)? {
        bytes += piece.len() as u64;
        if bytes > LARGEST_IMPORT {
            return Err(too_large());
        }
        file.write_all(&piece).await.map_err(domain::Error::from)?;
    }
    file.sync_all().await.map_err(domain::Error::from)?;
    Ok(())
}

fn too_large() -> Told {
    Refusal::Unreadable(SheetTrouble::TooLarge {
        limit_bytes: LARGEST_IMPORT,
    })
    .into()
}

/// The rows that were left out, with the reasons, to mend and send again.
async fn problems(Asked(desk): Asked, Path(id): Path<Uuid>) -> Result<Response, Told> {
    let import = domain::import::status(&desk, id).await?;
    let stem = import
        .file_name
        .rsplit_once('.')
        .map_or(import.file_name.as_str(), |(stem, _)| stem);
    let name = format!("{stem} - problems.csv");
    let rows = written(async move |writer| domain::import::problems_csv(&desk, id, writer).await);
    Ok(csv(&name, rows.await?))
}
