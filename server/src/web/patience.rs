//! Pages are drawn as a whole before they are answered: one that waits for what never comes would hang for ever.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use contract::Language;
use tokio::time::timeout;

use super::plain;

/// Whether a page has got as far as being drawn.
#[derive(Clone, Default)]
struct IsDrawing(Arc<AtomicBool>);

/// Ends a page that is not finished in time with a page of its own. What a server function does may last longer, such as
/// the test of a backup, and shall not be broken off.
pub(super) async fn end_in_time(
    State(patience): State<Duration>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/api/") {
        return next.run(request).await;
    }
    let language = request.extensions().get::<Language>().copied();
    let is_drawing = IsDrawing::default();
    request.extensions_mut().insert(is_drawing.clone());
    match timeout(patience, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let awaited = match is_drawing.0.load(Ordering::Relaxed) {
                true => "what the page asks for",
                false => "who asks, and the descriptions",
            };
            let seconds = patience.as_secs();
            tracing::error!(path, seconds, awaited, "a page was not finished in time");
            plain::took_too_long(language.unwrap_or_default(), seconds)
        }
    }
}

/// Notes that whoever asks is known and the page is drawn from here on.
pub(super) async fn drawing(request: Request, next: Next) -> Response {
    if let Some(is_drawing) = request.extensions().get::<IsDrawing>() {
        is_drawing.0.store(true, Ordering::Relaxed);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::StatusCode;
    use axum::middleware::{from_fn, from_fn_with_state};
    use axum::routing::get;
    use contract::Language;
    use tower::ServiceExt;

    use super::{drawing, end_in_time};

    async fn ask(path: &str, language: Language) -> (StatusCode, String) {
        let never = || std::future::pending::<&'static str>();
        let slow = || async {
            tokio::time::sleep(Duration::from_millis(120)).await;
            "done"
        };
        let router = Router::new()
            .route("/never", get(never))
            .route("/at-once", get(async || "here"))
            .route("/api/slow", get(slow))
            .layer(from_fn(drawing))
            .layer(from_fn_with_state(Duration::from_millis(60), end_in_time));
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        request.extensions_mut().insert(language);
        let answer = router.oneshot(request).await.unwrap();
        let status = answer.status();
        let body = to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn a_page_that_never_comes_is_given_up_and_what_is_done_is_not() {
        let (status, page) = ask("/never", Language::English).await;
        assert_eq!(status, StatusCode::GATEWAY_TIMEOUT);
        assert!(
            page.contains("lang=\"en\"") && page.contains("Load it again"),
            "{page}"
        );
        let (_, page) = ask("/never", Language::Chinese).await;
        assert!(page.contains("重新加载"), "{page}");
        for (path, said) in [("/at-once", "here"), ("/api/slow", "done")] {
            let answer = ask(path, Language::English).await;
            assert_eq!(answer, (StatusCode::OK, said.to_owned()), "{path}");
        }
    }
}
