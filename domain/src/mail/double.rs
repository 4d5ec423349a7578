//! A small mail server for tests: it speaks SMTP over TCP, keeps what it gets, and answers as it was told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// How the server behaves.
#[derive(Clone, Default)]
pub(super) struct Manners {
    /// Answers to whole mails, one for each; `250` afterwards.
    pub(super) answers: Vec<&'static str>,
    /// How long it thinks about each mail.
    pub(super) pause: Duration,
    /// It asks for this user and password.
    pub(super) wants: Option<(&'static str, &'static str)>,
    pub(super) cover: Cover,
}

/// How the server encrypts.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Cover {
    #[default]
    None,
    Starttls,
    Implicit,
}

/// The server, until it is dropped.
pub(crate) struct Double {
    pub(super) port: u16,
    /// Its certificate in PEM, which nobody else believes.
    pub(super) authority: Vec<u8>,
    heard: Arc<Heard>,
    task: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Heard {
    manners: Manners,
    answers: Mutex<VecDeque<&'static str>>,
    mails: Mutex<Vec<String>>,
    commands: Mutex<Vec<String>>,
}

impl Drop for Double {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Double {
    pub(super) async fn start(manners: Manners) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Heard {
            answers: Mutex::new(manners.answers.iter().copied().collect()),
            manners,
            ..Heard::default()
        });
        let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
        let certified = rcgen::generate_simple_self_signed(names).unwrap();
        let authority = certified.cert.pem().into_bytes();
        let acceptor = acceptor(&certified);
        let task = tokio::spawn(serve(listener, acceptor, Arc::clone(&heard)));
        Self {
            port,
            authority,
            heard,
            task,
        }
    }

    /// A port at which nobody listens.
    pub(super) async fn nobody() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap().port()
    }

    /// Every mail it was handed as a whole, taken or not.
    pub(super) fn mails(&self) -> Vec<String> {
        self.heard.mails.lock().unwrap().clone()
    }

    /// Every command it heard.
    pub(super) fn commands(&self) -> Vec<String> {
        self.heard.commands.lock().unwrap().clone()
    }
}

/// The lines of a header in a mail.
pub(super) fn header(mail: &str, name: &str) -> Option<String> {
    let head = mail.split("\r\n\r\n").next()?.replace("\r\n ", " ");
    let found = head
        .split("\r\n")
        .find_map(|line| line.strip_prefix(&format!("{name}: ")))?;
    Some(found.to_owned())
}

fn acceptor(certified: &rcgen::CertifiedKey<rcgen::KeyPair>) -> TlsAcceptor {
    let key = PrivatePkcs8KeyDer::from(certified.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certified.cert.der().clone()],
            PrivateKeyDer::Pkcs8(key),
        )
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

async fn serve(listener: TcpListener, acceptor: TlsAcceptor, heard: Arc<Heard>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, heard) = (acceptor.clone(), Arc::clone(&heard));
        tokio::spawn(async move {
            if heard.manners.cover == Cover::Implicit {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                speak(stream, &heard, true, true).await;
            } else if let Some(stream) = speak(stream, &heard, false, true).await {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                speak(stream, &heard, true, false).await;
            }
        });
    }
}

/// Speaks until the other one leaves; answers the stream when it is to be encrypted.
async fn speak<S>(stream: S, heard: &Heard, is_covered: bool, greets: bool) -> Option<S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut stream = BufReader::new(stream);
    let mut is_known = heard.manners.wants.is_none();
    if greets {
        say(&mut stream, "220 double ESMTP").await?;
    }
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let line = line.trim_end().to_owned();
        heard.commands.lock().unwrap().push(line.clone());
        let word = line.split(' ').next().unwrap().to_ascii_uppercase();
        let answer = match word.as_str() {
            "EHLO" => {
                let mut offers = String::from("250-double\r\n250-8BITMIME\r\n");
                if heard.manners.cover == Cover::Starttls && !is_covered {
                    offers.push_str("250-STARTTLS\r\n");
                }
                if heard.manners.wants.is_some() {
                    offers.push_str("250-AUTH PLAIN\r\n");
                }
                offers + "250 SIZE 1000000"
            }
            "STARTTLS" => {
                say(&mut stream, "220 begin").await?;
                return Some(stream.into_inner());
            }
            "AUTH" => {
                is_known = is_right(&line, heard.manners.wants);
                match is_known {
                    true => "235 welcome".to_owned(),
                    false => format!("535 5.7.8 not you: {}", heard.manners.wants.unwrap().1),
                }
            }
            "MAIL" if !is_known => "530 5.7.0 who are you".to_owned(),
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                taken(&mut stream, heard).await?
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 ok".to_owned(),
        };
        say(&mut stream, &answer).await?;
    }
}

async fn taken<S>(stream: &mut BufReader<S>, heard: &Heard) -> Option<String>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut mail = String::new();
    while !mail.ends_with("\r\n.\r\n") {
        if stream.read_line(&mut mail).await.ok()? == 0 {
            return None;
        }
    }
    tokio::time::sleep(heard.manners.pause).await;
    heard.mails.lock().unwrap().push(mail);
    let answer = heard.answers.lock().unwrap().pop_front();
    Some(answer.unwrap_or("250 2.0.0 taken as 4711").to_owned())
}

/// `AUTH PLAIN` with a nothing, the user and the password in base 64.
fn is_right(line: &str, wants: Option<(&str, &str)>) -> bool {
    let Some((user, password)) = wants else {
        return true;
    };
    let plain = format!("\0{user}\0{password}");
    line.strip_prefix("AUTH PLAIN ") == Some(base64(plain.as_bytes()).as_str())
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let mut bits = 0_u32;
        for place in 0..3 {
            bits = bits << 8 | u32::from(three.get(place).copied().unwrap_or_default());
        }
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= three.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

async fn say<S>(stream: &mut BufReader<S>, words: &str) -> Option<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let bytes = format!("{words}\r\n");
    stream.get_mut().write_all(bytes.as_bytes()).await.ok()?;
    stream.get_mut().flush().await.ok()
}
