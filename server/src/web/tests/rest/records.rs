use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::house;

#[tokio::test]
async fn a_record_is_made_read_changed_deleted_and_restored() {
    let house = house().await;
    let program = house.seller().await;
    let body = json!({
        "name": "宁波海川",
        "employees": 12,
        "annual_revenue": {"amount": "1200.5", "currency": "CNY"},
        "tags": ["new"],
        "external_id": "Z-1",
    });
    let made = program.post("/accounts", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let record = made.json();
    let address = made.header("location").to_owned();
    assert_eq!(
        address,
        format!("/api/v1/accounts/{}", record["id"].as_str().unwrap())
    );
    assert_eq!(made.header("etag"), "\"1\"");
    assert_eq!(
        record["annual_revenue"],
        json!({"amount": "1200.50", "currency": "CNY"})
    );
    assert_eq!(record["owner"]["title"], "salesperson");
    let path = address.strip_prefix("/api/v1").unwrap();

    let read = program.get(path).await;
    assert_eq!((read.status, read.json()), (StatusCode::OK, record.clone()));
    let same = program
        .send(Method::GET, path, &[("if-none-match", "\"1\"")], None)
        .await;
    assert_eq!(
        (same.status, same.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );

    let change = Some(json!({"name": "宁波海川精密", "employees": null}));
    let changed = program
        .send(Method::PATCH, path, &[("if-match", "\"1\"")], change)
        .await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.text());
    assert_eq!(changed.header("etag"), "\"2\"");
    assert_eq!(
        (&changed.json()["name"], &changed.json()["employees"]),
        (&json!("宁波海川精密"), &Value::Null)
    );
    assert_eq!(
        changed.json()["tags"],
        json!(["new"]),
        "what was not sent stays"
    );

    let gone = program.send(Method::DELETE, path, &[], None).await;
    assert_eq!((gone.status, gone.body.len()), (StatusCode::NO_CONTENT, 0));
    assert_eq!(program.get(path).await.problem(), "not-found");
    let back = program
        .send(Method::POST, &format!("{path}/restore"), &[], None)
        .await;
    assert_eq!(
        (back.status, &back.json()["name"]),
        (StatusCode::OK, &json!("宁波海川精密"))
    );
}

#[tokio::test]
async fn a_change_names_the_version_it_was_made_against() {
    let house = house().await;
    let program = house.seller().await;
    let id = program.account("Haichuan").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/accounts/{id}");
    let patch = async |headers: &[(&str, &str)], name: &str| {
        program
            .send(Method::PATCH, &path, headers, Some(json!({"name": name})))
            .await
    };
    let without = patch(&[], "A").await;
    assert_eq!(
        (without.status, without.problem().as_str()),
        (StatusCode::PRECONDITION_REQUIRED, "version-required")
    );
    assert_eq!(
        patch(&[("if-match", "\"1\"")], "A").await.status,
        StatusCode::OK
    );
    let stale = patch(&[("if-match", "\"1\"")], "B").await;
    assert_eq!(
        (stale.status, stale.problem().as_str()),
        (StatusCode::PRECONDITION_FAILED, "stale")
    );
    assert_eq!(
        patch(&[("if-match", "W/\"2\"")], "B").await.problem(),
        "bad-parameter"
    );
    assert_eq!(
        patch(&[("if-match", "*")], "C").await.status,
        StatusCode::OK
    );
    let stale = program
        .send(Method::DELETE, &path, &[("if-match", "\"1\"")], None)
        .await;
    assert_eq!(stale.problem(), "stale");
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_named_by_its_place() {
    let house = house().await;
    let program = house.seller().await;
    for (body, place, code) in [
        (json!({}), "#/name", "required"),
        (json!({"name": 7}), "#/name", "wrong_kind"),
        (json!({"name": "x".repeat(256)}), "#/name", "too_long"),
        (json!({"name": "nul\u{0}"}), "#/name", "wrong_kind"),
        (json!({"name": "A", "naem": "B"}), "#/naem", "unknown_field"),
        (json!({"name": "A", "a/b": "B"}), "#/a~1b", "unknown_field"),
        (
            json!({"name": "A", "id": Uuid::now_v7()}),
            "#/id",
            "unknown_field",
        ),
        (
            json!({"name": "A", "created_at": "2026-11-22T00:00:00Z"}),
            "#/created_at",
            "read_only",
        ),
        (
            json!({"name": "A", "type": "friend"}),
            "#/type",
            "unknown_choice",
        ),
        (
            json!({"name": "A", "email": "nobody"}),
            "#/email",
            "not_an_email",
        ),
        (
            json!({"name": "A", "phone": "123"}),
            "#/phone",
            "not_a_phone",
        ),
        (
            json!({"name": "A", "owner": Uuid::now_v7()}),
            "#/owner",
            "points_nowhere",
        ),
        (
            json!({"name": "A", "parent": {"external_id": "nowhere"}}),
            "#/parent",
            "points_nowhere",
        ),
    ] {
        let answer = program.post("/accounts", body.clone()).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{body}: {}",
            answer.text()
        );
        assert_eq!(answer.problem(), "invalid");
        let errors = answer.errors();
        assert!(
            errors.contains(&(place.to_owned(), code.to_owned())),
            "{body}: {errors:?}"
        );
    }
}

#[tokio::test]
async fn what_is_no_json_object_is_refused_before_anything_else() {
    let house = house().await;
    let program = house.seller().await;
    let post = async |kind: &str, body: &str| {
        let request = Request::post("/api/v1/accounts").header(header::CONTENT_TYPE, kind);
        let answer = program
            .ask(request.body(Body::from(body.to_owned())).unwrap())
            .await;
        (answer.status.as_u16(), answer.problem())
    };
    for (kind, body, expected) in [
        ("application/json", "{\"name\": ", (400, "malformed")),
        ("application/json", "", (400, "malformed")),
        ("application/json", "[]", (400, "malformed")),
        (
            "application/json",
            "{\"name\": \"\\ud800\"}",
            (400, "malformed"),
        ),
        ("text/plain", "{}", (415, "media-type")),
        (
            "application/x-www-form-urlencoded",
            "name=A",
            (415, "media-type"),
        ),
        ("application/json; charset=gbk", "{}", (415, "media-type")),
    ] {
        let (status, problem) = post(kind, body).await;
        assert_eq!((status, problem.as_str()), expected, "{kind} {body}");
    }
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    assert_eq!(post("application/json", &deep).await.0, 400);
}

#[tokio::test]
async fn what_is_too_large_is_refused_unread() {
    let house = house().await;
    let program = house.seller().await;
    for (path, length) in [
        ("/accounts", 100_000_000),
        ("/accounts/bulk", 100_000_000),
        ("/accounts", 1024 * 1024 + 1),
    ] {
        let request = Request::post(format!("/api/v1{path}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_LENGTH, length);
        // A body that fails whoever reads it.
        let body = Body::from_stream(futures::stream::once(async { Err::<Vec<u8>, _>("unread") }));
        let answer = program.ask(request.body(body).unwrap()).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, "too-large")
        );
    }
    let unsaid = Request::post("/api/v1/accounts").header(header::CONTENT_TYPE, "application/json");
    let pieces = (0..20).map(|_| Ok::<_, std::io::Error>(vec![b' '; 100_000]));
    let answer = program
        .ask(
            unsaid
                .body(Body::from_stream(futures::stream::iter(pieces)))
                .unwrap(),
        )
        .await;
    assert_eq!(
        answer.problem(),
        "too-large",
        "a body that does not say its length is read up to the limit"
    );
}

#[tokio::test]
async fn records_are_pointed_to_by_the_id_they_have_elsewhere() {
    let house = house().await;
    let program = house.seller().await;
    let account = program
        .post(
            "/accounts",
            json!({"name": "Haichuan", "external_id": "Z-1"}),
        )
        .await
        .json();
    let deal = program
        .post(
            "/deals",
            json!({"name": "Spindle", "account": {"external_id": "Z-1"}}),
        )
        .await;
    assert_eq!(deal.status, StatusCode::CREATED, "{}", deal.text());
    assert_eq!(
        deal.json()["account"],
        json!({"id": account["id"], "title": "Haichuan"})
    );
}

#[tokio::test]
async fn an_upsert_makes_once_and_changes_afterwards() {
    let house = house().await;
    let program = house.seller().await;
    let put = async |value: &str, body: Value| {
        program
            .send(
                Method::PUT,
                &format!("/accounts/by/external_id/{value}"),
                &[],
                Some(body),
            )
            .await
    };
    let made = put("Z%2F1", json!({"name": "Haichuan"})).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert_eq!(made.json()["external_id"], "Z/1");
    let changed = put("Z%2F1", json!({"region": "Ningbo"})).await;
    assert_eq!(
        (changed.status, &changed.json()["id"]),
        (StatusCode::OK, &made.json()["id"])
    );
    let read = program.get("/accounts/by/external_id/Z%2F1").await;
    assert_eq!(read.json()["region"], "Ningbo");
    assert_eq!(
        put("Z-2", json!({})).await.errors(),
        [("#/name".to_owned(), "required".to_owned())]
    );
    assert_eq!(
        put("Z-2", json!({"name": "A", "external_id": "Z-3"}))
            .await
            .problem(),
        "invalid"
    );
    for path in [
        "/accounts/by/external_id/nobody",
        "/accounts/by/name/Haichuan",
        "/accounts/by/external_id/%00",
    ] {
        assert_eq!(program.get(path).await.problem(), "not-found", "{path}");
    }
}

#[tokio::test]
async fn one_may_do_no_more_than_the_user_and_no_more_than_the_key() {
    let house = house().await;
    let owner = house.seller().await;
    let id = owner.account("Haichuan").await["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/accounts/{id}");
    let reader = house.program(Role::Salesperson, "accounts:read").await;
    assert_eq!(reader.get(&path).await.status, StatusCode::OK);
    let change = Some(json!({"name": "B"}));
    let refused = reader
        .send(Method::PATCH, &path, &[("if-match", "*")], change.clone())
        .await;
    assert_eq!(
        (refused.status, refused.problem().as_str()),
        (StatusCode::FORBIDDEN, "forbidden")
    );
    assert_eq!(
        reader
            .post("/accounts", json!({"name": "B"}))
            .await
            .problem(),
        "forbidden"
    );
    assert_eq!(reader.get("/deals").await.problem(), "not-found");
    let finance = house.program(Role::Finance, "records:write").await;
    assert_eq!(finance.get(&path).await.status, StatusCode::OK);
    let refused = finance
        .send(Method::PATCH, &path, &[("if-match", "*")], change)
        .await;
    assert_eq!(refused.problem(), "forbidden");
}
