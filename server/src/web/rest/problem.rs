//! Refusals as RFC 9457 problem documents.

use std::borrow::Cow;

use app::i18n::Language;
use app::ui::problem_text;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{FieldProblem, Refusal};
use serde_json::{Map, Value, json};

use super::ROOT;

/// The media type of a problem document.
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// What kinds of problems there are. Each has an address, at which the docs explain it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Malformed,
    BadParameter,
    BadCursor,
    SignIn,
    Forbidden,
    NotFound,
    Moved,
    MethodNotAllowed,
    InProgress,
    Stale,
    TooLarge,
    MediaType,
    Invalid,
    KeyReused,
    VersionRequired,
    TooMany,
    Broken,
}

impl Kind {
    pub(super) const ALL: [Self; 17] = [
        Self::Malformed,
        Self::BadParameter,
        Self::BadCursor,
        Self::SignIn,
        Self::Forbidden,
        Self::NotFound,
        Self::Moved,
        Self::MethodNotAllowed,
        Self::InProgress,
        Self::Stale,
        Self::TooLarge,
        Self::MediaType,
        Self::Invalid,
        Self::KeyReused,
        Self::VersionRequired,
        Self::TooMany,
        Self::Broken,
    ];

    /// The word that names it for ever.
    pub(super) fn word(self) -> &'static str {
        self.facts().0
    }

    pub(super) fn status(self) -> StatusCode {
        StatusCode::from_u16(self.facts().1).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    pub(super) fn title(self) -> &'static str {
        self.facts().2
    }

    fn facts(self) -> (&'static str, u16, &'static str) {
        match self {
            Self::Malformed => ("malformed", 400, "The request cannot be read"),
            Self::BadParameter => ("bad-parameter", 400, "A parameter cannot be used"),
            Self::BadCursor => ("bad-cursor", 400, "The cursor belongs to another question"),
            Self::SignIn => ("sign-in", 401, "A valid API key is needed"),
            Self::Forbidden => ("forbidden", 403, "This may not be done with this key"),
            Self::NotFound => ("not-found", 404, "There is no such thing to see"),
            Self::Moved => ("moved", 308, "The record was merged into another one"),
            Self::MethodNotAllowed => ("method", 405, "This method is not for this address"),
            Self::InProgress => ("in-progress", 409, "The same request is being worked on"),
            Self::Stale => (
                "stale",
                412,
                "Another version of the record stands there now",
            ),
            Self::TooLarge => ("too-large", 413, "The body is larger than what is taken"),
            Self::MediaType => ("media-type", 415, "The body is not JSON"),
            Self::Invalid => ("invalid", 422, "Values cannot be taken"),
            Self::KeyReused => (
                "key-reused",
                422,
                "The idempotency key was used for another request",
            ),
            Self::VersionRequired => (
                "version-required",
                428,
                "If-Match must name the version that is changed",
            ),
            Self::TooMany => ("too-many", 429, "Too many requests"),
            Self::Broken => ("broken", 500, "Something broke on our side"),
        }
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    place: Place,
    code: String,
    detail: String,
    /// Numbers and words that the code needs, such as a limit.
    facts: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq)]
enum Place {
    /// A JSON pointer into the body, as a fragment.
    Pointer(String),
    Parameter(String),
    Header(&'static str),
}

impl Fault {
    /// In the body: `pointer` is made by [`pointer`].
    pub(super) fn at(pointer: String, code: &str, detail: impl Into<String>) -> Self {
        Self::new(Place::Pointer(pointer), code, detail.into())
    }

    /// What the CRM has against the value of a field.
    pub(super) fn of(pointer: String, problem: &contract::Problem) -> Self {
        let detail = problem_text(Language::English, problem);
        let (code, facts) = code(problem);
        Self {
            facts,
            ..Self::new(Place::Pointer(pointer), &code, detail)
        }
    }

    fn new(place: Place, code: &str, detail: String) -> Self {
        Self {
            place,
            code: code.to_owned(),
            detail,
            facts: Map::new(),
        }
    }

    fn json(&self) -> Value {
        let (name, place) = match &self.place {
            Place::Pointer(pointer) => ("pointer", pointer.as_str()),
            Place::Parameter(name) => ("parameter", name.as_str()),
            Place::Header(name) => ("header", *name),
        };
        let mut json = json!({name: place, "code": self.code, "detail": self.detail});
        if let (Value::Object(json), false) = (&mut json, self.facts.is_empty()) {
            json.insert("facts".to_owned(), Value::Object(self.facts.clone()));
        }
        json
    }
}

/// The word of a problem, with what it carries.
fn code(problem: &contract::Problem) -> (String, Map<String, Value>) {
    match serde_json::to_value(problem) {
        Ok(Value::String(word)) => (word, Map::new()),
        Ok(Value::Object(named)) => match named.into_iter().next() {
            Some((word, Value::Object(facts))) => (word, facts),
            Some((word, other)) => (word, Map::from_iter([("value".to_owned(), other)])),
            None => Default::default(),
        },
        _ => Default::default(),
    }
}

/// A place in the body, as RFC 6901 writes it in a fragment: `#/operations/3/values/name`.
pub(super) fn pointer(base: &str, key: &str) -> String {
    format!("{base}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Where the body begins.
pub(super) const BODY: &str = "#";

/// Why a request was not answered as it wished.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Problem {
    kind: Kind,
    detail: Cow<'static, str>,
    errors: Vec<Fault>,
    incident: Option<String>,
    retry_after: Option<u64>,
    /// Where the record is now.
    location: Option<String>,
}

impl Problem {
    pub(super) fn new(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            incident: None,
            retry_after: None,
            location: None,
        }
    }

    /// Values of the body that cannot be taken.
    pub(super) fn invalid(errors: Vec<Fault>) -> Self {
        Self {
            errors,
            ..Self::new(Kind::Invalid, "Each error names its place in the body.")
        }
    }

    /// A parameter of the address that cannot be used.
    pub(super) fn parameter(name: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let fault = Fault::new(
            Place::Parameter(name.to_owned()),
            "bad_parameter",
            detail.clone(),
        );
        Self {
            errors: vec![fault],
            ..Self::new(Kind::BadParameter, detail)
        }
    }

    /// A header that cannot be used.
    pub(super) fn header(kind: Kind, name: &'static str, detail: &'static str) -> Self {
        let fault = Fault::new(Place::Header(name), "bad_header", detail.to_owned());
        Self {
            errors: vec![fault],
            ..Self::new(kind, detail)
        }
    }

    pub(super) fn not_found() -> Self {
        Self::new(
            Kind::NotFound,
            "It is not there, or not for this key to see.",
        )
    }

    /// After so many seconds it is worth another try.
    pub(super) fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What `domain` refused; problems of fields stand below `base` in the body.
    pub(super) fn of(error: domain::Error, base: &str) -> Self {
        Self::of_refusal(error.into_refusal(), base)
    }

    /// As [`Problem::of`].
    pub(super) fn of_refusal(refusal: Refusal, base: &str) -> Self {
        match refusal {
            Refusal::Invalid(problems) => {
                let fault = |one: &FieldProblem| Fault::of(pointer(base, &one.field), &one.problem);
                Self::invalid(problems.iter().map(fault).collect())
            }
            Refusal::SignIn | Refusal::WrongSignIn => {
                Self::new(Kind::SignIn, "The key is unknown, expired or ended.")
            }
            Refusal::Forbidden => Self::new(
                Kind::Forbidden,
                "The user of the key, or its scopes, do not allow it.",
            ),
            Refusal::Conflict { current, .. } => Self::new(
                Kind::Stale,
                format!(
                    "Version {} stands there now: read it and decide again.",
                    current.version
                ),
            ),
            Refusal::Outdated { .. } => Self::new(Kind::Stale, "Read it and decide again."),
            Refusal::TooMany { seconds } => {
                Self::new(Kind::TooMany, "Wait, and try again.").retry_after(seconds.into())
            }
            Refusal::TooLarge { limit_bytes } => Self::new(
                Kind::TooLarge,
                format!("At most {limit_bytes} bytes are taken."),
            ),
            Refusal::Broken { incident } => Self {
                incident: Some(incident),
                ..Self::new(
                    Kind::Broken,
                    "The incident's number finds it in the server's log.",
                )
            },
            Refusal::Moved { object, id } => {
                let place = format!("{ROOT}/{object}/{id}");
                Self {
                    location: Some(place.clone()),
                    ..Self::new(Kind::Moved, format!("It is now {place}."))
                }
            }
            Refusal::ProveAgain => Self::new(Kind::Forbidden, "Prove who you are in the browser."),
            Refusal::Malformed => Self::new(Kind::Malformed, "What was sent cannot be read."),
            Refusal::OnlyLooking => Self::new(Kind::Forbidden, "Who only looks changes nothing."),
            Refusal::NotFound
            | Refusal::LinkOver
            | Refusal::SetUpClosed
            | Refusal::NoMail
            | Refusal::Unreadable(_)
            | Refusal::Backup(_) => Self::not_found(),
        }
    }

    /// The document.
    pub(super) fn json(&self) -> Value {
        let mut json = json!({
            "type": format!("{ROOT}/docs#problem-{}", self.kind.word()),
            "title": self.kind.title(),
            "status": self.kind.status().as_u16(),
            "detail": self.detail,
        });
        if !self.errors.is_empty() {
            json["errors"] = self.errors.iter().map(Fault::json).collect();
        }
        if let Some(incident) = &self.incident {
            json["incident"] = incident.as_str().into();
        }
        json
    }

    pub(super) fn status(&self) -> StatusCode {
        self.kind.status()
    }
}

impl From<domain::Error> for Problem {
    fn from(error: domain::Error) -> Self {
        Self::of(error, BODY)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::of_refusal(refusal, BODY)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static(PROBLEM_JSON);
        let body = self.json().to_string();
        let mut response = (self.status(), [(header::CONTENT_TYPE, kind)], body).into_response();
        let mut put = |name: HeaderName, value: HeaderValue| {
            response.headers_mut().insert(name, value);
        };
        let location = self.location.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(location)) = location {
            put(header::LOCATION, location);
        }
        if let Some(seconds) = self.retry_after {
            put(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if self.kind == Kind::SignIn {
            put(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"Rapport\""),
            );
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use contract::Refusal;
    use serde_json::json;

    use super::{Problem, pointer};

    #[test]
    fn a_refused_value_is_named_by_its_place_in_the_body() {
        let refusal = Refusal::invalid("name", contract::Problem::TooLong { limit: 255 });
        let json = Problem::of_refusal(refusal, &pointer("#/operations", "3")).json();
        assert_eq!(json["status"], 422);
        let error = &json["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"], &error["facts"]),
            (
                &json!("#/operations/3/name"),
                &json!("too_long"),
                &json!({"limit": 255})
            )
        );
    }

    #[test]
    fn a_pointer_escapes_what_would_part_it() {
        assert_eq!(pointer("#", "a/b~c"), "#/a~1b~0c");
    }
}
