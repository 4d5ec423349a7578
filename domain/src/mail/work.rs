//! Emptying the outbox.

use std::sync::Arc;
use std::time::Duration;

use contract::dto::mail::MailTrouble;
use futures::{StreamExt, stream};
use uuid::Uuid;

use super::letter::Template;
use super::setup::Setup;
use super::smtp::{self, Failed, Stamp};
use super::table::{self, Held};
use crate::{Crm, Result, rounds};

/// How often it is looked for mails. Whoever waits for a link looks at an inbox meanwhile.
const EVERY: Duration = Duration::from_secs(2);
/// Mails that one process sends at once.
const AT_ONCE: usize = 4;

/// Sends what is due for as long as somebody holds the CRM. To be called once at the start of a server, which does not
/// wait for what a mail server takes its time with.
pub fn send_all(crm: &Arc<Crm>) {
    let round = |crm: Arc<Crm>| async move { round(&crm).await };
    rounds::keep_on_every(EVERY, crm, "mail", round);
}

/// Sends everything that is due now, as far as mail is set up.
pub(super) async fn round(crm: &Crm) -> Result<()> {
    let due = table::due(crm.door().house()).await?;
    if due.is_empty() {
        return Ok(());
    }
    let Some(setup) = Setup::current(crm).await? else {
        return Ok(());
    };
    let setup = &setup;
    let mut going = stream::iter(due)
        .map(|id| go(crm, setup, id))
        .buffer_unordered(AT_ONCE);
    while let Some(gone) = going.next().await {
        gone?;
    }
    Ok(())
}

/// Sends one mail, unless somebody else does.
async fn go(crm: &Crm, setup: &Setup, id: Uuid) -> Result<()> {
    match table::take(crm.door().house(), id).await? {
        Some(held) => finish(crm, setup, held).await,
        None => Ok(()),
    }
}

/// Sends a mail that this process holds, and notes how it went.
pub(super) async fn finish(crm: &Crm, setup: &Setup, held: Held) -> Result<()> {
    let (house, id) = (crm.door().house(), held.row.id);
    match hand_over(crm, setup, &held).await? {
        Ok(answer) => {
            tracing::info!(mail = %id, "a mail is sent");
            held.sent(house, answer).await
        }
        Err(failed) => {
            tracing::warn!(mail = %id, trouble = ?failed.trouble, "a mail was not sent");
            held.failed(house, failed).await
        }
    }
}

/// Hands a mail to the server. Whoever calls it notes how it went.
pub(super) async fn hand_over(
    crm: &Crm,
    setup: &Setup,
    held: &Held,
) -> Result<std::result::Result<String, Failed>> {
    let Some(letter) = held.letter()? else {
        return Ok(Err(Failed {
            trouble: MailTrouble::Expired,
            words: String::new(),
            is_final: true,
        }));
    };
    let stamp = Stamp {
        message_id: &held.row.message_id,
        at: held.row.created_at,
    };
    let organisation = crm.settings().organisation.clone();
    let message = smtp::message(setup, &organisation, &letter, &stamp)?;
    let outcome = smtp::send(setup, &crm.outgoing(), &message).await;
    // Who tries out the set-up looks on: nothing is tried behind their back.
    let is_test = matches!(letter.template, Template::Test { .. });
    Ok(outcome.map_err(|failed| Failed {
        is_final: failed.is_final || is_test,
        ..failed
    }))
}
