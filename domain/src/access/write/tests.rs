use contract::dto::defining::FieldChange;
use contract::dto::records::EventAction;
use contract::objects::{ACCOUNT, INVOICE, PRODUCT, QUOTE, QUOTE_LINE};
use contract::value::Values;
use contract::{Action, ListQuery, Problem, Record, Refusal, Role};
use uuid::Uuid;

use super::NewRecord;
use crate::access::likenesses_of;
use crate::testing::{Stage, of, stage, to};
use crate::users::NewUser;
use crate::{Desk, Error, Result, describing, records, users};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn quote(stage: &Stage, desk: &Desk, name: &str) -> Record {
    let account = stage.account(desk, name).await;
    let values = [("name", name.into()), ("account", to(account.id))];
    stage.make(desk, QUOTE, &values).await
}

#[tokio::test]
async fn a_line_comes_only_to_a_record_that_one_may_change_too() {
    let stage = stage().await;
    let (mine, other) = (
        quote(&stage, &stage.lin, "Mine").await,
        quote(&stage, &stage.lin, "Mine too").await,
    );
    let theirs = quote(&stage, &stage.zhou, "Theirs").await;
    let line = [("name", "Bearing".into()), (QUOTE, to(mine.id))];
    let line = stage.make(&stage.lin, QUOTE_LINE, &line).await;
    let moved = async |desk: &Desk, parent: Uuid| {
        let granted = desk.granted(QUOTE_LINE, line.id, Action::Edit).await?;
        let mut write = desk.write().await?;
        let values = of(&[(QUOTE, to(parent))]);
        write.update(&granted, values, EventAction::Updated).await?;
        write.commit().await
    };
    assert_eq!(
        refused(moved(&stage.lin, theirs.id).await),
        Refusal::NotFound
    );
    moved(&stage.lin, other.id).await.unwrap();
    moved(&stage.administrator, theirs.id).await.unwrap();
}

#[tokio::test]
async fn of_many_records_those_that_may_not_be_changed_so_are_told_and_the_rest_is_written() {
    let stage = stage().await;
    let (lin, zhou) = (&stage.lin, stage.zhou.actor().id().unwrap());
    let account = stage.account(lin, "Umbra Optics").await;
    let mut invoices = Vec::new();
    for name in ["kept", "handed over", "kept too"] {
        let values = [("name", name.into()), ("account", to(account.id))];
        invoices.push(stage.make(lin, INVOICE, &values).await.id);
    }
    let granted = lin.granted_among(INVOICE, &invoices, Action::Edit).await;
    let changes: Vec<_> = granted
        .unwrap()
        .into_iter()
        .map(|granted| {
            let is_handed_over = granted.id() == invoices[1];
            let value = ("note", "seen".into());
            let owner = is_handed_over.then(|| ("owner", to(zhou)));
            let values: Vec<_> = std::iter::once(value).chain(owner).collect();
            (granted, of(&values))
        })
        .collect();
    let mut write = lin.write().await.unwrap();
    let answer = write.update_many(&changes, EventAction::Updated).await;
    assert_eq!(
        answer.unwrap(),
        (2, vec![(invoices[1], Refusal::Forbidden)])
    );
    write.commit().await.unwrap();
    for (id, note) in invoices.into_iter().zip(["seen", "", "seen"]) {
        let page = records::page(lin, INVOICE, id).await.unwrap();
        assert_eq!(page.record.text("note"), note);
        assert_eq!(page.record.value("owner").id(), lin.actor().id());
    }
}

/// Sets whether each code of a product stands once.
async fn once(desk: &Desk, is_unique: bool) {
    let mut code = desk.object(PRODUCT).unwrap().field("code").unwrap().clone();
    code.unique = is_unique;
    let rows = describing::fields(desk, PRODUCT).await.unwrap();
    let version = rows.iter().find(|row| row.field.key == "code");
    let change = FieldChange {
        object: PRODUCT.into(),
        field: code,
        version: version.map_or(0, |row| row.version),
    };
    describing::save_field(desk, change).await.unwrap();
}

fn product(name: &str) -> NewRecord {
    NewRecord {
        id: Uuid::now_v7(),
        values: of(&[("name", name.into()), ("code", "P-1".into())]),
        batch: None,
    }
}

#[tokio::test]
async fn what_another_writer_put_first_is_taken_at_its_field() {
    let stage = stage().await;
    let desk = &stage.administrator;
    once(desk, true).await;
    let object = desk.object(PRODUCT).unwrap();
    let taken = Refusal::invalid("code", Problem::Taken);
    // Each of them has looked before the other one wrote.
    let insert = async |name: &str| {
        let mut write = desk.write().await?;
        let records = vec![product(name)];
        write.insert(&object, records, EventAction::Created).await?;
        write.commit().await
    };
    insert("first").await.unwrap();
    assert_eq!(refused(insert("second").await), taken);

    let other = stage.make(desk, PRODUCT, &[("name", "third".into())]).await;
    let granted = desk.granted(PRODUCT, other.id, Action::Edit).await.unwrap();
    let mut write = desk.write().await.unwrap();
    let values = of(&[("code", "P-1".into())]);
    let late = write.update(&granted, values, EventAction::Updated).await;
    assert_eq!(refused(late), taken);
    // What comes after it in the same transaction is written.
    let values = of(&[("code", "P-2".into())]);
    let late = write.update(&granted, values, EventAction::Updated).await;
    late.unwrap();
    write.commit().await.unwrap();

    once(desk, false).await;
    insert("second").await.unwrap();
}

#[tokio::test]
async fn of_many_at_once_one_gets_the_value() {
    let stage = stage().await;
    let desk = &stage.administrator;
    once(desk, true).await;
    let make = |number: usize| {
        let values = of(&[
            ("name", format!("{number}").as_str().into()),
            ("code", "P-1".into()),
        ]);
        records::create(desk, PRODUCT, Uuid::now_v7(), values)
    };
    let made = futures::future::join_all((0..8).map(make)).await;
    let (made, refused): (Vec<_>, Vec<_>) = made.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1);
    for refusal in refused {
        let told = refusal.map(|record| record.id).map_err(Error::into_refusal);
        assert_eq!(told, Err(Refusal::invalid("code", Problem::Taken)));
    }
}

#[tokio::test]
async fn of_many_new_records_that_may_not_all_be_none_is_there() {
    let stage = stage().await;
    let desk = &stage.administrator;
    once(desk, true).await;
    let object = desk.object(PRODUCT).unwrap();
    let insert = async |names: &[&str]| {
        let mut write = desk.write().await?;
        let records = names.iter().copied().map(product).collect();
        write
            .insert(&object, records, EventAction::Imported)
            .await?;
        write.commit().await
    };
    let taken = Refusal::invalid("code", Problem::Taken);
    assert_eq!(refused(insert(&["first", "second"]).await), taken);
    // The first one did not take the value with it.
    insert(&["third"]).await.unwrap();
    let all = ListQuery {
        object: PRODUCT.to_owned(),
        ..ListQuery::default()
    };
    assert_eq!(records::count_all(desk, &all).await.unwrap().count, 1);
}

#[tokio::test]
async fn what_makes_imported_records_alike_comes_with_them() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let object = desk.object(ACCOUNT).unwrap();
    let old = stage.account(desk, "Umbra Optics").await;
    let granted = desk.granted(ACCOUNT, old.id, Action::Edit).await.unwrap();
    let mut write = desk.write().await.unwrap();
    let mut ids = vec![old.id];
    for name in ["Vela Foods", "Ara Tools"] {
        let record = NewRecord {
            id: Uuid::now_v7(),
            values: of(&[("name", name.into())]),
            batch: None,
        };
        ids.push(record.id);
        let records = vec![record];
        write
            .insert(&object, records, EventAction::Imported)
            .await
            .unwrap();
    }
    let renamed = of(&[("name", "Lyra Optics".into())]);
    write
        .update(&granted, renamed, EventAction::Updated)
        .await
        .unwrap();
    write.commit().await.unwrap();
    let kept = likenesses_of(desk, ACCOUNT, ids.clone()).await.unwrap();
    let mut kept: Vec<_> = kept
        .into_iter()
        .map(|(_, value, record)| (record, value))
        .collect();
    kept.sort_by_key(|(record, _)| ids.iter().position(|id| id == record));
    let names = ["lyraoptics", "velafoods", "aratools"].map(str::to_owned);
    assert_eq!(kept, ids.into_iter().zip(names).collect::<Vec<_>>());
}

#[tokio::test]
async fn two_that_come_back_from_the_bin_together_do_not_both_have_it() {
    let stage = stage().await;
    let desk = &stage.administrator;
    once(desk, true).await;
    let mut ids = Vec::new();
    for name in ["one", "two"] {
        let values = [("name", name.into()), ("code", "P-1".into())];
        ids.push(stage.make(desk, PRODUCT, &values).await.id);
        records::delete(desk, PRODUCT, ids[ids.len() - 1])
            .await
            .unwrap();
    }
    let granted = desk.granted_among_bin(PRODUCT, &ids).await.unwrap();
    let mut write = desk.write().await.unwrap();
    write.restore(&granted[0]).await.unwrap();
    let second = write.restore(&granted[1]).await;
    assert_eq!(refused(second), Refusal::invalid("code", Problem::Taken));
    write.commit().await.unwrap();
    let page = records::page(desk, PRODUCT, granted[0].id()).await.unwrap();
    assert_eq!(page.record.text("code"), "P-1");
}

#[tokio::test]
async fn of_two_new_users_with_one_address_the_second_is_told() {
    let stage = stage().await;
    let desk = &stage.administrator;
    let new = || NewUser {
        email: "new@example.com".into(),
        name: "New".into(),
        role: Role::Salesperson,
        team: None,
    };
    let (one, other) =
        futures::future::join(users::add(desk, new(), None), users::add(desk, new(), None)).await;
    let told = one.and(other).map_err(Error::into_refusal);
    assert_eq!(told.err(), Some(Refusal::invalid("email", Problem::Taken)));
    let object = desk.object(contract::objects::USER).unwrap();
    let values: Values = of(&[
        ("name", "N".into()),
        ("email", "new@example.com".into()),
        ("role", "finance".into()),
    ]);
    let record = NewRecord {
        id: Uuid::now_v7(),
        values,
        batch: None,
    };
    let mut write = desk.write().await.unwrap();
    let late = write
        .insert(&object, vec![record], EventAction::Created)
        .await;
    assert_eq!(refused(late), Refusal::invalid("email", Problem::Taken));
}
