use std::time::Duration;

use contract::dto::bulk::{BulkState, Deed, Selection};
use contract::dto::records::EventAction;
use contract::objects::{ACCOUNT, DEAL};
use contract::value::Values;
use contract::{Action, Filter, Link, ListQuery, Operator, Problem, Refusal, Value};
use sea_orm::DbBackend;
use uuid::Uuid;

use super::journal::Job;
use super::run::{end, lay};
use super::testing::{accounts, all_accounts, at_rest};
use super::work::step;
use super::{look, notes, start, status, undo};
use crate::testing::{disk, stage};
use crate::{Error, records};

fn set(key: &str, value: Value) -> Deed {
    Deed::Set(Values::from([(key.to_owned(), value)]))
}

#[tokio::test]
async fn the_same_value_for_all_that_match_is_set_and_taken_back_as_a_whole() {
    let stage = stage().await;
    let desk = &stage.lin;
    let ids = accounts(&stage, &stage.lin, 30).await;
    let zhous = stage.account(&stage.zhou, "Not hers").await;
    let id = Uuid::now_v7();
    let begun = start(desk, id, all_accounts(), set("level", "a".into()))
        .await
        .unwrap();
    assert_eq!(begun.total, 30, "what she does not see is not meant");
    let again = start(desk, id, all_accounts(), set("level", "b".into()))
        .await
        .unwrap();
    assert_eq!(again.id, begun.id, "a second try is the same deed");
    let ended = at_rest(desk, id).await;
    assert_eq!(
        (ended.state, ended.changed, ended.refused),
        (BulkState::Done, 30, 0)
    );
    for id in &ids {
        let page = records::page(desk, ACCOUNT, *id).await.unwrap();
        assert_eq!((page.record.text("level"), page.record.version), ("a", 2));
    }
    let other = records::page(&stage.zhou, ACCOUNT, zhous.id).await.unwrap();
    assert_eq!(other.record.text("level"), "");

    // One of them is changed by hand, and stays so.
    let by_hand = records::set(
        desk,
        ACCOUNT,
        ids[0],
        Values::from([("level".into(), "c".into())]),
    )
    .await;
    by_hand.unwrap();
    undo(desk, id).await.unwrap();
    assert_eq!(at_rest(desk, id).await.state, BulkState::Undone);
    let levels = [("c", ids[0]), ("", ids[1]), ("", ids[29])];
    for (level, id) in levels {
        let page = records::page(desk, ACCOUNT, id).await.unwrap();
        assert_eq!(page.record.text("level"), level);
    }
}

#[tokio::test]
async fn what_a_colleague_writes_between_look_and_deed_is_looked_at_again() {
    let stage = stage().await;
    let desk = &stage.lin;
    let ids = accounts(&stage, desk, 4).await;
    let named = Selection {
        matching: Some(ListQuery {
            object: ACCOUNT.into(),
            filters: vec![Filter::new("name", Operator::StartsWith, "Customer")],
            ..ListQuery::default()
        }),
        ..all_accounts()
    };
    let deed = set("level", "a".into());
    let mut job = Job::new(desk, Uuid::now_v7(), named, deed, 4).unwrap();
    let write = stage.crm.door().house().write();
    job.insert(write).await.unwrap();
    let ready = look::next(desk, &job, None, 10).await.unwrap().unwrap();

    let by_hand = Values::from([("website".to_owned(), "https://example.com".into())]);
    records::set(desk, ACCOUNT, ids[0], by_hand).await.unwrap();
    records::delete(desk, ACCOUNT, ids[1]).await.unwrap();
    let renamed = Values::from([("name".to_owned(), "Another one".into())]);
    records::set(desk, ACCOUNT, ids[2], renamed).await.unwrap();
    let laid = lay(desk, &job, ready, false).await.unwrap();
    end(desk, &mut job, laid).await.unwrap();

    let row = &job.row;
    assert_eq!((row.done, row.changed, row.refused), (4, 2, 2));
    let page = records::page(desk, ACCOUNT, ids[2]).await.unwrap();
    assert_eq!(page.record.text("level"), "", "it is not meant any more");
    let page = records::page(desk, ACCOUNT, ids[0]).await.unwrap();
    assert_eq!(page.record.text("level"), "a");
    assert_eq!(page.record.version, 3, "what was written by hand stays");
    let noted = notes(desk, row.id).await.unwrap();
    assert_eq!(noted.len(), 2, "{noted:?}");
    for (id, title) in [(ids[1], "Customer 1"), (ids[2], "Customer 2")] {
        let note = noted.iter().find(|note| note.record == id).unwrap();
        assert_eq!(
            (&note.refusal, note.title.as_str()),
            (&Refusal::NotFound, title)
        );
    }
}

/// Two batches of one deed, and between them a colleague who has a record of the first one and waits for one of the second:
/// PostgreSQL sees no circle there.
#[tokio::test]
async fn a_deed_between_whose_batches_somebody_stands_ends_all_the_same() {
    let stage = stage().await;
    let desk = &stage.lin;
    if stage.crm.door().backend() != DbBackend::Postgres {
        return;
    }
    let mut ids = accounts(&stage, desk, 8).await;
    ids.sort_unstable();
    let other = &stage.administrator;
    let granted = async |id| other.granted(ACCOUNT, id, Action::Edit).await.unwrap();
    let (first, last) = (granted(ids[0]).await, granted(ids[7]).await);
    let by_hand = || Values::from([("website".to_owned(), "https://example.com".into())]);
    let mut colleague = other.write().await.unwrap();
    let update = colleague.update(&first, by_hand(), EventAction::Updated);
    update.await.unwrap();
    let job = Uuid::now_v7();
    let deed = set("level", "a".into());
    start(desk, job, all_accounts(), deed).await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    // Waits for the second batch, which waits for the first one.
    let update = colleague.update(&last, by_hand(), EventAction::Updated);
    update.await.unwrap();
    colleague.commit().await.unwrap();
    let ended = at_rest(desk, job).await;
    assert_eq!((ended.state, ended.changed), (BulkState::Done, 8));
}

#[tokio::test]
async fn what_cannot_be_changed_is_reported_with_its_reason_and_the_rest_goes_on() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let account = stage.account(desk, "Umbra Optics").await;
    let make = async |name: &str, lost: bool| {
        let mut values = Values::from([
            ("name".to_owned(), name.into()),
            ("account".to_owned(), Value::Link(Link::to(account.id))),
        ]);
        if lost {
            values.insert("stage".into(), "lost".into());
            values.insert("lost_reason".into(), "price".into());
        }
        records::create(desk, DEAL, Uuid::now_v7(), values)
            .await
            .unwrap()
    };
    let open = make("open", false).await;
    let lost = make("lost", true).await;
    let selection = Selection {
        object: DEAL.into(),
        ids: vec![open.id, lost.id],
        ..Selection::default()
    };
    let id = Uuid::now_v7();
    start(desk, id, selection, set("stage", "lost".into()))
        .await
        .unwrap();
    let ended = at_rest(desk, id).await;
    assert_eq!(
        (ended.done, ended.refused),
        (2, 1),
        "a lost deal needs a reason"
    );
    let noted = notes(desk, id).await.unwrap();
    assert_eq!(noted.len(), 1);
    assert_eq!(
        (noted[0].record, noted[0].title.as_str()),
        (open.id, "open")
    );
    assert_eq!(
        noted[0].refusal,
        Refusal::invalid("lost_reason", Problem::Required)
    );
}

#[tokio::test]
async fn tags_are_added_and_taken_out_and_records_go_and_come_back() {
    let stage = stage().await;
    let desk = &stage.lin;
    let ids = accounts(&stage, &stage.lin, 3).await;
    let deed = async |selection: Selection, deed: Deed| {
        let id = Uuid::now_v7();
        start(desk, id, selection, deed).await.unwrap();
        (id, at_rest(desk, id).await)
    };
    let tags = |values: &[&str]| {
        values
            .iter()
            .map(|tag| (*tag).to_owned())
            .collect::<Vec<_>>()
    };
    let add = |values: &[&str]| Deed::Add {
        field: "tags".into(),
        values: tags(values),
    };
    deed(all_accounts(), add(&["vip", "展会"])).await;
    let chosen = Selection {
        object: ACCOUNT.into(),
        ids: vec![ids[0]],
        ..Selection::default()
    };
    let remove = Deed::Remove {
        field: "tags".into(),
        values: tags(&["vip"]),
    };
    deed(chosen.clone(), remove).await;
    let tagged = |tag: &str| ListQuery {
        object: ACCOUNT.into(),
        filters: vec![Filter::new("tags", Operator::AnyOf, tag)],
        ..ListQuery::default()
    };
    let count = async |tag: &str| {
        records::list(desk, &tagged(tag))
            .await
            .unwrap()
            .records
            .len()
    };
    assert_eq!((count("vip").await, count("展会").await), (2, 3));

    let matching = Selection {
        object: ACCOUNT.into(),
        matching: Some(tagged("vip")),
        except: vec![ids[1]],
        ..Selection::default()
    };
    let (gone, ended) = deed(matching, Deed::Delete).await;
    assert_eq!(ended.changed, 1);
    assert!(records::page(desk, ACCOUNT, ids[2]).await.is_err());
    undo(desk, gone).await.unwrap();
    at_rest(desk, gone).await;
    assert!(records::page(desk, ACCOUNT, ids[2]).await.is_ok());
    deed(chosen.clone(), Deed::Delete).await;
    let from_bin = Selection {
        in_bin: true,
        ..chosen
    };
    let (_, ended) = deed(from_bin, Deed::Restore).await;
    assert_eq!(ended.changed, 1);
    assert!(records::page(desk, ACCOUNT, ids[0]).await.is_ok());
}

#[tokio::test]
async fn a_deed_that_fits_no_record_is_refused_before_it_begins() {
    let stage = stage().await;
    let desk = &stage.lin;
    let check = async |deed: Deed, field: &str, problem: Problem| match start(
        desk,
        Uuid::now_v7(),
        all_accounts(),
        deed,
    )
    .await
    {
        Err(Error::Refused(refusal)) => {
            assert_eq!(refusal, Refusal::invalid(field, problem));
        }
        other => panic!("{other:?}"),
    };
    check(set("level", "z".into()), "level", Problem::UnknownChoice).await;
    check(
        set("created_at", Value::Empty),
        "created_at",
        Problem::WrongKind,
    )
    .await;
    check(set("nothing", Value::Empty), "nothing", Problem::Unknown).await;
    check(set("name", Value::Empty), "name", Problem::Required).await;
    check(
        set("phone", "1385742901".into()),
        "phone",
        Problem::PhoneTooShort { missing: 1 },
    )
    .await;
    check(
        Deed::Add {
            field: "level".into(),
            values: vec!["a".into()],
        },
        "level",
        Problem::WrongKind,
    )
    .await;
    let refusal = start(&stage.finance, Uuid::now_v7(), all_accounts(), Deed::Delete).await;
    assert!(matches!(refusal, Err(Error::Refused(Refusal::Forbidden))));
}

#[tokio::test]
async fn a_deed_that_found_the_disk_full_goes_on_where_it_stood() {
    let stage = stage().await;
    let desk = &stage.lin;
    let ids = accounts(&stage, desk, 30).await;
    let text = "long ".repeat(1_000);
    let deed = set("note", text.trim().into());
    let mut job = Job::new(desk, Uuid::now_v7(), all_accounts(), deed, 30).unwrap();
    let write = stage.crm.door().house().write();
    job.insert(write).await.unwrap();
    if !disk::fill(&stage.crm).await {
        return;
    }
    let stopped = step(&stage.crm, &mut job).await;
    assert!(stopped.unwrap_err().is_full());
    let mut changed = 0;
    for id in &ids {
        let page = records::page(desk, ACCOUNT, *id).await.unwrap();
        changed += u64::from(page.record.version == 2);
    }
    let told = status(desk, job.row.id).await.unwrap();
    assert_eq!((told.state, told.changed), (BulkState::Running, changed));
    assert!(changed < 30);

    disk::give_room(&stage.crm).await;
    step(&stage.crm, &mut job).await.unwrap();
    let ended = status(desk, job.row.id).await.unwrap();
    assert_eq!((ended.state, ended.changed), (BulkState::Done, 30));
    for id in ids {
        let page = records::page(desk, ACCOUNT, id).await.unwrap();
        assert_eq!(
            (page.record.text("note"), page.record.version),
            (text.trim(), 2)
        );
    }
}
