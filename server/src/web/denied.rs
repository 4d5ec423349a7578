//! Requests that are refused are counted: many of one person are an alert.

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use domain::Desk;

/// Counts what was refused to the signed-in person.
pub(super) async fn count(request: Request, next: Next) -> Response {
    let desk = request.extensions().get::<Desk>().cloned();
    let response = next.run(request).await;
    if let Some(desk) = desk.filter(|_| is_denied(response.status())) {
        domain::alerts::count_denied(&desk);
    }
    response
}

/// What somebody may not do, or what is not there for them: of a record that they may not see it is told that there is
/// none.
pub(super) fn is_denied(status: StatusCode) -> bool {
    matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
}
