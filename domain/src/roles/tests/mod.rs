//! What roles promise: the wider right wins, what is hidden is nowhere, and the door says what an oracle says that was
//! written apart from it.

mod by_chance;
mod compare;
mod deeds;
mod fields;
mod matrix;

use contract::dto::records::Change;
use contract::objects::USER;
use contract::value::Values;
use contract::{Refusal, Role, RoleDef, Value};

use super::{MORE, copy, save};
use crate::testing::Stage;
use crate::{Desk, Error, records};

fn refusal<T>(result: Result<T, Error>) -> Option<Refusal> {
    result.err().map(Error::into_refusal)
}

/// Gives somebody roles: the first, and those beside it.
async fn gets(stage: &Stage, whom: &Desk, roles: &[&str]) -> Result<Desk, Error> {
    let id = whom.actor().id().unwrap();
    let record = records::page(&stage.administrator, USER, id).await?.record;
    let (first, more) = roles.split_first().unwrap();
    let more = more.iter().map(|role| (*role).to_owned()).collect();
    let change = Change {
        object: USER.into(),
        id,
        version: record.version,
        values: Values::from([
            ("role".into(), Value::from(*first)),
            (MORE.into(), Value::Tags(more)),
        ]),
        base: Values::new(),
    };
    records::update(&stage.administrator, change).await?;
    stage.crm.desk_of(id).await
}

/// A copy of a role, changed.
async fn changed(stage: &Stage, from: Role, name: &str, how: impl FnOnce(&mut RoleDef)) -> RoleDef {
    let desk = &stage.administrator;
    let mut role = copy(desk, from.key(), name).await.unwrap();
    how(&mut role);
    save(desk, role).await.unwrap()
}
