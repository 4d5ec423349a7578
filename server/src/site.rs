//! The built site, carried inside the binary: scripts, WASM, style, icons.
//!
//! A released binary embeds the files; a debug build reads them from disk, once each. Everything is
//! compressed at build time and described by `site.json`, so that serving a file is a look-up. These
//! routes know no session and belong outside the session layer.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use anyhow::Context;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use leptos::WasmSplitManifest;
use leptos::prelude::{ArcStoredValue, LeptosOptions};
use rust_embed::RustEmbed;
use serde::Deserialize;

/// The name of the script, the WASM and the style sheet; `xtask` gives them the same.
const NAME: &str = "rapport";

/// The script by which the parts of the WASM find each other.
const LINK: &str = "__wasm_split.______________________.js";

#[derive(RustEmbed)]
#[folder = "$RAPPORT_SITE"]
#[allow_missing = true]
struct Files;

/// The site with its description, cheap to clone.
#[derive(Clone)]
pub(crate) struct Site(Arc<Inner>);

struct Inner {
    package: String,
    splits: HashMap<String, Vec<String>>,
    assets: BTreeMap<String, Asset>,
}

/// `site.json` as `xtask` writes it.
#[derive(Deserialize)]
struct Description {
    package: String,
    splits: HashMap<String, Vec<String>>,
    files: Vec<Facts>,
}

#[derive(Deserialize)]
struct Facts {
    path: String,
    kind: String,
    etag: String,
    cache: String,
    packed: bool,
}

struct Asset {
    kind: HeaderValue,
    etag: HeaderValue,
    cache: HeaderValue,
    packed: bool,
    plain: OnceLock<Option<Bytes>>,
    brotli: OnceLock<Option<Bytes>>,
    gzip: OnceLock<Option<Bytes>>,
}

/// The ways in which a file can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Plain,
    Brotli,
    Gzip,
}

impl Site {
    /// Opens the site that belongs to this binary.
    ///
    /// # Errors
    ///
    /// When a debug build finds no site on disk, or one that it does not understand.
    pub(crate) fn open() -> anyhow::Result<Site> {
        let file = Files::get("site.json")
            .context("the site is not built yet: run `cargo xtask site` first")?;
        let description: Description =
            serde_json::from_slice(&file.data).context("reading the site's description")?;
        let assets = description
            .files
            .into_iter()
            .map(|facts| Ok((format!("/{}", facts.path), Asset::try_from(facts)?)))
            .collect::<anyhow::Result<_>>()?;
        Ok(Site(Arc::new(Inner {
            package: description.package,
            splits: description.splits,
            assets,
        })))
    }

    /// A site that was never built, for tests of what stands around it.
    #[cfg(test)]
    pub(crate) fn without_files() -> Site {
        let package = "pkg".to_owned();
        Site(Arc::new(Inner {
            package,
            splits: HashMap::new(),
            assets: BTreeMap::new(),
        }))
    }

    /// What leptos needs to name the scripts in the page's head.
    pub(crate) fn leptos_options(&self) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name(NAME)
            .site_pkg_dir(self.0.package.as_str())
            .build()
    }

    /// Which WASM files each lazy part needs. Put into the context of every page, it lets the page's
    /// head announce the files of the route that is asked for.
    pub(crate) fn lazy_parts(&self) -> WasmSplitManifest {
        WasmSplitManifest(ArcStoredValue::new((
            format!("/{}", self.0.package),
            self.0.splits.clone(),
            LINK.to_owned(),
        )))
    }

    /// One route for each file of the site.
    pub(crate) fn router<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        self.0
            .assets
            .keys()
            .fold(Router::new(), |router, path| router.route(path, get(send)))
            .with_state(self.clone())
    }
}

async fn send(State(site): State<Site>, request: Request) -> Response {
    match site.0.assets.get(request.uri().path()) {
        Some(asset) => asset.answer(request.uri().path(), request.headers()),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

impl TryFrom<Facts> for Asset {
    type Error = anyhow::Error;

    fn try_from(facts: Facts) -> anyhow::Result<Asset> {
        Ok(Asset {
            kind: facts.kind.parse()?,
            etag: facts.etag.parse()?,
            cache: facts.cache.parse()?,
            packed: facts.packed,
            plain: OnceLock::new(),
            brotli: OnceLock::new(),
            gzip: OnceLock::new(),
        })
    }
}

impl Asset {
    fn answer(&self, path: &str, asked: &HeaderMap) -> Response {
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(header::ETAG, self.etag.clone());
        headers.insert(header::CACHE_CONTROL, self.cache.clone());
        if self.packed {
            headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        }
        if is_known(asked, &self.etag) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        let coding = match self.packed {
            true => best_coding(asked),
            false => Coding::Plain,
        };
        let Some(bytes) = self.bytes(path, coding) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        headers.insert(header::CONTENT_TYPE, self.kind.clone());
        if let Some(name) = coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        *response.body_mut() = Body::from(bytes);
        response
    }

    fn bytes(&self, path: &str, coding: Coding) -> Option<Bytes> {
        let (kept, ending) = match coding {
            Coding::Plain => (&self.plain, ""),
            Coding::Brotli => (&self.brotli, ".br"),
            Coding::Gzip => (&self.gzip, ".gz"),
        };
        kept.get_or_init(|| read(&format!("{}{ending}", path.trim_start_matches('/'))))
            .clone()
    }
}

impl Coding {
    fn name(self) -> Option<&'static str> {
        match self {
            Coding::Plain => None,
            Coding::Brotli => Some("br"),
            Coding::Gzip => Some("gzip"),
        }
    }
}

fn read(path: &str) -> Option<Bytes> {
    Files::get(path).map(|file| match file.data {
        std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
    })
}

/// Whether the browser holds this very version, by the weak comparison of RFC 9110, section 8.8.3.2.
fn is_known(asked: &HeaderMap, etag: &HeaderValue) -> bool {
    let Ok(etag) = etag.to_str() else {
        return false;
    };
    asked
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == etag.trim_start_matches("W/"))
}

/// Brotli where the browser takes it, else gzip, else neither.
fn best_coding(asked: &HeaderMap) -> Coding {
    let accepted = |wanted: &str| {
        asked
            .get_all(header::ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|offer| {
                let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
                let refused = weight.trim().trim_start_matches("q=").parse() == Ok(0.0_f32);
                name.trim().eq_ignore_ascii_case(wanted) && !refused
            })
    };
    match () {
        () if accepted("br") => Coding::Brotli,
        () if accepted("gzip") => Coding::Gzip,
        () => Coding::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::{Coding, best_coding, is_known};
    use axum::http::{HeaderMap, HeaderValue, header};

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_best_coding_that_the_browser_takes_is_sent() {
        for (accepted, expected) in [
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip, deflate", Coding::Gzip),
            ("br;q=0, gzip;q=0.5", Coding::Gzip),
            ("BR", Coding::Brotli),
            ("identity", Coding::Plain),
            ("", Coding::Plain),
        ] {
            let asked = headers(header::ACCEPT_ENCODING, accepted);
            assert_eq!(best_coding(&asked), expected, "{accepted}");
        }
    }

    #[test]
    fn a_file_that_the_browser_holds_is_not_sent_again() {
        let etag = HeaderValue::from_static("W/\"1f\"");
        for (held, expected) in [
            ("\"1f\"", true),
            ("\"00\", W/\"1f\"", true),
            ("\"2a\"", false),
        ] {
            let asked = headers(header::IF_NONE_MATCH, held);
            assert_eq!(is_known(&asked, &etag), expected, "{held}");
        }
    }
}
