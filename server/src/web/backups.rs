//! Backups to take along.

use app::api::server::is_proven;
use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use contract::Refusal;
use futures::stream;
use std::io::Read;
use tower_sessions::Session;

use super::asked::Asked;
use super::files::attachment;
use super::told::Told;

/// How many bytes are read at once.
const PIECE: usize = 256 * 1024;

/// `GET /backups/{name}`.
pub(super) fn routes() -> Router {
    Router::new().route("/backups/{name}", get(download))
}

async fn download(
    Asked(desk): Asked,
    session: Session,
    Path(name): Path<String>,
) -> Result<Response, Told> {
    // Whoever has somebody's session could carry all of it away.
    if !is_proven(&session).await.map_err(domain::Error::broken)? {
        return Err(Refusal::ProveAgain.into());
    }
    let (bytes, reading) = domain::backup::download(&desk, &name).await?;
    // Read where waiting does not matter, a piece at a time as the browser takes them.
    let pieces = stream::try_unfold(reading, |mut reading| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let read = reading.read(&mut piece)?;
            piece.truncate(read);
            Ok::<_, std::io::Error>((piece, reading))
        });
        let (piece, reading) = read.await.map_err(std::io::Error::other)??;
        Ok::<_, std::io::Error>((!piece.is_empty()).then_some((piece, reading)))
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    headers.insert(header::CONTENT_DISPOSITION, attachment(&name));
    Ok(response)
}
