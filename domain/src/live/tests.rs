use std::sync::Arc;
use std::time::Duration;

use contract::dto::live::News;
use contract::dto::records::Change;
use contract::dto::sharing::{Holder, Level, NewShare, Subject};
use contract::objects::{ACCOUNT, ACTIVITY};
use contract::{Record, Refusal, Value};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{Cursor, Subscription, Told, follow, subscribe};
use crate::testing::{Stage, of, stage, to};
use crate::{Crm, Desk, Error, records, sharing};

/// A second is what is promised; a busy machine that tests much at once gets some more.
const SOON: Duration = Duration::from_secs(3);
/// When nothing was told until then, nothing is.
const QUIET: Duration = Duration::from_millis(1_500);

/// A stage whose node follows the log, and a second node on the same database.
struct Two {
    stage: Stage,
    other: Arc<Crm>,
    _work: JoinSet<()>,
}

async fn two() -> Two {
    let stage = stage().await;
    let other = Crm::open(&stage.config).await.unwrap();
    let mut work = JoinSet::new();
    for crm in [&stage.crm, &other] {
        work.spawn(follow(Arc::clone(crm)));
        while crm.live().cursor().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
    Two {
        stage,
        other,
        _work: work,
    }
}

impl Two {
    /// What a person is told by the second node.
    async fn there(&self, desk: &Desk) -> Subscription {
        let user = desk.actor().id().unwrap();
        subscribe(self.other.desk_of(user).await.unwrap(), None).unwrap()
    }

    /// A customer of whom the second node has told already: who subscribes after that hears what happens next and not that
    /// it was made, which a busy node may tell late.
    async fn known_account(&self, desk: &Desk, name: &str) -> Record {
        let mut witness = self.there(desk).await;
        let account = self.stage.account(desk, name).await;
        news_of(&mut witness, account.id).await;
        account
    }
}

async fn told(subscription: &mut Subscription) -> Told {
    let next = tokio::time::timeout(SOON, subscription.next());
    next.await.expect("told in time").unwrap()
}

/// The first news of a record itself: that something beside it changed may be told between.
async fn news_of(subscription: &mut Subscription, id: Uuid) -> contract::dto::live::Changed {
    loop {
        if let Told::News(news) = told(subscription).await
            && let Some(changed) = news
                .changed
                .into_iter()
                .find(|changed| changed.id == id && changed.version > 0)
        {
            return changed;
        }
    }
}

async fn hears_nothing(subscription: &mut Subscription) {
    if let Ok(told) = tokio::time::timeout(QUIET, subscription.next()).await {
        panic!("told {told:?}");
    }
}

async fn change(desk: &Desk, record: &Record, values: &[(&str, Value)]) -> Record {
    let values = of(values);
    let base = values
        .keys()
        .map(|key| (key.clone(), record.value(key).clone()))
        .collect();
    let change = Change {
        object: record.object.clone(),
        id: record.id,
        version: record.version,
        values,
        base,
    };
    records::update(desk, change).await.unwrap()
}

#[tokio::test]
async fn a_change_reaches_who_sees_it_on_another_node_and_nobody_else() {
    let two = two().await;
    let mut administrator = two.there(&two.stage.administrator).await;
    let mut manager = two.there(&two.stage.manager).await;
    let mut zhou = two.there(&two.stage.zhou).await;
    let account = two.stage.account(&two.stage.lin, "Haichuan").await;
    for subscription in [&mut administrator, &mut manager] {
        let made = news_of(subscription, account.id).await;
        assert_eq!(
            (made.object.as_str(), made.version, made.is_new, made.by),
            (ACCOUNT, 1, true, two.stage.lin.actor().id())
        );
        assert_eq!(made.name, "林晓");
    }
    change(
        &two.stage.lin,
        &account,
        &[("name", "Haichuan Precision".into())],
    )
    .await;
    let changed = news_of(&mut administrator, account.id).await;
    assert_eq!((changed.version, changed.is_new), (2, false));
    hears_nothing(&mut zhou).await;
}

#[tokio::test]
async fn what_is_handed_over_or_deleted_is_told_without_its_id_to_who_may_not_see_it() {
    let two = two().await;
    let account = two.known_account(&two.stage.lin, "Umbra Optics").await;
    let mut lin = two.there(&two.stage.lin).await;
    let mut zhou = two.there(&two.stage.zhou).await;
    let new_owner = two.stage.zhou.actor().id().unwrap();
    change(
        &two.stage.administrator,
        &account,
        &[("owner", to(new_owner))],
    )
    .await;
    assert_eq!(news_of(&mut zhou, account.id).await.version, 2);
    let Told::News(news) = told(&mut lin).await else {
        panic!("no news")
    };
    assert_eq!(news.changed, []);
    assert!(news.stirred.contains(&ACCOUNT.to_owned()), "{news:?}");
    assert!(
        news.stirred.contains(&ACTIVITY.to_owned()),
        "what is seen by way of it: {news:?}"
    );
    records::delete(&two.stage.administrator, ACCOUNT, account.id)
        .await
        .unwrap();
    let Told::News(news) = told(&mut zhou).await else {
        panic!("no news")
    };
    assert!(news.changed.is_empty() && news.stirred.contains(&ACCOUNT.to_owned()));
}

#[tokio::test]
async fn a_record_is_touched_by_what_belongs_to_it_before_and_after() {
    let two = two().await;
    let lin = &two.stage.lin;
    let first = two.stage.account(lin, "Castellan Motors").await;
    let second = two.stage.account(lin, "Brightwater Foods").await;
    let values = [
        ("subject", "Visit".into()),
        ("kind", "call".into()),
        ("account", to(first.id)),
    ];
    let mut subscription = two.there(lin).await;
    let visit = two.stage.make(lin, ACTIVITY, &values).await;
    hears_touched(&mut subscription, &[first.id]).await;
    change(lin, &visit, &[("account", to(second.id))]).await;
    hears_touched(&mut subscription, &[first.id, second.id]).await;
}

#[tokio::test]
async fn what_becomes_part_of_another_record_is_told_to_who_has_it_open() {
    let two = two().await;
    let lin = &two.stage.lin;
    let stays = two.stage.account(lin, "Haichuan").await;
    let goes = two.stage.account(lin, "Haichuan Precision").await;
    let mut administrator = two.there(&two.stage.administrator).await;
    let asked = contract::dto::merging::Merge {
        id: Uuid::now_v7(),
        object: ACCOUNT.to_owned(),
        into: (stays.id, stays.version),
        others: vec![(goes.id, goes.version)],
        values: contract::value::Values::new(),
    };
    crate::merging::merge(lin, asked).await.unwrap();
    loop {
        if let Told::News(news) = told(&mut administrator).await
            && news.stirred.contains(&ACCOUNT.to_owned())
        {
            break;
        }
    }
}

async fn hears_touched(subscription: &mut Subscription, ids: &[Uuid]) {
    let mut left: Vec<Uuid> = ids.to_vec();
    while !left.is_empty() {
        if let Told::News(news) = told(subscription).await {
            let touched = |id: &Uuid| {
                news.changed
                    .iter()
                    .any(|one| one.id == *id && one.is_touched)
            };
            left.retain(|id| !touched(id));
        }
    }
}

#[tokio::test]
async fn who_comes_back_hears_what_they_missed_and_is_told_when_that_is_not_known() {
    let two = two().await;
    let mut before = two.there(&two.stage.lin).await;
    let first = two.stage.account(&two.stage.lin, "Pallas Logistics").await;
    news_of(&mut before, first.id).await;
    let left_at = before.cursor();
    drop(before);
    let missed = two.stage.account(&two.stage.lin, "Verity Aerospace").await;
    let mut witness = two.there(&two.stage.lin).await;
    let last = two.stage.account(&two.stage.lin, "Silent Mills").await;
    news_of(&mut witness, last.id).await;

    let lin = two.stage.lin.actor().id().unwrap();
    let desk = || async { two.other.desk_of(lin).await.unwrap() };
    let again: Cursor = left_at.to_string().parse().unwrap();
    let mut back = subscribe(desk().await, Some(again)).unwrap();
    assert_eq!(news_of(&mut back, missed.id).await.version, 1);

    let long_ago = "0.0.0".parse().unwrap();
    let mut late = subscribe(desk().await, Some(long_ago)).unwrap();
    assert_eq!(told(&mut late).await, Told::Again);
    let from_another_log = "9000000000.9000000000.0".parse().unwrap();
    let mut lost = subscribe(desk().await, Some(from_another_log)).unwrap();
    assert_eq!(told(&mut lost).await, Told::Again);
}

#[tokio::test]
async fn many_changes_at_once_are_told_as_many() {
    let two = two().await;
    let mut subscription = two.there(&two.stage.lin).await;
    let desk = &two.stage.lin;
    let object = desk.object(ACCOUNT).unwrap();
    let new = (0..300).map(|number| crate::access::NewRecord {
        id: Uuid::now_v7(),
        values: of(&[
            ("name", Value::Text(format!("Customer {number}"))),
            ("owner", to(desk.actor().id().unwrap())),
        ]),
        batch: None,
    });
    let mut write = desk.write().await.unwrap();
    let made = contract::dto::records::EventAction::Created;
    write.insert(&object, new.collect(), made).await.unwrap();
    write.commit().await.unwrap();
    let expected = News {
        stirred: vec![ACCOUNT.to_owned()],
        ..News::default()
    };
    assert_eq!(told(&mut subscription).await, Told::News(expected));
}

#[tokio::test]
async fn another_role_asks_everything_again_and_whoever_is_gone_is_told_nothing() {
    let two = two().await;
    let zhou = two.stage.zhou.actor().id().unwrap();
    let mut subscription = two.there(&two.stage.zhou).await;
    let administrator = &two.stage.administrator;
    let user = administrator
        .granted(contract::objects::USER, zhou, contract::Action::Edit)
        .await
        .unwrap()
        .into_record();
    change(administrator, &user, &[("role", "manager".into())]).await;
    assert_eq!(told(&mut subscription).await, Told::Again);
    records::delete(administrator, contract::objects::USER, zhou)
        .await
        .unwrap();
    let last = tokio::time::timeout(SOON, subscription.next());
    let refused = last.await.expect("told in time");
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::SignIn))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn who_gets_or_loses_a_share_asks_everything_again() {
    let two = two().await;
    let lin = &two.stage.lin;
    let id = two.known_account(lin, "Umbra Optics").await.id;
    let mut zhou = two.there(&two.stage.zhou).await;
    let share = NewShare {
        object: ACCOUNT.into(),
        subject: Subject::Record(id),
        holder: Holder::Person(two.stage.zhou.actor().id().unwrap()),
        level: Level::See,
        reason: "For a moment".into(),
        until: Some(chrono::Utc::now() + Duration::from_secs(1)),
        ends_with: None,
    };
    sharing::give(lin, share).await.unwrap();
    assert_eq!(told(&mut zhou).await, Told::Again);
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(sharing::end_due(&two.stage.crm).await.unwrap(), 1);
    assert_eq!(told(&mut zhou).await, Told::Again);
}

#[tokio::test]
async fn a_new_description_is_known_to_the_other_node() {
    let two = two().await;
    let mut subscription = two.there(&two.stage.lin).await;
    let desk = &two.stage.administrator;
    let mut write = desk.write().await.unwrap();
    write.note_configuration("account", None, Some("{}".to_owned()));
    write.commit().await.unwrap();
    let Told::News(news) = told(&mut subscription).await else {
        panic!("no news")
    };
    assert!(news.described);
}

#[tokio::test]
async fn on_postgresql_a_node_is_told_when_another_writes() {
    let two = two().await;
    if two.other.door().backend() != sea_orm::DbBackend::Postgres {
        return;
    }
    // Wakes when it begins to listen; nobody writes at this node.
    let mut growth = two.other.log_growth();
    let _ = tokio::time::timeout(SOON, growth.changed()).await;
    growth.mark_unchanged();
    two.stage.account(&two.stage.lin, "Haichuan").await;
    tokio::time::timeout(SOON, growth.changed())
        .await
        .expect("told in time")
        .unwrap();
}

#[tokio::test]
async fn one_person_has_so_many_streams_and_no_more() {
    let stage = stage().await;
    let streams: Vec<_> = std::iter::from_fn(|| subscribe(stage.lin.clone(), None).ok())
        .take(1_000)
        .collect();
    assert_eq!(streams.len(), 16);
    assert!(subscribe(stage.zhou.clone(), None).is_ok());
    drop(streams);
    assert!(subscribe(stage.lin.clone(), None).is_ok());
    let house = subscribe(stage.crm.system_desk("test"), None);
    assert!(matches!(house, Err(Error::Refused(Refusal::SignIn))));
}
