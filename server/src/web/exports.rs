//! Lists to take along: the same filters and order as on the screen, every column.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use contract::query::MOST_FILTERS;
use contract::{Filter, ListQuery, Refusal, Sort};

use super::asked::Asked;
use super::imports::csv;
use super::told::Told;

/// `GET /export/{object}.csv?f=…&sort=…&q=…`.
pub(super) fn routes() -> Router {
    Router::new().route("/export/{file}", get(export))
}

async fn export(Asked(desk): Asked, Path(file): Path<String>, Query(asked): Query<Vec<(String, String)>>) -> Result<Response, Told> {
    let object = file.strip_suffix(".csv").ok_or(Refusal::NotFound)?;
    let query = question(object, &asked).ok_or(Refusal::NotFound)?;
    let name = format!("{}.csv", desk.object(object)?.path);
    let rows = domain::records::export(&desk, &query).await?;
    Ok(csv(&name, Body::from_stream(rows)))
}

/// The question that an address asks; `None` when a filter of it cannot be read, so that nobody takes a
/// list for narrower than it is.
fn question(object: &str, asked: &[(String, String)]) -> Option<ListQuery> {
    let all = |name: &'static str| asked.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str());
    let filters = all("f").map(Filter::from_param).collect::<Option<Vec<_>>>()?;
    let query = ListQuery {
        object: object.to_owned(),
        filters,
        sort: all("sort").next().map(Sort::from_param),
        words: all("q").next().unwrap_or_default().to_owned(),
        ..ListQuery::default()
    };
    (query.filters.len() <= MOST_FILTERS).then_some(query)
}

#[cfg(test)]
mod tests {
    use contract::{Filter, Operator, Sort};

    use super::question;

    #[test]
    fn an_address_asks_as_the_list_does() {
        let asked = [("f", "owner.is.me"), ("f", "stage.any.a|b"), ("sort", "-name"), ("q", "宁波")];
        let asked = asked.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let query = question("deal", &asked).unwrap();
        assert_eq!(query.filters, [Filter::new("owner", Operator::Is, "me"), Filter::new("stage", Operator::AnyOf, "a|b")]);
        assert_eq!((query.sort, query.words.as_str()), (Some(Sort::down("name")), "宁波"));
        assert!(question("deal", &[("f".to_owned(), "owner.equals.me".to_owned())]).is_none());
    }
}
