//! One mail to one server, and what it says.

use std::error::Error as _;
use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use contract::dto::mail::{MailTls, MailTrouble};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{AsyncSmtpTransportBuilder, Error};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::net::TcpStream;

use super::letter::{Letter, address};
use super::setup::Setup;
use super::{paper, words};
use crate::Result;
use crate::outgoing::{self, Allowed, Errand, Unreached};

/// How long one answer of the server may take.
const ANSWER: Duration = Duration::from_secs(20);
/// How long one of several addresses may take to open.
const KNOCK: Duration = Duration::from_secs(5);
/// How long a mail may take as a whole; less than its lease.
const WHOLE: Duration = Duration::from_secs(60);
/// The longest answer that is kept, in characters.
const LONGEST_ANSWER: usize = 500;

/// Why the server did not take a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) trouble: MailTrouble,
    /// In the words of the server, or of the net.
    pub(super) words: String,
    /// It need not be tried again.
    pub(super) is_final: bool,
}

/// What is written on the envelope of a mail, the same at every try.
pub(super) struct Stamp<'a> {
    pub(super) message_id: &'a str,
    pub(super) at: DateTime<Utc>,
}

/// The mail of a letter.
pub(super) fn message(
    setup: &Setup,
    organisation: &str,
    letter: &Letter,
    stamp: &Stamp<'_>,
) -> Result<Message> {
    let draft = words::draft(letter, organisation, &setup.server.site);
    let to = address(&letter.to).ok_or_else(|| crate::Error::broken("a mail has no address"))?;
    let name = (!letter.name.is_empty()).then(|| letter.name.clone());
    let (text, html) = (
        paper::text(&draft, organisation),
        paper::html(&draft, organisation, letter.language),
    );
    let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(setup.sender(organisation)?)
        .to(Mailbox::new(name, to))
        .subject(draft.subject)
        .date(stamp.at.into())
        .message_id(Some(stamp.message_id.to_owned()))
        .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(crate::Error::broken)
}

/// Hands a mail to the server; answers what it said.
pub(super) async fn send(
    setup: &Setup,
    allowed: &Allowed,
    message: &Message,
) -> std::result::Result<String, Failed> {
    let address = address_of(setup, allowed).await?;
    let server: AsyncSmtpTransport<Tokio1Executor> = connection(setup, address)
        .map_err(|error| failed(setup, &error))?
        .build();
    let (envelope, bytes) = (message.envelope(), message.formatted());
    match tokio::time::timeout(WHOLE, server.send_raw(envelope, &bytes)).await {
        Ok(Ok(response)) => {
            let said = response.message().collect::<Vec<_>>().join(" ");
            Ok(scrubbed(setup, &format!("{} {said}", response.code())))
        }
        Ok(Err(error)) => Err(failed(setup, &error)),
        Err(_) => Err(Failed {
            trouble: MailTrouble::TimedOut,
            words: format!("no end after {} seconds", WHOLE.as_secs()),
            is_final: false,
        }),
    }
}

/// Where the connection goes: what the operator wrote, or one address of what a page says that was judged.
async fn address_of(setup: &Setup, allowed: &Allowed) -> std::result::Result<String, Failed> {
    let (host, port) = (&setup.server.host, setup.server.port);
    if setup.is_operators {
        return Ok(host.clone());
    }
    let found = outgoing::reach(allowed, Errand::Mail, host, port).await;
    let found = found.map_err(|unreached| not_reached(setup, &unreached))?;
    let Some((first, others)) = found.split_first() else {
        return Err(not_reached(setup, &Unreached::Unknown(host.clone())));
    };
    Ok(first_open(*first, others).await.ip().to_string())
}

/// The first address of several that takes a connection; the first of all where none does, so that its error is told.
async fn first_open(first: SocketAddr, others: &[SocketAddr]) -> SocketAddr {
    if others.is_empty() {
        return first;
    }
    for address in [first].iter().chain(others) {
        let connected = tokio::time::timeout(KNOCK, TcpStream::connect(address)).await;
        if matches!(connected, Ok(Ok(_))) {
            return *address;
        }
    }
    first
}

fn not_reached(setup: &Setup, unreached: &Unreached) -> Failed {
    Failed {
        trouble: match unreached {
            Unreached::Inner(_) => MailTrouble::Inner,
            Unreached::Unknown(_) | Unreached::Late(_) => MailTrouble::Unreachable,
        },
        words: scrubbed(setup, &unreached.to_string()),
        is_final: false,
    }
}

fn connection(
    setup: &Setup,
    address: String,
) -> std::result::Result<AsyncSmtpTransportBuilder, Error> {
    let server = &setup.server;
    let tls = match server.tls {
        MailTls::None => Tls::None,
        MailTls::Starttls => Tls::Required(parameters(setup)?),
        MailTls::Implicit => Tls::Wrapper(parameters(setup)?),
    };
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address)
        .port(server.port)
        .timeout(Some(ANSWER))
        .tls(tls);
    Ok(match server.user.as_str() {
        "" => builder,
        user => builder.credentials(Credentials::new(
            user.to_owned(),
            setup.password.expose().to_owned(),
        )),
    })
}

fn parameters(setup: &Setup) -> std::result::Result<TlsParameters, Error> {
    let mut parameters = TlsParameters::builder(setup.server.host.clone());
    if let Some(authority) = &setup.authority {
        parameters = parameters.add_root_certificate(Certificate::from_pem(authority)?);
    }
    parameters.build()
}

fn failed(setup: &Setup, error: &Error) -> Failed {
    let (trouble, is_final) = told(error);
    let words = match error.status() {
        Some(code) => format!("{code} {}", cause(error)),
        None => cause(error),
    };
    Failed {
        trouble,
        words: scrubbed(setup, &words),
        is_final,
    }
}

/// What it was, and whether it is of no use to try again. What is wrong with the set-up is: somebody mends it, and
/// the mails that waited go.
fn told(error: &Error) -> (MailTrouble, bool) {
    match error.status().map(u16::from) {
        Some(454 | 530 | 534 | 535 | 538) => return (MailTrouble::SignIn, false),
        Some(400..500) => return (MailTrouble::RefusedForNow, false),
        Some(_) => return (MailTrouble::Refused, true),
        None => {}
    }
    let words = cause(error);
    let trouble = if error.is_timeout() {
        MailTrouble::TimedOut
    } else if error.is_tls() || words.contains("STARTTLS") || words.contains("certificate") {
        MailTrouble::NotEncrypted
    } else if error.is_client() && words.contains("authentication") {
        MailTrouble::SignIn
    } else if error.is_client() || error.is_response() {
        MailTrouble::Odd
    } else {
        MailTrouble::Unreachable
    };
    (trouble, false)
}

/// The innermost words of an error: what is around them only says which layer it passed through.
fn cause(error: &Error) -> String {
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        words = inner.to_string();
        source = inner.source();
    }
    words
}

/// What a server said, in one line, without the password should it say it.
fn scrubbed(setup: &Setup, words: &str) -> String {
    let mut words = super::letter::one_line(words, LONGEST_ANSWER);
    if !setup.password.is_empty() {
        words = words.replace(setup.password.expose(), "…");
    }
    words
}
