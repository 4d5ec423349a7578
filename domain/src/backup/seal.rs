//! Encryption with age, <https://age-encryption.org/v1>: to recipients, or with a passphrase.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read, Write};

use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, Encryptor, Identity, Recipient};
use anyhow::{Context, anyhow};
use contract::dto::backups::BackupTrouble;

use super::manifest::refused;
use crate::{Error, Result};

/// How every age file begins.
const MAGIC: &[u8] = b"age-encryption.org/";

/// Whom backups are encrypted to, and what opens them again.
#[derive(Clone, Default)]
pub struct Keys {
    recipients: Vec<age::x25519::Recipient>,
    identities: Vec<age::x25519::Identity>,
    passphrase: Option<SecretString>,
}

/// Secrets are not for logs.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keys")
            .field("recipients", &self.recipients.len())
            .field("identities", &self.identities.len())
            .field("passphrase", &self.passphrase.is_some())
            .finish()
    }
}

impl Keys {
    /// Reads them: recipients as `age1…`, the text of an identity file as `age-keygen` writes it, and a passphrase.
    ///
    /// # Errors
    /// One sentence about the first that is none.
    pub fn read(
        recipients: &[String],
        identities: Option<&str>,
        passphrase: Option<String>,
    ) -> anyhow::Result<Self> {
        let recipients = recipients
            .iter()
            .map(|text| {
                let wrong = || anyhow!("`{text}` is no recipient of age, such as age1…");
                text.trim().parse().map_err(|_| wrong())
            })
            .collect::<anyhow::Result<Vec<age::x25519::Recipient>>>()?;
        let identities = identities
            .unwrap_or_default()
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .map(|line| {
                let read = line.parse::<age::x25519::Identity>();
                read.map_err(|_| anyhow!("a line is no identity of age, such as AGE-SECRET-KEY-…"))
            })
            .collect::<anyhow::Result<Vec<_>>>()
            .context("the identity file cannot be used")?;
        anyhow::ensure!(
            recipients.is_empty() || passphrase.is_none(),
            "a backup is encrypted either to recipients or with a passphrase: leave one of them out"
        );
        Ok(Self {
            recipients,
            identities,
            passphrase: passphrase.map(SecretString::from),
        })
    }

    /// Whether what is written is encrypted. Who can open files can also write them for oneself.
    #[must_use]
    pub fn encrypt(&self) -> bool {
        !self.recipients.is_empty() || !self.identities.is_empty() || self.passphrase.is_some()
    }

    /// Whether there is something to open encrypted files with.
    pub(super) fn open_some(&self) -> bool {
        !self.identities.is_empty() || self.passphrase.is_some()
    }

    fn recipients(&self) -> Vec<Box<dyn Recipient>> {
        let mut all: Vec<Box<dyn Recipient>> = Vec::new();
        if let Some(passphrase) = &self.passphrase {
            all.push(Box::new(age::scrypt::Recipient::new(passphrase.clone())));
            return all;
        }
        for recipient in &self.recipients {
            all.push(Box::new(recipient.clone()));
        }
        for identity in &self.identities {
            all.push(Box::new(identity.to_public()));
        }
        all
    }

    fn identities(&self) -> Vec<Box<dyn Identity>> {
        let mut all: Vec<Box<dyn Identity>> = Vec::new();
        if let Some(passphrase) = &self.passphrase {
            all.push(Box::new(age::scrypt::Identity::new(passphrase.clone())));
        }
        for identity in &self.identities {
            all.push(Box::new(identity.clone()));
        }
        all
    }
}

/// What bytes are written through: encryption, or nothing.
pub(super) enum Seal<W: Write> {
    Plain(W),
    Encrypted(Box<StreamWriter<W>>),
}

impl<W: Write> Seal<W> {
    pub(super) fn new(keys: &Keys, output: W) -> Result<Self> {
        if !keys.encrypt() {
            return Ok(Self::Plain(output));
        }
        let recipients = keys.recipients();
        let encryptor = Encryptor::with_recipients(recipients.iter().map(|one| &**one))
            .map_err(Error::broken)?;
        Ok(Self::Encrypted(Box::new(encryptor.wrap_output(output)?)))
    }

    /// Writes the end, without which it cannot be opened.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Plain(output) => Ok(output),
            Self::Encrypted(writer) => writer.finish(),
        }
    }
}

impl<W: Write> Write for Seal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(output) => output.write(bytes),
            Self::Encrypted(writer) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(output) => output.flush(),
            Self::Encrypted(writer) => writer.flush(),
        }
    }
}

/// What is inside, whether it was encrypted or not.
pub(super) fn opened(
    keys: &Keys,
    input: impl Read + Send + 'static,
) -> Result<Box<dyn Read + Send>> {
    let mut input = BufReader::with_capacity(64 * 1024, input);
    if !input.fill_buf()?.starts_with(MAGIC) {
        return Ok(Box::new(input));
    }
    if !keys.open_some() {
        return Err(refused(BackupTrouble::NeedsKey));
    }
    let decryptor = Decryptor::new_buffered(input).map_err(unopened)?;
    let identities = keys.identities();
    let reader = decryptor
        .decrypt(identities.iter().map(|one| &**one))
        .map_err(unopened)?;
    Ok(Box::new(reader))
}

fn unopened(error: DecryptError) -> Error {
    match error {
        DecryptError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            refused(BackupTrouble::NotABackup)
        }
        DecryptError::Io(error) => error.into(),
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => {
            refused(BackupTrouble::NotABackup)
        }
        _ => refused(BackupTrouble::WrongKey),
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn what_is_no_key_is_told_without_the_secret() {
        let told = Keys::read(&["age1nonsense".into()], None, None)
            .unwrap_err()
            .to_string();
        assert!(told.contains("age1nonsense"), "{told}");
        let told = format!(
            "{:#}",
            Keys::read(&[], Some("AGE-SECRET-KEY-1WRONG"), None).unwrap_err()
        );
        assert!(!told.contains("1WRONG"), "{told}");
        let keys = Keys::read(&[], None, Some("open sesame".into())).unwrap();
        assert!(keys.encrypt() && !format!("{keys:?}").contains("sesame"));
        assert!(!Keys::default().encrypt());
    }
}
