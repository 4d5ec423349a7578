//! A provider of OpenID Connect for tests: it says what it is, keeps keys, exchanges codes for signed tokens, and lies where
//! it is told to. What a browser does at its page, a test does by [`Provider::visit`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use data_encoding::{BASE64, BASE64URL_NOPAD};
use percent_encoding::percent_decode_str;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub const CLIENT: &str = "rapport";
pub const SECRET: &str = "a secret between two houses";

/// The token with which more is asked.
const ACCESS: &str = "opens-more";

/// A running provider. It ends with its value.
pub struct Provider {
    pub issuer: String,
    inner: Arc<Mutex<Inner>>,
    task: JoinHandle<()>,
}

struct Inner {
    /// What its tokens say beside issuer, audience, times and nonce.
    person: Value,
    /// What it says to who asks for more, with its token.
    more: Value,
    /// Changes what a token says.
    lie: fn(&mut Value),
    /// Changes what the provider says of itself.
    pretence: fn(&mut Value),
    signing: Signing,
    key: Ed25519KeyPair,
    foreign: Ed25519KeyPair,
    granted: HashMap<String, HashMap<String, String>>,
}

/// How tokens are signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    Own,
    /// By a key that it does not publish.
    Foreign,
    /// Not at all.
    None,
    /// By the secret that the client knows too.
    Shared,
}

impl Provider {
    /// Starts one on a free port of this machine.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let inner = Arc::new(Mutex::new(Inner {
            person: json!({}),
            more: Value::Null,
            lie: |_| {},
            pretence: |_| {},
            signing: Signing::Own,
            key: key(),
            foreign: key(),
            granted: HashMap::new(),
        }));
        let (shared, at) = (Arc::clone(&inner), issuer.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared), at.clone()));
            }
        });
        Self {
            issuer,
            inner,
            task,
        }
    }

    /// Who signs in there from now on.
    pub fn person(&self, subject: &str, email: &str, is_verified: bool) {
        let person = json!({"sub": subject, "email": email, "email_verified": is_verified, "name": "Wu Yan"});
        self.inner.lock().unwrap().person = person;
    }

    /// From now on it has a place where more is asked, and says that there.
    pub fn tell_more(&self, more: Value) {
        self.inner.lock().unwrap().more = more;
    }

    /// What its tokens say from now on, and how they are signed.
    pub fn lie(&self, signing: Signing, lie: fn(&mut Value)) {
        let mut inner = self.inner.lock().unwrap();
        (inner.signing, inner.lie) = (signing, lie);
    }

    /// What it says of itself from now on.
    pub fn pretend(&self, pretence: fn(&mut Value)) {
        self.inner.lock().unwrap().pretence = pretence;
    }

    /// The person signs in at the address they were sent to. Answers the code and the state they are sent back with.
    pub fn visit(&self, address: &str) -> (String, String) {
        let asked = pairs(address.split_once('?').unwrap().1);
        assert!(address.starts_with(&self.issuer), "{address}");
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["code_challenge_method"], "S256");
        assert!(asked["scope"].split(' ').any(|word| word == "openid"));
        let code = format!("code-{}", rand::random::<u64>());
        let state = asked["state"].clone();
        self.inner
            .lock()
            .unwrap()
            .granted
            .insert(code.clone(), asked);
        (code, state)
    }

    /// Ends it: nobody answers at its address any more.
    pub fn end(&self) {
        self.task.abort();
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn key() -> Ed25519KeyPair {
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap()
}

fn pairs(text: &str) -> HashMap<String, String> {
    let plain = |text: &str| {
        let text = text.replace('+', " ");
        percent_decode_str(&text)
            .decode_utf8()
            .unwrap()
            .into_owned()
    };
    let parts = text.split('&').filter_map(|pair| pair.split_once('='));
    parts
        .map(|(key, value)| (plain(key), plain(value)))
        .collect()
}

async fn serve(mut stream: TcpStream, inner: Arc<Mutex<Inner>>, issuer: String) {
    let Some((head, body)) = read(&mut stream).await else {
        return;
    };
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let answered = match path.as_str() {
        "/.well-known/openid-configuration" => Some(inner.lock().unwrap().description(&issuer)),
        "/jwks" => Some(inner.lock().unwrap().keys()),
        "/more" => inner.lock().unwrap().told_more(&head),
        "/token" => inner.lock().unwrap().token(&head, &body, &issuer),
        _ => None,
    };
    let (status, text) = match answered {
        Some(answer) => ("200 OK", answer.to_string()),
        None => (
            "400 Bad Request",
            json!({"error": "invalid_grant"}).to_string(),
        ),
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{text}",
        text.len()
    );
    // Who asked may be gone.
    let _ = stream.write_all(answer.as_bytes()).await;
}

/// Head and body of a question.
async fn read(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut all = Vec::new();
    let mut part = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&all).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                let is_length = name.eq_ignore_ascii_case("content-length");
                is_length.then(|| value.trim().parse::<usize>().ok())?
            });
            if body.len() >= length.unwrap_or_default() {
                return Some((head.to_owned(), body.to_owned()));
            }
        }
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => return None,
            Ok(many) => all.extend_from_slice(&part[..many]),
        }
    }
}

impl Inner {
    fn description(&self, issuer: &str) -> Value {
        let mut said = json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{issuer}/authorize"),
            "token_endpoint": format!("{issuer}/token"),
            "jwks_uri": format!("{issuer}/jwks"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["EdDSA"],
        });
        if !self.more.is_null() {
            said["userinfo_endpoint"] = json!(format!("{issuer}/more"));
        }
        (self.pretence)(&mut said);
        said
    }

    fn keys(&self) -> Value {
        let x = BASE64URL_NOPAD.encode(self.key.public_key().as_ref());
        json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": "one", "x": x}]})
    }

    /// What is said to who has a token.
    fn told_more(&self, head: &str) -> Option<Value> {
        let mut lines = head.lines();
        let is_shown =
            lines.any(|line| line.eq_ignore_ascii_case(&format!("authorization: Bearer {ACCESS}")));
        is_shown.then(|| self.more.clone())
    }

    /// The token of a code, which opens once, for the client that asked and proves it.
    fn token(&mut self, head: &str, body: &str, issuer: &str) -> Option<Value> {
        let shown = pairs(body);
        let asked = self.granted.remove(shown.get("code")?)?;
        let basic = format!(
            "Basic {}",
            BASE64.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+")).as_bytes())
        );
        let is_client = head.lines().any(|line| {
            let header = line.split_once(": ");
            header.is_some_and(|(name, value)| {
                name.eq_ignore_ascii_case("authorization") && value == basic
            })
        });
        let verifier = Sha256::digest(shown.get("code_verifier")?.as_bytes());
        let is_same = asked["code_challenge"] == BASE64URL_NOPAD.encode(&verifier)
            && asked.get("redirect_uri") == shown.get("redirect_uri");
        if !is_client || !is_same {
            return None;
        }
        let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
        let mut claims = json!({
            "iss": issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"],
        });
        for (key, value) in self.person.as_object().unwrap() {
            claims[key] = value.clone();
        }
        if asked.contains_key("max_age") {
            claims["auth_time"] = json!(now);
        }
        (self.lie)(&mut claims);
        Some(json!({
            "access_token": ACCESS, "token_type": "Bearer", "id_token": self.signed(&claims),
        }))
    }

    fn signed(&self, claims: &Value) -> String {
        let algorithm = match self.signing {
            Signing::Own | Signing::Foreign => "EdDSA",
            Signing::None => "none",
            Signing::Shared => "HS256",
        };
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let text = format!(
            "{}.{}",
            part(&json!({"alg": algorithm, "kid": "one"})),
            part(claims)
        );
        let signature = match self.signing {
            Signing::Own => self.key.sign(text.as_bytes()).as_ref().to_vec(),
            Signing::Foreign => self.foreign.sign(text.as_bytes()).as_ref().to_vec(),
            Signing::None => Vec::new(),
            Signing::Shared => {
                let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, SECRET.as_bytes());
                ring::hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{text}.{}", BASE64URL_NOPAD.encode(&signature))
    }
}
