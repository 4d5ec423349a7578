//! Lists to take along: the same filters as on the screen, every column.

use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use contract::query::MOST_FILTERS;
use contract::{Filter, Refusal};

use super::asked::Asked;
use super::told::Told;
use super::written::{csv, written};

/// `GET /export/{object}.csv?f=…`.
pub(super) fn routes() -> Router {
    Router::new().route("/export/{file}", get(export))
}

async fn export(
    Asked(desk): Asked,
    Path(file): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Told> {
    let object = desk.object(file.strip_suffix(".csv").ok_or(Refusal::NotFound)?)?;
    let filters = filters(&asked).ok_or(Refusal::NotFound)?;
    let name = format!("{}.csv", object.path);
    let rows = written(async move |writer| {
        domain::export::csv(&desk, &object.key, &filters, writer).await
    });
    Ok(csv(&name, rows.await?))
}

/// The filters of an address; `None` when one of them cannot be read, so that nobody takes a list for
/// narrower than it is.
fn filters(asked: &[(String, String)]) -> Option<Vec<Filter>> {
    let named = asked.iter().filter(|(key, _)| key == "f");
    let filters = named
        .map(|(_, value)| Filter::from_param(value))
        .collect::<Option<Vec<_>>>()?;
    (filters.len() <= MOST_FILTERS && asked.iter().all(|(key, _)| key == "f")).then_some(filters)
}

#[cfg(test)]
mod tests {
    use contract::{Filter, Operator};

    use super::filters;

    #[test]
    fn an_address_asks_as_the_list_does() {
        let asked = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect();
            filters(&pairs)
        };
        let expected = vec![
            Filter::new("owner", Operator::Is, "me"),
            Filter::new("stage", Operator::AnyOf, "a|b"),
        ];
        assert_eq!(
            asked(&[("f", "owner.is.me"), ("f", "stage.any.a|b")]),
            Some(expected)
        );
        assert_eq!(asked(&[]), Some(Vec::new()));
        assert_eq!(asked(&[("f", "owner.equals.me")]), None);
        assert_eq!(asked(&[("q", "words that would not narrow it")]), None);
    }
}
