//! Passwords: which are taken, and how they are kept and compared.

mod common;
pub(crate) mod past;
mod strength;

use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use contract::Problem;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use unicode_normalization::UnicodeNormalization;

use crate::{Error, Result};

/// The fewest characters of a password (NIST SP 800-63B, 3.1.1.2).
pub(crate) const LEAST: u32 = 8;
/// The most; longer ones would only cost time.
pub(crate) const MOST: u32 = 256;

/// Every comparison takes 19 MiB and some 30 ms of a core: more than a few at once help nobody, and a
/// flood of tries must not take the memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// Compared where there is no such user or no password, so that it takes the same time. It is the hash of
/// nothing: no password gives it.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$UmFwcG9ydE5vYm9keTAwMA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a new password for a person of that name and address.
///
/// # Errors
/// When no thread can look at it.
pub(crate) async fn check(password: &str, name: &str, email: &str) -> Result<Option<Problem>> {
    if let Some(problem) = wrong_length(password) {
        return Ok(Some(problem));
    }
    let [password, name, email] = [password, name, email].map(|text| text.trim().to_lowercase());
    if common::is_common(&password) {
        return Ok(Some(Problem::TooCommon));
    }
    let judged = on_a_core(move || Ok(strength::weakness(&password, &name, &email)));
    Ok(judged
        .await?
        .map(|weakness| Problem::Guessable { weakness }))
}

fn wrong_length(password: &str) -> Option<Problem> {
    match password.chars().count() {
        0 => Some(Problem::Required),
        few if few < LEAST as usize => Some(Problem::TooShort { least: LEAST }),
        many if many > MOST as usize => Some(Problem::TooLong { limit: MOST }),
        _ => None,
    }
}

/// A new password as it is kept: Argon2id in PHC form with a salt of its own.
///
/// # Errors
/// When the machine gives no random bytes.
pub(crate) async fn hash(password: &str) -> Result<String> {
    let password = normal(password);
    on_a_core(move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = argon2()?
            .hash_password(password.as_bytes(), &salt)
            .map_err(Error::broken)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether it is the password that was kept. Takes the same time where none was.
///
/// # Errors
/// When what was kept cannot be read.
pub(crate) async fn verify(password: &str, kept: Option<&str>) -> Result<bool> {
    let is_possible = kept.is_some() && password.chars().count() <= MOST as usize;
    let kept = kept.unwrap_or(NOBODY).to_owned();
    let password = normal(password);
    let is_same = on_a_core(move || {
        let kept = PasswordHash::new(&kept).map_err(Error::broken)?;
        Ok(argon2()?
            .verify_password(password.as_bytes(), &kept)
            .is_ok())
    });
    Ok(is_same.await? && is_possible)
}

async fn on_a_core<T: Send + 'static>(
    deed: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(Error::broken)?;
    spawn_blocking(deed).await.map_err(Error::broken)?
}

/// Argon2id with the parameters of the OWASP Password Storage Cheat Sheet: 19 MiB, two rounds, one lane.
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(Error::broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The same characters typed on another keyboard are the same password (NIST SP 800-63B, 3.1.1.2).
fn normal(password: &str) -> String {
    password.chars().take(MOST as usize).nfkc().collect()
}

#[cfg(test)]
mod tests {
    use contract::{Problem, Weakness};

    use super::{check, hash, verify};

    #[tokio::test]
    async fn what_is_soon_guessed_is_no_password() {
        let guessed = |weakness| Some(Problem::Guessable { weakness });
        for (password, expected) in [
            ("", Some(Problem::Required)),
            ("short", Some(Problem::TooShort { least: 8 })),
            ("一二三四五六七", Some(Problem::TooShort { least: 8 })),
            ("春眠不觉晓处处闻啼鸟", None),
            ("1234567890", Some(Problem::TooCommon)),
            ("Password123", Some(Problem::TooCommon)),
            ("aaaaaaaaaaaa", Some(Problem::TooCommon)),
            ("12345678901234", Some(Problem::TooCommon)),
            ("dragon!!2026", Some(Problem::TooCommon)),
            ("P@ssw0rd2019", guessed(Weakness::Common)),
            ("14.02.1987", guessed(Weakness::Date)),
            ("zxcvfr456yhn", guessed(Weakness::Keys)),
            ("li xiaoming", guessed(Weakness::Own)),
            ("LI.XIAOMING", guessed(Weakness::Own)),
            ("li.xiaoming@example.com", guessed(Weakness::Own)),
            ("xiaoming's horse eats", guessed(Weakness::Own)),
            ("correct horse battery", None),
            (&"x1".repeat(200), Some(Problem::TooLong { limit: 256 })),
        ] {
            let found = check(password, "Li Xiaoming", "li.xiaoming@example.com").await;
            assert_eq!(found.unwrap(), expected, "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_same_password_opens() {
        let kept = hash("Ｇｒｏßer Käfer 9").await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        assert!(verify("Großer Ka\u{308}fer 9", Some(&kept)).await.unwrap());
        assert!(!verify("großer käfer 9", Some(&kept)).await.unwrap());
        assert!(!verify("anything", None).await.unwrap());
    }
}
