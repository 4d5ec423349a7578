//! Questions over several records, and what no list answers.

use axum::http::StatusCode;
use contract::Role;
use domain::files;
use serde_json::{Value, json};

use super::{Program, house};

/// Two customers, each with an open deal of its own.
async fn scene(program: &Program<'_>) {
    for (name, region) in [("Haichuan", "浙江"), ("Brightwater", "Kent")] {
        let account = json!({"name": name, "region": region, "external_id": name});
        program.post("/accounts", account).await;
        let deal = json!({"name": format!("Deal of {name}"), "account": {"external_id": name}});
        let made = program.post("/deals", deal).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    }
}

async fn found(program: &Program<'_>, asked: &str) -> Vec<String> {
    let answer = program.get(asked).await;
    assert_eq!(answer.status, StatusCode::OK, "{asked}: {}", answer.text());
    let json = answer.json();
    let rows = json["data"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn a_question_may_lead_over_relations() {
    let house = house().await;
    let program = house.seller().await;
    scene(&program).await;
    let haichuans = "filter=account~region.is.%E6%B5%99%E6%B1%9F";
    for (asked, expected) in [
        (format!("/deals?{haichuans}"), vec!["Deal of Haichuan"]),
        (
            "/deals?filter=account~region.filled&sort=name".to_owned(),
            vec!["Deal of Brightwater", "Deal of Haichuan"],
        ),
        (
            "/deals?filter=account~owner~email.is.nobody@example.com".to_owned(),
            Vec::new(),
        ),
        (
            "/accounts?where=has(deal~account,name.has.Brightwater)".to_owned(),
            vec!["Brightwater"],
        ),
        (
            "/accounts?where=hasnt(deal~account,name.has.Brightwater)".to_owned(),
            vec!["Haichuan"],
        ),
        (
            "/deals?where=any(account~region.is.Kent,name.is.nothing)".to_owned(),
            vec!["Deal of Brightwater"],
        ),
    ] {
        assert_eq!(found(&program, &asked).await, expected, "{asked}");
    }
}

#[tokio::test]
async fn a_question_that_leads_nowhere_or_too_deep_is_refused_where_it_stands() {
    let house = house().await;
    let program = house.seller().await;
    let deep = |levels: usize| {
        let (open, shut) = ("any(".repeat(levels), ")".repeat(levels));
        format!("where={open}name.filled{shut}")
    };
    for (asked, parameter) in [
        ("filter=account~gone.is.x".to_owned(), "filter"),
        ("filter=gone~name.is.x".to_owned(), "filter"),
        ("filter=name~region.is.x".to_owned(), "filter"),
        (
            "filter=account~parent~parent~region.is.x".to_owned(),
            "filter",
        ),
        ("where=gone.is.x".to_owned(), "where"),
        ("where=has(quote~gone)".to_owned(), "where"),
        ("where=has(gone~deal)".to_owned(), "where"),
        (deep(6), "where"),
        (deep(20), "where"),
        (deep(2_000), "where"),
        (
            format!("where=any({})", vec!["name.filled"; 51].join(",")),
            "where",
        ),
        ("sort=name,-created_at".to_owned(), "sort"),
        ("sort=name&sort=created_at".to_owned(), "sort"),
        ("sort=gone".to_owned(), "sort"),
        ("sort=account~region".to_owned(), "sort"),
    ] {
        let answer = program.get(&format!("/deals?{asked}")).await;
        assert_eq!(answer.problem(), "bad-parameter", "{asked:.60}");
        assert_eq!(
            answer.errors(),
            [(parameter.to_owned(), "bad_parameter".to_owned())],
            "{asked:.60}"
        );
    }
    assert_eq!(
        found(&program, &format!("/deals?{}", deep(5))).await.len(),
        0
    );
}

#[tokio::test]
async fn a_cursor_goes_on_with_nothing_but_its_own_question() {
    let house = house().await;
    let program = house.seller().await;
    scene(&program).await;
    let asked = "filter=account~region.filled&where=any(name.filled)&sort=name&limit=1";
    let first = program.get(&format!("/deals?{asked}")).await.json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let next = format!("/deals?{asked}&cursor={cursor}");
    assert_eq!(found(&program, &next).await, ["Deal of Haichuan"]);
    let cut = &cursor[..cursor.len() - 3];
    for (other, problem) in [
        (format!("/deals?{asked}&cursor={cut}"), "bad-parameter"),
        (format!("/deals?sort=name&cursor={cursor}"), "bad-cursor"),
        (
            format!("/deals?{}&cursor={cursor}", asked.replace("any", "all")),
            "bad-cursor",
        ),
        (
            format!(
                "/deals?{}&cursor={cursor}",
                asked.replace("sort=", "sort=-")
            ),
            "bad-cursor",
        ),
        (format!("/deals?{asked}&q=x&cursor={cursor}"), "bad-cursor"),
        (format!("/accounts?cursor={cursor}"), "bad-cursor"),
        ("/deals?cursor=!".to_owned(), "bad-cursor"),
        (
            format!("/deals?{asked}&cursor={cursor}&cursor={cursor}"),
            "bad-parameter",
        ),
    ] {
        let answer = program.get(&other).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{other}");
        assert_eq!(answer.problem(), problem, "{other}");
    }
}

#[tokio::test]
async fn a_file_is_told_and_not_set() {
    let house = house().await;
    let program = house.program(Role::Finance, "records:write").await;
    let made = program
        .post(
            "/payments",
            json!({"amount": {"amount": "1", "currency": "CNY"}, "date": "2026-11-22"}),
        )
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let (id, voucher) = (made.json()["id"].clone(), made.json()["voucher"].clone());
    assert_eq!(voucher, Value::Null);
    let id = id.as_str().unwrap().to_owned();
    let user = house.crm.people().find("finance@example.com").unwrap();
    let desk = house.crm.desk_of(user).await.unwrap();
    let bytes = futures::stream::iter([Ok("paid".into())]);
    let record = id.parse().unwrap();
    let file = files::add(&desk, "payment", record, "voucher.txt", bytes).await;
    let change = contract::dto::records::Change {
        object: "payment".into(),
        id: record,
        version: 1,
        values: [(
            "voucher".to_owned(),
            contract::Value::Link(contract::Link {
                id: Some(file.unwrap().id),
                text: "voucher.txt".into(),
            }),
        )]
        .into(),
        base: Default::default(),
    };
    domain::records::update(&desk, change).await.unwrap();
    let path = format!("/payments/{id}");
    let read = program.get(&path).await.json();
    assert_eq!(read["voucher"]["name"], "voucher.txt");
    let headers = [("if-match", "*")];
    for sent in [json!(null), json!("x"), read["voucher"].clone()] {
        let body = Some(json!({"voucher": sent}));
        let answer = program
            .send(axum::http::Method::PATCH, &path, &headers, body)
            .await;
        assert_eq!(
            answer.errors(),
            [("#/voucher".to_owned(), "read_only".to_owned())]
        );
        assert!(answer.text().contains("file"), "{}", answer.text());
    }
}
