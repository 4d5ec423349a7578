//! `GET /{object}`: a page of a list.

use app::ui::problem_text;
use axum::Json;
use axum::http::Uri;
use contract::{FieldDef, Language, ObjectDef, Refusal};
use domain::{Error, records};
use serde_json::{Value, json};

use super::caller::Caller;
use super::objects::Place;
use super::problem::Problem;
use super::question::Question;
use super::{cursor, objects, shown};

pub(super) async fn list(
    caller: Caller,
    Place(path): Place<String>,
    uri: Uri,
) -> Result<Json<Value>, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let question = Question::read(&object, &uri)?;
    let page = records::list_of(
        &caller.desk,
        &question.query,
        &question.fields,
        question.counting,
    );
    let page = page.await.map_err(|error| at_parameter(error, &question))?;
    let is_wanted = |field: &FieldDef| question.fields.iter().any(|one| one.key == field.key);
    let rows = page
        .records
        .iter()
        .map(|record| shown::record(&object, record, is_wanted));
    let next = page
        .next
        .map(|place| cursor::written(&question.query, &place));
    let mut json = json!({"data": rows.collect::<Value>(), "next_cursor": next});
    if let Some(total) = page.total {
        json["total"] = json!({"count": total.count, "or_more": total.or_more});
    }
    Ok(Json(json))
}

/// What is wrong with the question stands in the address, not in a body.
fn at_parameter(error: Error, question: &Question<'_>) -> Problem {
    let Error::Refused(Refusal::Invalid(problems)) = &error else {
        return error.into();
    };
    let field = problems
        .first()
        .map(|one| one.field.as_str())
        .unwrap_or_default();
    if field == "after" {
        return Problem::parameter("cursor", "It names no place in this list.");
    }
    let filters = question.query.filters.iter();
    let named: Vec<String> = filters
        .filter(|filter| filter.field == field)
        .map(|filter| format!("`{}`", filter.to_param()))
        .collect();
    let problem = problems
        .first()
        .map(|one| problem_text(Language::English, &one.problem));
    let problem = problem.unwrap_or_default();
    match (named.is_empty(), &question.query.test) {
        (false, _) => {
            let named = named.join(" or ");
            Problem::parameter("filter", format!("{named} cannot be asked: {problem}"))
        }
        (true, Some(_)) => Problem::parameter("where", format!("`{field}`: {problem}")),
        (true, None) => Problem::parameter("sort", format!("`{field}`: {problem}")),
    }
}

/// The key fields by which records of an object can be named.
pub(super) fn keys(object: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    objects::fields(object).filter(|field| domain::operations::is_key(field))
}
