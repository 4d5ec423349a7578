use contract::dto::sharing::{Holder, Level, Through};
use contract::objects::{ACCOUNT, ACTIVITY, LEAD, USER};
use contract::{Action, FieldRight, Filter, Operator, Problem, Refusal, Role};
use uuid::Uuid;

use super::{again, filter, listed, may, me, person, refused, set, share};
use crate::sharing::{end, give, of_record, through};
use crate::testing::{of, stage, to};
use crate::{Desk, records, roles};

#[tokio::test]
async fn a_record_is_shared_to_see_or_to_edit_and_nothing_else() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    for (level, sees, edits) in [(Level::See, true, false), (Level::Edit, true, true)] {
        let given = give(&stage.lin, share(ACCOUNT, id, person(&stage.zhou), level)).await;
        let given = given.unwrap();
        assert_eq!(may(&stage.zhou, ACCOUNT, id, Action::See).await, sees);
        assert_eq!(may(&stage.zhou, ACCOUNT, id, Action::Edit).await, edits);
        for action in [Action::Delete, Action::Transfer, Action::Export] {
            assert!(!may(&stage.zhou, ACCOUNT, id, action).await, "{action:?}");
        }
        assert_eq!(listed(&stage.zhou, ACCOUNT).await, ["Umbra Optics"]);
        let zhou = again(&stage.zhou).await;
        let page = records::page(&zhou, ACCOUNT, id).await.unwrap();
        assert_eq!(page.record.rights.edit, edits);
        assert!(!page.record.rights.delete && !page.record.rights.transfer);
        let shares = of_record(&stage.lin, ACCOUNT, id).await.unwrap().shares;
        assert_eq!(
            (shares.len(), shares[0].id, shares[0].level),
            (1, given, level)
        );
    }
    set(
        &stage.zhou,
        ACCOUNT,
        id,
        &[("phone", "+86 574 8888 8888".into())],
    )
    .await;
    let hands_over = refused(
        records::set(
            &again(&stage.zhou).await,
            ACCOUNT,
            id,
            of(&[("owner", to(me(&stage.zhou)))]),
        )
        .await,
    );
    assert_eq!(hands_over, Refusal::Forbidden);
}

#[tokio::test]
async fn what_is_shared_with_a_team_or_a_role_is_everybodys_in_it() {
    let stage = stage().await;
    let id = stage.account(&stage.zhou, "Brightwater Foods").await.id;
    let desk = &stage.zhou;
    let team = Holder::Team("east".into());
    let given = give(desk, share(ACCOUNT, id, team, Level::See))
        .await
        .unwrap();
    assert!(
        may(&stage.lin, ACCOUNT, id, Action::See).await,
        "a team below"
    );
    assert!(may(&stage.manager, ACCOUNT, id, Action::See).await);
    end(desk, given).await.unwrap();
    assert!(!may(&stage.lin, ACCOUNT, id, Action::See).await);
    let role = Holder::Role("salesperson".into());
    give(desk, share(ACCOUNT, id, role, Level::See))
        .await
        .unwrap();
    assert!(may(&stage.lin, ACCOUNT, id, Action::See).await);
    assert!(!may(&stage.manager, ACCOUNT, id, Action::See).await);
    for nobody in [
        Holder::Person(Uuid::now_v7()),
        Holder::Role("king".into()),
        Holder::Team("west".into()),
    ] {
        let refusal = refused(give(desk, share(ACCOUNT, id, nobody, Level::See)).await);
        assert_eq!(refusal, Refusal::invalid("holder", Problem::UnknownChoice));
    }
}

#[tokio::test]
async fn only_who_may_edit_by_their_roles_shares() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let to_service = |level| share(ACCOUNT, id, person(&stage.service), level);
    let not_seen = refused(give(&stage.zhou, to_service(Level::See)).await);
    assert_eq!(not_seen, Refusal::NotFound);
    let only_seen = refused(give(&stage.finance, to_service(Level::See)).await);
    assert_eq!(only_seen, Refusal::Forbidden);
    give(
        &stage.lin,
        share(ACCOUNT, id, person(&stage.zhou), Level::Edit),
    )
    .await
    .unwrap();
    let zhou = again(&stage.zhou).await;
    let passed_on = refused(give(&zhou, to_service(Level::See)).await);
    assert_eq!(
        passed_on,
        Refusal::Forbidden,
        "what is shared is not passed on"
    );
    assert_eq!(
        refused(of_record(&zhou, ACCOUNT, id).await),
        Refusal::Forbidden
    );
    give(&stage.manager, to_service(Level::See)).await.unwrap();
    let user = me(&stage.zhou);
    let users = share(USER, user, person(&stage.lin), Level::Edit);
    assert_eq!(
        refused(give(&stage.administrator, users).await),
        Refusal::NotFound
    );
    let lines = filter("quote_line", vec![], person(&stage.lin), Level::Edit);
    assert_eq!(
        refused(give(&stage.administrator, lines).await),
        Refusal::NotFound
    );
}

#[tokio::test]
async fn a_shared_filter_holds_what_its_giver_may_edit_now_and_later() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let make = async |desk: &Desk, name: &str, level: &str| {
        let values = [("name", name.into()), ("level", level.into())];
        stage.make(desk, ACCOUNT, &values).await.id
    };
    let first = make(lin, "First", "a").await;
    make(lin, "Other level", "b").await;
    make(&stage.administrator, "Not Lin's", "a").await;
    let key = vec![Filter::new("level", Operator::Is, "a")];
    give(lin, filter(ACCOUNT, key, person(zhou), Level::Edit))
        .await
        .unwrap();
    assert_eq!(listed(zhou, ACCOUNT).await, ["First"]);
    let later = make(lin, "Later", "a").await;
    assert_eq!(listed(zhou, ACCOUNT).await, ["First", "Later"]);
    assert!(may(zhou, ACCOUNT, later, Action::Edit).await);
    set(lin, ACCOUNT, later, &[("level", "b".into())]).await;
    assert_eq!(listed(zhou, ACCOUNT).await, ["First"]);
    // What the giver loses is lost to whom they gave it.
    let manager = me(&stage.manager);
    set(
        &stage.administrator,
        ACCOUNT,
        first,
        &[("owner", to(manager))],
    )
    .await;
    assert!(listed(zhou, ACCOUNT).await.is_empty());
    set(
        &stage.administrator,
        ACCOUNT,
        first,
        &[("owner", to(me(lin)))],
    )
    .await;
    assert_eq!(listed(zhou, ACCOUNT).await, ["First"]);
    // Who gave it is gone, and with them what they gave.
    records::delete(&stage.administrator, USER, me(lin))
        .await
        .unwrap();
    assert!(listed(zhou, ACCOUNT).await.is_empty());
}

#[tokio::test]
async fn what_was_shared_by_a_filter_is_not_passed_on_by_another() {
    let stage = stage().await;
    stage.account(&stage.lin, "Lin's").await;
    stage.account(&stage.zhou, "Zhou's").await;
    let whole = |holder| filter(ACCOUNT, vec![], holder, Level::Edit);
    give(&stage.lin, whole(person(&stage.zhou))).await.unwrap();
    let marketing = Role::Marketing;
    let role = roles::copy(&stage.administrator, marketing.key(), "Blind").await;
    let mut role = role.unwrap();
    role.reaches.remove(ACCOUNT);
    role.reaches.get_mut(contract::role::ADDED).unwrap().clear();
    let role = roles::save(&stage.administrator, role).await.unwrap();
    let user = me(&stage.marketing);
    let values = of(&[("role", role.key.as_str().into())]);
    records::set(&stage.administrator, USER, user, values)
        .await
        .unwrap();
    assert_eq!(
        refused(again(&stage.marketing).await.visible(ACCOUNT)),
        Refusal::NotFound
    );
    let zhou = again(&stage.zhou).await;
    give(&zhou, whole(person(&stage.marketing))).await.unwrap();
    assert_eq!(listed(&stage.marketing, ACCOUNT).await, ["Zhou's"]);
    let blind = refused(
        give(
            &stage.finance,
            filter(LEAD, vec![], person(&stage.lin), Level::See),
        )
        .await,
    );
    assert_eq!(blind, Refusal::NotFound);
}

#[tokio::test]
async fn talk_about_what_is_shared_is_seen_and_words_find_it() {
    let stage = stage().await;
    let id = stage.account(&stage.lin, "Umbra Optics").await.id;
    let call = [
        ("subject", "Complaint".into()),
        ("kind", "call".into()),
        ("account", to(id)),
    ];
    let call = stage.make(&stage.service, ACTIVITY, &call).await.id;
    assert!(!may(&stage.zhou, ACTIVITY, call, Action::See).await);
    give(
        &stage.lin,
        share(ACCOUNT, id, person(&stage.zhou), Level::Edit),
    )
    .await
    .unwrap();
    assert!(may(&stage.zhou, ACTIVITY, call, Action::See).await);
    assert!(!may(&stage.zhou, ACTIVITY, call, Action::Edit).await);
    stage.index().await;
    let found = crate::search::suggest(&again(&stage.zhou).await, ACCOUNT, "Umbra").await;
    assert_eq!(found.unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_role_hides_stays_hidden_in_what_is_shared() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let mut role = roles::copy(desk, Role::Finance.key(), "No customers")
        .await
        .unwrap();
    role.reaches.remove(ACCOUNT);
    role.reaches.get_mut(contract::role::ADDED).unwrap().clear();
    let hidden = [("phone".to_owned(), FieldRight::Hidden)];
    role.fields.insert(ACCOUNT.into(), hidden.into());
    let role = roles::save(desk, role).await.unwrap();
    let finance = me(&stage.finance);
    let values = of(&[("role", role.key.as_str().into())]);
    records::set(desk, USER, finance, values).await.unwrap();
    let values = [
        ("name", "Umbra".into()),
        ("phone", "+86 574 8888 8888".into()),
    ];
    let id = stage.make(&stage.lin, ACCOUNT, &values).await.id;
    give(
        &stage.lin,
        share(ACCOUNT, id, Holder::Person(finance), Level::Edit),
    )
    .await
    .unwrap();
    let theirs = again(&stage.finance).await;
    let page = records::page(&theirs, ACCOUNT, id).await.unwrap();
    assert_eq!(page.record.text("name"), "Umbra");
    assert!(!page.record.values.contains_key("phone"));
    assert!(theirs.object(ACCOUNT).unwrap().field("phone").is_none());
    let by_shares = through(&theirs, ACCOUNT, id).await.unwrap();
    let expected = Through {
        level: Level::Edit,
        until: None,
        ends_with_close: false,
        reason: String::new(),
        given_by: "林晓".into(),
    };
    assert_eq!(by_shares, Some(expected));
    assert_eq!(through(&stage.lin, ACCOUNT, id).await.unwrap(), None);
}
