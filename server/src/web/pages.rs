//! Pages and server functions.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use app::api::introduce::introduce;
use app::{App, shell};
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, header, request::Parts};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{any, get};
use contract::{Language, Refusal};
use domain::Crm;
use leptos::prelude::{provide_context, use_context};
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, ResponseOptions, generate_route_list,
    render_app_async_with_context,
};
use tower_http::limit::RequestBodyLimitLayer;
use tower_sessions::Session;

use super::headers::page_policy;
use super::told::failed;
use super::{gate, patience};
use crate::settings::Settings;
use crate::site::Site;

/// The largest question to a server function, in bytes: a form with every text filled to its limit.
const LARGEST_QUESTION: usize = 1024 * 1024;

/// The pages of the app, found by running it once. While it runs so, nothing that pages ask for is loaded, in the whole
/// process, and what is asked for just then never comes: so it is done once, before the first page is drawn.
static PAGES: LazyLock<Vec<AxumRouteListing>> = LazyLock::new(|| {
    let mut pages = generate_route_list(App);
    // The router takes no wildcard beside `/{path}/{id}`: what is left over goes to the app by the fallback.
    pages.retain(|page| !page.path().contains("{*"));
    pages
});

/// Every page of the app and every server function.
pub(super) fn routes(crm: &Arc<Crm>, site: &Site, settings: &Settings) -> Router {
    let options = site.leptos_options();
    let context = {
        let (crm, site) = (Arc::clone(crm), site.clone());
        move || {
            provide_context(Arc::clone(&crm));
            provide_context(site.lazy_parts());
            provide_language();
            protect_page();
        }
    };
    let page = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let missing = render_app_async_with_context(context.clone(), page.clone());
    Router::new()
        .leptos_routes_with_context(&options, PAGES.clone(), context, page)
        .route("/api/{*function}", any(no_such_function))
        .fallback(get(missing))
        .with_state(options)
        .layer(from_fn(patience::drawing))
        .layer(from_fn_with_state(Arc::clone(crm), introduce_pages))
        .layer(from_fn_with_state(
            Duration::from_secs(settings.page_seconds.into()),
            patience::end_in_time,
        ))
        .layer(DefaultBodyLimit::disable())
        .layer(RequestBodyLimitLayer::new(LARGEST_QUESTION))
        .layer(from_fn(not_too_large))
        .layer(from_fn(gate::keep_strangers_out))
}

/// The language of whoever asks, as it was found on the way in.
fn provide_language() {
    let found =
        use_context::<Parts>().and_then(|parts| parts.extensions.get::<Language>().copied());
    provide_context(found.unwrap_or_default());
}

/// Pages are introduced to their visitor, who may be led elsewhere; server functions answer as they are asked.
async fn introduce_pages(
    State(crm): State<Arc<Crm>>,
    session: Session,
    request: Request,
    next: Next,
) -> Response {
    if request.uri().path().starts_with("/api/") {
        return next.run(request).await;
    }
    introduce(State(crm), session, request, next).await
}

/// Only pages have a nonce; the answers of server functions run nothing.
fn protect_page() {
    let Some(nonce) = leptos::nonce::use_nonce() else {
        return;
    };
    let policy = HeaderValue::from_str(&page_policy(&nonce.to_string()));
    if let (Some(response), Ok(policy)) = (use_context::<ResponseOptions>(), policy) {
        response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
    }
}

async fn no_such_function() -> Response {
    failed(Refusal::NotFound)
}

/// Says it in the words of the app before the body is read, where the browser tells how long it is.
async fn not_too_large(request: Request, next: Next) -> Response {
    let length = request
        .headers()
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > LARGEST_QUESTION) {
        return failed(Refusal::TooLarge {
            limit_bytes: LARGEST_QUESTION as u64,
        });
    }
    next.run(request.map(Body::new)).await
}
