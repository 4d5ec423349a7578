//! Codes by time (RFC 6238): HMAC-SHA-1, six digits, thirty seconds, as every app reads them.

use chrono::{DateTime, Utc};
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Seconds for which one code stands.
const STEP: i64 = 30;
/// How many steps a clock may be early or late.
const DRIFT: i64 = 1;
/// Length of a new secret in bytes (RFC 4226, 4: at least 128 bits, 160 advised).
const SECRET: usize = 20;

/// A new secret, in base 32.
pub(super) fn secret() -> String {
    BASE32_NOPAD.encode(&rand::random::<[u8; SECRET]>())
}

/// The step whose code it is, around a moment; `None` for any other code.
pub(super) fn step_of(secret: &str, code: &str, now: DateTime<Utc>) -> Option<i64> {
    let code: u32 = Some(code).filter(|code| code.len() == 6)?.parse().ok()?;
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    let present = now.timestamp() / STEP;
    (present - DRIFT..=present + DRIFT).find(|step| code_at(&secret, *step) == Some(code))
}

/// The code of a step (RFC 4226, 5.3).
fn code_at(secret: &[u8], step: i64) -> Option<u32> {
    let mut hmac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    hmac.update(&step.to_be_bytes());
    let digest = hmac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0xf);
    let four: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
    Some((u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// The code that an app shows at a moment; `None` for what is no secret.
#[must_use]
pub fn code(secret: &str, at: DateTime<Utc>) -> Option<String> {
    let secret = secret.replace(' ', "");
    let secret = BASE32_NOPAD.decode(secret.as_bytes()).ok()?;
    Some(format!("{:06}", code_at(&secret, at.timestamp() / STEP)?))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use data_encoding::BASE32_NOPAD;

    use super::{code, secret, step_of};

    /// The values of RFC 6238, appendix B, of which an app shows the last six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = BASE32_NOPAD.encode(b"12345678901234567890");
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let at = DateTime::from_timestamp(seconds, 0).unwrap();
            assert_eq!(code(&secret, at).as_deref(), Some(expected));
            assert_eq!(step_of(&secret, expected, at), Some(seconds / 30));
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_wrong_and_no_more() {
        let secret = secret();
        let at = |seconds: i64| DateTime::from_timestamp(1_700_000_010 + seconds, 0).unwrap();
        let shown = code(&secret, at(0)).unwrap();
        for (seconds, expected) in [
            (-60, false),
            (-30, true),
            (0, true),
            (30, true),
            (60, false),
        ] {
            assert_eq!(
                step_of(&secret, &shown, at(seconds)).is_some(),
                expected,
                "{seconds}"
            );
        }
        for wrong in ["", "12345", "1234567", "+12345", "abcdef"] {
            assert_eq!(step_of(&secret, wrong, at(0)), None, "{wrong}");
        }
    }
}
