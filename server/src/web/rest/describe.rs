//! `GET /describe` and `GET /{object}/describe`: the objects and fields as the program may see them.

use axum::Json;
use contract::{Action, Choice, FieldDef, Label, ObjectDef, Operator};
use domain::Desk;
use serde_json::{Map, Value, json};

use super::caller::Caller;
use super::objects::{self, Place, fields, is_writable, may};
use super::problem::Problem;

pub(super) async fn all(caller: Caller) -> Json<Value> {
    let objects = objects::all(&caller.desk);
    let described = objects
        .iter()
        .map(|object| object_json(&caller.desk, object));
    Json(json!({"data": described.collect::<Value>()}))
}

pub(super) async fn one(
    caller: Caller,
    Place(path): Place<String>,
) -> Result<Json<Value>, Problem> {
    let object = objects::of(&caller.desk, &path)?;
    Ok(Json(object_json(&caller.desk, &object)))
}

fn object_json(desk: &Desk, object: &ObjectDef) -> Value {
    let actions = [
        ("create", Action::Create),
        ("update", Action::Edit),
        ("delete", Action::Delete),
        ("transfer", Action::Transfer),
    ];
    let may: Map<String, Value> = actions
        .into_iter()
        .map(|(word, action)| (word.to_owned(), may(desk, object, action).into()))
        .collect();
    let fields = fields(object).map(|field| field_json(desk, object, field));
    json!({
        "object": object.path,
        "key": object.key,
        "label": label(&object.label),
        "plural": label(&object.plural),
        "is_custom": object.is_custom(),
        "title_field": object.title,
        "line_of": object.line_of,
        "may": may,
        "fields": fields.collect::<Value>(),
    })
}

fn field_json(desk: &Desk, object: &ObjectDef, field: &FieldDef) -> Value {
    let target = field.relation.as_deref();
    let target = target.and_then(|key| desk.crm().descriptions().object(key));
    json!({
        "key": field.key,
        "kind": field.kind.word(),
        "label": label(&field.label),
        "help": field.help.as_ref().map(label),
        "is_custom": field.is_custom(),
        "is_required": field.required && is_writable(field),
        "is_read_only": !is_writable(field),
        "is_unique": field.unique,
        "is_key": domain::operations::is_key(field),
        "is_sensitive": field.sensitive,
        "is_sortable": object.is_sortable(field),
        "max_length": field.limit(),
        "points_to": target.map(|target| target.path.clone()),
        "operators": operators(field),
        "choices": field.kind.has_choices().then(|| choices(field)),
    })
}

fn operators(field: &FieldDef) -> Vec<&'static str> {
    Operator::of_field(field)
        .iter()
        .map(|operator| operator.key())
        .collect()
}

fn choices(field: &FieldDef) -> Value {
    let choice = |choice: &Choice| {
        json!({
            "key": choice.key,
            "label": label(&choice.label),
            "is_retired": choice.retired,
        })
    };
    field.choices.iter().map(choice).collect()
}

fn label(label: &Label) -> Value {
    json!({"en": label.en, "zh-CN": label.zh})
}
