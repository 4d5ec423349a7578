use contract::dto::imports::{
    CellMend, ImportPlan, OnDuplicate, RowProblem, ValueMap, ValueTarget,
};
use contract::objects::{ACCOUNT, CONTACT, ORDER};
use contract::{Address, Refusal, Value};
use entity::event;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::super::{forget_mapping, save_mapping, saved_mappings};
use super::{all, bring, bring_by, check, problems, upload};
use crate::Error;
use crate::testing::stage;

#[tokio::test]
async fn a_mended_cell_counts() {
    let stage = stage().await;
    let desk = &stage.lin;
    let file = "Name,E-mail,Employees\nA,a@,5\nB,b@example.com,many\nC\n";
    let uploaded = upload(desk, ACCOUNT, "a.csv", file).await.unwrap();
    let found = check(desk, uploaded.id, uploaded.plan.clone()).await;
    assert_eq!(found.status.counts.failed, 3);
    let mend = |line, header: &str, value: &str| CellMend {
        line,
        header: header.into(),
        value: value.into(),
    };
    let found = bring_by(desk, ACCOUNT, file, |plan| {
        plan.mends = vec![
            mend(2, "E-mail", "a@example.com"),
            mend(3, "Employees", "7"),
            mend(4, "E-mail", ""),
            mend(9, "E-mail", "no such line"),
            mend(2, "No such column", "x"),
        ];
    })
    .await;
    assert_eq!(
        (found.status.counts.created, found.status.counts.failed),
        (3, 0)
    );
    let accounts = all(desk, ACCOUNT).await;
    assert_eq!(accounts[0].text("email"), "a@example.com");
    assert_eq!(accounts[1].value("employees"), &Value::Integer(7));
}

#[tokio::test]
async fn a_kept_mapping_follows_its_headers() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, &stage.zhou);
    let file = "Firma,Post,Quelle\nA,a@example.com,Messe\n";
    let uploaded = upload(lin, ACCOUNT, "a.csv", file).await.unwrap();
    assert_eq!(uploaded.mapping, None);
    let mut plan: ImportPlan = uploaded.plan;
    for (column, field) in plan.columns.iter_mut().zip(["name", "email", "source"]) {
        column.field = Some(field.to_owned());
    }
    plan.columns[2].values = vec![ValueMap {
        from: "Messe".into(),
        to: ValueTarget::Blank,
    }];
    plan.on_duplicate = OnDuplicate::Fill;
    let kept = save_mapping(lin, " From the old CRM ", plan.clone())
        .await
        .unwrap();
    assert_eq!(kept.name, "From the old CRM");
    assert!(
        kept.plan
            .columns
            .iter()
            .all(|column| column.samples.is_empty())
    );
    // The same name again replaces it.
    let again = save_mapping(lin, "From the old CRM", plan.clone())
        .await
        .unwrap();
    assert_eq!(again.id, kept.id);

    for (file, is_known) in [
        ("Firma,Post,Quelle\nB,b@example.com,Messe\n", true),
        ("Quelle,More,Post,Firma\nMesse,x,b@example.com,B\n", true),
        ("Firma,Post\nB,b@example.com\n", false),
    ] {
        let preview = upload(zhou, ACCOUNT, "b.csv", file).await.unwrap();
        let expected = is_known.then(|| (kept.id, kept.name.clone()));
        assert_eq!(preview.mapping, expected, "{file}");
        let field = preview
            .plan
            .columns
            .iter()
            .find(|column| column.header == "Firma")
            .and_then(|column| column.field.clone());
        if is_known {
            assert_eq!(field.as_deref(), Some("name"), "{file}");
            assert_eq!(preview.plan.on_duplicate, OnDuplicate::Fill);
            let found = check(zhou, preview.id, preview.plan).await;
            assert_eq!(found.status.counts.created, 1, "{file}");
        }
    }
    let seen = saved_mappings(zhou, ACCOUNT).await.unwrap();
    assert_eq!((seen.len(), seen[0].is_mine), (1, false));
    let refused = forget_mapping(zhou, kept.id).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NotFound))));
    assert!(saved_mappings(zhou, CONTACT).await.unwrap().is_empty());
    forget_mapping(lin, kept.id).await.unwrap();
    assert!(saved_mappings(lin, ACCOUNT).await.unwrap().is_empty());
    assert!(save_mapping(lin, "  ", plan).await.is_err());
}

#[tokio::test]
async fn parts_of_an_address_are_fields_of_their_own() {
    let stage = stage().await;
    let desk = &stage.administrator;
    // Headers and their fields, and what becomes of the cells 1, 2 and 3.
    for (fields, street, city) in [
        (["name", "ship_to", "ship_to.city"], "2", "3"),
        (["name", "ship_to.city", "ship_to"], "3", "2"),
        (["name", "ship_to.street", "ship_to.city"], "2", "3"),
        (["name", "note", "ship_to.city"], "", "3"),
    ] {
        let found = bring_by(desk, ORDER, "a,b,c\n1,2,3\n", |plan| {
            for (column, field) in plan.columns.iter_mut().zip(fields) {
                column.field = Some(field.to_owned());
            }
        })
        .await;
        let expected = Address {
            street: street.into(),
            city: city.into(),
            ..Address::default()
        };
        let orders = all(desk, ORDER).await;
        assert_eq!(
            orders[0].value("ship_to"),
            &Value::Address(expected),
            "{fields:?}"
        );
        assert_eq!(found.status.counts.created, 1);
        super::super::undo(desk, found.status.id).await.unwrap();
        super::rested(desk, found.status.id).await;
    }
    let uploaded = upload(desk, ORDER, "a.csv", "Name,b\n1,2\n").await.unwrap();
    for field in ["ship_to.nowhere", "name.city", "total"] {
        let mut plan = uploaded.plan.clone();
        plan.columns[1].field = Some(field.to_owned());
        let refused = super::start_check(desk, uploaded.id, plan).await;
        assert!(refused.is_err(), "{field}");
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "reads the log of its own import")]
async fn events_of_a_silent_import_say_so() {
    let stage = stage().await;
    let desk = &stage.lin;
    for silent in [false, true] {
        let file = format!("Name,Account\nA {silent},Made {silent}\n");
        let found = bring_by(desk, CONTACT, file, |plan| {
            plan.silent = silent;
            plan.create_related = true;
        })
        .await;
        let of_import = event::Entity::find()
            .filter(event::Column::RequestId.eq(found.status.id))
            .filter(event::Column::IsSilent.eq(silent));
        let count = of_import
            .count(stage.crm.door().house().read())
            .await
            .unwrap();
        assert_eq!(count, 2, "{silent}");
    }
}

#[tokio::test]
async fn cells_may_name_several() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let found = bring(desk, CONTACT, "Name,Tags\nA,\"x; y，z\"\n").await;
    assert_eq!(
        problems(&found.notes),
        [] as [(u64, &str, _, &RowProblem); 0]
    );
    let tags = all(desk, CONTACT).await[0].value("tags").clone();
    assert_eq!(tags, Value::Tags(vec!["x".into(), "y".into(), "z".into()]));
}
