//! Lists to take along: the same conditions as on the screen, every column.

use app::api::server::is_proven;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use contract::{Filter, ListQuery, Refusal, Test};
use domain::export::{Form, name_of, write, write_one};
use tower_sessions::Session;
use uuid::Uuid;

use super::asked::Asked;
use super::told::Told;
use super::written::{kept, written};

/// `GET /export/{object}.{csv|xlsx|json|vcf}?f=…&t=…&q=…&sort=…`, and of one record
/// `GET /export/{object}/{id}.{csv|xlsx|json|vcf}`.
pub(super) fn routes() -> Router {
    Router::new()
        .route("/export/{file}", get(export))
        .route("/export/{object}/{file}", get(export_one))
}

async fn export(
    Asked(desk): Asked,
    session: Session,
    Path(file): Path<String>,
    Query(asked): Query<Vec<(String, String)>>,
) -> Result<Response, Told> {
    let (object, end) = file.rsplit_once('.').ok_or(Refusal::NotFound)?;
    let form = Form::of(end).ok_or(Refusal::NotFound)?;
    let object = desk.object(object)?;
    let question = question(&object.key, &asked).ok_or(Refusal::NotFound)?;
    if is_everything(&question) && !is_proven(&session).await.map_err(domain::Error::broken)? {
        return Err(Refusal::ProveAgain.into());
    }
    let name = format!("{}.{end}", object.path);
    let content = written(async move |writer| write(&desk, &question, form, writer).await);
    Ok(kept(&name, form.media_type(), content.await?))
}

async fn export_one(
    Asked(desk): Asked,
    Path((object, file)): Path<(String, String)>,
) -> Result<Response, Told> {
    let (id, end) = file.rsplit_once('.').ok_or(Refusal::NotFound)?;
    let form = Form::of(end).ok_or(Refusal::NotFound)?;
    let id: Uuid = id.parse().map_err(|_| Refusal::NotFound)?;
    let object = desk.object(&object)?;
    let name = format!("{}.{end}", name_of(&desk, &object.key, id).await?);
    let content =
        written(async move |writer| write_one(&desk, &object.key, id, form, writer).await);
    Ok(kept(&name, form.media_type(), content.await?))
}

/// Whether nothing narrows it: whoever has somebody's session could carry all of it away.
fn is_everything(question: &ListQuery) -> bool {
    question.filters.is_empty() && question.test.is_none() && question.words.is_empty()
}

/// The question of an address; `None` when a part of it cannot be read, so that nobody takes a list for narrower than
/// it is.
fn question(object: &str, asked: &[(String, String)]) -> Option<ListQuery> {
    let mut question = ListQuery {
        object: object.to_owned(),
        ..ListQuery::default()
    };
    for (key, value) in asked {
        match key.as_str() {
            "f" => question.filters.push(Filter::from_param(value)?),
            "t" => question.test = Some(Test::from_param(value).ok()?),
            "q" => question.words.clone_from(value),
            // Records leave in the order they were made; that of the screen narrows nothing.
            "sort" => {}
            _ => return None,
        }
    }
    Some(question)
}

#[cfg(test)]
mod tests {
    use contract::{Filter, Operator};

    use super::question;

    #[test]
    fn an_address_asks_as_the_list_does() {
        let asked = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect();
            question("deal", &pairs)
        };
        let filters = vec![
            Filter::new("owner", Operator::Is, "me"),
            Filter::new("stage", Operator::AnyOf, "a|b"),
        ];
        let found = asked(&[("f", "owner.is.me"), ("f", "stage.any.a|b"), ("q", "海川")]);
        let found = found.map(|found| (found.filters, found.words));
        assert_eq!(found, Some((filters, "海川".to_owned())));
        let group = asked(&[("t", "any(stage.is.a,stage.is.b)")]);
        assert!(group.is_some_and(|found| found.test.is_some()));
        assert_eq!(asked(&[("f", "owner.equals.me")]), None);
        assert_eq!(asked(&[("t", "any(")]), None);
        assert_eq!(asked(&[("page", "2")]), None);
    }
}
