//! The square code that an app's camera reads.

use std::fmt::Write;

use contract::dto::signing::FactorSetup;
use fast_qr::QRBuilder;

use crate::{Error, Result};

/// Light modules around the dark ones, as ISO/IEC 18004 asks for.
const BORDER: usize = 4;

/// What an app needs to know of a secret. `issuer` is the organisation, `account` the address of the person.
///
/// # Errors
/// When the names are too long to be drawn.
pub(super) fn setup(issuer: &str, account: &str, secret: &str) -> Result<FactorSetup> {
    let [issuer, account] = [issuer, account].map(escape);
    let link = format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}");
    let square = QRBuilder::new(link.clone())
        .build()
        .map_err(|cause| Error::broken(format!("{cause:?}")))?;
    let mut path = String::new();
    for row in 0..square.size {
        for column in (0..square.size).filter(|column| square[row][*column].value()) {
            write!(path, "M{} {}h1v1h-1z", column + BORDER, row + BORDER).map_err(Error::broken)?;
        }
    }
    let groups: Vec<&str> = secret
        .as_bytes()
        .chunks(4)
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    Ok(FactorSetup {
        secret: groups.join(" "),
        link,
        modules: u32::try_from(square.size + 2 * BORDER).unwrap_or_default(),
        path,
    })
}

/// Percent-encodes everything but letters, digits and what is harmless in an address.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.chars().take(60).collect::<String>().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                escaped.push(byte.into())
            }
            _ => escaped.extend(format!("%{byte:02X}").chars()),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::setup;

    #[test]
    fn the_square_holds_the_link_of_an_app() {
        let found = setup("海川 & Co", "li@example.com", "GEZDGNBVGY3TQOJQ").unwrap();
        assert_eq!(found.secret, "GEZD GNBV GY3T QOJQ");
        let issuer = "%E6%B5%B7%E5%B7%9D%20%26%20Co";
        assert_eq!(
            found.link,
            format!(
                "otpauth://totp/{issuer}:li%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer={issuer}"
            )
        );
        assert!(found.modules > 40 && found.path.starts_with("M4 4h1v1h-1z"));
    }
}
