//! What rules are: drafts until they were previewed, and for administrators alone.

use contract::dto::retention::{RetentionDeed, RetentionRule, RuleState};
use contract::{Filter, Operator, Refusal};
use uuid::Uuid;

use super::{bin_rule, ready, rule};
use crate::retention::{answer, notes, page, preview, remove, run_now, save, stop, switch, undo};
use crate::testing::stage;
use crate::{Error, Result};

fn field_of<T: std::fmt::Debug>(told: Result<T>) -> String {
    match told {
        Err(Error::Refused(Refusal::Invalid(problems))) => problems[0].field.clone(),
        other => panic!("not refused at a field: {other:?}"),
    }
}

#[tokio::test]
async fn a_rule_is_a_draft_until_it_was_previewed_as_it_is() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let made = rule("account", "updated_at", 3, RetentionDeed::Bin);
    let kept = save(desk, &made).await.unwrap();
    let (id, version) = (kept.rule.id, kept.rule.version);
    assert_eq!((kept.state, version), (RuleState::Draft, 1));
    assert_eq!(field_of(switch(desk, id, 1, true).await), "preview");
    assert_eq!(field_of(run_now(desk, id, 1).await), "preview");
    preview(desk, id).await.unwrap();
    let on = switch(desk, id, 1, true).await.unwrap();
    assert_eq!(on.state, RuleState::On);
    assert!(on.next_at.is_some_and(|next| next > desk.now()), "{on:?}");

    // Another name changes nothing, another time makes a draft of it.
    let renamed = RetentionRule {
        name: "Old customers".to_owned(),
        ..on.rule
    };
    let renamed = save(desk, &renamed).await.unwrap();
    assert_eq!(renamed.state, RuleState::On);
    assert!(renamed.preview.is_some());
    let longer = RetentionRule {
        time: 4,
        ..renamed.rule.clone()
    };
    let longer = save(desk, &longer).await.unwrap();
    assert_eq!(
        (longer.state, longer.preview.clone()),
        (RuleState::Draft, None)
    );
    assert_eq!(field_of(switch(desk, id, 3, true).await), "preview");
    let outdated = save(desk, &renamed.rule).await;
    assert!(matches!(
        outdated,
        Err(Error::Refused(Refusal::Outdated { .. }))
    ));
    let stale = switch(desk, id, 2, true).await;
    assert!(matches!(
        stale,
        Err(Error::Refused(Refusal::Outdated { .. }))
    ));
    remove(desk, id).await.unwrap();
    assert!(page(desk).await.unwrap().rules.is_empty());
}

#[tokio::test]
async fn a_rule_that_cannot_be_is_refused_at_its_field() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let good = rule("contact", "updated_at", 3, RetentionDeed::Erase);
    let change = |change: &dyn Fn(&mut RetentionRule)| {
        let mut rule = good.clone();
        change(&mut rule);
        rule
    };
    let filter = |field: &str, value: &str| vec![Filter::new(field, Operator::Is, value)];
    for (wrong, field) in [
        (change(&|rule| rule.name = " ".to_owned()), "name"),
        (change(&|rule| rule.name = "x".repeat(101)), "name"),
        (change(&|rule| rule.object = "nothing".to_owned()), "object"),
        (change(&|rule| rule.object = "user".to_owned()), "object"),
        (
            change(&|rule| rule.object = "order_line".to_owned()),
            "object",
        ),
        (change(&|rule| rule.object = String::new()), "object"),
        (change(&|rule| rule.date = "name".to_owned()), "date"),
        (change(&|rule| rule.time = 0), "time"),
        (change(&|rule| rule.time = 40_000), "time"),
        (
            change(&|rule| rule.filters = filter("owner", "me")),
            "filters",
        ),
        (
            change(&|rule| rule.filters = filter("nothing", "x")),
            "filters",
        ),
        (
            RetentionRule {
                deed: RetentionDeed::Bin,
                ..bin_rule(30)
            },
            "deed",
        ),
        (
            RetentionRule {
                filters: filter("name", "x"),
                ..bin_rule(30)
            },
            "filters",
        ),
    ] {
        assert_eq!(field_of(save(desk, &wrong).await), field, "{wrong:?}");
    }
    save(desk, &good).await.unwrap();
    save(desk, &bin_rule(30)).await.unwrap();
}

#[tokio::test]
async fn only_administrators_have_to_do_with_rules() {
    let stage = stage().await;
    let good = ready(
        &stage,
        &rule("account", "updated_at", 3, RetentionDeed::Bin),
    )
    .await;
    let (id, none) = (good.rule.id, Uuid::now_v7());
    for desk in [&stage.manager, &stage.lin, &stage.finance] {
        for told in [
            page(desk).await.map(drop),
            save(desk, &good.rule).await.map(drop),
            preview(desk, id).await.map(drop),
            switch(desk, id, 1, true).await.map(drop),
            run_now(desk, id, 1).await.map(drop),
            remove(desk, id).await,
            answer(desk, none, true).await.map(drop),
            stop(desk, none).await.map(drop),
            undo(desk, none).await.map(drop),
            notes(desk, none).await.map(drop),
        ] {
            assert!(matches!(told, Err(Error::Refused(Refusal::Forbidden))));
        }
    }
    let missing = preview(&stage.administrator, none).await;
    assert!(matches!(missing, Err(Error::Refused(Refusal::NotFound))));
}
