use contract::dto::records::Change;
use contract::dto::signing::LinkKind;
use contract::objects::USER;
use contract::value::Values;
use contract::{Problem, Refusal, Role, Value};

use super::{add_team, link, make_link, place_team, use_link};
use crate::sessions::Missing;
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

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let stage = stage().await;
    let id = stage.lin.actor().id().unwrap();
    assert_eq!(
        refusal(make_link(&stage.lin, id).await),
        Some(Refusal::Forbidden)
    );
    let token = async || {
        let made = make_link(&stage.administrator, id).await.unwrap();
        made.path.unwrap().trim_start_matches("/link/").to_owned()
    };
    let (old, invitation) = (token().await, token().await);
    let crm = &stage.crm;
    assert_eq!(refusal(link(crm, &old).await), Some(Refusal::LinkOver));
    let info = link(crm, &invitation).await.unwrap();
    assert_eq!(
        (info.kind, info.name.as_str()),
        (LinkKind::Invitation, "林晓")
    );
    let weak = refusal(use_link(crm, &invitation, "Lin", "password1").await);
    assert_eq!(weak, Some(Refusal::invalid("password", Problem::TooCommon)));
    let (one, other) = tokio::join!(
        use_link(crm, &invitation, "Lin Xiao", "a long way to Ningbo"),
        use_link(crm, &invitation, "Lin Xiao", "another way to Ningbo"),
    );
    assert!(one.is_ok() != other.is_ok(), "of two one is the first");
    assert_eq!(
        refusal(link(crm, &invitation).await),
        Some(Refusal::LinkOver)
    );
    assert_eq!(crm.people().name(id), Some("Lin Xiao"));
    let reset = token().await;
    assert_eq!(link(crm, &reset).await.unwrap().kind, LinkKind::Reset);
    let knock = use_link(crm, &reset, "", "a third way to Ningbo")
        .await
        .unwrap();
    assert_eq!((knock.user, knock.missing), (id, Missing::Nothing));
    assert_eq!(crm.people().name(id), Some("Lin Xiao"));
}

#[tokio::test]
async fn a_team_never_stands_above_itself() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let circle = |through: &[&str]| {
        let through = through.iter().map(|key| (*key).to_owned()).collect();
        Some(Refusal::invalid("parent", Problem::Circle { through }))
    };
    assert_eq!(
        refusal(place_team(desk, "east", Some("east")).await),
        circle(&["east"])
    );
    assert_eq!(
        refusal(place_team(desk, "east", Some("east-1")).await),
        circle(&["east-1", "east"])
    );
    assert_eq!(
        refusal(place_team(&stage.manager, "south", Some("east")).await),
        Some(Refusal::Forbidden)
    );
    assert_eq!(
        refusal(place_team(desk, "south", Some("nowhere")).await),
        Some(Refusal::NotFound)
    );
    let account = stage.account(&stage.zhou, "Pallas Logistics").await;
    let seen = async |desk: &Desk| records::page(desk, "account", account.id).await.is_ok();
    assert!(!seen(&stage.manager).await);
    place_team(desk, "south", Some("east")).await.unwrap();
    let manager = stage.manager.actor().id().unwrap();
    assert!(seen(&stage.crm.desk_of(manager).await.unwrap()).await);
}
