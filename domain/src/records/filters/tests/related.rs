use contract::dto::defining::{FieldChange, NewObject};
use contract::objects::{ACCOUNT, ACTIVITY, DEAL};
use contract::{FieldDef, FieldKind, Label, Link, Operator as O, Problem, Record, Test, Value};

use super::{has, hasnt, names, one, refused};
use crate::testing::{Stage, stage, to};
use crate::{Desk, describing};

async fn account(stage: &Stage, desk: &Desk, name: &str, more: &[(&str, Value)]) -> Record {
    let mut values = vec![("name", name.into())];
    values.extend_from_slice(more);
    stage.make(desk, ACCOUNT, &values).await
}

async fn deal(stage: &Stage, desk: &Desk, name: &str, account: Option<&Record>, stage_key: &str) {
    let mut values = vec![("name", name.into()), ("stage", stage_key.into())];
    values.extend(account.map(|account| ("account", to(account.id))));
    stage.make(desk, DEAL, &values).await;
}

/// A holding with two daughters of Lin, and one customer of Zhou.
async fn houses(stage: &Stage) {
    let lin = &stage.lin;
    let holding = account(stage, lin, "Holding", &[("region", "Bremen".into())]).await;
    let parent = || ("parent", to(holding.id));
    let retail = ("industry", "retail".into());
    let north = account(stage, lin, "North", &[parent(), retail.clone()]).await;
    let south = account(stage, lin, "South", &[parent()]).await;
    let other = account(stage, &stage.zhou, "Of Zhou", &[retail]).await;
    deal(stage, lin, "North open", Some(&north), "prospect").await;
    deal(stage, lin, "North won", Some(&north), "won").await;
    deal(stage, lin, "South open", Some(&south), "prospect").await;
    deal(stage, lin, "Nobody's", None, "prospect").await;
    deal(stage, &stage.zhou, "Zhou's", Some(&other), "won").await;
}

#[tokio::test]
async fn fields_of_related_records_are_asked_two_records_away() {
    let stage = stage().await;
    houses(&stage).await;
    let check = async |test: Test, expected: &[&str]| {
        let found = names(&stage.lin, DEAL, test.clone()).await;
        assert_eq!(found, expected, "{}", test.to_param());
    };
    check(
        one("account.industry", O::Is, "retail"),
        &["North open", "North won"],
    )
    .await;
    check(
        one("account.parent.region", O::Is, "bremen"),
        &["North open", "North won", "South open"],
    )
    .await;
    check(
        one("owner.team", O::Is, "east-1"),
        &["Nobody's", "North open", "North won", "South open"],
    )
    .await;
    // What is not there is empty.
    check(
        one("account.industry", O::IsNot, "retail"),
        &["Nobody's", "South open"],
    )
    .await;
    check(
        one("account.industry", O::Empty, ""),
        &["Nobody's", "South open"],
    )
    .await;
    check(
        one("account.created_at", O::NotWithin, "today"),
        &["Nobody's"],
    )
    .await;
    let either = Test::Any(vec![
        one("account.name", O::StartsWith, "Sou"),
        one("stage", O::Is, "won"),
    ]);
    check(either, &["North won", "South open"]).await;
}

#[tokio::test]
async fn a_record_has_or_has_not_others_that_point_to_it() {
    let stage = stage().await;
    houses(&stage).await;
    let check = async |test: Test, expected: &[&str]| {
        let found = names(&stage.lin, ACCOUNT, test.clone()).await;
        assert_eq!(found, expected, "{}", test.to_param());
    };
    let open = || one("outcome", O::Is, "open");
    check(has(DEAL, "account", open()), &["North", "South"]).await;
    check(hasnt(DEAL, "account", open()), &["Holding"]).await;
    check(has(DEAL, "account", Test::default()), &["North", "South"]).await;
    check(
        has(
            DEAL,
            "account",
            Test::All(vec![open(), one("stage", O::Is, "won")]),
        ),
        &[],
    )
    .await;
    // Records of the same object, and a group within what is asked of them.
    check(
        has(
            ACCOUNT,
            "parent",
            has(DEAL, "account", one("stage", O::Is, "won")),
        ),
        &["Holding"],
    )
    .await;
    check(
        Test::All(vec![
            hasnt(ACTIVITY, "account", Test::default()),
            Test::Any(vec![
                one("region", O::Is, "Bremen"),
                has(DEAL, "account", one("stage", O::Is, "won")),
            ]),
        ]),
        &["Holding", "North"],
    )
    .await;
}

#[tokio::test]
async fn no_filter_tells_of_what_is_hidden() {
    let stage = stage().await;
    let theirs = account(
        &stage,
        &stage.zhou,
        "Of Zhou",
        &[("industry", "retail".into())],
    )
    .await;
    // Lin's deal with a customer of Zhou's, and Zhou's deal with a customer of Lin's.
    let mine = account(&stage, &stage.lin, "Of Lin", &[]).await;
    let values = [("name", "Across".into()), ("account", to(theirs.id))];
    let across = stage.make(&stage.administrator, DEAL, &values).await;
    let lin = stage.lin.actor().id().unwrap();
    let owner = contract::dto::records::Change {
        object: DEAL.into(),
        id: across.id,
        version: across.version,
        values: [("owner".to_owned(), Value::Link(Link::to(lin)))].into(),
        base: [("owner".to_owned(), across.value("owner").clone())].into(),
    };
    crate::records::update(&stage.administrator, owner)
        .await
        .unwrap();
    deal(
        &stage,
        &stage.administrator,
        "Hidden",
        Some(&mine),
        "prospect",
    )
    .await;
    let check = async |desk: &Desk, object: &str, test: Test, expected: &[&str]| {
        let found = names(desk, object, test.clone()).await;
        assert_eq!(found, expected, "{}", test.to_param());
    };
    let retail = || one("account.industry", O::Is, "retail");
    check(&stage.administrator, DEAL, retail(), &["Across"]).await;
    check(&stage.lin, DEAL, retail(), &[]).await;
    check(
        &stage.lin,
        DEAL,
        one("account.industry", O::Empty, ""),
        &["Across"],
    )
    .await;
    check(
        &stage.lin,
        ACCOUNT,
        has(DEAL, "account", Test::default()),
        &[],
    )
    .await;
    check(
        &stage.lin,
        ACCOUNT,
        hasnt(DEAL, "account", Test::default()),
        &["Of Lin"],
    )
    .await;
    // Service sees no deals at all, so it cannot ask about them either.
    let (field, problem) = refused(
        &stage.service,
        ACCOUNT,
        has(DEAL, "account", Test::default()),
    )
    .await;
    assert_eq!(
        (field.as_str(), problem),
        ("deal.account", Problem::Unknown)
    );
    let about = one("deal.amount", O::More, "1");
    let (field, problem) = refused(&stage.service, ACTIVITY, about).await;
    assert_eq!((field.as_str(), problem), ("deal.amount", Problem::Unknown));
    let (field, problem) = refused(&stage.lin, ACCOUNT, has(DEAL, "stage", Test::default())).await;
    assert_eq!((field.as_str(), problem), ("deal.stage", Problem::Unknown));
}

#[tokio::test]
async fn several_relations_are_followed_both_ways() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let thing = NewObject {
        label: Label::new("Machine", "设备"),
        plural: Label::new("Machines", "设备"),
        icon: "package".into(),
        hue: 85,
        followed: false,
    };
    let object = describing::add_object(desk, thing).await.unwrap();
    let mut field = FieldDef::new("", FieldKind::Relations, "Sites", "地点");
    field.relation = Some(ACCOUNT.into());
    let change = FieldChange {
        object: object.key.clone(),
        field,
        version: 0,
    };
    let object = describing::save_field(desk, change).await.unwrap();
    let north = account(&stage, &stage.lin, "North", &[("region", "Bremen".into())]).await;
    let south = account(&stage, &stage.lin, "South", &[]).await;
    account(&stage, &stage.lin, "West", &[]).await;
    let sites =
        |all: &[&Record]| Value::Links(all.iter().map(|record| Link::to(record.id)).collect());
    for (name, at) in [
        ("Lathe", sites(&[&north, &south])),
        ("Press", sites(&[&south])),
        ("Drill", Value::Empty),
    ] {
        let values = [("name", name.into()), ("sites", at)];
        stage.make(desk, &object.key, &values).await;
    }
    let machine = object.key.as_str();
    let check = async |object: &str, test: Test, expected: &[&str]| {
        let found = names(desk, object, test.clone()).await;
        assert_eq!(found, expected, "{}", test.to_param());
    };
    let both = format!("{}|{}", north.id, south.id);
    check(machine, one("sites", O::AnyOf, &both), &["Lathe", "Press"]).await;
    check(machine, one("sites", O::AllOf, &both), &["Lathe"]).await;
    check(machine, one("sites", O::NoneOf, &both), &["Drill"]).await;
    check(machine, one("sites.region", O::Is, "Bremen"), &["Lathe"]).await;
    check(
        machine,
        one("sites.region", O::IsNot, "Bremen"),
        &["Drill", "Press"],
    )
    .await;
    check(
        ACCOUNT,
        has(machine, "sites", Test::default()),
        &["North", "South"],
    )
    .await;
    check(
        ACCOUNT,
        has(machine, "sites", one("name", O::Is, "Lathe")),
        &["North", "South"],
    )
    .await;
    check(
        ACCOUNT,
        has(machine, "sites", one("name", O::Is, "press")),
        &["South"],
    )
    .await;
    check(
        ACCOUNT,
        hasnt(machine, "sites", one("name", O::Is, "Lathe")),
        &["West"],
    )
    .await;
    let either = Test::Any(vec![
        has(machine, "sites", one("name", O::Is, "Lathe")),
        one("name", O::Is, "West"),
    ]);
    check(ACCOUNT, either, &["North", "South", "West"]).await;
}
