//! Where a page ended, bound to the question it was an answer to.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::ListQuery;
use sha2::{Digest, Sha256};

use super::problem::{Kind, Problem};

/// How much of the question's digest stands in a cursor, in bytes: enough to tell a person's questions apart.
const MARK: usize = 8;

/// A cursor for the page after `place`.
pub(super) fn written(query: &ListQuery, place: &str) -> String {
    let mut bytes = mark(query).to_vec();
    bytes.extend(place.as_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The place that a cursor of this question names.
///
/// # Errors
/// When it is no cursor, or that of another question.
pub(super) fn read(query: &ListQuery, cursor: &str) -> Result<String, Problem> {
    let wrong = || {
        Problem::new(
            Kind::BadCursor,
            "A cursor goes on only with the object, filter, sort and q that it came with.",
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| wrong())?;
    let (own, place) = bytes.split_at_checked(MARK).ok_or_else(wrong)?;
    if own != mark(query) {
        return Err(wrong());
    }
    String::from_utf8(place.to_vec()).map_err(|_| wrong())
}

/// What tells questions apart: everything but the page.
fn mark(query: &ListQuery) -> [u8; MARK] {
    let asked = ListQuery {
        after: None,
        rows: 0,
        ..query.clone()
    };
    let digest = Sha256::digest(serde_json::to_vec(&asked).unwrap_or_default());
    std::array::from_fn(|place| digest[place])
}

#[cfg(test)]
mod tests {
    use contract::{Filter, ListQuery, Operator, Sort};

    use super::{read, written};

    #[test]
    fn a_cursor_goes_on_with_its_own_question_only() {
        let question = ListQuery {
            object: "account".into(),
            sort: Some(Sort::up("name")),
            rows: 10,
            ..ListQuery::default()
        };
        let cursor = written(&question, "here");
        let larger = ListQuery {
            rows: 50,
            ..question.clone()
        };
        assert_eq!(read(&larger, &cursor).unwrap(), "here");
        for other in [
            ListQuery {
                object: "deal".into(),
                ..question.clone()
            },
            ListQuery {
                sort: Some(Sort::down("name")),
                ..question.clone()
            },
            ListQuery {
                words: "x".into(),
                ..question.clone()
            },
            ListQuery {
                filters: vec![Filter::new("owner", Operator::Is, "me")],
                ..question.clone()
            },
        ] {
            assert!(read(&other, &cursor).is_err(), "{other:?}");
        }
        for wrong in ["", "=", "AAAA", &cursor[1..]] {
            assert!(read(&question, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_text_breaks_a_cursor() {
        let question = ListQuery::default();
        let cursor = written(
            &question,
            "[\"Acme\",\"01900000-0000-7000-8000-000000000000\"]",
        );
        prove::Attack::on("cursors")
            .cases(1_500)
            .seed(cursor)
            .words(&["=", "-_", "AAAA"])
            .texts(move |text| {
                let _ = read(&question, text);
            });
    }
}
