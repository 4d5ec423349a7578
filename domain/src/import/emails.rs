//! E-mail addresses.

use super::problem::{CellDoubt, CellProblem};
use super::text::fold;

/// An address to write to, and the key by which two writings of it are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email {
    /// As it was written, trimmed and narrow.
    pub address: String,
    /// Lower case, for comparison.
    pub key: String,
    pub doubt: Option<CellDoubt>,
}

/// Reads one address, also from `Li Xiao <li@example.com>` and `mailto:li@example.com`; of several the first.
///
/// # Errors
///
/// [`CellProblem::EmailBroken`], with a suggestion where a comma stands for a point and the like.
pub fn parse_email(cell: &str) -> Result<Email, CellProblem> {
    let text = fold(cell);
    let text = inside_brackets(&text);
    let text = strip_prefix_ignoring_case(text, "mailto:");
    if is_address(text) {
        return Ok(email(text, None));
    }
    if let Some(first) = first_of_several(text) {
        return Ok(email(first, Some(CellDoubt::SeveralEmails)));
    }
    Err(CellProblem::EmailBroken {
        suggestion: mended(text),
    })
}

fn email(address: &str, doubt: Option<CellDoubt>) -> Email {
    Email {
        address: address.to_owned(),
        key: address.to_lowercase(),
        doubt,
    }
}

fn inside_brackets(text: &str) -> &str {
    let inside = text
        .rsplit_once('<')
        .and_then(|(_, rest)| rest.strip_suffix('>'));
    inside.map_or(text, str::trim)
}

fn strip_prefix_ignoring_case<'a>(text: &'a str, prefix: &str) -> &'a str {
    match text.get(..prefix.len()) {
        Some(head) if head.eq_ignore_ascii_case(prefix) => &text[prefix.len()..],
        _ => text,
    }
}

/// The first address where at least two stand in the cell and each of them is one.
fn first_of_several(text: &str) -> Option<&str> {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '|' | '、'))
        .filter(|part| !part.is_empty())
        .collect();
    (parts.len() > 1 && parts.iter().all(|part| is_address(part))).then(|| parts[0])
}

/// The address after the usual slips are undone: blanks inside, `,` or `。` for a point, marks at the end.
fn mended(text: &str) -> Option<String> {
    let tight: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut better = tight.replace([',', '。', '，'], ".").replace("@@", "@");
    while better.contains("..") {
        better = better.replace("..", ".");
    }
    let better = better.trim_matches(|c: char| !c.is_alphanumeric());
    (better != text && is_address(better)).then(|| better.to_owned())
}

/// The parts of RFC 5321 that addresses of people obey; quoted local parts are left out on purpose.
fn is_address(text: &str) -> bool {
    if text.len() > 254 {
        return false;
    }
    let Some((local, domain)) = text.rsplit_once('@') else {
        return false;
    };
    is_local_part(local) && is_domain(domain)
}

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local
            .chars()
            .all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    labels.len() > 1
        && labels.iter().all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
        && labels
            .last()
            .is_some_and(|top| top.chars().count() >= 2 && !top.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Email, parse_email};
    use crate::import::problem::{CellDoubt, CellProblem};

    #[test]
    fn an_address_is_trimmed_and_compared_in_lower_case() {
        let check = |cell: &str, address: &str, key: &str, doubt: Option<CellDoubt>| {
            let expected = Email {
                address: address.into(),
                key: key.into(),
                doubt,
            };
            assert_eq!(parse_email(cell), Ok(expected), "{cell:?}");
        };
        check(
            " BeckiTTucker@dayrep.com ",
            "BeckiTTucker@dayrep.com",
            "beckittucker@dayrep.com",
            None,
        );
        check("zhou＠海川.中国", "zhou@海川.中国", "zhou@海川.中国", None);
        check("mailto:A@B.de", "A@B.de", "a@b.de", None);
        check(
            "Li, Xiao <li.xiao+crm@example.com.cn>",
            "li.xiao+crm@example.com.cn",
            "li.xiao+crm@example.com.cn",
            None,
        );
        check(
            "a@b.de; c@d.de",
            "a@b.de",
            "a@b.de",
            Some(CellDoubt::SeveralEmails),
        );
        check("o'neil@b.de\u{200B}", "o'neil@b.de", "o'neil@b.de", None);
    }

    #[test]
    fn a_broken_address_says_what_it_could_be() {
        let check = |cell: &str, suggestion: Option<&str>| {
            let expected = CellProblem::EmailBroken {
                suggestion: suggestion.map(str::to_owned),
            };
            assert_eq!(parse_email(cell), Err(expected), "{cell:?}");
        };
        check("nobody", None);
        check("a@b", None);
        check("@b.de", None);
        check("a@b,com", Some("a@b.com"));
        check("a @b.de", Some("a@b.de"));
        check("a@@b.de", Some("a@b.de"));
        check("a@b..de", Some("a@b.de"));
        check("a@b。com", Some("a@b.com"));
        check("a@b.de.", Some("a@b.de"));
        check("a@1.2.3.4", None);
        check("", None);
    }
}
