//! The API for programs: `/api/v1`, for every object from its description.
//!
//! A request meets, from the outside in: the key ([`caller`]), how often it may ask ([`rate`]), how much it may send
//! ([`body`]), whether it was sent before ([`repeat`]), and then one deed. Whatever is refused is answered as a
//! problem document ([`problem`]). The document that describes it all ([`openapi`]) is made from the same
//! descriptions.

mod body;
mod bulk;
mod by_key;
mod called;
mod caller;
mod consents;
mod cursor;
mod describe;
pub(crate) mod docs;
mod index;
mod list;
mod objects;
mod openapi;
mod problem;
mod question;
mod rate;
mod record;
mod repeat;
mod search;
mod shown;
mod typed;
mod version;

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::Crm;
use tower_http::catch_panic::CatchPanicLayer;

use self::problem::{Kind, Problem};
use crate::settings::Settings;

/// Where the API begins.
pub(super) const ROOT: &str = "/api/v1";

/// All its routes.
pub(super) fn routes(crm: &Arc<Crm>, settings: &Settings) -> Router {
    let buckets = super::buckets::Buckets::new(settings.api_rate);
    let known = addresses()
        .route_layer(from_fn_with_state(Arc::clone(crm), repeat::once))
        .fallback(no_such_route)
        .method_not_allowed_fallback(no_such_method)
        .layer(from_fn(body::not_too_large))
        .layer(from_fn_with_state(buckets, rate::keep_even))
        .layer(from_fn_with_state(Arc::clone(crm), called::note))
        .layer(from_fn_with_state(Arc::clone(crm), caller::recognise))
        .layer(CatchPanicLayer::custom(panicked));
    // As a service of its own it keeps its fallback; merged, that of the server functions would answer.
    Router::new().nest_service(ROOT, known)
}

/// What there is to ask, below [`ROOT`].
pub(super) fn addresses() -> Router {
    Router::new()
        .route("/", get(index::index))
        .route("/describe", get(describe::all))
        .route("/openapi.json", get(openapi::document))
        .route("/search", get(search::search))
        .route("/{object}", get(list::list).post(record::create))
        .route("/{object}/describe", get(describe::one))
        .route("/{object}/bulk", post(bulk::many))
        .route(
            "/{object}/{id}",
            get(record::read)
                .patch(record::update)
                .delete(record::delete),
        )
        .route("/{object}/{id}/restore", post(record::restore))
        .route(
            "/{object}/{id}/consents",
            get(consents::read).post(consents::record),
        )
        .route(
            "/{object}/by/{field}/{value}",
            get(by_key::read).put(by_key::upsert),
        )
}

async fn no_such_route() -> Problem {
    Problem::new(Kind::NotFound, "The API has no such address.")
}

async fn no_such_method() -> Problem {
    Problem::new(
        Kind::MethodNotAllowed,
        "The header Allow names those that are.",
    )
}

/// A panic is a break like any other: logged under a number, and only the number is told.
fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied());
    Problem::from(domain::Error::broken(
        text.unwrap_or("a panic without words"),
    ))
    .into_response()
}
