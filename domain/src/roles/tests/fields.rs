//! What is hidden is nowhere, and what may only be seen is not written.

use contract::dto::defining::FieldChange;
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, DEAL};
use contract::query::ListQuery;
use contract::value::Values;
use contract::{
    FieldDef, FieldKind, FieldRight, Filter, Operator, Problem, Refusal, Role, Sort, Value,
};

use super::{changed, gets, refusal};
use crate::testing::{Stage, stage};
use crate::{Desk, catalogue, deals, describing, records, search};

const SECRET: &str = "Pays late, knows the mayor";

async fn noted(stage: &Stage) -> contract::Record {
    let record = stage.account(&stage.lin, "Pallas Logistics").await;
    set(&stage.lin, &record, "note", SECRET).await.unwrap()
}

async fn set(
    desk: &Desk,
    record: &contract::Record,
    field: &str,
    value: &str,
) -> crate::Result<contract::Record> {
    let change = Change {
        object: ACCOUNT.into(),
        id: record.id,
        version: record.version,
        values: Values::from([(field.to_owned(), Value::from(value))]),
        base: Values::from([(field.to_owned(), record.value(field).clone())]),
    };
    records::update(desk, change).await
}

fn asking(filter: Option<Filter>, sort: Option<Sort>) -> ListQuery {
    ListQuery {
        object: ACCOUNT.into(),
        filters: filter.into_iter().collect(),
        sort,
        ..ListQuery::default()
    }
}

#[tokio::test]
async fn finance_cannot_find_a_note() {
    let stage = stage().await;
    let record = noted(&stage).await;
    stage.index().await;
    let desk = &stage.finance;
    let page = records::page(desk, ACCOUNT, record.id).await.unwrap();
    assert!(page.record.value("note").is_empty());
    assert_eq!(page.record.text("name"), "Pallas Logistics");
    let told = format!(
        "{:?}",
        records::list(desk, &asking(None, None)).await.unwrap()
    );
    assert!(told.contains("Pallas") && !told.contains("mayor"));
    let all = Default::default();
    let timeline = records::timeline(desk, ACCOUNT, record.id, &all, None);
    assert!(!format!("{:?}", timeline.await.unwrap()).contains("mayor"));
    let filter = Filter::new("note", Operator::Contains, "mayor");
    assert!(
        records::list(desk, &asking(Some(filter), None))
            .await
            .is_err()
    );
    let sort = Sort::up("level");
    assert!(
        records::list(desk, &asking(None, Some(sort)))
            .await
            .is_err()
    );
    assert!(search::everything(desk, "mayor").await.unwrap().is_empty());
    let catalogue = crate::catalogue::of(desk).await.unwrap();
    assert!(catalogue.object(ACCOUNT).unwrap().field("note").is_none());
    // Who sells it sees all of it.
    let page = records::page(&stage.lin, ACCOUNT, record.id).await.unwrap();
    assert_eq!(page.record.text("note"), SECRET);
}

#[tokio::test]
async fn what_may_only_be_seen_is_refused_at_its_field_and_what_is_hidden_is_unknown() {
    let stage = stage().await;
    let record = noted(&stage).await;
    let role = changed(&stage, Role::Salesperson, "Careful", |role| {
        let rights = role.fields.entry(ACCOUNT.into()).or_default();
        rights.insert("note".into(), FieldRight::Hidden);
        rights.insert("level".into(), FieldRight::See);
        rights.insert("region".into(), FieldRight::Masked);
    })
    .await;
    let lin = gets(&stage, &stage.lin, &[&role.key]).await.unwrap();
    let check = async |field: &str, value: &str, problem: Problem| {
        let refused = refusal(set(&lin, &record, field, value).await);
        assert_eq!(refused, Some(Refusal::invalid(field, problem)), "{field}");
    };
    check("level", "a", Problem::Locked).await;
    check("region", "East", Problem::Locked).await;
    check("note", "Gone", Problem::WrongKind).await;
    let after = set(&lin, &record, "short_name", "Pallas").await.unwrap();
    assert!(after.value("note").is_empty());
    // What they did not see is still there.
    let page = records::page(&stage.administrator, ACCOUNT, record.id)
        .await
        .unwrap();
    assert_eq!(page.record.text("note"), SECRET);
    // Of two roles the wider right counts.
    let lin = gets(&stage, &lin, &[&role.key, "salesperson"])
        .await
        .unwrap();
    let again = set(&lin, &page.record, "level", "a").await.unwrap();
    assert_eq!(again.text("note"), SECRET);
}

#[tokio::test]
async fn who_may_not_know_a_stage_learns_nothing_of_those_a_deal_left() {
    let stage = stage().await;
    let deal = [("name", "Spare parts".into())];
    let deal = stage.make(&stage.lin, DEAL, &deal).await;
    let change = Change {
        object: DEAL.into(),
        id: deal.id,
        version: deal.version,
        values: Values::from([("stage".to_owned(), Value::from("qualify"))]),
        base: Values::from([("stage".to_owned(), deal.value("stage").clone())]),
    };
    records::update(&stage.lin, change).await.unwrap();
    let left = deals::stays(&stage.lin, deal.id).await.unwrap();
    assert_eq!(left.len(), 1, "{left:?}");
    let role = changed(&stage, Role::Salesperson, "Careful", |role| {
        let rights = role.fields.entry(DEAL.into()).or_default();
        rights.insert("stage".into(), FieldRight::Hidden);
    })
    .await;
    let lin = gets(&stage, &stage.lin, &[&role.key]).await.unwrap();
    assert_eq!(deals::stays(&lin, deal.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_role_that_sees_nothing_of_an_object_widens_no_field() {
    let stage = stage().await;
    let record = noted(&stage).await;
    let blind = changed(&stage, Role::Salesperson, "Blind", |role| {
        role.reaches.clear()
    })
    .await;
    let desk = gets(&stage, &stage.finance, &["finance", &blind.key])
        .await
        .unwrap();
    let page = records::page(&desk, ACCOUNT, record.id).await.unwrap();
    assert!(page.record.value("note").is_empty());
}

#[tokio::test]
async fn names_and_owners_are_hidden_from_nobody() {
    let stage = stage().await;
    let desk = &stage.administrator;
    for field in ["name", "owner"] {
        let mut role = stage.crm.roles().role("service").unwrap().clone();
        let rights = role.fields.entry(ACCOUNT.into()).or_default();
        rights.insert(field.into(), FieldRight::Hidden);
        let refused = refusal(crate::roles::save(desk, role).await);
        let at = format!("{ACCOUNT}.{field}");
        assert_eq!(refused, Some(Refusal::invalid(&at, Problem::Locked)));
    }
}

#[tokio::test]
async fn who_misses_a_searched_field_finds_by_names_alone() {
    let stage = stage().await;
    let record = stage.account(&stage.lin, "Pallas Logistics").await;
    set(&stage.lin, &record, "region", "Xanadu").await.unwrap();
    stage.index().await;
    let hits =
        async |desk: &Desk, words: &str| search::everything(desk, words).await.unwrap().len();
    assert_eq!(hits(&stage.lin, "Xanadu").await, 1);
    let role = changed(&stage, Role::Salesperson, "Careful", |role| {
        let rights = role.fields.entry(ACCOUNT.into()).or_default();
        rights.insert("region".into(), FieldRight::Hidden);
    })
    .await;
    let lin = gets(&stage, &stage.lin, &[&role.key]).await.unwrap();
    assert_eq!(hits(&lin, "Xanadu").await, 0);
    assert_eq!(hits(&lin, "Pallas").await, 1);
}

#[tokio::test]
async fn whose_roles_mask_a_field_is_offered_nothing_to_show_it() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let mut field = FieldDef::new("", FieldKind::Text, "Card number", "卡号");
    field.sensitive = true;
    let change = FieldChange {
        object: ACCOUNT.into(),
        field,
        version: 0,
    };
    let object = describing::save_field(desk, change).await.unwrap();
    let card = object.fields.iter().find(|field| field.sensitive).unwrap();
    let key = card.key.clone();
    let role = changed(&stage, Role::Salesperson, "Careful", |role| {
        let rights = role.fields.entry(ACCOUNT.into()).or_default();
        rights.insert(key.clone(), FieldRight::Masked);
    })
    .await;
    let lin = gets(&stage, &stage.lin, &[&role.key]).await.unwrap();
    let is_masked = async |desk: &Desk| {
        let told = catalogue::of(desk).await.unwrap();
        told.is_masked(ACCOUNT, &key)
    };
    assert!(is_masked(&lin).await);
    assert!(!is_masked(&stage.zhou).await);
}
