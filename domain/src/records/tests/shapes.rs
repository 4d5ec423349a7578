//! A list in lanes, as a calendar, and what lies in the bin.

use contract::dto::lists::{Lane, Span};
use contract::objects::{ACCOUNT, DEAL, TICKET};
use contract::{Filter, ListQuery, Operator, Problem, Refusal, Sort, Value};
use uuid::Uuid;

use crate::testing::{Stage, of, stage, to};
use crate::{Error, census, records};

fn all(object: &str) -> ListQuery {
    ListQuery {
        object: object.into(),
        ..ListQuery::default()
    }
}

async fn accounts(stage: &Stage) {
    for (name, level) in [
        ("Adler", "a"),
        ("Baker", "b"),
        ("Cole", "a"),
        ("Dorn", ""),
        ("Eck", "a"),
    ] {
        let values = [("name", name.into()), ("level", level.into())];
        stage.make(&stage.lin, ACCOUNT, &values).await;
    }
    stage.account(&stage.zhou, "Not hers").await;
}

fn told(lanes: &[Lane]) -> Vec<(String, u64, Vec<String>)> {
    let filled = lanes.iter().filter(|lane| lane.group.total.count > 0);
    filled
        .map(|lane| {
            let names = lane.cards.iter().map(|card| card.text("name").to_owned());
            (
                lane.group.key.clone(),
                lane.group.total.count,
                names.collect(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_list_is_dealt_into_lanes_of_its_own_order() {
    let stage = stage().await;
    accounts(&stage).await;
    let query = ListQuery {
        sort: Some(Sort::down("name")),
        rows: 2,
        ..all(ACCOUNT)
    };
    let lanes = records::lanes(&stage.lin, &query, "level").await.unwrap();
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    let expected: Vec<(String, u64, Vec<String>)> = vec![
        ("a".into(), 3, names(&["Eck", "Cole"])),
        ("b".into(), 1, names(&["Baker"])),
        (String::new(), 1, names(&["Dorn"])),
    ];
    assert_eq!(told(&lanes), expected);
    assert!(
        lanes.iter().any(|lane| lane.group.total.count == 0),
        "an empty choice is a lane, too"
    );
    let more = ListQuery {
        filters: lanes[0].group.filters.clone(),
        after: lanes[0].next.clone(),
        ..query.clone()
    };
    let rest = records::list(&stage.lin, &more).await.unwrap();
    assert_eq!(rest.records.len(), 1);
    assert_eq!(rest.records[0].text("name"), "Adler");

    let by_owner = records::lanes(&stage.manager, &query, "owner")
        .await
        .unwrap();
    assert_eq!(
        by_owner.len(),
        1,
        "people who own nothing that is seen are left out"
    );
    let by_day = records::lanes(&stage.lin, &query, "created_at")
        .await
        .unwrap();
    let today: Vec<_> = told(&by_day)
        .into_iter()
        .map(|(key, count, _)| (key, count))
        .collect();
    assert_eq!(today, [("today".to_owned(), 5)]);
    let refusal = records::lanes(&stage.lin, &query, "name").await;
    let expected = Refusal::invalid("name", Problem::WrongKind);
    assert!(matches!(refusal, Err(Error::Refused(refusal)) if refusal == expected));
}

#[tokio::test]
async fn lanes_ask_the_same_few_questions_however_full_they_are() {
    let stage = stage().await;
    accounts(&stage).await;
    let ask = async || {
        let (lanes, asked) = census::of(records::lanes(&stage.lin, &all(ACCOUNT), "level")).await;
        assert!(!lanes.unwrap().is_empty());
        asked
    };
    let few = ask().await;
    accounts(&stage).await;
    assert_eq!(ask().await, few);
    assert!(few <= 10, "{few} questions");
}

#[tokio::test]
async fn a_calendar_holds_each_day_of_its_span_in_the_zone_of_who_looks() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Umbra Optics").await;
    for (name, day) in [
        ("one", "2026-11-02"),
        ("two", "2026-11-02"),
        ("three", "2026-11-30"),
        ("outside", "2026-12-01"),
    ] {
        let day = Value::Date(day.parse().unwrap());
        let values = [
            ("name", name.into()),
            ("account", to(account.id)),
            ("close_date", day),
        ];
        stage.make(&stage.lin, DEAL, &values).await;
    }
    let span = Span {
        by: "close_date".into(),
        from: "2026-11-01".parse().unwrap(),
        days: 30,
        most: 1,
    };
    let days = records::calendar(&stage.lin, &all(DEAL), &span)
        .await
        .unwrap();
    assert_eq!(days.len(), 30);
    let filled: Vec<_> = days
        .iter()
        .filter(|day| day.total.count > 0)
        .map(|day| (day.day.to_string(), day.total.count, day.records.len()))
        .collect();
    let expected = [
        ("2026-11-02".to_owned(), 2, 1),
        ("2026-11-30".to_owned(), 1, 1),
    ];
    assert_eq!(filled, expected);
    let by_moment = Span {
        by: "created_at".into(),
        from: crate::clock::today(chrono::Utc::now(), "UTC"),
        days: 1,
        most: 50,
    };
    let today = records::calendar(&stage.lin, &all(DEAL), &by_moment)
        .await
        .unwrap();
    assert_eq!(today[0].records.len(), 4);
    let check = async |span: Span, field: &str| {
        let refusal = records::calendar(&stage.lin, &all(DEAL), &span).await;
        assert!(
            matches!(&refusal, Err(Error::Refused(Refusal::Invalid(found))) if found[0].field == field),
            "{refusal:?}"
        );
    };
    let long = Span {
        days: 400,
        ..span.clone()
    };
    check(long, "days").await;
    let wordy = Span {
        by: "name".into(),
        ..span
    };
    check(wordy, "name").await;
}

#[tokio::test]
async fn the_bin_says_who_deleted_what_and_when_to_those_who_may_bring_it_back() {
    let stage = stage().await;
    let mut gone = Vec::new();
    for name in ["Adler", "Baker", "Cole"] {
        let account = stage.account(&stage.lin, name).await;
        records::delete(&stage.manager, ACCOUNT, account.id)
            .await
            .unwrap();
        gone.push(account.id);
    }
    let names = async |words: &str| {
        let page = records::bin(&stage.lin, ACCOUNT, words, None)
            .await
            .unwrap();
        let told = page.records.into_iter();
        told.map(|binned| (binned.title, binned.deleted_by))
            .collect::<Vec<_>>()
    };
    let by_manager = |names: &[&str]| {
        let names = names.iter();
        names
            .map(|name| ((*name).to_owned(), "陈卓".to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(names("").await, by_manager(&["Cole", "Baker", "Adler"]));
    assert_eq!(names("ake").await, by_manager(&["Baker"]));
    let counts = records::bin_counts(&stage.lin).await.unwrap();
    assert_eq!((counts.len(), counts[0].total.count), (1, 3));
    assert!(records::bin_counts(&stage.zhou).await.unwrap().is_empty());
    let others = records::bin(&stage.zhou, ACCOUNT, "", None).await.unwrap();
    assert!(others.records.is_empty());

    records::restore(&stage.lin, ACCOUNT, gone[1])
        .await
        .unwrap();
    assert_eq!(names("").await, by_manager(&["Cole", "Adler"]));
    let hidden = records::bin(&stage.finance, TICKET, "", None).await;
    assert!(matches!(hidden, Err(Error::Refused(_))));
    let nonsense = records::bin(&stage.lin, ACCOUNT, "", Some("here")).await;
    assert!(matches!(nonsense, Err(Error::Refused(Refusal::Invalid(_)))));
}

#[tokio::test]
async fn a_list_brings_the_fields_it_is_asked_for() {
    let stage = stage().await;
    let values = of(&[
        ("name", "Adler".into()),
        ("level", "a".into()),
        ("region", "Ningbo".into()),
        ("note", "Long words".into()),
    ]);
    records::create(&stage.lin, ACCOUNT, Uuid::now_v7(), values)
        .await
        .unwrap();
    let held = async |fields: &[&str]| {
        let query = ListQuery {
            fields: fields.iter().map(|field| (*field).to_owned()).collect(),
            filters: vec![Filter::new("level", Operator::Is, "a")],
            ..all(ACCOUNT)
        };
        let page = records::list(&stage.lin, &query).await.unwrap();
        let record = &page.records[0];
        ["name", "region", "note"].map(|field| !record.value(field).is_empty())
    };
    assert_eq!(held(&[]).await, [true, true, false]);
    assert_eq!(held(&["note", "gone"]).await, [true, false, true]);
}

#[tokio::test]
async fn several_questions_are_counted_by_one() {
    let stage = stage().await;
    accounts(&stage).await;
    let of_level = |level: &str| ListQuery {
        filters: vec![Filter::new("level", Operator::Is, level)],
        ..all(ACCOUNT)
    };
    let wrong = ListQuery {
        filters: vec![Filter::new("gone", Operator::Is, "x")],
        ..all(ACCOUNT)
    };
    let queries = [of_level("a"), wrong, of_level("b"), all("nothing")];
    let (totals, asked) = census::of(records::totals(&stage.lin, &queries)).await;
    let counts: Vec<_> = totals
        .unwrap()
        .into_iter()
        .map(|total| total.map(|total| total.count))
        .collect();
    assert_eq!(counts, [Some(3), None, Some(1), None]);
    assert_eq!(asked, 1);
    let exact = records::count_all(&stage.lin, &of_level("a"))
        .await
        .unwrap();
    assert_eq!((exact.count, exact.or_more), (3, false));
}
