//! Telling a person by mail that their passkeys changed, where mail is set up: it may not have been them.

use chrono::Utc;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::access::Origin;
use crate::mail::{self, Letter, Template};
use crate::{Crm, Result};

pub(super) use crate::mail::PasskeyNews as News;

/// Queues the letter in the transaction of the change.
pub(super) async fn tell<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    user: Uuid,
    news: News,
    name: &str,
    origin: Option<&Origin>,
) -> Result<()> {
    let address = origin.and_then(|origin| origin.address);
    let template = Template::Passkey {
        news,
        name: name.to_owned(),
        device: origin.map_or_else(String::new, |origin| origin.device.clone()),
        address: address.map_or_else(String::new, |address| address.to_string()),
        at: Utc::now(),
        link: "/settings/security".to_owned(),
    };
    if let Some(letter) = Letter::to_user(crm, user, template).await? {
        // Without mail the list of passkeys and the log tell it.
        let _ = mail::queue(crm, connection, letter).await?;
    }
    Ok(())
}
