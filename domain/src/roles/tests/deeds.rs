//! Copying, changing and taking away roles, and who has which.

use contract::objects::ACCOUNT;
use contract::{Action, FieldRight, Problem, Reach, Refusal, Role};

use super::{changed, gets, refusal};
use crate::roles::{all, copy, members, remove, save, sight_of};
use crate::testing::stage;

#[tokio::test]
async fn a_role_is_copied_changed_and_taken_away_when_nobody_has_it() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let role = changed(&stage, Role::Salesperson, "Key accounts", |role| {
        let reaches = role.reaches.get_mut(ACCOUNT).unwrap();
        reaches.insert(Action::See, Reach::All);
    })
    .await;
    assert_eq!((role.version, role.is_system), (2, false));
    let theirs = stage.account(&stage.zhou, "Pallas Logistics").await;
    assert!(!sees(&stage.lin, theirs.id).await);

    let lin = gets(&stage, &stage.lin, &[&role.key]).await.unwrap();
    assert!(sees(&lin, theirs.id).await);
    let expected = Some(Refusal::invalid("members", Problem::TooMany { limit: 0 }));
    assert_eq!(refusal(remove(desk, &role.key).await), expected);
    assert_eq!(members(desk).await.unwrap()[&role.key].len(), 1);

    gets(&stage, &lin, &["salesperson"]).await.unwrap();
    remove(desk, &role.key).await.unwrap();
    assert!(
        all(desk)
            .await
            .unwrap()
            .iter()
            .all(|left| left.key != role.key)
    );
}

async fn sees(desk: &crate::Desk, id: uuid::Uuid) -> bool {
    desk.granted(ACCOUNT, id, Action::See).await.is_ok()
}

#[tokio::test]
async fn a_changed_role_counts_at_once_for_who_is_there() {
    let stage = stage().await;
    let theirs = stage.account(&stage.zhou, "Pallas Logistics").await;
    let mut sales = stage.crm.roles().role("salesperson").unwrap().clone();
    let reaches = sales.reaches.get_mut(ACCOUNT).unwrap();
    reaches.insert(Action::See, Reach::All);
    let saved = save(&stage.administrator, sales.clone()).await.unwrap();
    assert!(sees(&stage.lin, theirs.id).await);
    assert!(saved.is_system);
    // Who began from the role as it was is told.
    let outdated = refusal(save(&stage.administrator, sales).await);
    assert!(matches!(outdated, Some(Refusal::Outdated { .. })));
}

#[tokio::test]
async fn what_comes_with_the_product_stays() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let forbidden = Some(Refusal::Forbidden);
    assert_eq!(refusal(remove(desk, "finance").await), forbidden);
    assert_eq!(
        refusal(copy(desk, "administrator", "Boss").await),
        forbidden
    );
    let administrator = stage.crm.roles().role("administrator").unwrap().clone();
    assert_eq!(refusal(save(desk, administrator).await), forbidden);
    for desk in [&stage.manager, &stage.finance] {
        assert_eq!(refusal(all(desk).await), forbidden);
        assert_eq!(refusal(members(desk).await), forbidden);
        assert_eq!(refusal(copy(desk, "manager", "Mine").await), forbidden);
    }
}

#[tokio::test]
async fn a_role_needs_a_name_of_its_own() {
    let stage = stage().await;
    let problem = async |name: &str| refusal(copy(&stage.administrator, "manager", name).await);
    let at = |problem| Some(Refusal::invalid("name", problem));
    assert_eq!(problem(" ").await, at(Problem::Required));
    assert_eq!(problem("财务").await, at(Problem::NameTaken));
    assert_eq!(
        problem(&"x".repeat(61)).await,
        at(Problem::TooLong { limit: 60 })
    );
}

#[tokio::test]
async fn of_several_roles_the_wider_right_counts() {
    let stage = stage().await;
    let lin = gets(&stage, &stage.lin, &["salesperson", "finance"])
        .await
        .unwrap();
    assert_eq!(lin.reach(ACCOUNT, Action::See), Reach::All);
    assert_eq!(lin.reach(ACCOUNT, Action::Edit), Reach::Own);
    assert_eq!(lin.reach(ACCOUNT, Action::Export), Reach::None);
    assert!(!lin.actor().may_read_log());
    let lin = gets(&stage, &lin, &["salesperson", "auditor"])
        .await
        .unwrap();
    assert!(lin.actor().may_read_log() && !lin.actor().is_administrator());
}

#[tokio::test]
async fn the_last_administrator_keeps_the_role_wherever_it_stands() {
    let stage = stage().await;
    let last = Some(Refusal::invalid("role", Problem::LastAdministrator));
    let anna = &stage.administrator;
    assert_eq!(refusal(gets(&stage, anna, &["finance"]).await), last);
    // Beside another role it is the same right.
    gets(&stage, anna, &["finance", "administrator"])
        .await
        .unwrap();
    assert_eq!(refusal(gets(&stage, anna, &["finance"]).await), last);
    gets(&stage, &stage.manager, &["manager", "administrator"])
        .await
        .unwrap();
    gets(&stage, anna, &["finance"]).await.unwrap();
}

#[tokio::test]
async fn it_is_said_what_somebody_sees_and_by_what() {
    let stage = stage().await;
    stage.account(&stage.lin, "Mine").await;
    stage.account(&stage.zhou, "Theirs").await;
    let lin = gets(&stage, &stage.lin, &["salesperson", "finance"])
        .await
        .unwrap();
    let id = lin.actor().id().unwrap();
    let sights = sight_of(&stage.administrator, id).await.unwrap();
    let of = |object: &str| {
        sights
            .objects
            .iter()
            .find(|sight| sight.object == object)
            .unwrap()
    };
    let right = |object: &str, action| {
        let rights = &of(object).rights;
        let right = rights.iter().find(|right| right.action == action).unwrap();
        (right.reach, right.through.join(" "))
    };
    assert_eq!((of(ACCOUNT).sees, of(ACCOUNT).edits), (2, 1));
    assert_eq!(sights.teams, ["east-1"]);
    assert_eq!(right(ACCOUNT, Action::See), (Reach::All, "finance".into()));
    assert_eq!(
        right(ACCOUNT, Action::Edit),
        (Reach::Own, "salesperson".into())
    );
    assert_eq!(right(ACCOUNT, Action::Export), (Reach::None, String::new()));
    assert!(
        of(ACCOUNT).narrowed.is_empty(),
        "a salesperson sees every field"
    );
    let finance = stage.finance.actor().id().unwrap();
    let sights = sight_of(&stage.administrator, finance).await.unwrap();
    let first = &sights.objects[0];
    assert_eq!(first.narrowed["note"], FieldRight::Hidden, "{first:?}");
    assert_eq!(
        refusal(sight_of(&stage.lin, id).await),
        Some(Refusal::Forbidden)
    );
}
