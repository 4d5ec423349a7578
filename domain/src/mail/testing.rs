//! Mail for the tests of those who write letters.

pub(crate) use super::double::Double;
use super::double::Manners;
use super::save;
use super::work::round;
use crate::testing::{Stage, stage};
use contract::dto::mail::{MailSetup, MailTls};

impl Double {
    /// A server that takes everything.
    pub(crate) async fn plain() -> Self {
        Self::start(Manners::default()).await
    }
}

/// A stage whose mail goes to a server.
pub(crate) async fn stage_with_mail(double: &Double) -> Stage {
    let stage = stage().await;
    let setup = MailSetup {
        host: "127.0.0.1".to_owned(),
        port: double.port,
        tls: MailTls::None,
        sender_name: "Haichuan".to_owned(),
        sender_address: "crm@haichuan.example".to_owned(),
        site: "https://crm.haichuan.example".to_owned(),
        ..MailSetup::default()
    };
    save(&stage.administrator, &setup, None).await.unwrap();
    stage
}

/// Everything that arrived, after what is due was sent.
pub(crate) async fn sent(stage: &Stage, double: &Double) -> Vec<String> {
    round(&stage.crm).await.unwrap();
    double.mails()
}
