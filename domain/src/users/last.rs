//! An organisation keeps at least one administrator, who can let others in.

use contract::{Record, Role, Value};

use crate::roles;
use crate::{Desk, Result};

/// Whether nobody but this user is an administrator.
pub(crate) async fn is_last_administrator(desk: &Desk, record: &Record) -> Result<bool> {
    Ok(roles::administrators(desk).await? == [record.id])
}

/// Whether who has such roles is an administrator.
pub(crate) fn is_administrator(role: &Value, more: &Value) -> bool {
    let key = Role::Administrator.key();
    let among = match more {
        Value::Tags(keys) => keys.iter().any(|role| role == key),
        _ => false,
    };
    role.text() == Some(key) || among
}
