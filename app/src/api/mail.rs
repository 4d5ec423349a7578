//! Mail out: its set-up and its queue, for administrators.

use contract::dto::mail::{Mail, MailPage, MailQuery, MailSetup, MailStanding};
use leptos::prelude::*;
use uuid::Uuid;

#[cfg(feature = "ssr")]
use super::server::{answer, desk, proven_desk};
use super::{Answer, Json};

/// How mail is set up, without its password.
#[server(name = MailStandingCall, prefix = "/api", endpoint = "mail_standing", input = Json, output = Json)]
pub async fn mail_standing() -> Answer<MailStanding> {
    let desk = desk().await?;
    answer(domain::mail::standing(&desk).await)
}

/// Sets mail up; without a password the one before is kept. The fields of a refusal are those of [`MailSetup`], and
/// `password`.
#[server(name = SaveMailCall, prefix = "/api", endpoint = "save_mail", input = Json, output = Json)]
pub async fn save_mail(setup: MailSetup, password: Option<String>) -> Answer<MailStanding> {
    let desk = proven_desk().await?;
    answer(domain::mail::save(&desk, &setup, password).await)
}

/// Tries the set-up out; answers once it is known how that went. A refusal may name `email`.
#[server(name = SendTestMailCall, prefix = "/api", endpoint = "send_test_mail", input = Json, output = Json)]
pub async fn send_test_mail(to: String) -> Answer<Mail> {
    let desk = desk().await?;
    answer(domain::mail::send_test(&desk, &to).await)
}

/// A page of the queue.
#[server(name = MailsCall, prefix = "/api", endpoint = "mails", input = Json, output = Json)]
pub async fn mails(query: MailQuery) -> Answer<MailPage> {
    let desk = desk().await?;
    answer(domain::mail::list(&desk, &query).await)
}

/// Keeps a mail that waits from going.
#[server(name = CancelMailCall, prefix = "/api", endpoint = "cancel_mail", input = Json, output = Json)]
pub async fn cancel_mail(id: Uuid) -> Answer<Mail> {
    let desk = desk().await?;
    answer(domain::mail::cancel(&desk, id).await)
}

/// Lets a mail go now that waits, failed or was cancelled.
#[server(name = SendMailAgainCall, prefix = "/api", endpoint = "send_mail_again", input = Json, output = Json)]
pub async fn send_mail_again(id: Uuid) -> Answer<Mail> {
    let desk = desk().await?;
    answer(domain::mail::send_again(&desk, id).await)
}
