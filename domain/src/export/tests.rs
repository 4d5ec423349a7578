use contract::objects::{self, ACCOUNT, CONTACT, DEAL, LEAD, ORDER};
use contract::{Address, Filter, Language, ListQuery, Money, Operator, Refusal, Value};

use super::pages::is_told;
use super::rows::headers;
use super::{Form, name_of, write, write_one};
use crate::import::{AUTOMATIC, ColumnSketch, RunFile, match_headers, run_file, targets, titles};
use crate::testing::{Stage, stage, to};
use crate::{Desk, Error};

async fn written(desk: &Desk, object: &str, filters: &[Filter]) -> String {
    let mut bytes = Vec::new();
    let query = ListQuery {
        object: object.into(),
        filters: filters.to_vec(),
        ..ListQuery::default()
    };
    write(desk, &query, Form::Csv, &mut bytes).await.unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn every_header_of_an_export_finds_its_field_again() {
    for object in objects::all() {
        for language in Language::ALL {
            let fields: Vec<_> = object
                .fields
                .iter()
                .filter(|field| is_told(field))
                .collect();
            let columns: Vec<ColumnSketch> = fields
                .iter()
                .flat_map(|field| headers(language, field))
                .map(|header| ColumnSketch {
                    header,
                    sample: Vec::new(),
                })
                .collect();
            let found = match_headers(&columns, &targets(&object), &titles(&object));
            for field in fields {
                let header = &headers(language, field)[0];
                let own = found
                    .iter()
                    .filter(|found| found.confidence >= AUTOMATIC)
                    .find(|found| object.fields[found.target].key == field.key);
                let column = own.map(|found| &columns[found.column].header);
                assert_eq!(column, Some(header), "{} {}", object.key, field.key);
            }
        }
    }
}

async fn with_records(stage: &Stage) {
    let desk = &stage.administrator;
    let account = stage
        .make(
            desk,
            ACCOUNT,
            &[
                ("name", "=cmd|' /C calc'!A0".into()),
                ("phone", "+86 138 5742 9016".into()),
                ("tags", Value::Tags(vec!["a".into(), "b".into()])),
            ],
        )
        .await;
    stage
        .make(
            desk,
            CONTACT,
            &[
                ("name", "Li, \"Xiao\"".into()),
                ("account", to(account.id)),
                ("note", "one\ntwo".into()),
            ],
        )
        .await;
    let amount = Money {
        parts: 12_345_678,
        currency: "USD".into(),
    };
    stage
        .make(
            desk,
            DEAL,
            &[
                ("name", "Deal".into()),
                ("account", to(account.id)),
                ("amount", Value::Money(amount)),
                ("close_date", Value::Date("2026-01-31".parse().unwrap())),
            ],
        )
        .await;
    let address = Address {
        street: "中山路 1 号".into(),
        city: "宁波".into(),
        country: "中国".into(),
        ..Address::default()
    };
    stage
        .make(
            desk,
            ORDER,
            &[
                ("name", "Spindles".into()),
                ("account", to(account.id)),
                ("ship_to", Value::Address(address)),
            ],
        )
        .await;
}

#[tokio::test]
async fn what_goes_out_comes_in_again_as_it_was() {
    for form in [Form::Csv, Form::Xlsx] {
        let (one, two) = (stage().await, stage().await);
        with_records(&one).await;
        for object in [ACCOUNT, CONTACT, DEAL, ORDER] {
            let path = two
                .config
                .files
                .join(format!("{object}.{}", form.extension()));
            let everything = ListQuery {
                object: object.into(),
                ..ListQuery::default()
            };
            let mut bytes = Vec::new();
            write(&one.administrator, &everything, form, &mut bytes)
                .await
                .unwrap();
            std::fs::write(&path, bytes).unwrap();
            let file = RunFile {
                object: object.into(),
                path,
                ..RunFile::default()
            };
            let out = written(&one.administrator, object, &[]).await;
            let counts = run_file(&two.administrator, file).await.unwrap();
            assert_eq!((counts.created, counts.warnings), (1, 0), "{form:?} {out}");
            assert_eq!(
                written(&two.administrator, object, &[]).await,
                out,
                "{form:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_card_comes_in_again_as_the_same_person() {
    let (one, two) = (stage().await, stage().await);
    with_records(&one).await;
    let desk = &one.administrator;
    let company = one.account(desk, "Engine Works").await;
    let chief = one.make(desk, CONTACT, &[("name", "王芳".into())]).await;
    let values = [
        ("name", "Ada Mary King".into()),
        ("account", to(company.id)),
        ("reports_to", to(chief.id)),
        ("position", "Programmer; first of all".into()),
        ("department", "Research, new".into()),
        ("decision_role", "decider".into()),
        ("phone", "+86 138 5742 9016".into()),
        ("phone2", "+44 20 7946 0000".into()),
        ("email", "ada@engine.example".into()),
        ("wechat", "ada_k".into()),
        ("gender", "female".into()),
        ("birthday", Value::Date("1985-12-10".parse().unwrap())),
        ("do_not_call", Value::YesNo(true)),
        ("address", "12, St James's Square; London".into()),
        ("tags", Value::Tags(vec!["press".into(), "vip".into()])),
        ("note", "one\\n, two;\nthree 四".into()),
    ];
    one.make(desk, CONTACT, &values).await;
    let lead = [
        ("name", "李雷".into()),
        ("company", "海川".into()),
        ("status", "contacted".into()),
        ("website", "https://haichuan.example".into()),
        ("phone", "+86 139 5742 9017".into()),
    ];
    one.make(desk, LEAD, &lead).await;
    for (object, form, records) in [
        (ACCOUNT, Form::Csv, 2),
        (CONTACT, Form::Cards, 3),
        (LEAD, Form::Cards, 1),
    ] {
        let path = two.config.files.join(object);
        let everything = ListQuery {
            object: object.into(),
            ..ListQuery::default()
        };
        let mut bytes = Vec::new();
        write(desk, &everything, form, &mut bytes).await.unwrap();
        std::fs::write(&path, &bytes).unwrap();
        let file = RunFile {
            object: object.into(),
            path,
            ..RunFile::default()
        };
        let text = String::from_utf8(bytes).unwrap();
        let counts = run_file(&two.administrator, file).await.unwrap();
        assert_eq!((counts.created, counts.warnings), (records, 0), "{text}");
        assert_eq!(
            written(&two.administrator, object, &[]).await,
            written(desk, object, &[]).await,
            "{text}"
        );
    }
}

#[tokio::test]
async fn one_person_is_one_card_for_whom_they_may_be_told() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let ada = stage.make(desk, CONTACT, &[("name", "Ada".into())]).await;
    stage.make(desk, CONTACT, &[("name", "Bo".into())]).await;
    let mut card = Vec::new();
    write_one(desk, CONTACT, ada.id, Form::Cards, &mut card)
        .await
        .unwrap();
    let card = String::from_utf8(card).unwrap();
    assert!(card.contains("FN:Ada") && !card.contains("Bo"), "{card}");
    assert_eq!(name_of(desk, CONTACT, ada.id).await.unwrap(), "Ada");
    let refused = |result: Result<u64, Error>| match result {
        Err(Error::Refused(refusal)) => Some(refusal),
        _ => None,
    };
    let by = async |desk: &Desk, object: &str| {
        refused(write_one(desk, object, ada.id, Form::Cards, Vec::new()).await)
    };
    assert_eq!(by(&stage.lin, CONTACT).await, Some(Refusal::Forbidden));
    assert_eq!(by(desk, LEAD).await, Some(Refusal::NotFound));
    assert_eq!(by(desk, ACCOUNT).await, Some(Refusal::NotFound));
}

#[tokio::test]
async fn json_holds_values_as_the_api_does() {
    let stage = stage().await;
    with_records(&stage).await;
    let everything = ListQuery {
        object: DEAL.into(),
        ..ListQuery::default()
    };
    let mut bytes = Vec::new();
    let count = write(&stage.administrator, &everything, Form::Json, &mut bytes).await;
    assert_eq!(count.unwrap(), 1);
    let deals: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let amount = serde_json::json!({"amount": "1234.5678", "currency": "USD"});
    assert_eq!(deals[0]["amount"], amount);
    assert_eq!(deals[0]["close_date"], "2026-01-31");
    assert_eq!(deals[0]["account"]["title"], "=cmd|' /C calc'!A0");
}

#[tokio::test]
async fn a_formula_leaves_the_house_as_text() {
    let stage = stage().await;
    with_records(&stage).await;
    let out = written(&stage.administrator, ACCOUNT, &[]).await;
    assert!(out.starts_with("\u{feff}Name,"), "{out}");
    assert!(
        out.contains("\n'=cmd|' /C calc'!A0,'+86 138 5742 9016,"),
        "{out}"
    );
}

#[tokio::test]
async fn a_list_leaves_the_house_only_by_right_and_as_filtered() {
    let stage = stage().await;
    let (mine, theirs) = (
        stage.account(&stage.lin, "Of Lin").await,
        stage.account(&stage.zhou, "Of Zhou").await,
    );
    assert!(mine.id != theirs.id);
    let everything = ListQuery {
        object: ACCOUNT.into(),
        ..ListQuery::default()
    };
    let refused = write(&stage.lin, &everything, Form::Csv, Vec::new()).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Forbidden))));
    let of_manager = written(&stage.manager, ACCOUNT, &[]).await;
    assert!(
        of_manager.contains("Of Lin") && !of_manager.contains("Of Zhou"),
        "{of_manager}"
    );
    let filter = Filter::new("name", Operator::Contains, "zhou");
    let filtered = written(&stage.administrator, ACCOUNT, &[filter]).await;
    assert!(
        !filtered.contains("Of Lin") && filtered.contains("Of Zhou"),
        "{filtered}"
    );
}

#[tokio::test]
async fn every_record_is_written_once_however_many_pages_there_are() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let size = crate::demo::Size {
        accounts: 1_200,
        seed: 7,
    };
    crate::demo::add(desk, size).await.unwrap();
    let out = written(desk, ACCOUNT, &[]).await;
    let mut lines: Vec<&str> = out.lines().skip(1).collect();
    assert_eq!(lines.len(), 1_200);
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 1_200);
}
