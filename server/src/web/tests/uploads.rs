//! Files up and down.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use contract::dto::files::FileInfo;
use contract::{Refusal, Role};
use serde_json::{Value, json};
use uuid::Uuid;

use super::house;

#[tokio::test]
async fn a_file_goes_up_and_comes_down_by_right() {
    let house = house().await;
    let owner = house.signed_in(Role::Salesperson).await;
    let id = owner.account().await;
    let answer = owner
        .upload(
            id,
            "%E5%90%88%E5%90%8C.html",
            b"<!DOCTYPE html><script>alert(1)</script>",
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let file: FileInfo = serde_json::from_slice(&answer.body).unwrap();
    assert_eq!(
        (file.name.as_str(), file.media_type.as_str()),
        ("合同.html", "text/html")
    );

    let down = house
        .signed_in(Role::Finance)
        .await
        .get(&format!("/files/{}", file.id))
        .await;
    assert!(
        down.header("content-disposition")
            .starts_with("attachment;")
            && down.header("content-security-policy").contains("sandbox")
    );
    assert_eq!(down.text(), "<!DOCTYPE html><script>alert(1)</script>");
    assert_eq!(
        owner
            .get(&format!("/files/{}/preview", file.id))
            .await
            .refusal(),
        Refusal::NotFound
    );
    let finance = house.signed_in(Role::Finance).await;
    assert_eq!(
        finance.upload(id, "a.pdf", b"%PDF-1.7").await.refusal(),
        Refusal::Forbidden
    );

    // The icon of the product, and something that only begins like a picture.
    let icon = include_bytes!("../../../../public/icons/icon-192.png");
    for (content, expected) in [
        (&icon[..], StatusCode::OK),
        (b"\x89PNG\r\n\x1a\n....", StatusCode::NOT_FOUND),
    ] {
        let picture = owner.upload(id, "a.png", content).await;
        let picture: FileInfo = serde_json::from_slice(&picture.body).unwrap();
        assert_eq!(picture.media_type, "image/png");
        let shown = owner.get(&format!("/files/{}/preview", picture.id)).await;
        assert_eq!(shown.status, expected);
        assert!(shown.header("content-security-policy").contains("sandbox"));
        assert_eq!(shown.header("x-content-type-options"), "nosniff");
        if expected == StatusCode::OK {
            assert!(shown.header("content-type").starts_with("image/"));
            assert_eq!(shown.header("content-disposition"), "inline");
            assert!(shown.body != content, "it is drawn anew");
        }
        let whole = owner.get(&format!("/files/{}", picture.id)).await;
        assert_eq!(whole.body, content, "what is downloaded is the file itself");
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_before_it_is_sent() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let ask = async |path: &str, length: u64| {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("x-file-name", "a.csv");
        browser
            .ask(
                request
                    .header(header::CONTENT_LENGTH, length)
                    .body(Body::empty())
                    .unwrap(),
            )
            .await
            .status
    };
    let two_gigabytes = 2 * 1024 * 1024 * 1024;
    assert_eq!(
        ask("/api/list", 2 * 1024 * 1024).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        ask(&format!("/files/account/{}", Uuid::now_v7()), two_gigabytes).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(
        ask("/files/imports?object=account", two_gigabytes).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_table_goes_up_and_its_bad_rows_come_down() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let request = Request::post("/files/imports?object=account").header("x-file-name", "a.csv");
    let table = "Account Name,Email\nHaichuan,li@example.com\n,nobody\n";
    let answer = browser.ask(request.body(Body::from(table)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let preview: Value = serde_json::from_slice(&answer.body).unwrap();
    let id = preview["id"].as_str().unwrap();
    let problems = browser
        .get(&format!("/files/imports/{id}/problems.csv"))
        .await;
    assert_eq!(
        (problems.status, problems.header("content-type")),
        (StatusCode::OK, "text/csv; charset=utf-8")
    );
    let stranger = house.signed_in(Role::Finance).await;
    assert_eq!(
        stranger
            .get(&format!("/files/imports/{id}/problems.csv"))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn files_that_belong_together_go_up_into_one_set() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let begun: Value =
        serde_json::from_slice(&browser.call("import_set_begin", json!({})).await.body).unwrap();
    let set = begun["id"].as_str().unwrap();
    let send = async |name: &str, content: &'static str| {
        let path = format!("/files/imports?set={set}");
        let request = Request::post(path).header("x-file-name", name);
        browser
            .ask(request.body(Body::from(content)).unwrap())
            .await
    };
    let deals = send("deals.csv", "Deal Name,Account Name\nBig,Acme\n").await;
    assert_eq!(deals.status, StatusCode::OK, "{}", deals.text());
    let accounts = send("accounts.csv", "Account Name,Website\nAcme,acme.example\n").await;
    let told: Value = serde_json::from_slice(&accounts.body).unwrap();
    let objects: Vec<&str> = told["parts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|part| part["object"].as_str())
        .collect();
    assert_eq!(objects, ["account", "deal"]);
    let refused = send("logo.png", "\u{0}\u{1}\u{2}\u{3}").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stranger = house.signed_in(Role::Finance).await;
    let asked = stranger.call("import_set", json!({ "id": set })).await;
    assert!(asked.text().contains("not_found"), "{}", asked.text());
}

#[tokio::test]
async fn a_person_comes_down_as_a_card() {
    let house = house().await;
    let browser = house.signed_in(Role::Administrator).await;
    let id = Uuid::now_v7();
    let values = json!({ "name": { "text": "王芳" } });
    let made = browser
        .call(
            "create",
            json!({ "object": "contact", "id": id, "values": values }),
        )
        .await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let card = browser.get(&format!("/export/contact/{id}.vcf")).await;
    assert_eq!(card.header("content-type"), "text/vcard; charset=utf-8");
    assert!(card.text().contains("王芳"), "{}", card.text());
    let list = browser.get("/export/contact.vcf").await;
    assert_eq!(list.text().matches("BEGIN:VCARD").count(), 1);
    let other = Uuid::now_v7();
    let none = browser.get(&format!("/export/contact/{other}.vcf")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}
