//! The keys at the start of a process, and a new one.

use super::counts::concerned;
use super::journal::{self, Deed};
use super::keyring::Source;
use super::{inventory, secrets};
use crate::access::Door;
use crate::{Desk, Result};

/// What a rotation began.
#[derive(Debug)]
pub struct Rotation {
    /// The id of the new active key.
    pub key: String,
    /// Sensitive fields whose values are sealed anew by it.
    pub fields: usize,
}

/// Reads the keys at the start of a process, and says which are missing. Where nothing is sealed yet they are made.
///
/// # Errors
/// When there are keys that cannot be read, or the database fails.
pub(crate) async fn open(door: &Door, source: &Source) -> Result<()> {
    let used = inventory::in_use(door.house()).await?;
    door.keyring().open(source, used.is_empty())?;
    let missing = inventory::missing(&used, &door.keyring().current());
    if !missing.is_empty() {
        tracing::error!(
            keys = missing.join(", "),
            "values were sealed with keys that are not there: they cannot be read until the keys are back"
        );
        tell_what_is_lost(door).await?;
    }
    Ok(())
}

/// Says plainly what must be done anew where the keys do not come back, as after a restore without them.
async fn tell_what_is_lost(door: &Door) -> Result<()> {
    let (people, is_mail_password) = secrets::lost(door.house(), &door.keyring().current()).await?;
    if people > 0 {
        tracing::error!(
            people,
            "codes of apps cannot be checked without the missing keys: these people sign in by a recovery code, or their codes \
             are taken away and set up anew"
        );
    }
    if is_mail_password {
        tracing::error!(
            "the password of the mail server cannot be read without the missing keys: type it anew under Settings, Mail"
        );
    }
    Ok(())
}

/// Adds a key, makes it the active one, and has every sealed value sealed anew by it in the background. The older keys are
/// kept: [`super::status`] says from when on they are no longer needed.
///
/// # Errors
/// [`contract::Refusal::Forbidden`] unless the asker administers or is the house itself; when the keys cannot be written.
pub async fn rotate(desk: &Desk) -> Result<Rotation> {
    if desk.actor().id().is_some() {
        desk.must_administer()?;
    }
    let crm = desk.crm();
    crm.keyring().read_again();
    let key = crm.keyring().add_key()?;
    let fields = order_all(desk).await?;
    Ok(Rotation { key, fields })
}

/// Has every sealed value sealed anew by the active key.
async fn order_all(desk: &Desk) -> Result<usize> {
    let mut write = desk.write().await?;
    let mut ordered = 0;
    for (object, field) in concerned(desk, &[]) {
        journal::order(&write, &object.key, &field.key, Deed::Again).await?;
        ordered += 1;
    }
    write.note_configuration("keys", None, None);
    write.commit().await?;
    Ok(ordered)
}

/// After a start with another active key, as by the environment, what is sealed by older ones is sealed anew; and keys by
/// which nothing is sealed any more are struck off.
///
/// # Errors
/// When the database fails.
pub(super) async fn settle(desk: &Desk) -> Result<()> {
    let crm = desk.crm();
    let house = crm.door().house();
    let keys = crm.keys();
    let Some(active) = keys.active() else {
        return Ok(());
    };
    let used = inventory::in_use(house).await?;
    let old: Vec<&String> = used.iter().filter(|id| *id != active).collect();
    if old.is_empty() || !journal::pending(house).await?.is_empty() {
        return Ok(());
    }
    let status = super::status(desk).await?;
    let is_used = |id: &String| status.keys.iter().find(|key| key.id == *id);
    if old
        .iter()
        .any(|id| is_used(id).is_some_and(|key| key.is_there && key.values > 0))
    {
        order_all(desk).await?;
        return Ok(());
    }
    let write = desk.write().await?;
    for id in old {
        if is_used(id).is_some_and(|key| !key.is_needed()) {
            inventory::strike(&write, id).await?;
        }
    }
    write.commit().await
}
