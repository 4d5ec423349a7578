//! What the tests of kept values have in common.

use contract::dto::defining::FieldChange;
use contract::dto::records::Change;
use contract::objects::{ACCOUNT, DEAL};
use contract::value::Values;
use contract::{Derived, FieldDef, FieldKind, Filter, Gathering, Record, Value};
use uuid::Uuid;

use super::day;
use crate::testing::{Stage, of, to};
use crate::{Desk, derived, describing, records};

pub(super) async fn described(stage: &Stage, object: &str, field: FieldDef) -> crate::Result<()> {
    let change = FieldChange {
        object: object.into(),
        field,
        version: 0,
    };
    describing::save_field(&stage.administrator, change)
        .await
        .map(drop)
}

pub(super) fn field(key: &str, kind: FieldKind, derived: Derived) -> FieldDef {
    FieldDef::new("", kind, key, "").derived(derived)
}

pub(super) fn formula(expression: &str) -> Derived {
    Derived::Formula {
        expression: expression.into(),
    }
}

pub(super) fn gathered(gathering: Gathering, of: Option<&str>, only: Vec<Filter>) -> Derived {
    Derived::RollUp {
        object: DEAL.into(),
        by: ACCOUNT.into(),
        gathering,
        of: of.map(str::to_owned),
        only,
    }
}

pub(super) async fn read(desk: &Desk, object: &str, id: Uuid) -> Record {
    records::page(desk, object, id).await.unwrap().record
}

pub(super) async fn change(desk: &Desk, record: &Record, values: &[(&str, Value)]) -> Record {
    let now = read(desk, &record.object, record.id).await;
    let change = Change {
        object: record.object.clone(),
        id: record.id,
        version: now.version,
        values: of(values),
        base: Values::new(),
    };
    records::update(desk, change).await.unwrap()
}

pub(super) async fn deal(stage: &Stage, account: &Record, amount: Value, closes: &str) -> Record {
    let values = [
        ("name", "Deal".into()),
        ("account", to(account.id)),
        ("amount", amount),
        ("probability", Value::Integer(30)),
        ("close_date", day(closes)),
    ];
    stage.make(&stage.lin, DEAL, &values).await
}

/// Brings derived values up to the end of the log.
pub(super) async fn follow(stage: &Stage) {
    stage.settle_log().await;
    derived::catch_up(&stage.crm).await.unwrap();
}
