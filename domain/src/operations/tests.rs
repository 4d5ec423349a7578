use contract::objects::ACCOUNT;
use contract::{FieldProblem, ListQuery, Problem, Record, Refusal, Value};
use uuid::Uuid;

use super::{Deed, Expected, Operation, Outcome, create, delete, find, many, read, update, upsert};
use crate::api_keys::{Begun, begin, release};
use crate::testing::{of, stage};
use crate::{Desk, Error, Result, records};

fn refused<T: std::fmt::Debug>(result: Result<T>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn account(desk: &Desk, name: &str) -> Record {
    create(desk, ACCOUNT, Uuid::now_v7(), of(&[("name", name.into())]))
        .await
        .unwrap()
}

fn creation(name: &str) -> Operation {
    Operation::Create {
        values: of(&[("name", name.into())]),
    }
}

fn deeds(outcomes: &[Outcome]) -> Vec<Option<Deed>> {
    outcomes
        .iter()
        .map(|outcome| outcome.as_ref().ok().map(|done| done.deed))
        .collect()
}

#[tokio::test]
async fn a_change_against_an_old_version_is_refused_with_what_stands_there() {
    let stage = stage().await;
    let record = account(&stage.lin, "Haichuan").await;
    let renamed = |name: &str| of(&[("name", Value::from(name))]);
    let first = Expected::Version(record.version);
    let newer = update(&stage.lin, ACCOUNT, record.id, first, renamed("Haichuan 2")).await;
    assert_eq!(newer.unwrap().version, 2);
    let stale = update(&stage.lin, ACCOUNT, record.id, first, renamed("Haichuan 3")).await;
    match refused(stale) {
        Refusal::Conflict { current, .. } => assert_eq!(current.text("name"), "Haichuan 2"),
        other => panic!("{other:?}"),
    }
    assert!(matches!(
        refused(delete(&stage.lin, ACCOUNT, record.id, first).await),
        Refusal::Conflict { .. }
    ));
    let any = update(
        &stage.lin,
        ACCOUNT,
        record.id,
        Expected::Any,
        renamed("Haichuan 4"),
    )
    .await;
    assert_eq!(any.unwrap().text("name"), "Haichuan 4");
    delete(&stage.lin, ACCOUNT, record.id, Expected::Any)
        .await
        .unwrap();
    assert_eq!(
        refused(read(&stage.lin, ACCOUNT, record.id).await),
        Refusal::NotFound
    );
}

#[tokio::test]
async fn a_program_sets_the_external_id_and_nothing_else_that_is_kept() {
    let stage = stage().await;
    let values = of(&[("name", "Haichuan".into()), ("external_id", "A-1".into())]);
    let made = create(&stage.lin, ACCOUNT, Uuid::now_v7(), values)
        .await
        .unwrap();
    assert_eq!(made.text("external_id"), "A-1");
    let values = of(&[
        ("name", "Haichuan".into()),
        ("last_contact", "never".into()),
    ]);
    assert_eq!(
        refused(create(&stage.lin, ACCOUNT, Uuid::now_v7(), values).await),
        Refusal::invalid("last_contact", Problem::WrongKind)
    );
}

#[tokio::test]
async fn an_upsert_makes_once_and_changes_afterwards() {
    let stage = stage().await;
    let put = async |desk: &Desk, name: &str| {
        let values = of(&[("name", Value::from(name))]);
        upsert(
            desk,
            ACCOUNT,
            ("external_id", "A-1".into()),
            Uuid::now_v7(),
            values,
        )
        .await
    };
    let (made, deed) = put(&stage.lin, "Haichuan").await.unwrap();
    assert_eq!(deed, Deed::Created);
    let (changed, deed) = put(&stage.lin, "Haichuan 2").await.unwrap();
    assert_eq!(
        (changed.id, deed, changed.version),
        (made.id, Deed::Updated, 2)
    );
    let found = find(&stage.lin, ACCOUNT, "external_id", &"A-1".into()).await;
    assert_eq!(found.unwrap(), Some(made.id));
    let hidden = find(&stage.zhou, ACCOUNT, "external_id", &"A-1".into()).await;
    assert_eq!(
        hidden.unwrap(),
        None,
        "what one may not see has no key either"
    );
    assert_eq!(
        refused(find(&stage.lin, ACCOUNT, "name", &"Haichuan".into()).await),
        Refusal::NotFound,
        "a name is no key"
    );
    put(&stage.zhou, "Haichuan's twin").await.unwrap();
    assert_eq!(
        refused(put(&stage.administrator, "which of the two?").await),
        Refusal::invalid("external_id", Problem::Taken)
    );
}

#[tokio::test]
async fn one_operation_that_is_refused_stops_no_other() {
    let stage = stage().await;
    let (lins, zhous) = (
        account(&stage.lin, "L").await,
        account(&stage.zhou, "Z").await,
    );
    let renamed = |id, expected| Operation::Update {
        id,
        expected,
        values: of(&[("name", "Renamed".into())]),
    };
    let upserted = |name: &str| Operation::Upsert {
        field: "external_id".to_owned(),
        value: "A-1".into(),
        values: of(&[("name", name.into())]),
    };
    let operations = [
        creation("New"),
        creation(" "),
        renamed(lins.id, Expected::Version(1)),
        renamed(lins.id, Expected::Version(1)),
        renamed(zhous.id, Expected::Any),
        upserted("Up"),
        upserted("Up again"),
        Operation::Delete {
            id: lins.id,
            expected: Expected::Version(2),
        },
        Operation::Refused(Refusal::Forbidden),
    ];
    let outcomes = many(&stage.lin, ACCOUNT, &operations, None).await.unwrap();
    use Deed::{Created, Deleted, Updated};
    let expected = [
        Some(Created),
        None,
        Some(Updated),
        None,
        None,
        Some(Created),
        Some(Updated),
        Some(Deleted),
        None,
    ];
    assert_eq!(deeds(&outcomes), expected, "{outcomes:?}");
    let problem = FieldProblem::new("name", Problem::Required);
    assert_eq!(outcomes[1], Err(Refusal::Invalid(vec![problem])));
    assert!(matches!(outcomes[3], Err(Refusal::Conflict { .. })));
    assert_eq!(outcomes[4], Err(Refusal::NotFound));
}

#[tokio::test]
async fn what_breaks_a_batch_is_found_and_the_rest_is_done() {
    let stage = stage().await;
    let zhou = crate::testing::to(stage.zhou.actor().id().unwrap());
    let mut operations: Vec<Operation> = (0..300).map(|n| creation(&format!("N{n}"))).collect();
    // Only the door, inside the transaction, finds that nobody makes records in the name of a stranger.
    let values = of(&[("name", "Not mine".into()), ("owner", zhou)]);
    operations[123] = Operation::Create { values };
    let outcomes = many(&stage.lin, ACCOUNT, &operations, None).await.unwrap();
    let failed: Vec<usize> = (0..300).filter(|at| outcomes[*at].is_err()).collect();
    assert_eq!(failed, [123]);
    assert_eq!(outcomes[123], Err(Refusal::Forbidden));
    let last = outcomes[299].as_ref().unwrap();
    assert_eq!(
        read(&stage.lin, ACCOUNT, last.id)
            .await
            .unwrap()
            .text("name"),
        "N299"
    );
}

#[tokio::test]
async fn a_list_that_was_cut_off_goes_on_where_it_stood() {
    let stage = stage().await;
    let key = Uuid::now_v7();
    let claim = async || match begin(&stage.crm, key, "night", "f").await.unwrap() {
        Begun::Ours(claim) => claim,
        other => panic!("{other:?}"),
    };
    let operations: Vec<Operation> = (0..250).map(|n| creation(&format!("N{n}"))).collect();
    let first = claim().await;
    let before = many(&stage.lin, ACCOUNT, &operations[..200], Some(&first))
        .await
        .unwrap();
    release(&stage.crm, &first).await.unwrap();
    let again = many(&stage.lin, ACCOUNT, &operations, Some(&claim().await))
        .await
        .unwrap();
    assert_eq!(again[..200], before[..], "the same records, not new ones");
    assert_eq!(again.len(), 250);
    let query = ListQuery {
        object: ACCOUNT.to_owned(),
        rows: 1,
        ..Default::default()
    };
    let total = records::list(&stage.lin, &query).await.unwrap().total;
    assert_eq!(total.unwrap().count, 250);
}
