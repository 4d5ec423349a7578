use std::time::Duration;

use contract::dto::api_keys::NewKey;
use contract::dto::bulk::{BulkState, Deed, Selection};
use contract::dto::defining::{NewObject, ObjectBody};
use contract::dto::handover::{HandOver, HandOverStatus, Portion};
use contract::dto::views::{SaveView, Sharing, ViewBody};
use contract::object::Rule;
use contract::objects::{ACCOUNT, ACTIVITY, DEAL, LEAD};
use contract::value::Values;
use contract::{Label, Link, Problem, Refusal, Value};
use uuid::Uuid;

use super::belongings::owned;
use super::journal::Journal;
use super::{belongings, notes, recent, resume_all, start, status, undo};
use crate::bulk::Part;
use crate::testing::{Stage, stage, to};
use crate::{Desk, api_keys, describing, records, users, views};

fn id(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

async fn at_rest(desk: &Desk, id: Uuid) -> HandOverStatus {
    for _ in 0..600 {
        let status = status(desk, id).await.unwrap();
        if !status.is_moving() {
            return status;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("a hand-over does not end");
}

fn portion(object: &str, to: &Desk) -> Portion {
    Portion {
        object: object.to_owned(),
        to: id(to),
    }
}

async fn owner(stage: &Stage, object: &str, record: Uuid) -> Uuid {
    let page = records::page(&stage.administrator, object, record).await;
    page.unwrap().record.value("owner").id().unwrap()
}

async fn activity(stage: &Stage, account: Uuid, status: &str) -> Uuid {
    let values = [
        ("subject", status.into()),
        ("kind", "task".into()),
        ("status", status.into()),
        ("account", to(account)),
    ];
    stage.make(&stage.lin, ACTIVITY, &values).await.id
}

async fn equipment(stage: &Stage) -> (String, Uuid) {
    let new = NewObject {
        label: Label::new("Machine", "机器"),
        plural: Label::new("Machines", "机器"),
        icon: "package".into(),
        hue: 85,
        followed: true,
    };
    let object = describing::add_object(&stage.administrator, new)
        .await
        .unwrap();
    let values = Values::from([
        ("name".to_owned(), Value::from("Press 7")),
        ("owner".to_owned(), to(id(&stage.lin))),
    ]);
    let made = records::create(&stage.administrator, &object.key, Uuid::now_v7(), values).await;
    (object.key, made.unwrap().id)
}

async fn view(stage: &Stage) -> Uuid {
    let asked = SaveView {
        id: Uuid::now_v7(),
        object: ACCOUNT.into(),
        name: "My best".into(),
        sharing: Sharing::Private,
        body: ViewBody::default(),
        version: 0,
    };
    views::save(&stage.lin, asked).await.unwrap().id
}

#[tokio::test]
async fn everything_goes_to_several_in_one_act_and_comes_back_as_a_whole() {
    let stage = stage().await;
    let (desk, lin) = (&stage.administrator, id(&stage.lin));
    let mut accounts = Vec::new();
    for number in 0..25 {
        accounts.push(
            stage
                .account(&stage.lin, &format!("Customer {number}"))
                .await
                .id,
        );
    }
    let zhous = stage.account(&stage.zhou, "Not hers").await.id;
    let deal = [("name", "A line".into()), ("account", to(accounts[0]))];
    let deal = stage.make(&stage.lin, DEAL, &deal).await.id;
    let open = activity(&stage, accounts[0], "open").await;
    let done = activity(&stage, accounts[0], "done").await;
    let (machine, press) = equipment(&stage).await;
    let view = view(&stage).await;
    let key = NewKey {
        name: "Web shop".into(),
        scopes: vec!["records:read".into()],
        days: None,
    };
    let token = api_keys::add(&stage.lin, &key).await.unwrap().token;

    let has = belongings(desk, lin).await.unwrap();
    let count = |object: &str| {
        let owned = has.objects.iter().find(|owned| owned.object == object);
        owned.map_or(0, |owned| owned.count)
    };
    let counts = [ACCOUNT, DEAL, ACTIVITY, &machine].map(count);
    assert_eq!((counts, has.views, has.keys), ([25, 1, 1, 1], 1, 1));

    let asked = HandOver {
        user: lin,
        portions: vec![
            portion(ACCOUNT, &stage.zhou),
            portion(DEAL, &stage.manager),
            portion(ACTIVITY, &stage.zhou),
            portion(&machine, &stage.zhou),
        ],
        things_to: Some(id(&stage.zhou)),
        leaves: true,
    };
    let act = Uuid::now_v7();
    start(desk, act, asked.clone()).await.unwrap();
    let again = start(desk, act, asked).await.unwrap();
    assert_eq!(again.id, act, "a second try is the same act");
    assert!(
        stage.crm.desk_of(lin).await.is_err(),
        "they are gone at once"
    );
    assert!(api_keys::open(&stage.crm, &token).await.is_err());
    let ended = at_rest(desk, act).await;
    assert_eq!(
        (ended.state, ended.sums()),
        (BulkState::Done, [28, 28, 28, 0])
    );
    let (zhou, manager) = (id(&stage.zhou), id(&stage.manager));
    for (object, record, holder) in [
        (ACCOUNT, accounts[24], zhou),
        (ACCOUNT, zhous, zhou),
        (DEAL, deal, manager),
        (ACTIVITY, open, zhou),
        (ACTIVITY, done, lin),
        (&*machine, press, zhou),
    ] {
        assert_eq!(owner(&stage, object, record).await, holder, "{object}");
    }
    let hers = views::of(&stage.zhou, ACCOUNT).await.unwrap();
    assert!(hers.iter().any(|one| one.id == view));
    assert!(belongings(desk, lin).await.unwrap().is_empty());

    // One of them is changed by hand, and stays so.
    let by_hand = Values::from([("owner".to_owned(), to(manager))]);
    records::set(desk, ACCOUNT, accounts[1], by_hand)
        .await
        .unwrap();
    undo(desk, act).await.unwrap();
    assert_eq!(at_rest(desk, act).await.state, BulkState::Undone);
    for (object, record, holder) in [
        (ACCOUNT, accounts[24], lin),
        (ACCOUNT, accounts[1], manager),
        (ACCOUNT, zhous, zhou),
        (DEAL, deal, lin),
        (ACTIVITY, open, lin),
        (&*machine, press, lin),
    ] {
        assert_eq!(owner(&stage, object, record).await, holder, "{object}");
    }
    let back = stage.crm.desk_of(lin).await.unwrap();
    let views = views::of(&back, ACCOUNT).await.unwrap();
    assert!(views.iter().any(|one| one.id == view));
    assert!(
        api_keys::open(&stage.crm, &token).await.is_err(),
        "nobody knows who has the key by now"
    );
    let told = recent(desk).await.unwrap();
    assert_eq!((told.len(), told[0].may_undo), (1, false));
}

#[tokio::test]
async fn what_cannot_be_handed_over_stays_with_its_reason_and_the_rest_goes_on() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(&stage.lin, "Umbra Optics").await.id;
    let make = async |name: &str| {
        let values = [("name", name.into()), ("account", to(account))];
        stage.make(&stage.lin, DEAL, &values).await.id
    };
    let (stays, goes) = (make("stays").await, make("goes").await);
    let message = Label::new("Not this one", "这个不行");
    let rule = Rule {
        key: "fixed".into(),
        expression: "name != 'stays' || owner == null".into(),
        message: message.clone(),
        field: "owner".into(),
        retired: false,
    };
    let body = ObjectBody {
        rules: Some(vec![rule]),
        ..ObjectBody::default()
    };
    describing::change_object(desk, DEAL, body, 0)
        .await
        .unwrap();
    let asked = HandOver {
        user: id(&stage.lin),
        portions: vec![portion(DEAL, &stage.zhou)],
        ..HandOver::default()
    };
    let act = Uuid::now_v7();
    start(desk, act, asked).await.unwrap();
    let ended = at_rest(desk, act).await;
    assert_eq!((ended.state, ended.sums()), (BulkState::Done, [2, 2, 1, 1]));
    let noted = notes(desk, act).await.unwrap();
    assert_eq!((noted.len(), noted[0].object.as_str()), (1, DEAL));
    assert_eq!(noted[0].notes[0].record, stays);
    let refusal = Refusal::invalid("owner", Problem::BreaksRule { message });
    assert_eq!(noted[0].notes[0].refusal, refusal);
    assert_eq!(owner(&stage, DEAL, goes).await, id(&stage.zhou));
    assert_eq!(owner(&stage, DEAL, stays).await, id(&stage.lin));
}

#[tokio::test]
async fn a_hand_over_that_a_process_left_goes_on_in_another() {
    let stage = stage().await;
    let (desk, lin) = (&stage.administrator, id(&stage.lin));
    let account = stage.account(&stage.lin, "Hartmann").await.id;
    let act = Uuid::now_v7();
    let object = desk.object(ACCOUNT).unwrap();
    let selection: Selection = owned(&object, lin).unwrap();
    let zhou = Value::Link(Link::to(id(&stage.zhou)));
    let deed = Deed::Set(Values::from([("owner".to_owned(), zhou)]));
    let part = Part::plan(desk, act, selection, deed).await.unwrap();
    let whose = (lin, "林晓".to_owned());
    let mut journal = Journal::new(desk, act, whose, &[portion(ACCOUNT, &stage.zhou)]).unwrap();
    journal.row.leased_until = Some(desk.now() - chrono::Duration::minutes(1));
    let house = stage.crm.door().house();
    part.keep(house.write()).await.unwrap();
    journal.insert(house.write()).await.unwrap();
    crate::bulk::resume_all(&stage.crm).await.unwrap();
    assert!(
        status(desk, act).await.unwrap().is_moving(),
        "it is the hand-over's to go on"
    );
    resume_all(&stage.crm).await.unwrap();
    assert_eq!(at_rest(desk, act).await.state, BulkState::Done);
    assert_eq!(owner(&stage, ACCOUNT, account).await, id(&stage.zhou));
}

#[tokio::test]
async fn only_administrators_hand_over_and_only_to_who_may_see_it() {
    let stage = stage().await;
    let lin = id(&stage.lin);
    stage.account(&stage.lin, "Hartmann").await;
    let asked = |portions: Vec<Portion>| HandOver {
        user: lin,
        portions,
        ..HandOver::default()
    };
    let refused = async |desk: &Desk, asked: HandOver| {
        let refused = start(desk, Uuid::now_v7(), asked).await;
        refused.unwrap_err().into_refusal()
    };
    let all = asked(vec![portion(ACCOUNT, &stage.zhou)]);
    assert_eq!(refused(&stage.manager, all).await, Refusal::Forbidden);
    let seen = belongings(&stage.lin, lin).await.unwrap_err();
    assert_eq!(seen.into_refusal(), Refusal::Forbidden);
    let desk = &stage.administrator;
    for (asked, field, problem) in [
        (asked(Vec::new()), "portions", Problem::Required),
        (
            asked(vec![portion(ACCOUNT, &stage.lin)]),
            ACCOUNT,
            Problem::PointsNowhere,
        ),
        (
            asked(vec![portion(LEAD, &stage.finance)]),
            LEAD,
            Problem::PointsNowhere,
        ),
        (
            asked(vec![portion("user", &stage.zhou)]),
            "user",
            Problem::Unknown,
        ),
    ] {
        assert_eq!(refused(desk, asked).await, Refusal::invalid(field, problem));
    }
    let oneself = HandOver {
        user: id(desk),
        leaves: true,
        ..HandOver::default()
    };
    assert_eq!(refused(desk, oneself).await, Refusal::Forbidden);
}

#[tokio::test]
async fn who_is_deactivated_comes_back_with_what_was_theirs() {
    let stage = stage().await;
    let (desk, zhou) = (&stage.administrator, id(&stage.zhou));
    let account = stage.account(&stage.zhou, "Pallas").await.id;
    users::deactivate(desk, zhou).await.unwrap();
    assert!(stage.crm.desk_of(zhou).await.is_err());
    let former = users::former(desk).await.unwrap();
    assert_eq!(former.iter().map(|one| one.id).collect::<Vec<_>>(), [zhou]);
    assert_eq!(owner(&stage, ACCOUNT, account).await, zhou);
    users::bring_back(desk, zhou).await.unwrap();
    assert!(stage.crm.desk_of(zhou).await.is_ok());
    let forbidden = users::deactivate(&stage.manager, zhou).await.unwrap_err();
    assert_eq!(forbidden.into_refusal(), Refusal::Forbidden);
}
