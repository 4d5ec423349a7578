use chrono::{TimeDelta, Utc};
use contract::dto::audit::AuditQuery;
use contract::dto::records::Change;
use contract::dto::session::Preferences;
use contract::dto::views::{SaveView, Sharing, ViewBody};
use contract::objects::ACCOUNT;
use contract::value::Values;
use contract::{Action, ListQuery, Problem, Refusal};
use entity::recent;
use sea_orm::{ConnectionTrait, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::{LASTS, begin, desk_of, end_at, end_in, is_open, sweep};
use crate::sessions::{self, Session};
use crate::testing::{Stage, of, stage};
use crate::{Desk, Error, Result, api_keys, audit, factors, records, search, users, views};

const SESSION: &str = "the session of the administrator";

fn refusal<T>(result: Result<T>) -> Option<Refusal> {
    result.err().map(Error::into_refusal)
}

fn id(desk: &Desk) -> Uuid {
    desk.actor().id().unwrap()
}

/// The session of the administrator, as their browser has it.
async fn session(stage: &Stage) {
    let new = Session {
        user: Some(id(&stage.administrator)),
        device: String::new(),
        address: String::new(),
        data: "{}".to_owned(),
        expires_at: Utc::now() + TimeDelta::days(1),
    };
    sessions::create(&stage.crm, SESSION, new).await.unwrap();
}

/// The administrator as they look as somebody.
async fn looking(stage: &Stage, whom: &Desk) -> (Desk, Uuid) {
    let begun = begin(&stage.administrator, SESSION, id(whom), "A list is empty")
        .await
        .unwrap();
    (again(stage, begun.id).await, begun.id)
}

async fn again(stage: &Stage, simulation: Uuid) -> Desk {
    let admin = id(&stage.administrator);
    desk_of(&stage.crm, admin, Some((simulation, SESSION)))
        .await
        .unwrap()
}

async fn names(desk: &Desk) -> Vec<String> {
    let query = ListQuery {
        object: ACCOUNT.to_owned(),
        ..ListQuery::default()
    };
    let page = records::list(desk, &query).await.unwrap();
    let names = page.records.iter();
    names.map(|record| record.text("name").to_owned()).collect()
}

/// What the log says was done, the first first: the word, by whom, and as whom.
async fn told(stage: &Stage) -> Vec<(String, String, String)> {
    let found = audit::search(&stage.administrator, &AuditQuery::default())
        .await
        .unwrap();
    let mut lines = found.lines;
    lines.reverse();
    let seen_as = |line: &contract::dto::audit::AuditLine| {
        let change = line.changes.iter().find(|change| change.field == "as");
        change
            .map(|change| change.after.clone())
            .unwrap_or_default()
    };
    lines
        .iter()
        .filter(|line| !seen_as(line).is_empty())
        .map(|line| (line.action.clone(), line.actor.clone(), seen_as(line)))
        .collect()
}

#[tokio::test]
async fn an_administrator_sees_what_the_other_one_sees_and_the_log_says_who_looked() {
    let stage = stage().await;
    session(&stage).await;
    let hers = stage.account(&stage.lin, "Hers").await;
    let his = stage.account(&stage.zhou, "His").await;
    let (desk, simulation) = looking(&stage, &stage.lin).await;
    assert_eq!(desk.actor().id(), stage.lin.actor().id());
    assert_eq!(names(&desk).await, ["Hers"]);
    records::page(&desk, ACCOUNT, hers.id).await.unwrap();
    let unseen = records::page(&desk, ACCOUNT, his.id).await;
    assert_eq!(refusal(unseen), Some(Refusal::NotFound));
    let me = desk.me().await.unwrap();
    let seen = me.simulation.unwrap();
    assert_eq!(
        (seen.by.name.as_str(), seen.user.name.as_str()),
        ("Anna Admin", "林晓")
    );
    assert!(is_open(&stage.crm, simulation).await.unwrap());
    end_in(&stage.crm, SESSION).await.unwrap();
    assert_eq!(again(&stage, simulation).await.actor().name(), "Anna Admin");
    let line = |action: &str| {
        (
            action.to_owned(),
            "Anna Admin".to_owned(),
            "林晓".to_owned(),
        )
    };
    let expected = [
        "simulation_began",
        "looked_at",
        "looked_at",
        "simulation_ended",
    ];
    assert_eq!(told(&stage).await, expected.map(line));
}

#[tokio::test]
async fn who_looks_changes_nothing() {
    let stage = stage().await;
    session(&stage).await;
    let hers = stage.account(&stage.lin, "Hers").await;
    let (desk, _) = looking(&stage, &stage.lin).await;
    let only_looking = Some(Refusal::OnlyLooking);

    let values = of(&[("name", "New".into())]);
    let made = records::create(&desk, ACCOUNT, Uuid::now_v7(), values).await;
    assert!(made.is_err());
    let change = Change {
        object: ACCOUNT.to_owned(),
        id: hers.id,
        version: hers.version,
        values: of(&[("name", "Changed".into())]),
        base: Values::new(),
    };
    assert_eq!(
        refusal(records::update(&desk, change).await),
        Some(Refusal::Forbidden)
    );
    assert_eq!(
        refusal(records::delete(&desk, ACCOUNT, hers.id).await),
        Some(Refusal::Forbidden)
    );
    assert_eq!(refusal(desk.write().await.map(drop)), only_looking);
    let shown = records::page(&desk, ACCOUNT, hers.id).await.unwrap().record;
    assert_eq!(
        shown.rights,
        Default::default(),
        "no page offers to change it"
    );
    for action in Action::ALL
        .into_iter()
        .filter(|action| *action != Action::See)
    {
        assert!(
            desk.granted(ACCOUNT, hers.id, action).await.is_err(),
            "{action:?}"
        );
    }

    let liked = users::save_preferences(&desk, Preferences::default()).await;
    assert_eq!(refusal(liked), only_looking);
    assert!(search::star(&desk, ACCOUNT, hers.id, true).await.is_err());
    let view = SaveView {
        id: Uuid::now_v7(),
        object: ACCOUNT.to_owned(),
        name: "Mine".to_owned(),
        sharing: Sharing::Private,
        body: ViewBody::default(),
        version: 0,
    };
    assert!(views::save(&desk, view).await.is_err());
    let order = views::put_in_order(&desk, ACCOUNT, Vec::new()).await;
    assert_eq!(refusal(order), only_looking);

    // The last lock: whatever forgets to ask meets the database.
    let by_hand = desk.crm().door().house().write();
    let written = by_hand.execute_unprepared("DELETE FROM account").await;
    assert!(written.is_err(), "the database itself refuses");
    assert_eq!(names(&stage.lin).await, ["Hers"]);
}

#[tokio::test]
async fn what_is_the_persons_own_stays_theirs() {
    let stage = stage().await;
    session(&stage).await;
    let hers = stage.account(&stage.lin, "Hers").await;
    let view = |name: &str, sharing| SaveView {
        id: Uuid::now_v7(),
        object: ACCOUNT.to_owned(),
        name: name.to_owned(),
        sharing,
        body: ViewBody::default(),
        version: 0,
    };
    for (name, sharing) in [("Private", Sharing::Private), ("Team", Sharing::Team)] {
        views::save(&stage.lin, view(name, sharing)).await.unwrap();
    }
    search::opened(&stage.lin, ACCOUNT, hers.id).await.unwrap();
    search::star(&stage.lin, ACCOUNT, hers.id, true)
        .await
        .unwrap();
    let (desk, _) = looking(&stage, &stage.lin).await;

    let shelf = search::shelf(&desk).await.unwrap();
    assert!(shelf.favourites.is_empty() && shelf.recent.is_empty());
    assert!(!search::is_starred(&desk, ACCOUNT, hers.id).await.unwrap());
    let seen = views::of(&desk, ACCOUNT).await.unwrap();
    let seen: Vec<&str> = seen.iter().map(|view| view.name.as_str()).collect();
    assert_eq!(seen, ["Team"]);
    let only_looking = Some(Refusal::OnlyLooking);
    assert_eq!(refusal(sessions::of(&desk, SESSION).await), only_looking);
    assert_eq!(refusal(api_keys::all(&desk).await), only_looking);
    assert_eq!(refusal(factors::info(&desk).await), only_looking);
    search::note_opened(desk.clone(), ACCOUNT.to_owned(), Uuid::now_v7());
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    let house = stage.crm.door().house();
    let opened = recent::Entity::find().count(house.read()).await.unwrap();
    assert_eq!(opened, 1, "what they opened last does not change");
}

#[tokio::test]
async fn only_administrators_look_and_never_as_one_another() {
    let stage = stage().await;
    session(&stage).await;
    let lin = id(&stage.lin);
    let reason = "A list is empty";
    let by_manager = begin(&stage.manager, SESSION, lin, reason).await;
    assert_eq!(refusal(by_manager), Some(Refusal::Forbidden));
    let anna = &stage.administrator;
    let as_herself = begin(anna, SESSION, id(anna), reason).await;
    assert_eq!(refusal(as_herself), Some(Refusal::Forbidden));
    let as_nobody = begin(anna, SESSION, Uuid::now_v7(), reason).await;
    assert_eq!(refusal(as_nobody), Some(Refusal::NotFound));
    let without_reason = begin(anna, SESSION, lin, "  ").await;
    let required = Refusal::invalid("reason", Problem::Required);
    assert_eq!(refusal(without_reason), Some(required));
    let (desk, _) = looking(&stage, &stage.lin).await;
    let within = begin(&desk, SESSION, id(&stage.zhou), reason).await;
    assert_eq!(refusal(within), Some(Refusal::OnlyLooking));
    let new = users::NewUser {
        email: "second@example.com".to_owned(),
        name: "Second".to_owned(),
        role: contract::Role::Administrator,
        team: None,
    };
    let second = users::add(anna, new, None).await.unwrap();
    let as_another = begin(anna, SESSION, second, reason).await;
    assert_eq!(refusal(as_another), Some(Refusal::Forbidden));
}

#[tokio::test]
async fn it_ends_by_itself_and_with_its_session() {
    let stage = stage().await;
    session(&stage).await;
    let admin = id(&stage.administrator);
    let (desk, simulation) = looking(&stage, &stage.lin).await;
    let until = desk.actor().simulation().unwrap().until;
    assert!(until <= Utc::now() + LASTS && until > Utc::now() + LASTS / 2);
    let elsewhere = desk_of(&stage.crm, admin, Some((simulation, "another session"))).await;
    assert_eq!(elsewhere.unwrap().actor().name(), "Anna Admin");
    assert_eq!(sweep(&stage.crm).await.unwrap(), 0);

    end_at(&stage.crm, simulation, Utc::now()).await.unwrap();
    assert!(!is_open(&stage.crm, simulation).await.unwrap());
    assert_eq!(again(&stage, simulation).await.actor().name(), "Anna Admin");
    assert_eq!(
        sweep(&stage.crm).await.unwrap(),
        0,
        "the next request has ended it"
    );

    let (_, simulation) = looking(&stage, &stage.zhou).await;
    end_at(&stage.crm, simulation, Utc::now()).await.unwrap();
    assert_eq!(sweep(&stage.crm).await.unwrap(), 1, "so does time alone");

    looking(&stage, &stage.lin).await;
    looking(&stage, &stage.zhou).await;
    sessions::delete(&stage.crm, SESSION).await.unwrap();
    assert_eq!(
        sweep(&stage.crm).await.unwrap(),
        1,
        "of one session there is one"
    );
    let ended = told(&stage).await;
    let ended = ended
        .iter()
        .filter(|(action, ..)| action == "simulation_ended");
    assert_eq!(ended.count(), 4);
}
