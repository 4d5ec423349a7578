use contract::dto::deals::{Column, Move};
use contract::dto::leads::{Conversion, Into as Target};
use contract::objects::{ACCOUNT, CONTACT, DEAL, LEAD};
use contract::{Money, Problem, Record, Refusal, Value};

use crate::testing::{Stage, stage, to};
use crate::{Error, activities, deals, leads, records};

async fn deal(stage: &Stage, name: &str, units: i64) -> Record {
    stage
        .make(
            &stage.lin,
            DEAL,
            &[
                ("name", name.into()),
                ("stage", "qualify".into()),
                ("amount", Value::Money(Money::units(units, "CNY"))),
            ],
        )
        .await
}

fn into(deal: &Record, stage: &str, below: Option<&Record>) -> Move {
    Move {
        id: deal.id,
        version: deal.version,
        stage: stage.into(),
        below: below.map(|card| card.id),
        lost_reason: None,
        lost_note: String::new(),
        values: contract::value::Values::new(),
    }
}

async fn column(stage: &Stage, key: &str) -> Column {
    let board = deals::board(&stage.lin, &contract::ListQuery::default())
        .await
        .unwrap();
    let mut columns = board.columns.into_iter();
    columns.find(|column| column.stage == key).unwrap()
}

async fn cards(stage: &Stage, key: &str) -> Vec<String> {
    column(stage, key)
        .await
        .cards
        .iter()
        .map(|card| card.text("name").to_owned())
        .collect()
}

#[tokio::test]
async fn the_board_sums_each_stage_and_weighs_it() {
    let stage = stage().await;
    deal(&stage, "A", 1_000).await;
    deal(&stage, "B", 500).await;
    let board = deals::board(&stage.lin, &contract::ListQuery::default())
        .await
        .unwrap();
    let column = board
        .columns
        .iter()
        .find(|column| column.stage == "qualify")
        .unwrap();
    assert_eq!(
        (column.count, &column.totals, &column.weighted),
        (
            2,
            &vec![Money::units(1_500, "CNY")],
            &vec![Money::units(300, "CNY")]
        )
    );
    assert_eq!(
        board.columns.first().map(|column| column.stage.as_str()),
        Some("prospect")
    );
    assert!(
        deals::board(&stage.zhou, &contract::ListQuery::default())
            .await
            .unwrap()
            .columns
            .iter()
            .all(|column| column.count == 0)
    );
}

#[tokio::test]
async fn a_card_stays_where_it_was_dropped() {
    let stage = stage().await;
    let (a, b, c) = (
        deal(&stage, "A", 1).await,
        deal(&stage, "B", 1).await,
        deal(&stage, "C", 1).await,
    );
    assert_eq!(
        cards(&stage, "qualify").await,
        ["C", "B", "A"],
        "the newest on top"
    );
    deals::move_to(&stage.lin, into(&c, "qualify", Some(&b)))
        .await
        .unwrap();
    assert_eq!(cards(&stage, "qualify").await, ["B", "C", "A"]);
    deals::move_to(&stage.lin, into(&a, "qualify", None))
        .await
        .unwrap();
    assert_eq!(cards(&stage, "qualify").await, ["A", "B", "C"]);
    deals::move_to(&stage.lin, into(&b, "proposal", None))
        .await
        .unwrap();
    assert_eq!(
        (
            cards(&stage, "qualify").await,
            cards(&stage, "proposal").await
        ),
        (vec!["A".into(), "C".into()], vec!["B".into()])
    );
}

#[tokio::test]
async fn a_lost_deal_needs_a_reason_and_a_won_one_is_closed() {
    let stage = stage().await;
    let made = deal(&stage, "A", 1).await;
    let lost = deals::move_to(&stage.lin, into(&made, "lost", None)).await;
    assert!(
        matches!(lost, Err(Error::Refused(refusal)) if refusal == Refusal::invalid("lost_reason", Problem::Required))
    );
    let reason = Move {
        lost_reason: Some("price".into()),
        lost_note: "太贵".into(),
        ..into(&made, "lost", None)
    };
    let lost = deals::move_to(&stage.lin, reason).await.unwrap();
    assert_eq!(
        (
            lost.text("outcome"),
            lost.text("lost_reason"),
            lost.value("probability")
        ),
        ("lost", "price", &Value::Integer(0))
    );
    // The board knows why, so that a card that goes on can come back with it.
    let shown = &column(&stage, "lost").await.cards[0];
    assert_eq!(
        (shown.text("lost_reason"), shown.text("lost_note")),
        ("price", "太贵")
    );
    let won = deals::move_to(&stage.lin, into(&lost, "won", None))
        .await
        .unwrap();
    assert_eq!(
        (
            won.text("outcome"),
            won.text("lost_reason"),
            won.value("probability")
        ),
        ("won", "", &Value::Integer(100))
    );
    assert!(!won.value("closed_at").is_empty());
    let open = deals::move_to(&stage.lin, into(&won, "proposal", None))
        .await
        .unwrap();
    assert_eq!(
        (open.text("outcome"), open.value("closed_at").is_empty()),
        ("open", true)
    );
}

#[tokio::test]
async fn a_deal_that_a_colleague_moved_is_not_moved_unseen() {
    let stage = stage().await;
    let made = deal(&stage, "A", 1).await;
    deals::move_to(&stage.manager, into(&made, "negotiation", None))
        .await
        .unwrap();
    let refused = deals::move_to(&stage.lin, into(&made, "proposal", None)).await;
    let Err(Error::Refused(Refusal::Conflict {
        changed_by,
        clashes,
        ..
    })) = refused
    else {
        panic!("{refused:?}")
    };
    assert_eq!(
        (changed_by.as_str(), clashes[0].theirs.text()),
        ("陈卓", Some("negotiation"))
    );
}

#[tokio::test]
async fn a_lead_becomes_customer_contact_and_deal_with_its_history() {
    let stage = stage().await;
    let budget = Value::Money(Money::units(48_000, "CNY"));
    let lead = stage
        .make(
            &stage.lin,
            LEAD,
            &[
                ("name", "吴佳".into()),
                ("company", "苏州立讯电子".into()),
                ("phone", "139 6213 4478".into()),
                ("budget", budget.clone()),
            ],
        )
        .await;
    stage
        .make(
            &stage.lin,
            "activity",
            &[
                ("subject", "First call".into()),
                ("kind", "call".into()),
                ("lead", to(lead.id)),
            ],
        )
        .await;
    let proposal = leads::propose(&stage.lin, lead.id).await.unwrap();
    assert_eq!(proposal.deal.get("amount"), Some(&budget));
    let conversion = Conversion {
        lead: lead.id,
        version: lead.version,
        account: Target::New(proposal.account),
        contact: Target::New(proposal.contact),
        deal: Target::New(proposal.deal),
    };
    let converted = leads::convert(&stage.lin, conversion.clone())
        .await
        .unwrap();
    assert_eq!(
        leads::convert(&stage.lin, conversion).await.unwrap(),
        converted,
        "a second try finds the first"
    );
    let account = records::page(&stage.lin, ACCOUNT, converted.account)
        .await
        .unwrap();
    assert_eq!(account.record.text("name"), "苏州立讯电子");
    assert_eq!(account.record.text("last_contact"), "First call");
    assert_eq!(
        account.main_contact.map(|contact| contact.id),
        Some(converted.contact)
    );
    let contact = records::page(&stage.lin, CONTACT, converted.contact)
        .await
        .unwrap();
    assert_eq!(
        contact.record.value("account").id(),
        Some(converted.account)
    );
    let lead = records::page(&stage.lin, LEAD, lead.id)
        .await
        .unwrap()
        .record;
    assert_eq!(
        (lead.text("status"), lead.value("deal").id()),
        ("converted", converted.deal)
    );
}

#[tokio::test]
async fn the_stages_behind_a_deal_are_for_those_who_may_see_it() {
    let stage = stage().await;
    let made = deal(&stage, "A", 1).await;
    assert!(deals::stays(&stage.lin, made.id).await.unwrap().is_empty());
    deals::move_to(&stage.lin, into(&made, "proposal", None))
        .await
        .unwrap();
    let stays = deals::stays(&stage.lin, made.id).await.unwrap();
    assert_eq!(
        stays
            .iter()
            .map(|stay| (stay.stage.as_str(), stay.days))
            .collect::<Vec<_>>(),
        [("qualify", 0)]
    );
    let hidden = deals::stays(&stage.zhou, made.id).await;
    assert!(matches!(hidden, Err(Error::Refused(Refusal::NotFound))));
}

#[tokio::test]
async fn a_conversion_with_a_problem_makes_nothing() {
    let stage = stage().await;
    let lead = stage
        .make(&stage.lin, LEAD, &[("name", "吴佳".into())])
        .await;
    let new = |values: &[(&str, Value)]| Target::New(crate::testing::of(values));
    let conversion = Conversion {
        lead: lead.id,
        version: lead.version,
        account: new(&[("name", "立讯".into())]),
        contact: new(&[("name", "吴佳".into()), ("email", "nobody".into())]),
        deal: Target::Nothing,
    };
    let refused = leads::convert(&stage.lin, conversion).await;
    assert!(
        matches!(refused, Err(Error::Refused(refusal)) if refusal == Refusal::invalid("contact.email", Problem::NotAnEmail))
    );
    let list = contract::ListQuery {
        object: ACCOUNT.into(),
        ..Default::default()
    };
    assert!(
        records::list(&stage.lin, &list)
            .await
            .unwrap()
            .records
            .is_empty()
    );
}

#[tokio::test]
async fn a_log_is_one_record_and_its_next_step_another_however_often_it_is_sent() {
    use contract::dto::activities::{About, NextStep, QuickLog};
    let stage = stage().await;
    let account = stage.account(&stage.lin, "海川").await;
    let due_at = chrono::Utc::now() + chrono::Duration::days(1);
    let log = QuickLog {
        id: uuid::Uuid::now_v7(),
        about: Some(About {
            object: ACCOUNT.into(),
            id: account.id,
        }),
        kind: "call".into(),
        text: "预算要等季度会".into(),
        outcome: "reached".into(),
        due_at: None,
        next_step: Some(NextStep {
            subject: "电话确认".into(),
            due_at,
            kind: "task".into(),
        }),
    };
    let first = activities::log(&stage.lin, log.clone()).await.unwrap();
    assert_eq!(activities::log(&stage.lin, log).await.unwrap(), first);
    let page = records::page(&stage.lin, ACCOUNT, account.id)
        .await
        .unwrap();
    assert_eq!(
        (
            page.record.text("last_contact"),
            page.record.text("next_step")
        ),
        ("预算要等季度会", "电话确认")
    );
    assert_eq!(page.pulse.iter().sum::<u16>(), 1);
    let today = activities::today(&stage.lin).await.unwrap();
    assert_eq!(
        (today.coming.len(), today.done.len(), today.overdue.len()),
        (1, 1, 0)
    );
    activities::set_done(&stage.lin, first.next_step.unwrap(), true)
        .await
        .unwrap();
    let page = records::page(&stage.lin, ACCOUNT, account.id)
        .await
        .unwrap();
    assert_eq!(page.record.text("next_step"), "");
}
