//! What one record and its lists promise.

mod lists;
mod rules;
mod shapes;
mod sums;
mod words;

use std::collections::HashSet;

use contract::dto::records::{Change, Entry, EventAction, TimelineFilter};
use contract::objects::{ACCOUNT, CONTACT};
use contract::{Filter, ListQuery, Operator, Problem, Record, Refusal, Sort, Value};
use uuid::Uuid;

use crate::testing::{of, stage, to};
use crate::{Desk, Error, records, search};

fn change(record: &Record, values: &[(&str, Value)]) -> Change {
    let base = values
        .iter()
        .map(|(key, _)| ((*key).to_owned(), record.value(key).clone()))
        .collect();
    Change {
        object: record.object.clone(),
        id: record.id,
        version: record.version,
        values: of(values),
        base,
    }
}

async fn names(desk: &Desk, query: ListQuery) -> Vec<String> {
    let page = records::list(desk, &query).await.unwrap();
    page.records
        .iter()
        .map(|record| record.text("name").to_owned())
        .collect()
}

fn accounts(filters: Vec<Filter>, sort: Sort) -> ListQuery {
    ListQuery {
        object: ACCOUNT.to_owned(),
        filters,
        sort: Some(sort),
        ..ListQuery::default()
    }
}

#[tokio::test]
async fn a_record_is_made_once_however_often_the_form_is_sent() {
    let stage = stage().await;
    let id = Uuid::now_v7();
    let first = records::create(
        &stage.lin,
        ACCOUNT,
        id,
        of(&[("name", " Umbra Optics ".into())]),
    )
    .await
    .unwrap();
    let second = records::create(
        &stage.lin,
        ACCOUNT,
        id,
        of(&[("name", "Umbra Optics".into())]),
    )
    .await
    .unwrap();
    assert_eq!((first.text("name"), first.version), ("Umbra Optics", 1));
    assert_eq!(first, second);
    assert_eq!(first.value("owner").id(), stage.lin.actor().id());
}

#[tokio::test]
async fn every_problem_of_a_form_is_named_at_its_field() {
    let stage = stage().await;
    let values = of(&[
        ("email", "nobody".into()),
        ("phone", "1395738665".into()),
        ("website", "javascript:alert(1)".into()),
        ("converted", Value::YesNo(true)),
    ]);
    let Err(Error::Refused(Refusal::Invalid(mut problems))) =
        records::create(&stage.lin, ACCOUNT, Uuid::now_v7(), values).await
    else {
        panic!()
    };
    problems.sort_by(|a, b| a.field.cmp(&b.field));
    let found: Vec<(&str, &Problem)> = problems
        .iter()
        .map(|problem| (problem.field.as_str(), &problem.problem))
        .collect();
    assert_eq!(found[0], ("converted", &Problem::WrongKind));
    assert_eq!(found[1], ("email", &Problem::NotAnEmail));
    assert_eq!(found[2], ("name", &Problem::Required));
    assert_eq!(found[3], ("phone", &Problem::PhoneTooShort { missing: 1 }));
    assert_eq!(found[4], ("website", &Problem::NotALink));
}

#[tokio::test]
async fn different_fields_meet_and_the_same_field_clashes() {
    let stage = stage().await;
    let start = stage
        .make(
            &stage.lin,
            ACCOUNT,
            &[("name", "Hartmann".into()), ("region", "Bremen".into())],
        )
        .await;
    records::update(
        &stage.manager,
        change(&start, &[("region", "Hamburg".into())]),
    )
    .await
    .unwrap();
    let met = records::update(
        &stage.lin,
        change(&start, &[("name", "Hartmann Brewing".into())]),
    )
    .await
    .unwrap();
    assert_eq!(
        (met.text("name"), met.text("region"), met.version),
        ("Hartmann Brewing", "Hamburg", 3)
    );
    let clash = records::update(&stage.lin, change(&start, &[("region", "Kiel".into())])).await;
    let Err(Error::Refused(Refusal::Conflict {
        current,
        clashes,
        changed_by,
    })) = clash
    else {
        panic!("{clash:?}")
    };
    assert_eq!(current.version, 3);
    assert_eq!(changed_by, "林晓");
    assert_eq!(
        (
            clashes[0].base.text(),
            clashes[0].mine.text(),
            clashes[0].theirs.text()
        ),
        (Some("Bremen"), Some("Kiel"), Some("Hamburg"))
    );
    let unchanged = records::page(&stage.lin, ACCOUNT, start.id).await.unwrap();
    assert_eq!(unchanged.record.text("region"), "Hamburg");
}

#[tokio::test]
async fn a_deleted_record_comes_back_as_it_was() {
    let stage = stage().await;
    let made = stage
        .make(
            &stage.lin,
            ACCOUNT,
            &[
                ("name", "Kestrel".into()),
                ("tags", Value::Tags(vec!["重点".into(), "展会".into()])),
            ],
        )
        .await;
    records::delete(&stage.lin, ACCOUNT, made.id).await.unwrap();
    assert!(matches!(
        records::page(&stage.lin, ACCOUNT, made.id).await,
        Err(Error::Refused(Refusal::NotFound))
    ));
    assert!(matches!(
        records::restore(&stage.zhou, ACCOUNT, made.id).await,
        Err(Error::Refused(Refusal::NotFound))
    ));
    let back = records::restore(&stage.lin, ACCOUNT, made.id)
        .await
        .unwrap();
    assert_eq!(back.values.get("tags"), made.values.get("tags"));
    assert_eq!(back.text("name"), "Kestrel");
}

#[tokio::test]
async fn tags_change_with_the_record_and_filter_lists() {
    let stage = stage().await;
    let made = stage
        .make(
            &stage.lin,
            ACCOUNT,
            &[
                ("name", "A".into()),
                ("tags", Value::Tags(vec!["old".into()])),
            ],
        )
        .await;
    stage.account(&stage.lin, "B").await;
    let tagged = records::update(
        &stage.lin,
        change(&made, &[("tags", Value::Tags(vec!["new".into()]))]),
    )
    .await
    .unwrap();
    assert_eq!(tagged.value("tags"), &Value::Tags(vec!["new".into()]));
    let by = |operator, value: &str| {
        accounts(vec![Filter::new("tags", operator, value)], Sort::up("name"))
    };
    assert_eq!(names(&stage.lin, by(Operator::AnyOf, "new|x")).await, ["A"]);
    assert_eq!(
        names(&stage.lin, by(Operator::AnyOf, "old")).await,
        Vec::<String>::new()
    );
    assert_eq!(names(&stage.lin, by(Operator::Empty, "")).await, ["B"]);
    assert_eq!(
        records::tags_like(&stage.lin, ACCOUNT, "tags", "n")
            .await
            .unwrap(),
        ["new"]
    );
    assert!(
        records::tags_like(&stage.zhou, ACCOUNT, "tags", "n")
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn words_find_within_lists_and_everywhere_as_far_as_one_sees() {
    let stage = stage().await;
    let account = stage
        .make(
            &stage.lin,
            ACCOUNT,
            &[
                ("name", "宁波海川精密".into()),
                ("phone", "138 5742 9016".into()),
            ],
        )
        .await;
    stage.account(&stage.zhou, "宁波海川二厂").await;
    stage.index().await;
    let found = async |desk: &Desk, words: &str| -> Vec<String> {
        search::everything(desk, words)
            .await
            .unwrap()
            .into_iter()
            .map(|hit| hit.title)
            .collect()
    };
    assert_eq!(found(&stage.lin, "海川").await, ["宁波海川精密"]);
    assert_eq!(found(&stage.lin, "nbhc").await, ["宁波海川精密"]);
    assert_eq!(found(&stage.lin, "5742").await, ["宁波海川精密"]);
    assert_eq!(found(&stage.administrator, "haichuan").await.len(), 2);
    assert_eq!(found(&stage.finance, "海川").await.len(), 2);
    assert_eq!(
        names(
            &stage.lin,
            ListQuery {
                words: "海川".into(),
                ..accounts(Vec::new(), Sort::up("name"))
            }
        )
        .await,
        ["宁波海川精密"]
    );
    records::update(&stage.lin, change(&account, &[("name", "苏州立讯".into())]))
        .await
        .unwrap();
    stage.index().await;
    assert!(found(&stage.lin, "海川").await.is_empty());
    records::delete(&stage.lin, ACCOUNT, account.id)
        .await
        .unwrap();
    stage.index().await;
    assert!(found(&stage.lin, "立讯").await.is_empty());
}

#[tokio::test]
async fn a_twin_is_told_of_even_where_it_may_not_be_opened() {
    let stage = stage().await;
    stage
        .make(
            &stage.zhou,
            CONTACT,
            &[
                ("name", "周建国".into()),
                ("phone", "+86 138-5742-9016".into()),
                ("email", "Zhou@Haichuan.cn".into()),
            ],
        )
        .await;
    let twins = async |desk: &Desk, values: &[(&str, Value)]| {
        records::twins(desk, CONTACT, &of(values), None)
            .await
            .unwrap()
    };
    let hidden = twins(&stage.lin, &[("phone", "13857429016".into())]).await;
    assert_eq!(
        (
            hidden[0].may_see,
            hidden[0].title.as_str(),
            hidden[0].owner.as_str(),
            hidden[0].field.as_str()
        ),
        (false, "", "周凯", "phone")
    );
    let seen = twins(&stage.zhou, &[("email", "zhou@haichuan.cn".into())]).await;
    assert_eq!((seen[0].may_see, seen[0].title.as_str()), (true, "周建国"));
    assert!(
        twins(&stage.lin, &[("phone", "13857429017".into())])
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn the_timeline_tells_what_was_done_and_what_was_changed() {
    let stage = stage().await;
    let account = stage.account(&stage.lin, "Solano").await;
    stage
        .make(
            &stage.lin,
            "activity",
            &[
                ("subject", "First call".into()),
                ("kind", "call".into()),
                ("account", to(account.id)),
            ],
        )
        .await;
    records::update(&stage.lin, change(&account, &[("region", "Basel".into())]))
        .await
        .unwrap();
    let all = records::timeline(&stage.lin, ACCOUNT, account.id, &TimelineFilter::All, None)
        .await
        .unwrap();
    let told: HashSet<String> = all
        .items
        .iter()
        .map(|item| match &item.entry {
            Entry::Activity(record) => record.text("subject").to_owned(),
            Entry::Event {
                action, changes, ..
            } => format!(
                "{action:?} {}",
                changes
                    .iter()
                    .map(|change| change.field.as_str())
                    .collect::<String>()
            ),
        })
        .collect();
    assert_eq!(
        told,
        HashSet::from([
            "First call".into(),
            "Created ".into(),
            "Updated region".into()
        ])
    );
    let calls = records::timeline(
        &stage.lin,
        ACCOUNT,
        account.id,
        &TimelineFilter::Kind("call".into()),
        None,
    )
    .await
    .unwrap();
    assert_eq!(calls.items.len(), 1);
    assert!(matches!(
        &all.items.last().unwrap().entry,
        Entry::Event {
            action: EventAction::Created,
            ..
        }
    ));
}

#[tokio::test]
async fn a_page_of_values_never_leaves_the_limits() {
    let stage = stage().await;
    let long = "长".repeat(10_000);
    let refused = records::create(
        &stage.lin,
        ACCOUNT,
        Uuid::now_v7(),
        of(&[("name", long.as_str().into())]),
    )
    .await;
    assert!(
        matches!(refused, Err(Error::Refused(Refusal::Invalid(problems))) if problems[0].problem == Problem::TooLong { limit: 255 })
    );
    let emoji = stage.account(&stage.lin, "🦉 Owl & <script>").await;
    assert_eq!(emoji.text("name"), "🦉 Owl & <script>");
}
