//! Requests that a program may send again when no answer came: an `Idempotency-Key` names them, and the second time
//! they are only answered.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Crm;
use domain::api_keys::{self, Answer, Begun, Claim, Pass};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use tracing::Instrument;

use super::body::{bytes, limit};
use super::problem::{Kind, Problem};

const NAME: HeaderName = HeaderName::from_static("idempotency-key");
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest name, in letters.
const LONGEST: usize = 255;
/// The headers that belong to an answer and not to the moment.
const KEPT: [HeaderName; 3] = [header::CONTENT_TYPE, header::ETAG, header::LOCATION];
/// The largest answer: a list of operations, each with a few words.
const LARGEST_ANSWER: usize = 64 * 1024 * 1024;

/// Does a named request once.
pub(super) async fn once(State(crm): State<Arc<Crm>>, request: Request, next: Next) -> Response {
    let only_reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    match name(request.headers()) {
        Ok(Some(name)) if !only_reads => named(crm, name, request, next)
            .await
            .unwrap_or_else(Problem::into_response),
        Err(problem) => problem.into_response(),
        _ => next.run(request).await,
    }
}

/// The name of the request; letters that can be seen, so that nobody mistakes one for another.
fn name(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let Some(name) = headers.get(NAME) else {
        return Ok(None);
    };
    let bytes = name.as_bytes();
    let is_fine = (1..=LONGEST).contains(&bytes.len()) && bytes.iter().all(u8::is_ascii_graphic);
    match name.to_str() {
        Ok(name) if is_fine => Ok(Some(name.to_owned())),
        _ => Err(Problem::header(
            Kind::BadParameter,
            "Idempotency-Key",
            "A name of 1 to 255 visible ASCII letters is wanted.",
        )),
    }
}

async fn named(
    crm: Arc<Crm>,
    name: String,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let Some(key) = request.extensions().get::<Pass>().map(|pass| pass.key) else {
        return Ok(next.run(request).await);
    };
    let (parts, body) = request.into_parts();
    let body = bytes(body, limit(parts.uri.path())).await?;
    let mut request = Request::from_parts(parts, Body::from(body.clone()));
    let claim = match api_keys::begin(&crm, key, &name, &fingerprint(&request, &body)).await? {
        Begun::Ours(claim) => claim,
        Begun::Answered(answer) => return replayed(&answer),
        Begun::Another => {
            return Err(Problem::new(
                Kind::KeyReused,
                "Another request had this name within the last 24 hours: take a new one.",
            ));
        }
        Begun::Busy => {
            let problem = Problem::new(Kind::InProgress, "Ask again for its answer.");
            return Err(problem.retry_after(1));
        }
    };
    request.extensions_mut().insert(claim.clone());
    // Who hangs up does not stop what has begun: it comes to its end, and its answer waits for the next try.
    let deed = async move { kept(&crm, &claim, next.run(request).await).await };
    tokio::spawn(deed.in_current_span())
        .await
        .map_err(domain::Error::broken)?
}

/// What tells two requests apart.
fn fingerprint(request: &Request, body: &[u8]) -> String {
    let headers = request.headers();
    let asked = request.uri().path_and_query();
    let mut digest = Sha256::new();
    for part in [
        request.method().as_str().as_bytes(),
        asked.map_or("", |asked| asked.as_str()).as_bytes(),
        headers
            .get(header::IF_MATCH)
            .map_or(b"", HeaderValue::as_bytes),
        body,
    ] {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Keeps the answer of a deed. What broke may be tried again at once.
async fn kept(crm: &Crm, claim: &Claim, response: Response) -> Result<Response, Problem> {
    if response.status().is_server_error() {
        api_keys::release(crm, claim).await?;
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = bytes(body, LARGEST_ANSWER).await?;
    let mut headers = Map::new();
    for name in &KEPT {
        if let Some(value) = parts
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
        {
            headers.insert(name.to_string(), value.into());
        }
    }
    let answer = Answer {
        status: parts.status.as_u16(),
        headers: Value::Object(headers).to_string(),
        body: String::from_utf8_lossy(&body).into_owned(),
    };
    api_keys::finish(crm, claim, answer).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn replayed(answer: &Answer) -> Result<Response, Problem> {
    let status = StatusCode::from_u16(answer.status).map_err(domain::Error::broken)?;
    let kept: Map<String, Value> =
        serde_json::from_str(&answer.headers).map_err(domain::Error::broken)?;
    let mut response = (status, answer.body.clone()).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for name in KEPT {
        let value = kept.get(name.as_str()).and_then(Value::as_str);
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(value).ok()) {
            headers.insert(name, value);
        }
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    Ok(response)
}
