//! Files on records: sent up as they are, and down by right.

use std::io;

use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use contract::dto::files::{FileInfo, LARGEST_FILE};
use contract::{Problem, Refusal};
use futures::{Stream, TryStreamExt};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use uuid::Uuid;

use super::asked::Asked;
use super::headers::LIFELESS;
use super::told::Told;

/// What RFC 5987 leaves as it is in a file name.
const NOT_IN_NAMES: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// `POST /files/{object}/{id}`, `GET /files/{id}` and `GET /files/{id}/preview`.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/files/{first}", get(download))
        .route("/files/{first}/preview", get(preview))
        .route("/files/{first}/{second}", post(upload))
}

async fn upload(
    Asked(desk): Asked,
    Path((object, id)): Path<(String, Uuid)>,
    request: Request,
) -> Result<Json<FileInfo>, Told> {
    if length(request.headers()).is_some_and(|length| length > LARGEST_FILE) {
        return Err(Refusal::TooLarge {
            limit_bytes: LARGEST_FILE,
        }
        .into());
    }
    let name = file_name(request.headers())?;
    Ok(Json(
        domain::files::add(&desk, &object, id, &name, content(request)).await?,
    ))
}

async fn download(Asked(desk): Asked, Path(id): Path<Uuid>) -> Result<Response, Told> {
    let (file, content) = domain::files::open(&desk, id).await?;
    let mut response = body(&file, Body::from_stream(content));
    response
        .headers_mut()
        .insert(header::CONTENT_DISPOSITION, attachment(&file.name));
    Ok(response)
}

/// The picture, drawn anew.
async fn preview(Asked(desk): Asked, Path(id): Path<Uuid>) -> Result<Response, Told> {
    let picture = domain::files::picture(&desk, id).await?;
    let mut response = picture.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(picture.media_type),
    );
    headers.insert(header::CONTENT_SECURITY_POLICY, LIFELESS);
    headers.insert(
        header::CONTENT_DISPOSITION,
        HeaderValue::from_static("inline"),
    );
    // The same id has the same points for ever, but not everybody may see them for ever.
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=300"),
    );
    Ok(response)
}

fn body(file: &FileInfo, content: Body) -> Response {
    let kind = HeaderValue::from_str(&file.media_type);
    let mut response = content.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        kind.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(file.bytes));
    headers.insert(header::CONTENT_SECURITY_POLICY, LIFELESS);
    response
}

/// A file to keep, not to open: its name in RFC 5987 for all scripts, and plain for old programs.
pub(super) fn attachment(name: &str) -> HeaderValue {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() || " -._()".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let encoded = utf8_percent_encode(name, NOT_IN_NAMES);
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// How long the body says it is.
pub(super) fn length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

/// The name that the browser sends percent-encoded in `X-File-Name`.
pub(super) fn file_name(headers: &HeaderMap) -> Result<String, Told> {
    let name = headers
        .get("x-file-name")
        .and_then(|name| name.to_str().ok());
    let name = name.and_then(|name| percent_decode_str(name).decode_utf8().ok());
    Ok(name
        .ok_or_else(|| Refusal::invalid("name", Problem::Required))?
        .into_owned())
}

/// The bytes of a body as they come; one that breaks off is an error, not an end.
pub(super) fn content(
    request: Request,
) -> impl Stream<Item = io::Result<axum::body::Bytes>> + Send {
    request
        .into_body()
        .into_data_stream()
        .map_err(|cause| io::Error::new(io::ErrorKind::ConnectionAborted, cause))
}

#[cfg(test)]
mod tests {
    use super::attachment;

    #[test]
    fn a_name_in_any_script_comes_down_as_it_went_up() {
        assert_eq!(
            attachment("合同 \"v2\".pdf"),
            "attachment; filename=\"__ _v2_.pdf\"; filename*=UTF-8''%E5%90%88%E5%90%8C%20%22v2%22.pdf"
        );
    }
}
