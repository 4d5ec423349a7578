//! The key that certificates are signed with: Ed25519, in a file beside the data that only its owner may read. It is in no
//! backup of the database; its public half is shown, so that others can verify.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context;
use data_encoding::{BASE64, HEXLOWER};
use ring::rand::SystemRandom;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Config, Error, Result};

const HEAD: &str = "-----BEGIN PRIVATE KEY-----";
const FOOT: &str = "-----END PRIVATE KEY-----";

/// What stands before the 32 bytes of a public key of Ed25519 in DER (RFC 8410).
const SPKI: [u8; 12] = [
    0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
];

/// The public half of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(Vec<u8>);

impl PublicKey {
    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As other programs read it.
    #[must_use]
    pub fn pem(&self) -> String {
        let der = [&SPKI[..], &self.0].concat();
        let text = BASE64.encode(&der);
        format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----\n")
    }

    /// SHA-256 of its 32 bytes in hexadecimal.
    #[must_use]
    pub fn id(&self) -> String {
        HEXLOWER.encode(&Sha256::digest(&self.0))
    }

    /// Whether it made a signature.
    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, &self.0)
            .verify(message, signature)
            .is_ok()
    }
}

/// The whole key.
pub(super) struct Signer(Ed25519KeyPair);

impl Signer {
    /// Reads the key, and makes it where there is none yet.
    ///
    /// # Errors
    /// When the file cannot be read or written.
    pub(super) fn open(config: &Config) -> Result<Self> {
        let path = place(config);
        match read(&path)? {
            Some(signer) => Ok(signer),
            None => make(&path),
        }
    }

    pub(super) fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey(self.0.public_key().as_ref().to_vec())
    }
}

/// The public key of an installation; `None` where it has not signed anything yet.
///
/// # Errors
/// When the file cannot be read.
pub fn public_key(config: &Config) -> Result<Option<PublicKey>> {
    Ok(read(&place(config))?.map(|signer| signer.public()))
}

fn place(config: &Config) -> PathBuf {
    config.files.with_file_name("certificate-key")
}

fn read(path: &Path) -> Result<Option<Signer>> {
    let wrong = || format!("the key of certificates {}", path.display());
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        text => Zeroizing::new(text.with_context(wrong)?),
    };
    let base64: Zeroizing<String> = Zeroizing::new(
        text.lines()
            .filter(|line| !line.starts_with("-----"))
            .map(str::trim)
            .collect(),
    );
    let der = BASE64.decode(base64.as_bytes()).with_context(wrong)?;
    let der = Zeroizing::new(der);
    let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der);
    let pair = pair.map_err(|error| Error::broken(format!("{}: {error}", wrong())))?;
    Ok(Some(Signer(pair)))
}

fn make(path: &Path) -> Result<Signer> {
    let der = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new())
        .map_err(|_| Error::broken("no key could be made"))?;
    let text = Zeroizing::new(format!("{HEAD}\n{}\n{FOOT}\n", BASE64.encode(der.as_ref())));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let wrong = || format!("the key of certificates {}", path.display());
    match options.open(path) {
        // Another process of the same installation was a moment quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        file => {
            let mut file = file.with_context(wrong)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
        }
    }
    Ok(read(path)?.with_context(wrong)?)
}
