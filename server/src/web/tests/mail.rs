//! Mail, as its page asks for it.

use axum::http::StatusCode;
use contract::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::house;

const SECRET: &str = "a secret of the mail server";

fn setup() -> Value {
    json!({
        "host": "127.0.0.1",
        "port": 2525,
        "tls": "none",
        "is_plain_accepted": false,
        "user": "crm",
        "sender_name": "",
        "sender_address": "crm@haichuan.example",
        "site": "https://crm.haichuan.example",
    })
}

#[tokio::test]
async fn the_password_of_the_mail_server_is_in_no_answer_and_on_no_page() {
    let house = house().await;
    let administrator = house.signed_in(Role::Administrator).await;
    let arguments = json!({"setup": setup(), "password": SECRET});
    let saved = administrator.call("save_mail", arguments).await;
    assert_eq!(saved.status, StatusCode::OK, "{}", saved.text());
    let standing = administrator.call("mail_standing", json!({})).await;
    let page = administrator.get("/settings/mail").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("crm@haichuan.example"));
    let test = json!({"to": "a@haichuan.example"});
    let tried = administrator.call("send_test_mail", test).await;
    assert!(tried.text().contains("unreachable"), "{}", tried.text());
    let listed = administrator
        .call(
            "mails",
            json!({"query": {"state": null, "recipient": "", "after": null}}),
        )
        .await;
    assert!(listed.text().contains("a@haichuan.example"));
    for answer in [saved, standing, page, tried, listed] {
        assert!(!answer.text().contains(SECRET));
    }
}

#[tokio::test]
async fn mail_belongs_to_administrators() {
    let house = house().await;
    for role in Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Administrator)
    {
        let browser = house.signed_in(role).await;
        for (function, arguments) in [
            ("mail_standing", json!({})),
            ("save_mail", json!({"setup": setup(), "password": null})),
            ("send_test_mail", json!({"to": "a@haichuan.example"})),
            (
                "mails",
                json!({"query": {"state": null, "recipient": "", "after": null}}),
            ),
            ("cancel_mail", json!({"id": Uuid::now_v7()})),
            ("send_mail_again", json!({"id": Uuid::now_v7()})),
        ] {
            let answer = browser.call(function, arguments).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{function} as {}",
                role.key()
            );
        }
    }
}
