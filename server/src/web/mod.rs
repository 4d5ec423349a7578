//! Everything that answers HTTP.
//!
//! A request meets, from the outside in: its number and line in the log, the catch for panics, who it
//! comes from ([`client`]), the gate against foreign pages ([`gate`]), the session, who is signed in
//! ([`visitor`]), how often a session may ask ([`pace`]), the gate for who looks as somebody else, and then a page, a server function, a file or an export. Programs ask beside that, with keys and
//! without sessions ([`rest`]). Files of the site itself are served outside of all that but the common headers.

mod asked;
mod audit;
mod backups;
mod buckets;
mod client;
mod denied;
mod erasures;
mod exports;
mod files;
mod gate;
mod headers;
mod health;
mod imports;
pub(crate) mod listen;
mod live;
mod pace;
mod pages;
mod patience;
mod plain;
mod rest;
mod sessions;
mod told;
mod trace;
mod visitor;
mod written;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use domain::Crm;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::settings::Settings;
use crate::site::Site;
use client::Network;

/// All routes of the product.
pub(crate) fn router(crm: &Arc<Crm>, site: &Site, settings: &Settings) -> Router {
    let network = Arc::new(Network::new(settings));
    let packed = pages::routes(crm, site, settings)
        .merge(exports::routes())
        .merge(audit::routes())
        .merge(rest::docs::routes(site));
    let known = packed
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .merge(files::routes())
        .merge(live::routes())
        .merge(imports::routes())
        .merge(backups::routes())
        .merge(erasures::routes())
        .layer(from_fn(denied::count))
        .layer(from_fn(gate::keep_lookers_still))
        .layer(from_fn_with_state(
            pace::Pace::new(settings.page_rate),
            pace::keep_calm,
        ))
        .layer(from_fn_with_state(Arc::clone(crm), visitor::recognise))
        .layer(sessions::layer(Arc::clone(crm), settings.is_secure()))
        .layer(from_fn(gate::keep_foreign_pages_out))
        .layer(from_fn(headers::protect_answers))
        .layer(from_fn_with_state(Arc::clone(&network), client::recognise))
        .layer(CatchPanicLayer::custom(told::panicked));
    // Programs show keys and no cookies, so neither sessions nor the gate against foreign pages are for them.
    let programs = rest::routes(crm, settings)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .layer(from_fn(headers::protect_answers))
        .layer(from_fn_with_state(network, client::recognise));
    trace::layers(known.merge(programs))
        .merge(health::routes(Arc::clone(crm)))
        .merge(site.router())
        .layer(from_fn_with_state(settings.tls.is_some(), headers::protect))
}
