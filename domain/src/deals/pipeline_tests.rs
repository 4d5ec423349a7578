use contract::dto::deals::Move;
use contract::dto::defining::{FieldChange, NewPipeline};
use contract::objects::DEAL;
use contract::query::Operator;
use contract::{Filter, Label, ListQuery, Money, Problem, Record, Refusal, Value};

use crate::testing::{Stage, of, stage};
use crate::{Desk, Error, Result, deals, describing, records};

/// A second pipeline, “Renewals”, with the stages of the first.
async fn renewals(stage: &Stage) -> String {
    let asked = NewPipeline {
        object: DEAL.into(),
        field: "stage".into(),
        from: "sales".into(),
        label: Label::new("Renewals", "续约"),
    };
    let deal = describing::add_pipeline(&stage.administrator, asked)
        .await
        .unwrap();
    let pipelines = deal.pipelines("stage").unwrap();
    let key = pipelines.by.choices.last().unwrap().key.clone();
    assert_eq!(pipelines.of(&key).len(), pipelines.of("sales").len());
    key
}

/// Changes a stage.
async fn change(desk: &Desk, key: &str, change: impl FnOnce(&mut contract::Choice)) {
    let info = describing::field(desk, DEAL, "stage").await.unwrap();
    let mut field = info.field;
    let stages = &mut field.choices;
    change(stages.iter_mut().find(|choice| choice.key == key).unwrap());
    let asked = FieldChange {
        object: DEAL.into(),
        field,
        version: info.version,
    };
    describing::save_field(desk, asked).await.unwrap();
}

async fn make(desk: &Desk, values: &[(&str, Value)]) -> Result<Record> {
    let named = [("name", "A".into())];
    let values = of(&[&named[..], values].concat());
    records::create(desk, DEAL, uuid::Uuid::now_v7(), values).await
}

async fn set(desk: &Desk, record: &Record, values: &[(&str, Value)]) -> Result<Record> {
    let change = contract::dto::records::Change {
        object: DEAL.into(),
        id: record.id,
        version: record.version,
        values: of(values),
        base: contract::value::Values::new(),
    };
    records::update(desk, change).await
}

fn standing(record: &Record) -> (&str, &str) {
    (record.text("pipeline"), record.text("stage"))
}

fn stray(result: Result<Record>) -> bool {
    let pipeline = |label: &Label| {
        Refusal::invalid(
            "stage",
            Problem::OtherPipeline {
                pipeline: label.clone(),
            },
        )
    };
    let labels = [
        Label::new("Renewals", "续约"),
        Label::new("Sales", "标准销售"),
    ];
    matches!(result, Err(Error::Refused(refusal)) if labels.iter().any(|label| refusal == pipeline(label)))
}

#[tokio::test]
async fn a_deal_stands_in_a_stage_of_its_pipeline() {
    let stage = stage().await;
    let own = renewals(&stage).await;
    let (desk, renewal) = (&stage.lin, || own.as_str().into());
    let first = make(desk, &[]).await.unwrap();
    assert_eq!(standing(&first), ("sales", "prospect"), "by default");
    let second = make(desk, &[("pipeline", renewal())]).await.unwrap();
    assert_eq!(standing(&second), (own.as_str(), "prospect_2"));
    let third = make(desk, &[("stage", "proposal_2".into())]).await.unwrap();
    assert_eq!(
        standing(&third),
        (own.as_str(), "proposal_2"),
        "by its stage"
    );
    let both = [("pipeline", renewal()), ("stage", "proposal".into())];
    assert!(stray(make(desk, &both).await));
    assert!(stray(
        set(desk, &third, &[("stage", "proposal".into())]).await
    ));
    let moved = set(desk, &third, &[("pipeline", "sales".into())])
        .await
        .unwrap();
    assert_eq!(standing(&moved), ("sales", "prospect"), "it comes in anew");
    let values = [("pipeline", renewal()), ("stage", "won_2".into())];
    let moved = set(desk, &moved, &values).await.unwrap();
    assert_eq!(standing(&moved), (own.as_str(), "won_2"));
    assert_eq!(moved.text("outcome"), "won");
    let same = set(desk, &moved, &[("pipeline", Value::Empty)])
        .await
        .unwrap();
    assert_eq!(standing(&same), (own.as_str(), "won_2"), "never in none");
}

#[tokio::test]
async fn a_board_shows_one_pipeline_and_what_is_in_it() {
    let stage = stage().await;
    let own = renewals(&stage).await;
    let desk = &stage.lin;
    let money = |units| Value::Money(Money::units(units, "CNY"));
    make(desk, &[("amount", money(1_000))]).await.unwrap();
    let renewal = ("pipeline", Value::from(own.as_str()));
    make(desk, &[renewal, ("amount", money(70))]).await.unwrap();
    let board = async |filters: Vec<Filter>| {
        let query = ListQuery {
            object: DEAL.into(),
            filters,
            ..ListQuery::default()
        };
        let board = deals::board(desk, &query).await.unwrap();
        let lanes = records::board_lanes(desk, &query, "stage").await.unwrap();
        let keys = lanes.iter().map(|lane| lane.group.key.clone());
        let mut keys: Vec<_> = keys.filter(|key| !key.is_empty()).collect();
        let columns = board.columns.iter().map(|column| column.stage.clone());
        keys.sort();
        let mut columns: Vec<_> = columns.collect();
        columns.sort();
        assert_eq!(keys, columns, "any board has these lanes");
        let sum = board.columns.iter().map(|column| column.count).sum::<u64>();
        let first = board.columns.into_iter().next().unwrap();
        (first.stage, first.totals, sum)
    };
    let all = ListQuery {
        object: DEAL.into(),
        ..ListQuery::default()
    };
    let groups = records::lanes(desk, &all, "stage").await.unwrap();
    let counts = groups.iter().map(|group| group.group.total.count);
    assert_eq!(
        counts.sum::<u64>(),
        2,
        "groups of a table hold all pipelines"
    );
    let (first, totals, sum) = board(vec![]).await;
    assert_eq!(first, "prospect");
    assert_eq!((totals, sum), (vec![Money::units(1_000, "CNY")], 1));
    let (first, totals, sum) = board(vec![Filter::new("pipeline", Operator::Is, &own)]).await;
    assert_eq!(first, "prospect_2");
    assert_eq!((totals, sum), (vec![Money::units(70, "CNY")], 1));
}

#[tokio::test]
async fn a_move_brings_what_its_stage_asks_for_and_nothing_else() {
    let stage = stage().await;
    let wanted = vec!["competitor".to_owned(), "close_date".to_owned()];
    change(&stage.administrator, "proposal", |stage| {
        stage.requires = wanted
    })
    .await;
    let desk = &stage.lin;
    let deal = make(desk, &[]).await.unwrap();
    let to = |values: &[(&str, Value)]| Move {
        id: deal.id,
        version: deal.version,
        stage: "proposal".into(),
        below: None,
        lost_reason: None,
        lost_note: String::new(),
        values: of(values),
    };
    let refused = deals::move_to(desk, to(&[("competitor", "Acme".into())])).await;
    let expected = Refusal::invalid("close_date", Problem::Required);
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
    let day = Value::Date("2026-12-01".parse().unwrap());
    let values = [
        ("competitor", "Acme".into()),
        ("close_date", day.clone()),
        ("board_rank", "0".into()),
        ("note", "unasked".into()),
    ];
    let moved = deals::move_to(desk, to(&values)).await.unwrap();
    assert_eq!(
        (moved.text("stage"), moved.text("competitor")),
        ("proposal", "Acme")
    );
    assert_eq!((moved.value("close_date"), moved.text("note")), (&day, ""));
    assert_eq!(moved.version, deal.version + 1, "one write");
    let board = deals::board(desk, &ListQuery::default()).await.unwrap();
    let mut cards = board.columns.iter().flat_map(|column| &column.cards);
    assert_eq!(cards.next().unwrap().text("competitor"), "Acme");
}

#[tokio::test]
async fn what_is_wrong_with_stages_and_pipelines_is_said() {
    let stage = stage().await;
    let desk = &stage.administrator;
    renewals(&stage).await;
    let again = NewPipeline {
        object: DEAL.into(),
        field: "stage".into(),
        from: "sales".into(),
        label: Label::new("renewals", "续约"),
    };
    let refused = describing::add_pipeline(desk, again.clone()).await;
    let expected = Refusal::invalid("label", Problem::NameTaken);
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
    let refused = describing::add_pipeline(&stage.manager, again).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
    let check = async |expected: Problem, change: fn(&mut contract::Choice)| {
        let info = describing::field(desk, DEAL, "stage").await.unwrap();
        let mut field = info.field;
        change(&mut field.choices[0]);
        let asked = FieldChange {
            object: DEAL.into(),
            field,
            version: info.version,
        };
        let refused = describing::save_field(desk, asked).await;
        let expected = Refusal::invalid("choices", expected);
        assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
    };
    check(
        Problem::OutOfRange {
            least: 0,
            most: 100,
        },
        |stage| stage.probability = Some(101),
    )
    .await;
    check(
        Problem::OutOfRange {
            least: 1,
            most: 3_650,
        },
        |stage| stage.rots_after = Some(0),
    )
    .await;
    check(Problem::Unknown, |stage| {
        stage.requires = vec!["outcome".into()]
    })
    .await;
    change(desk, "prospect", |stage| {
        stage.pipeline = Some("nowhere".into());
    })
    .await;
    let info = describing::field(desk, DEAL, "stage").await.unwrap();
    let stays = info.field.choices[0].pipeline.as_deref();
    assert_eq!(stays, Some("sales"), "deals stand in it");
    let asked = |field: contract::FieldDef, version| FieldChange {
        object: DEAL.into(),
        field,
        version,
    };
    let info = describing::field(desk, DEAL, "stage").await.unwrap();
    let mut field = info.field;
    let own = field.choices.iter_mut();
    own.filter(|stage| stage.pipeline.as_deref() == Some("sales"))
        .for_each(|stage| stage.retired = true);
    let refused = describing::save_field(desk, asked(field, info.version)).await;
    let expected = Refusal::invalid("choices", Problem::NoChoices);
    assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == expected));
}
