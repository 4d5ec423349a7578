//! Web addresses: the text stays, the address to open is made safe.

use super::problem::CellProblem;
use super::text::tidy;

/// A web address as it was written, and as a browser may open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The cell's own text, trimmed.
    pub text: String,
    /// Always begins with `http://` or `https://`.
    pub href: String,
}

/// Reads a web address with or without its scheme: `BetaPages.com` opens as `https://BetaPages.com`.
///
/// # Errors
///
/// [`CellProblem::LinkBroken`] for words, and for schemes that a browser would run (`javascript:`).
pub fn parse_link(cell: &str) -> Result<Link, CellProblem> {
    let text = tidy(cell);
    let rest = without_scheme(text).unwrap_or(text);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    if !is_host(host) || has_other_scheme(rest, host) || text.contains(char::is_whitespace) {
        return Err(CellProblem::LinkBroken);
    }
    let href = if without_scheme(text).is_some() {
        text.to_owned()
    } else {
        format!("https://{text}")
    };
    Ok(Link {
        text: text.to_owned(),
        href,
    })
}

fn without_scheme(text: &str) -> Option<&str> {
    ["https://", "http://"].iter().find_map(|scheme| {
        let head = text.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme)
            .then(|| &text[scheme.len()..])
    })
}

/// After a host, a colon introduces a port; before anything else it ends a scheme.
fn has_other_scheme(rest: &str, host: &str) -> bool {
    let after = &rest[host.len()..];
    after
        .strip_prefix(':')
        .is_some_and(|port| !port.starts_with(|c: char| c.is_ascii_digit()))
}

fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
        && labels
            .last()
            .is_some_and(|top| top.chars().count() >= 2 && top.chars().any(char::is_alphabetic))
        || is_address(&labels)
}

fn is_address(labels: &[&str]) -> bool {
    labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::parse_link;

    #[test]
    fn an_address_opens_and_a_script_does_not() {
        let check = |cell: &str, expected: Option<&str>| {
            assert_eq!(
                parse_link(cell).ok().map(|link| link.href).as_deref(),
                expected,
                "{cell:?}"
            );
        };
        check("BetaPages.com", Some("https://BetaPages.com"));
        check(" http://a.example/b?c#d ", Some("http://a.example/b?c#d"));
        check("HTTPS://A.EXAMPLE", Some("HTTPS://A.EXAMPLE"));
        check("公司.中国", Some("https://公司.中国"));
        check("example.com:8080/x", Some("https://example.com:8080/x"));
        check("192.168.0.1", Some("https://192.168.0.1"));
        check("javascript:alert(1)", None);
        check("data:text/html,x", None);
        check("a.b:javascript", None);
        check("https://", None);
        check("no address", None);
        check("1.5", None);
        check("", None);
    }
}
