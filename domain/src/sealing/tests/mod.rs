mod changes;
mod hostile;

use contract::dto::defining::FieldChange;
use contract::dto::records::{Change, Entry, EventAction, TimelineFilter};
use contract::objects::ACCOUNT;
use contract::{
    FieldDef, FieldKind, Filter, ListQuery, ObjectDef, Operator, Problem, Record, Refusal, Sort,
    Value,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use uuid::Uuid;

use super::{unmask, unmask_all};
use crate::testing::{Stage, of, stage};
use crate::{Desk, Error, Result, derived, describing, export, records};

/// What must not be found anywhere.
const SECRET: &str = "6222021234567890";
const OTHER: &str = "6222029876543210";

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn describe(desk: &Desk, object: &str, field: FieldDef) -> Result<ObjectDef> {
    let rows = describing::fields(desk, object).await.unwrap();
    let row = rows.iter().find(|row| row.field.key == field.key);
    let change = FieldChange {
        object: object.into(),
        version: row.map_or(0, |row| row.version),
        field,
    };
    describing::save_field(desk, change).await
}

/// Adds a sensitive field to customers and answers its key.
async fn card(stage: &Stage, change: impl FnOnce(FieldDef) -> FieldDef) -> String {
    let mut field = FieldDef::new("", FieldKind::Text, "Card number", "卡号");
    field.sensitive = true;
    let object = describe(&stage.administrator, ACCOUNT, change(field))
        .await
        .unwrap();
    let added = object
        .fields
        .iter()
        .find(|field| field.label.en == "Card number");
    added.unwrap().key.clone()
}

async fn customer(stage: &Stage, card: &str, number: &str) -> Record {
    let values = [("name", "Umbra Optics".into()), (card, number.into())];
    stage.make(&stage.lin, ACCOUNT, &values).await
}

async fn found(desk: &Desk, filter: Filter) -> Vec<Uuid> {
    let query = ListQuery {
        object: ACCOUNT.into(),
        filters: vec![filter],
        ..ListQuery::default()
    };
    let page = records::list(desk, &query).await.unwrap();
    page.records.iter().map(|record| record.id).collect()
}

async fn save(desk: &Desk, record: &Record, values: &[(&str, Value)]) -> Result<Record> {
    let base = values
        .iter()
        .map(|(key, _)| (*key, record.value(key).clone()));
    let change = Change {
        object: record.object.clone(),
        id: record.id,
        version: record.version,
        base: of(&base.collect::<Vec<_>>()),
        values: of(values),
    };
    records::update(desk, change).await
}

/// As a browser gets it.
fn sent(record: &Record) -> Record {
    serde_json::from_str(&serde_json::to_string(record).unwrap()).unwrap()
}

/// The tables of the database in which some words stand, by their rows as text, and the words of the index.
#[expect(
    clippy::disallowed_methods,
    reason = "looks past the door for what must stand nowhere"
)]
async fn holding(stage: &Stage, words: &str) -> Vec<String> {
    let house = stage.crm.door().house();
    let is_postgres = house.backend() == DbBackend::Postgres;
    let tables = match is_postgres {
        true => "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()",
        false => "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'",
    };
    let ask = |sql: String| Statement::from_string(house.backend(), sql);
    let mut found = Vec::new();
    for row in house
        .read()
        .query_all_raw(ask(tables.into()))
        .await
        .unwrap()
    {
        let table: String = row.try_get("", "name").unwrap();
        let sql = match is_postgres {
            true => {
                format!("SELECT 1 AS one FROM \"{table}\" t WHERE t::text LIKE '%{words}%' LIMIT 1")
            }
            false => {
                let columns = format!("SELECT name FROM pragma_table_info('{table}')");
                let columns = house.read().query_all_raw(ask(columns)).await.unwrap();
                let any: Vec<String> = columns
                    .iter()
                    .map(|row| row.try_get::<String>("", "name").unwrap())
                    .map(|name| format!("CAST(\"{name}\" AS TEXT) LIKE '%{words}%'"))
                    .collect();
                format!(
                    "SELECT 1 AS one FROM \"{table}\" WHERE {} LIMIT 1",
                    any.join(" OR ")
                )
            }
        };
        if house
            .read()
            .query_one_raw(ask(sql))
            .await
            .unwrap()
            .is_some()
        {
            found.push(table);
        }
    }
    found
}

/// Whether the files of an embedded database hold some words anywhere.
async fn is_on_disk(stage: &Stage, words: &str) -> bool {
    let Some(path) = stage.config.database.strip_prefix("sqlite:") else {
        return false;
    };
    let path = path.split('?').next().unwrap();
    ["", "-wal"].iter().any(|end| {
        let bytes = std::fs::read(format!("{path}{end}")).unwrap_or_default();
        bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    })
}

async fn written(desk: &Desk, form: export::Form) -> String {
    let mut file = Vec::new();
    let query = ListQuery {
        object: ACCOUNT.into(),
        ..ListQuery::default()
    };
    export::write(desk, &query, form, &mut file).await.unwrap();
    String::from_utf8_lossy(&file).into_owned()
}

#[tokio::test]
async fn a_sensitive_value_is_read_nowhere_but_by_being_asked_for() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, SECRET).await;
    let other = save(&stage.lin, &record, &[(&key, OTHER.into())])
        .await
        .unwrap();
    save(&stage.lin, &other, &[(&key, SECRET.into())])
        .await
        .unwrap();
    stage.index().await;
    derived::catch_up(&stage.crm).await.unwrap();

    assert_eq!(holding(&stage, SECRET).await, Vec::<String>::new());
    assert_eq!(holding(&stage, OTHER).await, Vec::<String>::new());
    assert!(!is_on_disk(&stage, SECRET).await);
    let page = records::page(&stage.lin, ACCOUNT, record.id).await.unwrap();
    let timeline = records::timeline(
        &stage.lin,
        ACCOUNT,
        record.id,
        &TimelineFilter::Events,
        None,
    );
    let timeline = timeline.await.unwrap();
    for told in [
        serde_json::to_string(&page).unwrap(),
        serde_json::to_string(&timeline).unwrap(),
        format!("{page:?} {timeline:?}"),
        written(&stage.administrator, export::Form::Csv).await,
        written(&stage.administrator, export::Form::Json).await,
    ] {
        assert!(
            told.contains("••••7890") || told.contains("Sealed(..)"),
            "{told}"
        );
        assert!(!told.contains(SECRET) && !told.contains(OTHER), "{told}");
    }
    let by_words = async |words: &str| {
        let query = ListQuery {
            object: ACCOUNT.into(),
            words: words.into(),
            ..ListQuery::default()
        };
        records::list(&stage.lin, &query)
            .await
            .unwrap()
            .records
            .len()
    };
    assert_eq!((by_words(SECRET).await, by_words("umbra").await), (0, 1));

    let seen = unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap();
    assert_eq!(*seen, SECRET);
    let timeline = records::timeline(
        &stage.lin,
        ACCOUNT,
        record.id,
        &TimelineFilter::Events,
        None,
    );
    let newest = timeline.await.unwrap().items.swap_remove(0).entry;
    let Entry::Event {
        action,
        actor,
        changes,
    } = newest
    else {
        panic!("no event")
    };
    assert_eq!((action, actor.as_str()), (EventAction::Seen, "林晓"));
    assert_eq!(
        (changes.len(), changes[0].field.as_str()),
        (1, key.as_str())
    );
    assert_eq!(holding(&stage, SECRET).await, Vec::<String>::new());
}

#[tokio::test]
async fn who_may_not_change_a_record_is_not_shown_what_is_masked() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, SECRET).await;
    for (desk, field, expected) in [
        (&stage.zhou, key.as_str(), Refusal::NotFound),
        (&stage.finance, key.as_str(), Refusal::Forbidden),
        (&stage.lin, "name", Refusal::NotFound),
        (&stage.lin, "nothing", Refusal::NotFound),
    ] {
        let told = unmask(desk, ACCOUNT, record.id, field).await;
        assert_eq!(refused(told.map(|_| ())), expected, "{field}");
    }
    let mut file = Vec::new();
    let query = ListQuery {
        object: ACCOUNT.into(),
        ..ListQuery::default()
    };
    let form = export::Form::Csv;
    let written = export::write_in_clear(&stage.administrator, &query, form, &mut file).await;
    assert_eq!(written.unwrap(), 1);
    assert!(String::from_utf8_lossy(&file).contains(SECRET));
    let object = stage.lin.object(ACCOUNT).unwrap();
    let field = object.field(&key).unwrap();
    for (desk, expected) in [(&stage.finance, None), (&stage.lin, Some(SECRET))] {
        let mut page = [records::page(desk, ACCOUNT, record.id)
            .await
            .unwrap()
            .record];
        unmask_all(desk, &object, &[field], &mut page)
            .await
            .unwrap();
        assert_eq!(page[0].value(&key).text(), expected);
    }
}

#[tokio::test]
async fn a_form_that_is_saved_untouched_loses_nothing() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, SECRET).await;
    let page = records::page(&stage.lin, ACCOUNT, record.id)
        .await
        .unwrap()
        .record;
    let form = sent(&page);
    let mask = form.value(&key).clone();
    let values = [("name", "Umbra".into()), (key.as_str(), mask)];
    let saved = save(&stage.lin, &form, &values).await.unwrap();
    assert_eq!(saved.text("name"), "Umbra");
    // A file that was exported brings the mask back as a text.
    let saved = save(&stage.lin, &sent(&saved), &[(&key, "••••7890".into())])
        .await
        .unwrap();
    assert_eq!(
        *unmask(&stage.lin, ACCOUNT, record.id, &key).await.unwrap(),
        SECRET
    );
    // What is checked of a value is checked before it is sealed.
    let long = "x".repeat(300);
    let refusal = refused(save(&stage.lin, &saved, &[(&key, long.as_str().into())]).await);
    let Refusal::Invalid(problems) = refusal else {
        panic!("{refusal:?}")
    };
    assert_eq!(problems[0].problem, Problem::TooLong { limit: 255 });
    let saved = save(&stage.lin, &saved, &[(&key, Value::Empty)])
        .await
        .unwrap();
    assert!(saved.value(&key).is_empty());
}

#[tokio::test]
async fn equal_values_are_found_and_nothing_else_is_told() {
    let stage = stage().await;
    let key = card(&stage, |field| field).await;
    let record = customer(&stage, &key, "AB 6222 0212").await;
    let empty = stage.account(&stage.lin, "Empty").await;
    for (operator, value, expected) in [
        (Operator::Is, "ab 6222 0212", vec![record.id]),
        (Operator::Is, "AB 6222", vec![]),
        (Operator::IsNot, "ab 6222 0212", vec![empty.id]),
        (Operator::Empty, "", vec![empty.id]),
        (Operator::NotEmpty, "", vec![record.id]),
    ] {
        let ids = found(&stage.lin, Filter::new(&key, operator, value)).await;
        assert_eq!(ids, expected, "{operator:?} {value}");
    }
    for operator in [Operator::Contains, Operator::StartsWith, Operator::AnyOf] {
        let query = ListQuery {
            object: ACCOUNT.into(),
            filters: vec![Filter::new(&key, operator, "AB")],
            ..ListQuery::default()
        };
        let refusal = refused(records::list(&stage.lin, &query).await);
        assert_eq!(refusal, Refusal::invalid(&key, Problem::WrongKind));
    }
    let object = stage.lin.object(ACCOUNT).unwrap();
    assert!(!object.is_sortable(object.field(&key).unwrap()));
    let query = ListQuery {
        object: ACCOUNT.into(),
        sort: Some(Sort {
            field: key.clone(),
            ..Sort::default()
        }),
        ..ListQuery::default()
    };
    let refusal = refused(records::list(&stage.lin, &query).await);
    assert_eq!(refusal, Refusal::invalid(&key, Problem::WrongKind));
}

#[tokio::test]
async fn of_a_unique_sensitive_value_there_is_one() {
    let stage = stage().await;
    let key = card(&stage, FieldDef::unique).await;
    customer(&stage, &key, "AB-1").await;
    let twice = of(&[("name", "Other".into()), (key.as_str(), "ab-1".into())]);
    let taken = records::create(&stage.zhou, ACCOUNT, Uuid::now_v7(), twice).await;
    assert_eq!(refused(taken), Refusal::invalid(&key, Problem::Taken));
    let desk = &stage.administrator;
    let object = desk.object(ACCOUNT).unwrap();
    let mut write = desk.write().await.unwrap();
    let record = crate::access::NewRecord {
        id: Uuid::now_v7(),
        values: of(&[("name", "Other".into()), (key.as_str(), "AB-1".into())]),
        batch: None,
    };
    let late = write
        .insert(&object, vec![record], EventAction::Created)
        .await;
    assert_eq!(refused(late), Refusal::invalid(&key, Problem::Taken));
}
