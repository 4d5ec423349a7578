//! What cannot be read of a backup here, because keys are missing: keys are in no backup.

use std::sync::Arc;

use contract::dto::backups::{LastRestore, Unread};

use crate::{Crm, Result, sealing};

/// Those of some keys that are not here.
pub(super) fn missing(crm: &Crm, needed: Vec<String>) -> Vec<String> {
    let keys = crm.keys();
    needed.into_iter().filter(|id| !keys.has(id)).collect()
}

/// What cannot be read of what was restored a moment ago; `None` when everything can.
///
/// # Errors
/// When the database fails.
pub(super) async fn after_restore(crm: &Arc<Crm>) -> Result<Option<Unread>> {
    let status = sealing::status(&crm.system_desk("restore")).await?;
    let mut unread = Unread {
        codes: status.lost_codes as u64,
        mail_password: status.is_mail_password_lost,
        ..Unread::default()
    };
    let needed = status.keys.into_iter().filter(|key| key.is_needed());
    for key in needed.filter(|key| !key.is_there) {
        unread.values += key.values;
        unread.events += key.events;
        unread.keys.push(key.id);
    }
    Ok((!unread.keys.is_empty()).then_some(unread))
}

/// Says no more that something cannot be read once the keys have come back.
pub(super) fn still(crm: &Crm, last: &mut LastRestore) {
    if let Some(unread) = &mut last.unread {
        let keys = missing(crm, std::mem::take(&mut unread.keys));
        unread.keys = keys;
    }
    last.unread.take_if(|unread| unread.keys.is_empty());
}
