use contract::dto::imports::{RowProblem, Severity, ValueMap, ValueTarget};
use contract::objects::{ACCOUNT, ACTIVITY};
use contract::{FieldKind, Value};

use super::super::words;
use super::{all, bring, bring_by, problems, upload};
use crate::testing::stage;

fn map(from: &str, to: ValueTarget) -> ValueMap {
    ValueMap {
        from: from.to_owned(),
        to,
    }
}

#[tokio::test]
async fn the_words_of_a_column_are_told_with_what_they_are_read_as() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let file = "Name,Source,Owner\nA,Podcast,林晓\nB,podcast,nobody\nC,Referral,\nD,,林晓\nE,-,x\n";
    let preview = upload(desk, ACCOUNT, "a.csv", file).await.unwrap();
    let told = |place: usize| -> Vec<(String, u64, bool)> {
        let words = preview.plan.columns[place].distinct.iter();
        words
            .map(|word| (word.value.clone(), word.rows, word.known.is_some()))
            .collect()
    };
    let word = |value: &str, rows, known| (value.to_owned(), rows, known);
    assert_eq!(told(0), []);
    assert_eq!(
        told(1),
        [word("Podcast", 2, false), word("Referral", 1, true)]
    );
    assert_eq!(
        told(2),
        [
            word("林晓", 2, true),
            word("nobody", 1, false),
            word("x", 1, false)
        ]
    );
    let lin = stage.lin.actor().id().map(|id| id.to_string());
    assert_eq!(preview.plan.columns[2].distinct[0].known, lin);
    // A column that a person lets go somewhere else.
    let found = words(desk, preview.id, 1, "type").await.unwrap();
    assert_eq!(found.len(), 2);
    assert!(
        words(desk, preview.id, 1, "website")
            .await
            .unwrap()
            .is_empty()
    );
    assert!(words(desk, preview.id, 1, "nothing").await.is_err());
}

#[tokio::test]
async fn words_become_what_a_person_makes_of_them() {
    let key = |field: &str, object: &contract::ObjectDef| {
        object.field(field).unwrap().choices[0].key.clone()
    };
    let stage = stage().await;
    let desk = &stage.administrator;
    let object = desk.object(ACCOUNT).unwrap();
    let first = key("source", &object);
    for (target, creates, expected, counts) in [
        (
            ValueTarget::Choice(first.clone()),
            false,
            first.as_str(),
            (1, 0),
        ),
        (ValueTarget::New, false, "podcast", (1, 0)),
        (ValueTarget::Blank, false, "", (1, 0)),
        (
            ValueTarget::Choice("none such".into()),
            true,
            "podcast",
            (1, 0),
        ),
        (ValueTarget::Choice("none such".into()), false, "", (0, 1)),
    ] {
        let found = bring_by(desk, ACCOUNT, "Name,Source\nA,PODCAST\n", |plan| {
            plan.create_choices = creates;
            plan.columns[1].values = vec![map("podcast", target.clone())];
        })
        .await;
        let what = format!("{target:?} {creates}");
        let told = found.status.counts;
        assert_eq!((told.created, told.failed), counts, "{what}");
        if told.created == 0 {
            let value = "PODCAST".to_owned();
            assert_eq!(
                problems(&found.notes),
                [(
                    2,
                    "source",
                    Severity::Error,
                    &RowProblem::UnknownChoice { value }
                )],
                "{what}"
            );
            continue;
        }
        assert_eq!(
            all(desk, ACCOUNT).await[0].text("source"),
            expected,
            "{what}"
        );
        super::super::undo(desk, found.status.id).await.unwrap();
        super::rested(desk, found.status.id).await;
    }
    // Who may not configure adds no choice, however they ask.
    let found = bring_by(&stage.lin, ACCOUNT, "Name,Source\nA,Podcast\n", |plan| {
        assert!(!plan.create_choices);
        plan.create_choices = true;
        plan.columns[1].values = vec![map("podcast", ValueTarget::New)];
    })
    .await;
    assert_eq!(found.status.counts.failed, 1);
}

#[tokio::test]
async fn people_and_yes_or_no_are_mapped_too() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let zhou = stage.zhou.actor().id().unwrap();
    bring_by(
        desk,
        ACCOUNT,
        "Name,Owner\nA,the old one\nB,林晓\n",
        |plan| {
            plan.columns[1].values = vec![
                map("The Old One", ValueTarget::Choice(zhou.to_string())),
                map("林晓", ValueTarget::Blank),
            ];
        },
    )
    .await;
    let owners: Vec<_> = all(desk, ACCOUNT)
        .await
        .iter()
        .map(|account| account.value("owner").id())
        .collect();
    assert_eq!(owners, [Some(zhou), desk.actor().id()]);
    let object = desk.object(ACTIVITY).unwrap();
    let yes_no = object
        .fields
        .iter()
        .find(|field| field.kind == FieldKind::YesNo && field.derived.is_none())
        .unwrap();
    let file = format!("Subject,{}\na,vielleicht\nb,perhaps\n", yes_no.label.en);
    bring_by(desk, ACTIVITY, file, |plan| {
        plan.columns[1].field = Some(yes_no.key.clone());
        plan.columns[1].values = vec![
            map("vielleicht", ValueTarget::Choice("yes".into())),
            map("perhaps", ValueTarget::Choice("no".into())),
        ];
    })
    .await;
    let told: Vec<Value> = all(desk, ACTIVITY)
        .await
        .iter()
        .map(|activity| activity.value(&yes_no.key).clone())
        .collect();
    assert_eq!(told, [Value::YesNo(true), Value::YesNo(false)]);
    // What is new there, is not for everybody.
    bring(desk, ACCOUNT, "Name\nC\n").await;
}
