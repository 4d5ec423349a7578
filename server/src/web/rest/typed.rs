//! JSON as values of fields. Each value must have the one form that its kind is written in; what is wrong is named by
//! its place.

mod kinds;
mod links;

use contract::value::Values;
use contract::{ObjectDef, validation};
use domain::Desk;
use serde_json::{Map, Value as Json};

pub(super) use self::kinds::{MONEY_PLACES, MOST_WORDS, PLACES};
pub(super) use self::links::MOST_LINKS;
use self::links::Pending;
use super::objects::{field, is_writable};
use super::problem::{Fault, Problem, pointer};

/// Reads the fields of a record from a JSON object that stands at `base` in the body. Records named by the id they
/// have elsewhere are looked up.
///
/// # Errors
/// Each field that is unknown, not to be set, or of another kind.
pub(super) async fn values(
    desk: &Desk,
    object: &ObjectDef,
    json: &Map<String, Json>,
    base: &str,
) -> Result<Values, Problem> {
    let mut values = Values::new();
    let mut pending = Vec::new();
    let mut faults = Vec::new();
    for (key, json) in json {
        let place = pointer(base, key);
        match one(object, key, json, &place) {
            Ok(Read::Value(value)) => {
                values.insert(key.clone(), value);
            }
            Ok(Read::Named(named)) => pending.push((key.clone(), named)),
            Err(fault) => faults.push(*fault),
        }
    }
    for (key, named) in pending {
        match links::found(desk, &named).await? {
            Some(value) => {
                values.insert(key, value);
            }
            None => faults.push(Fault::of(
                pointer(base, &key),
                &contract::Problem::PointsNowhere,
            )),
        }
    }
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(Problem::invalid(faults))
    }
}

/// A value, or records that have to be looked up first.
enum Read {
    Value(contract::Value),
    Named(Pending),
}

fn one(object: &ObjectDef, key: &str, json: &Json, place: &str) -> Result<Read, Box<Fault>> {
    let fault = |code: &str, detail: String| Box::new(Fault::at(place.to_owned(), code, detail));
    let Some(field) = field(object, key) else {
        return Err(fault(
            "unknown_field",
            format!("There is no field `{key}`."),
        ));
    };
    if !is_writable(field) {
        let why = match field.kind {
            contract::FieldKind::File => "A file is put on a record on its page.",
            _ => "It follows from other things and is not set.",
        };
        return Err(fault("read_only", why.to_owned()));
    }
    // What was read comes back: the value stays.
    if let Some(mask) = json.get("masked").and_then(Json::as_str)
        && field.sensitive
    {
        let mask = contract::Sealed::shown(mask.to_owned());
        return Ok(Read::Value(contract::Value::Sealed(mask)));
    }
    let read = if field.kind.is_relation() || field.kind == contract::FieldKind::User {
        links::read(field, json)
    } else {
        kinds::read(field, json).map(Read::Value)
    };
    let read = read.map_err(|form| fault("wrong_kind", form.to_owned()))?;
    // What is too long counts as it was sent, before blanks around it are taken away.
    match &read {
        Read::Value(value) => match validation::check(field, value) {
            Some(problem) => Err(Box::new(Fault::of(place.to_owned(), &problem))),
            None => Ok(read),
        },
        Read::Named(_) => Ok(read),
    }
}

/// A text that a database can hold.
fn text(json: &Json) -> Option<&str> {
    json.as_str().filter(|text| !text.contains('\0'))
}
