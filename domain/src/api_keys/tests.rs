use chrono::{TimeDelta, Utc};
use contract::dto::api_keys::NewKey;
use contract::objects::{ACCOUNT, DEAL};
use contract::{Action, Problem, Reach, Refusal};
use uuid::Uuid;

use super::{Answer, Begun, Scopes, add, all, begin, end, finish, open, release};
use crate::testing::{Stage, stage};
use crate::{Desk, Error, records};

fn key(scopes: &[&str]) -> NewKey {
    NewKey {
        name: "Web shop".to_owned(),
        scopes: scopes.iter().map(|word| (*word).to_owned()).collect(),
        days: None,
    }
}

async fn is_stranger(stage: &Stage, token: &str) -> bool {
    matches!(
        open(&stage.crm, token).await,
        Err(Error::Refused(Refusal::SignIn))
    )
}

#[tokio::test]
async fn a_key_opens_its_users_desk_until_it_is_ended() {
    let stage = stage().await;
    let made = add(&stage.lin, &key(&["records:write"])).await.unwrap();
    assert!(made.token.starts_with("rpt_") && made.token.ends_with(&made.info.hint));
    let pass = open(&stage.crm, &made.token).await.unwrap();
    assert_eq!(
        (pass.desk.actor().id(), pass.key),
        (stage.lin.actor().id(), made.info.id)
    );
    let listed = all(&stage.lin).await.unwrap();
    assert!(listed[0].last_used_at.is_some());
    end(&stage.lin, made.info.id).await.unwrap();
    assert!(is_stranger(&stage, &made.token).await);
    assert!(all(&stage.lin).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_no_key_opens_nothing() {
    let stage = stage().await;
    let made = add(&stage.lin, &key(&["records:read"])).await.unwrap();
    let mut other = made.token.clone();
    other.replace_range(
        4..5,
        if other.as_bytes()[4] == b'0' {
            "1"
        } else {
            "0"
        },
    );
    for token in [
        "",
        "rpt_",
        &other,
        &made.token[4..],
        &made.token.to_uppercase(),
    ] {
        assert!(is_stranger(&stage, token).await, "{token}");
    }
}

#[tokio::test]
async fn a_key_never_exceeds_its_user_nor_its_scopes() {
    let stage = stage().await;
    let desk = async |desk: &Desk, scopes: &[&str]| {
        let made = add(desk, &key(scopes)).await.unwrap();
        open(&stage.crm, &made.token).await.unwrap().desk
    };
    let cases: [(&Desk, &[&str], [Reach; 3]); 5] = [
        (
            &stage.lin,
            &["records:write"],
            [Reach::Own, Reach::Own, Reach::Own],
        ),
        (
            &stage.lin,
            &["records:read"],
            [Reach::Own, Reach::None, Reach::Own],
        ),
        (
            &stage.lin,
            &["accounts:write"],
            [Reach::Own, Reach::Own, Reach::None],
        ),
        (
            &stage.lin,
            &["account:read", "deals:write"],
            [Reach::Own, Reach::None, Reach::Own],
        ),
        (
            &stage.finance,
            &["records:write"],
            [Reach::All, Reach::None, Reach::None],
        ),
    ];
    for (user, scopes, expected) in cases {
        let desk = desk(user, scopes).await;
        let reaches = [
            desk.reach(ACCOUNT, Action::See),
            desk.reach(ACCOUNT, Action::Edit),
            desk.reach(DEAL, Action::See),
        ];
        assert_eq!(reaches, expected, "{scopes:?}");
    }
    let all = desk(&stage.administrator, &["records:write"]).await;
    assert!(all.must_administer().is_err(), "a key administers nothing");
}

#[tokio::test]
async fn a_key_dies_with_its_user_and_with_its_time() {
    let stage = stage().await;
    let mut new = key(&["records:read"]);
    new.days = Some(1);
    let made = add(&stage.zhou, &new).await.unwrap();
    let end = made.info.expires_at.unwrap();
    assert!((end - Utc::now() - TimeDelta::days(1)).abs() < TimeDelta::minutes(1));
    assert!(!is_stranger(&stage, &made.token).await);
    let zhou = stage.zhou.actor().id().unwrap();
    records::delete(&stage.administrator, contract::objects::USER, zhou)
        .await
        .unwrap();
    assert!(is_stranger(&stage, &made.token).await);
}

#[tokio::test]
async fn everybody_ends_their_own_keys_and_an_administrator_all() {
    let stage = stage().await;
    let lins = add(&stage.lin, &key(&["records:read"])).await.unwrap().info;
    assert!(all(&stage.zhou).await.unwrap().is_empty());
    assert!(matches!(
        end(&stage.zhou, lins.id).await,
        Err(Error::Refused(Refusal::NotFound))
    ));
    let seen = all(&stage.administrator).await.unwrap();
    assert_eq!(
        (seen[0].owner.name.as_str(), seen[0].is_own),
        ("林晓", false)
    );
    end(&stage.administrator, lins.id).await.unwrap();
}

#[tokio::test]
async fn what_a_new_key_lacks_is_said_at_its_field() {
    let stage = stage().await;
    let check = async |new: NewKey, field: &str, problem: Problem| {
        let refused = add(&stage.lin, &new).await.unwrap_err().into_refusal();
        assert_eq!(refused, Refusal::invalid(field, problem), "{new:?}");
    };
    let good = key(&["records:read"]);
    let named = |name: &str| NewKey {
        name: name.to_owned(),
        ..good.clone()
    };
    let lasting = |days| NewKey {
        days: Some(days),
        ..good.clone()
    };
    check(named("  "), "name", Problem::Required).await;
    check(
        named(&"x".repeat(101)),
        "name",
        Problem::TooLong { limit: 100 },
    )
    .await;
    check(key(&[]), "scopes", Problem::Required).await;
    check(key(&["secrets:read"]), "scopes", Problem::UnknownChoice).await;
    check(key(&["accounts:burn"]), "scopes", Problem::UnknownChoice).await;
    check(
        lasting(0),
        "days",
        Problem::OutOfRange {
            least: 1,
            most: 3_650,
        },
    )
    .await;
}

#[tokio::test]
async fn scopes_are_shown_by_the_paths_of_their_objects() {
    let stage = stage().await;
    let words = ["account:read".to_owned(), "records:write".to_owned()];
    let descriptions = stage.crm.descriptions();
    let scopes = Scopes::parse(&words, &descriptions).unwrap();
    assert_eq!(
        scopes.words(&descriptions),
        ["accounts:read", "records:write"]
    );
    assert_eq!(Scopes::from_stored(&scopes.stored()), scopes);
}

#[tokio::test]
async fn a_named_request_is_done_once() {
    let stage = stage().await;
    let (crm, id) = (&stage.crm, Uuid::now_v7());
    let begun = async |fingerprint: &str| begin(crm, id, "order 7", fingerprint).await.unwrap();
    let Begun::Ours(claim) = begun("a").await else {
        panic!("nobody else is at it")
    };
    assert_eq!(begun("a").await, Begun::Busy);
    assert_eq!(begun("b").await, Begun::Another);
    release(crm, &claim).await.unwrap();
    assert_eq!(
        begun("a").await,
        Begun::Ours(claim.clone()),
        "with the same id for its record"
    );
    let answer = Answer {
        status: 201,
        headers: "{}".to_owned(),
        body: "{\"id\":1}".to_owned(),
    };
    finish(crm, &claim, answer.clone()).await.unwrap();
    assert_eq!(begun("a").await, Begun::Answered(answer));
    assert_eq!(begun("b").await, Begun::Another);
    let other = begin(crm, Uuid::now_v7(), "order 7", "b").await.unwrap();
    assert!(
        matches!(other, Begun::Ours(_)),
        "another key's names are its own"
    );
}
