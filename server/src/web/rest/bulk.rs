//! `POST /{object}/bulk`: many operations, and an answer for each.

use axum::Json;
use contract::value::Values;
use contract::{Action, ObjectDef, Refusal};
use domain::Desk;
use domain::operations::{self, Deed, Expected, MOST, Operation, Outcome};
use serde_json::{Map, Value, json};

use super::body::Unread;
use super::caller::Caller;
use super::objects::{Place, strict_id};
use super::problem::{BODY, Fault, Problem, pointer};
use super::{by_key, objects, typed};

/// Where the operations stand in the body.
const OPERATIONS: &str = "operations";
/// What can be done.
pub(super) const OPS: [&str; 4] = ["create", "update", "delete", "upsert"];

pub(super) async fn many(
    caller: Caller,
    Place(path): Place<String>,
    body: Unread,
) -> Result<Json<Value>, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    let any = [Action::Create, Action::Edit, Action::Delete];
    if !any
        .iter()
        .any(|action| objects::may(&caller.desk, &object, *action))
    {
        return Err(Refusal::Forbidden.into());
    }
    let body = body.json().await?;
    let asked = asked(&body)?;
    let mut faulty: Vec<Option<Problem>> = Vec::with_capacity(asked.len());
    let mut wanted = Vec::with_capacity(asked.len());
    for (place, json) in asked.iter().enumerate() {
        let read = operation(&caller.desk, &object, json, &base(place)).await;
        let (operation, problem) = match read {
            Ok(operation) => (operation, None),
            // It keeps its place among the others; what is wrong with it is said below.
            Err(problem) => (
                Operation::Refused(Refusal::Invalid(Vec::new())),
                Some(problem),
            ),
        };
        wanted.push(operation);
        faulty.push(problem);
    }
    let claim = caller.claim.as_ref();
    let outcomes = operations::many(&caller.desk, &object.key, &wanted, claim).await?;
    let results: Vec<Value> = outcomes
        .iter()
        .zip(&faulty)
        .enumerate()
        .map(|(place, (outcome, problem))| result(place, outcome, problem.as_ref()))
        .collect();
    let failed = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    Ok(Json(json!({
        "done": outcomes.len() - failed,
        "failed": failed,
        "results": results,
    })))
}

fn base(place: usize) -> String {
    pointer(&pointer(BODY, OPERATIONS), &place.to_string())
}

/// The operations of a body. A list in which something is no operation at all is refused as a whole, before any of it
/// is done; what is wrong with the contents of one is said in its result.
fn asked(body: &Map<String, Value>) -> Result<Vec<&Map<String, Value>>, Problem> {
    if let Some(key) = body.keys().find(|key| *key != OPERATIONS) {
        let detail = "Only `operations` is known here.";
        let fault = Fault::at(pointer(BODY, key), "unknown_field", detail);
        return Err(Problem::invalid(vec![fault]));
    }
    let list = body.get(OPERATIONS).and_then(Value::as_array);
    let list = list.filter(|list| (1..=MOST).contains(&list.len()));
    let list = list.ok_or_else(|| {
        let detail = "A list of 1 to 10,000 operations is wanted.";
        wrong(&pointer(BODY, OPERATIONS), detail)
    })?;
    let each = list.iter().enumerate();
    each.map(|(place, json)| shape(json, &base(place)))
        .collect()
}

/// An object with the parts of an operation, each of its type.
fn shape<'j>(json: &'j Value, base: &str) -> Result<&'j Map<String, Value>, Problem> {
    let json = json
        .as_object()
        .ok_or_else(|| wrong(base, "An object is wanted."))?;
    for (key, part) in json {
        let is_fine = match key.as_str() {
            "op" => part.as_str().is_some_and(|word| OPS.contains(&word)),
            "id" | "by" | "value" => part.is_string(),
            "version" => part.as_i64().is_some_and(|version| version >= 1),
            "values" => part.is_object(),
            _ => false,
        };
        if !is_fine {
            let detail = "An operation has no such part, or it is of another kind.";
            return Err(wrong(&pointer(base, key), detail));
        }
    }
    match json.contains_key("op") {
        true => Ok(json),
        false => Err(wrong(&pointer(base, "op"), "It says what to do.")),
    }
}

/// What came of one operation, with the status it would have had alone.
fn result(place: usize, outcome: &Outcome, problem: Option<&Problem>) -> Value {
    let refused = |problem: &Problem| json!({"index": place, "status": problem.status().as_u16(), "problem": problem.json()});
    match (outcome, problem) {
        (_, Some(problem)) => refused(problem),
        (Err(refusal), None) => {
            let values = pointer(&base(place), "values");
            refused(&Problem::of_refusal(refusal.clone(), &values))
        }
        (Ok(done), None) => {
            let status = match done.deed {
                Deed::Created => 201,
                Deed::Updated => 200,
                Deed::Deleted => 204,
            };
            json!({"index": place, "status": status, "id": done.id, "version": done.version})
        }
    }
}

/// Reads one operation that stands at `base`.
async fn operation(
    desk: &Desk,
    object: &ObjectDef,
    json: &Map<String, Value>,
    base: &str,
) -> Result<Operation, Problem> {
    let read = Read { json, base };
    match read.word("op")? {
        "create" => {
            read.only(&["op", "values"])?;
            let values = read.values(desk, object).await?;
            Ok(Operation::Create { values })
        }
        "update" => {
            read.only(&["op", "id", "version", "values"])?;
            Ok(Operation::Update {
                id: read.id()?,
                expected: read.expected()?,
                values: read.values(desk, object).await?,
            })
        }
        "delete" => {
            read.only(&["op", "id", "version"])?;
            Ok(Operation::Delete {
                id: read.id()?,
                expected: read.expected()?,
            })
        }
        "upsert" => {
            read.only(&["op", "by", "value", "values"])?;
            let (field, text) = (read.word("by")?, read.word("value")?);
            let value = by_key::key(object, field, text)
                .map_err(|_| read.wrong("by", "A key field and a value for it are wanted."))?;
            let values = read.values(desk, object).await?;
            if values.contains_key(field) {
                return Err(read.wrong("values", "The key field stands beside the values."));
            }
            Ok(Operation::Upsert {
                field: field.to_owned(),
                value,
                values,
            })
        }
        _ => Err(read.wrong("op", "create, update, delete or upsert is wanted.")),
    }
}

fn wrong(place: &str, detail: &str) -> Problem {
    Problem::invalid(vec![Fault::at(place.to_owned(), "wrong_kind", detail)])
}

/// One operation while it is read.
struct Read<'j> {
    json: &'j Map<String, Value>,
    base: &'j str,
}

impl<'j> Read<'j> {
    fn wrong(&self, key: &str, detail: &str) -> Problem {
        wrong(&pointer(self.base, key), detail)
    }

    fn only(&self, known: &[&str]) -> Result<(), Problem> {
        match self.json.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(self.wrong(key, "Such an operation has no such part.")),
            None => Ok(()),
        }
    }

    fn word(&self, key: &str) -> Result<&'j str, Problem> {
        let word = self.json.get(key).and_then(Value::as_str);
        word.ok_or_else(|| self.wrong(key, "A string is wanted."))
    }

    fn id(&self) -> Result<uuid::Uuid, Problem> {
        strict_id(self.word("id")?).ok_or_else(|| self.wrong("id", "The id of a record is wanted."))
    }

    /// Without a version the operation means whichever stands there.
    fn expected(&self) -> Result<Expected, Problem> {
        let Some(version) = self.json.get("version") else {
            return Ok(Expected::Any);
        };
        let version = version.as_i64().filter(|version| *version >= 1);
        match version.and_then(|version| i32::try_from(version).ok()) {
            Some(version) => Ok(Expected::Version(version)),
            None => Err(self.wrong("version", "A whole number from 1 is wanted.")),
        }
    }

    async fn values(&self, desk: &Desk, object: &ObjectDef) -> Result<Values, Problem> {
        let json = self.json.get("values").and_then(Value::as_object);
        let json = json.ok_or_else(|| self.wrong("values", "An object of fields is wanted."))?;
        typed::values(desk, object, json, &pointer(self.base, "values")).await
    }
}
