//! One record: read, made, changed, deleted, restored.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use contract::Action;
use domain::{operations, records};

use super::body::Unread;
use super::caller::Caller;
use super::objects::Place;
use super::problem::{BODY, Problem};
use super::{objects, typed, version};

/// `GET /{object}/{id}`.
pub(super) async fn read(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let record = operations::read(&caller.desk, &object.key, objects::id(&id)?).await?;
    let mut response = version::tagged(StatusCode::OK, &object, &record);
    if version::is_known(&headers, record.version) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    Ok(response)
}

/// `POST /{object}`.
pub(super) async fn create(
    caller: Caller,
    Place(path): Place<String>,
    body: Unread,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    objects::must(&caller.desk, &object, Action::Create)?;
    let body = body.json().await?;
    let values = typed::values(&caller.desk, &object, &body, BODY).await?;
    let record = operations::create(&caller.desk, &object.key, caller.new_id(), values).await?;
    Ok(version::tagged(StatusCode::CREATED, &object, &record))
}

/// `PATCH /{object}/{id}`.
pub(super) async fn update(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
    headers: HeaderMap,
    body: Unread,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let id = objects::id(&id)?;
    objects::must(&caller.desk, &object, Action::Edit)?;
    let expected = version::required(&headers)?;
    let body = body.json().await?;
    let values = typed::values(&caller.desk, &object, &body, BODY).await?;
    let record = operations::update(&caller.desk, &object.key, id, expected, values).await?;
    Ok(version::tagged(StatusCode::OK, &object, &record))
}

/// `DELETE /{object}/{id}`.
pub(super) async fn delete(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let id = objects::id(&id)?;
    let expected = version::expected(&headers)?.unwrap_or(operations::Expected::Any);
    operations::delete(&caller.desk, &object.key, id, expected).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /{object}/{id}/restore`.
pub(super) async fn restore(
    caller: Caller,
    Place((path, id)): Place<(String, String)>,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let record = records::restore(&caller.desk, &object.key, objects::id(&id)?).await?;
    Ok(version::tagged(StatusCode::OK, &object, &record))
}
