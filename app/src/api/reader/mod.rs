//! Reads JSON in the browser.
//!
//! What the server sends is read by types that the page carries, so each of them costs twice: its own reader, and what
//! `serde_json` makes of it. That also reads objects written as lists, and has words for whatever is wrong; together they
//! were a sixth of the first page's code. This reads objects by the names of their fields only, and does not say what is
//! wrong: in a browser an answer that cannot be read was cut off.
//!
//! - `text` goes through the letters and knows nothing of types, so that it is there once.
//! - `types` is what serde asks.

mod text;
mod types;

#[cfg(test)]
mod tests;

use std::fmt;

use serde::de::{DeserializeOwned, Error, Expected, Unexpected};

use text::Reader;

/// The text is no JSON, or not of what was asked for.
#[derive(Debug)]
pub struct Unreadable;

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cannot be read")
    }
}

impl std::error::Error for Unreadable {}

impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

type Outcome<T> = Result<T, Unreadable>;

/// Reads a value that is the whole of a text.
///
/// # Errors
/// The text is no JSON, or not of such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    let mut reader = Reader::of(text);
    let value = T::deserialize(&mut reader)?;
    match reader.next() {
        None => Ok(value),
        Some(_) => Err(Unreadable),
    }
}
