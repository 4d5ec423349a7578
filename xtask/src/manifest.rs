//! `site.json`: what the server has to know about the site it carries. `server/src/site.rs` reads it.

use std::collections::BTreeMap;

use serde::Serialize;

/// The whole of `site.json`.
#[derive(Serialize)]
pub(crate) struct Manifest {
    /// The folder of the scripts, the WASM and the style, named for their content.
    pub(crate) package: String,
    /// For each lazily loaded part of the app, the WASM files that it needs.
    pub(crate) splits: BTreeMap<String, Vec<String>>,
    pub(crate) files: Vec<Entry>,
}

/// One file of the site.
#[derive(Serialize)]
pub(crate) struct Entry {
    /// The path below the site's root.
    pub(crate) path: String,
    /// The `Content-Type`.
    pub(crate) kind: &'static str,
    /// The entity tag; weak, because the compressed forms of the file share it.
    pub(crate) etag: String,
    /// The `Cache-Control`.
    pub(crate) cache: &'static str,
    /// Whether `path.br` and `path.gz` lie beside the file.
    pub(crate) packed: bool,
}

/// The content type by the file's ending.
pub(crate) fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// How long a browser may keep the file. What is named for its content stays for ever. Scripts and
/// pages outside the package, the service worker above all, are asked for again each time.
pub(crate) fn cache(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        _ if path.starts_with("pkg/") => "public, max-age=31536000, immutable",
        "js" | "html" | "json" | "webmanifest" => "no-cache",
        _ => "public, max-age=86400",
    }
}
