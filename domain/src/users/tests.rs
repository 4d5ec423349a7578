use contract::dto::records::Change;
use contract::objects::USER;
use contract::value::Values;
use contract::{Problem, Refusal, Role, Value};

use super::add_team;
use crate::testing::stage;
use crate::{Desk, Error, records};

async fn becomes(asker: &Desk, whom: &Desk, role: Role) -> Result<(), Error> {
    let id = whom.actor().id().unwrap();
    let record = records::page(asker, USER, id).await?.record;
    let change = Change {
        object: USER.into(),
        id,
        version: record.version,
        values: Values::from([("role".into(), Value::from(role.key()))]),
        base: Values::from([("role".into(), record.value("role").clone())]),
    };
    records::update(asker, change).await.map(drop)
}

fn refusal<T>(result: Result<T, Error>) -> Option<Refusal> {
    result.err().map(Error::into_refusal)
}

#[tokio::test]
async fn an_organisation_keeps_an_administrator() {
    let stage = stage().await;
    let (first, second) = (&stage.administrator, &stage.manager);
    let last = Some(Refusal::invalid("role", Problem::LastAdministrator));
    assert_eq!(refusal(becomes(first, first, Role::Finance).await), last);
    let id = first.actor().id().unwrap();
    assert_eq!(refusal(records::delete(first, USER, id).await), last);
    becomes(first, second, Role::Administrator).await.unwrap();
    becomes(first, first, Role::Finance).await.unwrap();
}

#[tokio::test]
async fn a_team_is_added_once_and_by_administrators() {
    let stage = stage().await;
    assert_eq!(
        refusal(add_team(&stage.lin, "West").await),
        Some(Refusal::Forbidden)
    );
    let blank = refusal(add_team(&stage.administrator, "  ").await);
    assert_eq!(blank, Some(Refusal::invalid("name", Problem::Required)));
    let first = add_team(&stage.administrator, "West").await.unwrap();
    let again = add_team(&stage.administrator, " West ").await.unwrap();
    assert_eq!(first.key, again.key);
    let users = stage.administrator.object(USER).unwrap();
    assert!(users.field("team").unwrap().choice(&first.key).is_some());
}
