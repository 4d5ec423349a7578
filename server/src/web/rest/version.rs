//! Versions of records as entity tags.

use axum::Json;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use contract::{ObjectDef, Record};
use domain::operations::Expected;
use uuid::Uuid;

use super::ROOT;
use super::problem::{Kind, Problem};
use super::shown;

/// The tag of a version.
pub(super) fn tag(version: i32) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

/// The address of a record.
pub(super) fn address(object: &ObjectDef, id: Uuid) -> String {
    format!("{ROOT}/{}/{id}", object.path)
}

/// A record with its tag. Whoever keeps it asks whether it is still the same.
pub(super) fn tagged(status: StatusCode, object: &ObjectDef, record: &Record) -> Response {
    let mut response = (status, Json(shown::whole(object, record))).into_response();
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag(record.version));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    if status == StatusCode::CREATED
        && let Ok(address) = HeaderValue::from_str(&address(object, record.id))
    {
        headers.insert(header::LOCATION, address);
    }
    response
}

/// Whether the asker has this version already.
pub(super) fn is_known(headers: &HeaderMap, version: i32) -> bool {
    let own = format!("\"{version}\"");
    words(headers, &header::IF_NONE_MATCH)
        .any(|word| word == "*" || word.strip_prefix("W/").unwrap_or(word) == own)
}

/// The version that `If-Match` names; `None` without the header.
///
/// # Errors
/// When the header is no entity tag. One that no record of ours can have matches nothing.
pub(super) fn expected(headers: &HeaderMap) -> Result<Option<Expected>, Problem> {
    if !headers.contains_key(header::IF_MATCH) {
        return Ok(None);
    }
    let mut words = words(headers, &header::IF_MATCH);
    let (first, second) = (words.next(), words.next());
    let version = match (first, second) {
        (Some("*"), None) => return Ok(Some(Expected::Any)),
        (Some(tag), None) => tag
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"')),
        _ => None,
    };
    let is_number =
        |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match version.filter(is_number) {
        Some(number) => Ok(Some(Expected::Version(number.parse().unwrap_or(i32::MAX)))),
        None => Err(Problem::header(
            Kind::BadParameter,
            "If-Match",
            "Send back the ETag of the record as it came, such as \"3\", or * for any version.",
        )),
    }
}

/// As [`expected`], for what must name a version.
pub(super) fn required(headers: &HeaderMap) -> Result<Expected, Problem> {
    let missing = || {
        Problem::header(
            Kind::VersionRequired,
            "If-Match",
            "Send the ETag of the version that you change, or * for any.",
        )
    };
    expected(headers)?.ok_or_else(missing)
}

fn words<'h>(headers: &'h HeaderMap, name: &HeaderName) -> impl Iterator<Item = &'h str> {
    let texts = headers
        .get_all(name)
        .iter()
        .map(|value| value.to_str().unwrap_or("?"));
    texts.flat_map(|text| text.split(',').map(str::trim))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};
    use domain::operations::Expected;

    use super::{expected, is_known};

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn a_version_is_named_by_its_tag_and_by_nothing_else() {
        let check = |value, wanted: Option<Expected>| {
            let found = expected(&headers(header::IF_MATCH, value)).ok().flatten();
            assert_eq!(found, wanted, "{value}");
        };
        check("\"3\"", Some(Expected::Version(3)));
        check(" * ", Some(Expected::Any));
        for wrong in [
            "3",
            "W/\"3\"",
            "\"3\", \"4\"",
            "\"x\"",
            "\"+3\"",
            "",
            "\"\"",
        ] {
            check(wrong, None);
        }
        check("\"99999999999\"", Some(Expected::Version(i32::MAX)));
    }

    #[test]
    fn a_copy_is_known_by_any_of_its_tags() {
        for (value, wanted) in [
            ("\"3\"", true),
            ("W/\"3\"", true),
            ("\"1\", \"3\"", true),
            ("*", true),
            ("\"2\"", false),
        ] {
            assert_eq!(
                is_known(&headers(header::IF_NONE_MATCH, value), 3),
                wanted,
                "{value}"
            );
        }
    }
}
