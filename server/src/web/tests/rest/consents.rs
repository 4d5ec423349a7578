use axum::http::StatusCode;
use contract::dto::consents::{Channel, LegalBasis, Purpose};
use contract::{Label, Role};
use serde_json::json;
use uuid::Uuid;

use super::{House, house};

async fn purpose(house: &House) -> Purpose {
    let user = house.crm.people().find("administrator@example.com");
    let desk = house.crm.desk_of(user.unwrap()).await.unwrap();
    let purpose = Purpose {
        id: Uuid::now_v7(),
        name: Label::same("Newsletter"),
        wording: Label::same("May we write to you?"),
        basis: LegalBasis::Consent,
        channels: vec![Channel::Mail],
        ..Purpose::default()
    };
    domain::consents::save(&desk, &purpose).await.unwrap()
}

#[tokio::test]
async fn a_program_records_what_a_person_says() {
    let house = house().await;
    let purpose = purpose(&house).await;
    let program = house.seller().await;
    let made = program.post("/contacts", json!({"name": "Ann Lee"})).await;
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/contacts/{id}/consents");
    let said = json!({
        "purpose": purpose.id,
        "channels": ["mail"],
        "state": "given",
        "on": "2026-01-05",
        "source": "form",
        "wording": 1,
    });
    let recorded = program.post(&path, said.clone()).await;
    assert_eq!(recorded.status, StatusCode::CREATED, "{}", recorded.text());
    let told = program.get(&path).await.json();
    assert_eq!(told["data"][0]["state"], "given");
    assert_eq!(told["data"][0]["may_contact"], true);
    assert_eq!(told["history"][0]["wording"], 1);
    let cases = [
        ("on", json!("2999-01-01")),
        ("channels", json!(["post"])),
        ("state", json!("expired")),
        ("purpose", json!("nonsense")),
        ("nonsense", json!(1)),
    ];
    for (key, value) in cases {
        let mut wrong = said.clone();
        wrong[key] = value;
        let refused = program.post(&path, wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{key}");
        assert_eq!(refused.json()["errors"][0]["pointer"], format!("#/{key}"));
    }
    let reader = house.program(Role::Salesperson, "contacts:read").await;
    assert_eq!(reader.get(&path).await.status, StatusCode::OK);
    assert_eq!(reader.post(&path, said).await.status, StatusCode::FORBIDDEN);
    let account = program.account("No person").await;
    let no_person = format!("/accounts/{}/consents", account["id"].as_str().unwrap());
    assert_eq!(program.get(&no_person).await.problem(), "not-found");
}
