//! Telling a person by mail that a provider opens their account, or does not any more, where mail is set up: it may not
//! have been them.

use chrono::Utc;
use entity::provider_link as link;
use sea_orm::ConnectionTrait;

use crate::access::Origin;
use crate::mail::{self, Letter, Template};
use crate::{Crm, Result};

/// What became of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    Linked,
    Unlinked,
}

/// Queues the letter in the transaction of the change. `name` is what the provider is called.
pub(super) async fn tell<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    (row, news): (&link::Model, News),
    name: &str,
    origin: Option<&Origin>,
) -> Result<()> {
    let address = origin.and_then(|origin| origin.address);
    let template = Template::ProviderLink {
        is_linked: news == News::Linked,
        name: name.to_owned(),
        account: row.email.clone(),
        device: origin.map_or_else(String::new, |origin| origin.device.clone()),
        address: address.map_or_else(String::new, |address| address.to_string()),
        at: Utc::now(),
        link: "/settings/security".to_owned(),
    };
    if let Some(letter) = Letter::to_user(crm, row.user_id, template).await? {
        // Without mail the list of links and the log tell it.
        let _ = mail::queue(crm, connection, letter).await?;
    }
    Ok(())
}
