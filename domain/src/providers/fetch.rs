//! Asking a provider by HTTP, through the guard of `outgoing`: its addresses come from pages, and from what it says itself.

use std::time::Duration;

use futures::future::BoxFuture;
use openidconnect::http::{self, Uri};
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;
use url::Url;

use crate::Crm;
use crate::outgoing::{self, Allowed, Errand, Unreached};

/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest answer, in bytes.
const LARGEST: usize = 512 * 1024;

/// Why a provider did not answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failed {
    #[error("{0} is no address that is asked: it needs https, and no name or password in it")]
    Address(String),
    #[error(transparent)]
    Unreached(#[from] Unreached),
    #[error("the provider does not answer")]
    Http(#[from] reqwest::Error),
    #[error("the answer is no HTTP")]
    Odd(#[from] http::Error),
    #[error("the answer is longer than {LARGEST} bytes")]
    TooLong,
}

impl Failed {
    /// Whether the address is an inner one, which the configuration does not open.
    pub(super) fn is_inner(&self) -> bool {
        matches!(self, Self::Unreached(Unreached::Inner(_)))
    }
}

/// The client that asks, as the library wants it. It owns what it needs, so that whatever waits for its answers can be carried
/// from thread to thread.
pub(super) struct Asker(Allowed);

impl Asker {
    pub(super) fn of(crm: &Crm) -> Self {
        Self(crm.outgoing())
    }
}

impl<'c> AsyncHttpClient<'c> for Asker {
    type Error = Failed;
    type Future = BoxFuture<'static, Result<HttpResponse, Failed>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(fetch(self.0.clone(), request))
    }
}

/// One question and its answer. Nothing leads on to elsewhere: an address that redirects is none.
async fn fetch(allowed: Allowed, request: HttpRequest) -> Result<HttpResponse, Failed> {
    let (parts, body) = request.into_parts();
    let address = checked(&allowed, &parts.uri.to_string())?;
    let host = address.host_str().unwrap_or_default();
    let port = address.port_or_known_default().unwrap_or_default();
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let judged = outgoing::reach(&allowed, Errand::Web, name, port).await?;
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .timeout(PATIENCE)
        .resolve_to_addrs(host, &judged)
        .build()?;
    let asked = client
        .request(parts.method, address)
        .headers(parts.headers)
        .body(body);
    let mut answer = asked.send().await?;
    let mut told = http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        told = told.header(name, value);
    }
    let mut read = Vec::new();
    while let Some(part) = answer.chunk().await? {
        read.extend_from_slice(&part);
        if read.len() > LARGEST {
            return Err(Failed::TooLong);
        }
    }
    Ok(told.body(read)?)
}

/// An address that may be asked. Unencrypted only where the configuration opens the very place: the net between would read
/// secrets and write tokens.
fn checked(allowed: &Allowed, text: &str) -> Result<Url, Failed> {
    let wrong = || Failed::Address(text.to_owned());
    let address = Url::parse(text).map_err(|_| wrong())?;
    let host = address.host_str().ok_or_else(wrong)?;
    let is_bare = address.username().is_empty() && address.password().is_none();
    let is_encrypted = match address.scheme() {
        "https" => true,
        "http" => outgoing::is_opened(allowed, host),
        _ => false,
    };
    match is_bare && is_encrypted {
        true => Ok(address),
        false => Err(wrong()),
    }
}

/// Whether an address can be a provider's, as far as its letters tell.
pub(super) fn is_address(crm: &Crm, text: &str) -> bool {
    let is_plain = !text.contains(['?', '#']) && text.parse::<Uri>().is_ok();
    is_plain && checked(&crm.outgoing(), text).is_ok()
}
