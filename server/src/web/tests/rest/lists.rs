use axum::http::StatusCode;
use contract::Role;
use serde_json::{Value, json};

use super::{Program, house};

fn names(page: &Value) -> Vec<&str> {
    let rows = page["data"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap()).collect()
}

async fn page(program: &Program<'_>, asked: &str) -> Value {
    let answer = program.get(&format!("/accounts?{asked}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{asked}: {}", answer.text());
    answer.json()
}

#[tokio::test]
async fn a_list_is_filtered_sorted_and_paged() {
    let house = house().await;
    let program = house.seller().await;
    for (name, kind) in [
        ("B", "customer"),
        ("A", "partner"),
        ("C", "customer"),
        ("D", "customer"),
    ] {
        program
            .post(
                "/accounts",
                json!({"name": name, "type": kind, "note": "long"}),
            )
            .await;
    }
    let first = page(
        &program,
        "filter=type.is.customer&sort=-name&limit=2&fields=name,note&total=true",
    )
    .await;
    assert_eq!(names(&first), ["D", "C"]);
    assert_eq!(first["total"], json!({"count": 3, "or_more": false}));
    let row = first["data"][0].as_object().unwrap();
    let keys: Vec<&str> = row.keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "name", "note", "version"]);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = page(
        &program,
        &format!("filter=type.is.customer&sort=-name&cursor={cursor}"),
    )
    .await;
    assert_eq!(
        (names(&rest), &rest["next_cursor"]),
        (vec!["B"], &Value::Null)
    );
    assert!(
        rest["data"][0].get("note").is_none(),
        "long texts are told when they are asked for"
    );
    let other = program
        .get(&format!("/accounts?sort=name&cursor={cursor}"))
        .await;
    assert_eq!(
        (other.status, other.problem().as_str()),
        (StatusCode::BAD_REQUEST, "bad-cursor")
    );
    let deals = program.get(&format!("/deals?cursor={cursor}")).await;
    assert_eq!(deals.problem(), "bad-cursor");
}

#[tokio::test]
async fn a_question_that_is_not_understood_is_refused_at_its_parameter() {
    let house = house().await;
    let program = house.seller().await;
    for (asked, parameter) in [
        ("nonsense=1", "nonsense"),
        ("filter=nonsense", "filter"),
        ("filter=type.less.1", "filter"),
        ("filter=employees.more.many", "filter"),
        ("filter=created_at.within.someday", "filter"),
        ("sort=note", "sort"),
        ("fields=secret", "fields"),
        ("limit=1000", "limit"),
        ("total=1", "total"),
    ] {
        let answer = program.get(&format!("/accounts?{asked}")).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{asked}: {}",
            answer.text()
        );
        assert_eq!(
            answer.errors(),
            [(parameter.to_owned(), "bad_parameter".to_owned())],
            "{asked}"
        );
    }
    let many = "filter=name.filled&".repeat(51);
    assert_eq!(
        program.get(&format!("/accounts?{many}")).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn everybody_lists_and_finds_what_they_may_see() {
    let house = house().await;
    let seller = house.seller().await;
    seller.account("Haichuan").await;
    let manager = house.program(Role::Manager, "records:read").await;
    assert!(
        names(&page(&manager, "").await).is_empty(),
        "nobody of theirs"
    );
    let administrator = house.program(Role::Administrator, "records:read").await;
    assert_eq!(names(&page(&administrator, "").await), ["Haichuan"]);
    assert_eq!(
        seller.get("/search?q=haichuan").await.status,
        StatusCode::OK
    );
    for asked in ["/search", "/search?q=", "/search?q=%20", "/search?words=x"] {
        assert_eq!(
            seller.get(asked).await.problem(),
            "bad-parameter",
            "{asked}"
        );
    }
}
