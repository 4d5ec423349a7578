//! The operations of an object. All of them are told: what a key may not do is refused, and its description says so.

use contract::objects::is_person;
use contract::{FieldDef, FieldKind, ObjectDef};
use serde_json::{Map, Value, json};

use super::parts::{GENERAL, answer, answers, reference};
use super::{bulk, consents, lists, schemas};
use crate::web::rest::list::keys;

/// What belongs to no object.
pub(super) fn general() -> Map<String, Value> {
    let any = || json!({"type": "object"});
    let get = |id: &str, summary: &str, parameters: Value, schema: Value| {
        json!({"get": {
            "operationId": id,
            "tags": [GENERAL],
            "summary": summary,
            "parameters": parameters,
            "responses": answers(&[(200, answer(summary, schema))], &[]),
        }})
    };
    let mut words = lists::words("Words, parts of words, digits of telephone numbers.");
    words["required"] = true.into();
    words["schema"]["pattern"] = "^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$".into();
    words["example"] = "Haichuan".into();
    let hit = json!({
        "type": "object",
        "properties": {
            "object": {"type": "string"},
            "id": {"type": "string", "format": "uuid"},
            "title": {"type": "string"},
            "subtitle": {"type": "string"},
            "url": {"type": "string"},
        },
        "required": ["object", "id", "title", "subtitle", "url"],
    });
    Map::from_iter([
        (
            "/".to_owned(),
            get("index", "What there is", json!([]), any()),
        ),
        (
            "/describe".to_owned(),
            get(
                "describe",
                "All objects and their fields",
                json!([]),
                data(any()),
            ),
        ),
        (
            "/openapi.json".to_owned(),
            get("openapi", "This document", json!([]), any()),
        ),
        (
            "/search".to_owned(),
            get(
                "search",
                "Find records of all objects",
                json!([words]),
                data(hit),
            ),
        ),
    ])
}

fn data(item: Value) -> Value {
    json!({
        "type": "object",
        "properties": {"data": {"type": "array", "items": item}},
        "required": ["data"],
    })
}

/// What can be done with the records of an object.
pub(super) fn of(object: &ObjectDef) -> Map<String, Value> {
    let of = Operations { object };
    let path = &object.path;
    let mut paths = Map::from_iter([
        (format!("/{path}"), of.collection()),
        (format!("/{path}/{{id}}"), of.record()),
        (format!("/{path}/describe"), json!({"get": of.describe()})),
    ]);
    paths.insert(
        format!("/{path}/bulk"),
        json!({"post": bulk::operation(object)}),
    );
    paths.insert(
        format!("/{path}/{{id}}/restore"),
        json!({"post": of.restore()}),
    );
    if is_person(&object.key) {
        let path = format!("/{path}/{{id}}/consents");
        paths.insert(path, consents::operations(&of));
    }
    for key in keys(object) {
        paths.insert(format!("/{path}/by/{}/{{value}}", key.key), of.by_key(key));
    }
    paths
}

/// The operations of one object.
pub(super) struct Operations<'d> {
    pub(super) object: &'d ObjectDef,
}

impl Operations<'_> {
    pub(super) fn operation(&self, verb: &str, summary: String, parameters: Value) -> Value {
        json!({
            "operationId": format!("{verb}.{}", self.object.key),
            "tags": [self.object.path],
            "summary": summary,
            "parameters": parameters,
        })
    }

    /// The plural of the object in lower case, as a sentence has it.
    pub(super) fn many(&self) -> String {
        self.object.plural.en.to_lowercase()
    }

    fn one(&self) -> String {
        self.object.label.en.to_lowercase()
    }

    /// One record as an answer.
    fn told(&self, description: &str) -> Value {
        let mut told = answer(
            description,
            reference("schemas", &schemas::told(self.object)),
        );
        told["headers"]["ETag"] = reference("headers", "ETag");
        told
    }

    /// A new record as an answer, with what can be done with it next.
    fn created(&self) -> Value {
        let mut told = self.told("It was made.");
        told["headers"]["Location"] = reference("headers", "Location");
        let link = |verb: &str, more: Value| {
            let mut parameters = json!({"id": "$response.body#/id"});
            if let (Value::Object(parameters), Value::Object(more)) = (&mut parameters, more) {
                parameters.extend(more);
            }
            json!({"operationId": format!("{verb}.{}", self.object.key), "parameters": parameters})
        };
        let tag = json!({"header.If-Match": "$response.header.ETag"});
        told["links"] = json!({
            "read": link("read", json!({})),
            "update": link("update", tag),
            "delete": link("delete", json!({})),
        });
        told
    }

    fn collection(&self) -> Value {
        let row = reference("schemas", &schemas::listed(self.object));
        let mut page = data(row);
        page["properties"]["next_cursor"] = json!({
            "type": ["string", "null"],
            "description": "Where the next page begins; null on the last one.",
        });
        page["properties"]["total"] = reference("schemas", "total");
        page["required"] = json!(["data", "next_cursor"]);
        let mut list = self.operation(
            "list",
            format!("List {}", self.many()),
            lists::parameters(self.object),
        );
        list["responses"] = answers(&[(200, answer("A page of the list.", page))], &[]);
        let mut path = json!({"get": list});
        path["post"] = self.create();
        path
    }

    fn create(&self) -> Value {
        let parameters = json!([reference("parameters", "idempotency_key")]);
        let mut create = self.operation("create", format!("Make a {}", self.one()), parameters);
        create["requestBody"] = body(&schemas::made(self.object));
        create["responses"] = answers(&[(201, self.created())], &[403, 409, 413, 415, 422]);
        create
    }

    fn record(&self) -> Value {
        let id = reference("parameters", "id");
        let same = reference("parameters", "if_none_match");
        let mut read = self.operation("read", format!("Read a {}", self.one()), json!([id, same]));
        let unchanged = json!({"description": "It is still the version one has."});
        read["responses"] = answers(&[(200, self.told("The record.")), (304, unchanged)], &[308]);
        let mut path = json!({"get": read});
        path["patch"] = self.update(&id);
        path["delete"] = self.delete(&id);
        path
    }

    fn update(&self, id: &Value) -> Value {
        let parameters = json!([
            id,
            reference("parameters", "if_match"),
            reference("parameters", "idempotency_key"),
        ]);
        let mut update = self.operation("update", format!("Change a {}", self.one()), parameters);
        update["requestBody"] = body(&schemas::changed(self.object));
        let done = [(200, self.told("The record as it is now."))];
        update["responses"] = answers(&done, &[308, 403, 409, 412, 413, 415, 422, 428]);
        update
    }

    fn delete(&self, id: &Value) -> Value {
        let parameters = json!([
            id,
            reference("parameters", "if_match_optional"),
            reference("parameters", "idempotency_key"),
        ]);
        let mut delete = self.operation(
            "delete",
            format!("Put a {} into the bin", self.one()),
            parameters,
        );
        let gone = json!({"description": "It is in the bin, and can be restored."});
        delete["responses"] = answers(&[(204, gone)], &[308, 403, 409, 412, 422]);
        delete
    }

    fn restore(&self) -> Value {
        let parameters = json!([
            reference("parameters", "id"),
            reference("parameters", "idempotency_key"),
        ]);
        let summary = format!("Take a {} out of the bin", self.one());
        let mut restore = self.operation("restore", summary, parameters);
        let done = [(200, self.told("The record as it was."))];
        restore["responses"] = answers(&done, &[308, 403, 409, 422]);
        restore
    }

    fn describe(&self) -> Value {
        let summary = format!("The fields of {}", self.many());
        let mut describe = self.operation("describe", summary.clone(), json!([]));
        let schema = json!({"type": "object"});
        describe["responses"] = answers(&[(200, answer(&summary, schema))], &[]);
        describe
    }

    fn by_key(&self, key: &FieldDef) -> Value {
        let schema = match key.kind {
            FieldKind::Integer => json!({"type": "integer"}),
            _ => json!({"type": "string", "minLength": 1}),
        };
        let value = json!({
            "name": "value",
            "in": "path",
            "required": true,
            "description": format!("{} · {}", key.label.en, key.label.zh),
            "schema": schema,
        });
        let verb = |word: &str| format!("{word}_by_{}", key.key);
        let summary = format!("Read a {} by {}", self.one(), key.key);
        let mut read = self.operation(&verb("read"), summary, json!([value]));
        read["responses"] = answers(&[(200, self.told("The record."))], &[422]);
        let mut path = json!({"get": read});
        let summary = format!(
            "Change the {} that has this {}, or make one",
            self.one(),
            key.key
        );
        let parameters = json!([value, reference("parameters", "idempotency_key")]);
        let mut put = self.operation(&verb("upsert"), summary, parameters);
        put["requestBody"] = body(&schemas::changed(self.object));
        let done = [(200, self.told("It was changed.")), (201, self.created())];
        put["responses"] = answers(&done, &[403, 409, 412, 413, 415, 422]);
        path["put"] = put;
        path
    }
}

fn body(schema: &str) -> Value {
    json!({
        "required": true,
        "content": {"application/json": {"schema": reference("schemas", schema)}},
    })
}
