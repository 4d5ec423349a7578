//! Numbers in the database.

use FieldKind::Text;
use contract::dto::records::EventAction;
use contract::objects::ACCOUNT;
use contract::{Derived, FieldKind};
use uuid::Uuid;

use super::scene::{described, field, follow};
use crate::access::NewRecord;
use crate::records;
use crate::testing::{of, stage};

#[tokio::test]
async fn no_number_is_given_twice_and_none_is_left_out() {
    let stage = stage().await;
    let numbered = Derived::Counted {
        pattern: "{0000}".into(),
    };
    described(&stage, ACCOUNT, field("code", Text, numbered))
        .await
        .unwrap();
    follow(&stage).await;
    let desk = &stage.administrator;
    let object = desk.object(ACCOUNT).unwrap();
    let many = async |count: usize| {
        let rows = (0..count).map(|_| NewRecord {
            id: Uuid::now_v7(),
            values: of(&[("name", "Umbra".into())]),
            batch: None,
        });
        let mut write = desk.write().await.unwrap();
        write
            .insert(&object, rows.collect(), EventAction::Imported)
            .await
            .unwrap();
        write.commit().await.unwrap();
    };
    tokio::join!(many(5), many(7), many(1), many(40), many(3));
    let page = records::list(
        desk,
        &contract::ListQuery {
            object: ACCOUNT.into(),
            rows: 200,
            ..contract::ListQuery::default()
        },
    )
    .await
    .unwrap();
    let mut codes: Vec<&str> = page.records.iter().map(|one| one.text("code")).collect();
    codes.sort_unstable();
    let expected: Vec<String> = (1..=56).map(|number| format!("{number:04}")).collect();
    assert_eq!(codes, expected);

    // A number that a file brings along is kept, and the count goes on behind it.
    let mut write = desk.write().await.unwrap();
    let brought = NewRecord {
        id: Uuid::now_v7(),
        values: of(&[("name", "Umbra".into()), ("code", "0900".into())]),
        batch: None,
    };
    write
        .insert(&object, vec![brought], EventAction::Imported)
        .await
        .unwrap();
    drop(write);
    let next = stage.account(desk, "Hartmann").await;
    assert_eq!(
        next.text("code"),
        "0057",
        "what was not committed leaves no gap"
    );
    let mut write = desk.write().await.unwrap();
    let brought = NewRecord {
        id: Uuid::now_v7(),
        values: of(&[("name", "Umbra".into()), ("code", "0900".into())]),
        batch: None,
    };
    write
        .insert(&object, vec![brought], EventAction::Imported)
        .await
        .unwrap();
    write.commit().await.unwrap();
    let next = stage.account(desk, "Zenith").await;
    assert_eq!(next.text("code"), "0901");
}
