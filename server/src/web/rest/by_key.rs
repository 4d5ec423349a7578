//! `/{object}/by/{field}/{value}`: the record that has a value in a key field.

use axum::http::StatusCode;
use axum::response::Response;
use contract::{Action, FieldKind, ObjectDef, Value};
use domain::operations::{self, Deed};

use super::body::Unread;
use super::caller::Caller;
use super::objects::Place;
use super::problem::{BODY, Fault, Problem, pointer};
use super::{list, objects, typed, version};

/// `GET`: the record.
pub(super) async fn read(
    caller: Caller,
    Place((path, field, text)): Place<(String, String, String)>,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let value = key(&object, &field, &text)?;
    let id = operations::find(&caller.desk, &object.key, &field, &value).await?;
    let id = id.ok_or_else(Problem::not_found)?;
    let record = operations::read(&caller.desk, &object.key, id).await?;
    Ok(version::tagged(StatusCode::OK, &object, &record))
}

/// `PUT`: changes it, or makes it.
pub(super) async fn upsert(
    caller: Caller,
    Place((path, field, text)): Place<(String, String, String)>,
    body: Unread,
) -> Result<Response, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let value = key(&object, &field, &text)?;
    objects::must(&caller.desk, &object, Action::Edit)?;
    let body = body.json().await?;
    if body.contains_key(&field) {
        let detail = "It stands in the address.";
        let fault = Fault::at(pointer(BODY, &field), "in_address", detail);
        return Err(Problem::invalid(vec![fault]));
    }
    let values = typed::values(&caller.desk, &object, &body, BODY).await?;
    let new = caller.new_id();
    let put = operations::upsert(&caller.desk, &object.key, (&field, value), new, values);
    let (record, deed) = put.await?;
    let status = match deed {
        Deed::Created => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    Ok(version::tagged(status, &object, &record))
}

/// The value of a key field as a path writes it.
pub(super) fn key(object: &ObjectDef, field: &str, text: &str) -> Result<Value, Problem> {
    let field = list::keys(object).find(|known| known.key == field);
    let field = field.ok_or_else(Problem::not_found)?;
    if text.trim().is_empty() || text.contains('\0') {
        return Err(Problem::not_found());
    }
    match field.kind {
        FieldKind::Integer => match text.parse() {
            Ok(number) => Ok(Value::Integer(number)),
            Err(_) => Err(Problem::not_found()),
        },
        _ => Ok(Value::from(text)),
    }
}
