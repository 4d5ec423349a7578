//! The mail server and the sender: from configuration file and environment, or as administrators set them.

use std::fmt;
use std::net::IpAddr;
use std::sync::OnceLock;

use contract::dto::mail::{MailSetup, MailStanding, MailTls};
use contract::{FieldProblem, Problem, Refusal};
use lettre::message::Mailbox;
use sea_orm::ConnectionTrait;

use super::letter::{address, one_line};
use crate::sealing::{KeyMissing, MAIL_PASSWORD, Secret as Sealed, open_secret, seal_secret};
use crate::{Crm, Result, settings};

/// The setting that holds the set-up, without its password.
const SETUP: &str = "mail";
/// The longest text of a set-up, in characters.
const LONGEST: u32 = 255;

/// What must not be read by chance: it is not written into logs, and no answer carries it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    #[must_use]
    pub fn new(text: String) -> Self {
        Self(text)
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_empty() {
            "(none)"
        } else {
            "(secret)"
        })
    }
}

/// What configuration file and environment say about mail; it outweighs what is set on the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configured {
    /// Server and sender, all or nothing.
    pub setup: Option<MailSetup>,
    pub password: Option<Secret>,
    /// Certificates in PEM of those who sign for the mail server, beside the usual ones.
    pub authority: Option<Vec<u8>>,
}

/// What a process was told at its start.
pub(crate) type Configuration = OnceLock<Configured>;

/// Everything that sending needs.
#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) server: MailSetup,
    pub(super) password: Secret,
    pub(super) authority: Option<Vec<u8>>,
    /// The operator wrote it; what a page says is judged before it is connected to.
    pub(super) is_operators: bool,
}

impl Crm {
    /// Takes what configuration file and environment say about mail. To be called once, before anything is sent.
    ///
    /// # Errors
    /// One sentence about what cannot be.
    pub fn configure_mail(&self, configured: Configured) -> Result<()> {
        if let Some(setup) = &configured.setup
            && let Some(problem) = problems(setup).first()
        {
            let told = format!("smtp: {} is not right", problem.field);
            return Err(crate::Error::broken(told));
        }
        self.mail()
            .set(configured)
            .map_err(|_| crate::Error::broken("mail is configured already"))
    }
}

impl Setup {
    /// How mail is sent now; `None` while it is not set up.
    pub(super) async fn current(crm: &Crm) -> Result<Option<Self>> {
        let configured = crm.mail().get();
        let written = configured.and_then(|configured| configured.setup.clone());
        let is_operators = written.is_some();
        let kept = match written {
            Some(setup) => Some(setup),
            None => stored(crm).await?,
        };
        let Some(server) = kept else {
            return Ok(None);
        };
        let password = match configured.and_then(|configured| configured.password.clone()) {
            Some(password) => password,
            None => stored_password(crm).await?,
        };
        let authority = configured.and_then(|configured| configured.authority.clone());
        Ok(Some(Self {
            server,
            password,
            authority,
            is_operators,
        }))
    }

    /// Who mails are from.
    pub(super) fn sender(&self, organisation: &str) -> Result<Mailbox> {
        let from = address(&self.server.sender_address)
            .ok_or_else(|| crate::Error::broken("mail has no sender"))?;
        let name = match one_line(&self.server.sender_name, LONGEST as usize) {
            name if name.is_empty() => one_line(organisation, LONGEST as usize),
            name => name,
        };
        Ok(Mailbox::new(Some(name), from))
    }

    /// Where ids of messages say they are from.
    pub(super) fn domain(&self) -> String {
        let from = address(&self.server.sender_address);
        from.map_or_else(String::new, |from| from.domain().to_owned())
    }
}

/// The address of the house, as links in mails begin with it; `None` while mail is not set up.
pub(crate) async fn site(crm: &Crm) -> Result<Option<String>> {
    let site = Setup::current(crm).await?.map(|setup| setup.server.site);
    Ok(site.filter(|site| !site.is_empty()))
}

/// Refuses to go on where mail cannot be sent.
///
/// # Errors
/// [`Refusal::NoMail`].
pub async fn must_be_set_up(crm: &Crm) -> Result<()> {
    match Setup::current(crm).await? {
        Some(_) => Ok(()),
        None => Err(Refusal::NoMail.into()),
    }
}

/// How mail stands, without secrets.
pub(super) async fn standing(crm: &Crm) -> Result<MailStanding> {
    let configured = crm.mail().get();
    let setup = Setup::current(crm).await?;
    Ok(MailStanding {
        has_password: match &setup {
            Some(setup) => !setup.password.is_empty(),
            None => !stored_password(crm).await?.is_empty(),
        },
        is_configured: configured.is_some_and(|configured| configured.setup.is_some()),
        is_password_configured: configured.is_some_and(|configured| configured.password.is_some()),
        setup: setup.map(|setup| setup.server),
    })
}

/// The set-up as it is kept on the page.
pub(super) async fn stored(crm: &Crm) -> Result<Option<MailSetup>> {
    let kept = settings::one(crm.door().house(), SETUP).await?;
    let kept = kept.filter(|kept| !kept.is_empty());
    Ok(kept.map(|kept| serde_json::from_str(&kept)).transpose()?)
}

async fn stored_password(crm: &Crm) -> Result<Secret> {
    let kept = settings::one(crm.door().house(), MAIL_PASSWORD).await?;
    let kept = kept.unwrap_or_default();
    if kept.is_empty() {
        return Ok(Secret::default());
    }
    match open_secret(&crm.keys(), Sealed::MailPassword, kept) {
        Ok(password) => Ok(Secret(password.to_string())),
        Err(KeyMissing(key)) => {
            // As if there were none: the page asks for it anew.
            tracing::error!(
                key,
                "the password of the mail server cannot be read: its key is missing"
            );
            Ok(Secret::default())
        }
    }
}

/// Keeps a set-up; a password only when there is a new one, and sealed.
pub(super) async fn keep<C: ConnectionTrait>(
    crm: &Crm,
    connection: &C,
    setup: &MailSetup,
    password: Option<&str>,
) -> Result<()> {
    settings::set(connection, SETUP, &serde_json::to_string(setup)?).await?;
    if let Some(password) = password {
        let password = match password {
            "" => String::new(),
            password => seal_secret(crm, connection, Sealed::MailPassword, password).await?,
        };
        settings::set(connection, MAIL_PASSWORD, &password).await?;
    }
    Ok(())
}

/// The set-up without blanks around it.
pub(super) fn trimmed(setup: &MailSetup) -> MailSetup {
    let plain = |text: &str| text.trim().to_owned();
    MailSetup {
        host: plain(&setup.host),
        user: plain(&setup.user),
        sender_name: plain(&setup.sender_name),
        sender_address: plain(&setup.sender_address),
        site: plain(&setup.site).trim_end_matches('/').to_owned(),
        ..setup.clone()
    }
}

/// Everything that is wrong with a set-up, at its fields.
pub(super) fn problems(setup: &MailSetup) -> Vec<FieldProblem> {
    let mut found = Vec::new();
    let mut at = |field: &str, problem| found.push(FieldProblem::new(field, problem));
    match setup.host.as_str() {
        "" => at("host", Problem::Required),
        host if !is_host(host) => at("host", Problem::WrongKind),
        host if setup.tls == MailTls::None && !is_here(host) && !setup.is_plain_accepted => {
            at("is_plain_accepted", Problem::Required);
        }
        _ => {}
    }
    if setup.port == 0 {
        let (least, most) = (1, i64::from(u16::MAX));
        at("port", Problem::OutOfRange { least, most });
    }
    if address(&setup.sender_address).is_none() {
        at("sender_address", Problem::NotAnEmail);
    }
    if !is_site(&setup.site) {
        at("site", Problem::NotALink);
    }
    for (field, text) in [("user", &setup.user), ("sender_name", &setup.sender_name)] {
        if text.chars().count() > LONGEST as usize {
            at(field, Problem::TooLong { limit: LONGEST });
        }
        if text.chars().any(char::is_control) {
            at(field, Problem::WrongKind);
        }
    }
    found
}

/// A name or an address of the net, nothing around it.
fn is_host(host: &str) -> bool {
    let is_name = host
        .chars()
        .all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_'));
    host.len() <= LONGEST as usize && (is_name || host.parse::<IpAddr>().is_ok())
}

/// This very machine.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

fn is_site(site: &str) -> bool {
    let rest = site
        .strip_prefix("https://")
        .or_else(|| site.strip_prefix("http://"));
    let is_plain = |rest: &str| {
        !rest.is_empty()
            && rest.len() <= LONGEST as usize
            && !rest
                .chars()
                .any(|letter| letter.is_whitespace() || letter.is_control())
            && !rest.contains(['?', '#', '@', '"', '<', '>'])
    };
    rest.is_some_and(is_plain)
}
