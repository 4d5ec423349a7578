//! The form in which server functions ask and answer.

use leptos::prelude::Resource;
use leptos::server::codee;
use leptos::server_fn::codec::Post;
use leptos::server_fn::{Bytes, ContentType, Decodes, Encodes, Format, FormatType};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error};

/// JSON in the body of a `POST` request and of its answer.
pub type Json = Post<JsonText>;

/// JSON, read as text. Leptos' own reads bytes; but what a page brings along is text, so that every type
/// would carry its reader twice in the browser, a tenth of the first page's code.
pub struct JsonText;

impl ContentType for JsonText {
    const CONTENT_TYPE: &'static str = "application/json";
}

impl FormatType for JsonText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl<T: Serialize> Encodes<T> for JsonText {
    type Error = serde_json::Error;

    fn encode(output: &T) -> Result<Bytes, Self::Error> {
        serde_json::to_vec(output).map(Bytes::from)
    }
}

impl<T: DeserializeOwned> Decodes<T> for JsonText {
    type Error = ReadError;

    fn decode(bytes: Bytes) -> Result<T, Self::Error> {
        let text = std::str::from_utf8(&bytes).map_err(ReadError::custom)?;
        read(text)
    }
}

/// What a page brings along is written and read as the answers to its questions are.
impl<T: Serialize> codee::Encoder<T> for JsonText {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, Self::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> codee::Decoder<T> for JsonText {
    type Error = ReadError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, Self::Error> {
        read(text)
    }
}

/// What is asked of the server when a page is drawn, and brought along by the page.
pub type Asked<T> = Resource<T, JsonText>;

/// Asks for what a page shows, and again whenever `source` changes.
pub fn asked<S, T, A>(
    source: impl Fn() -> S + Send + Sync + 'static,
    ask: impl Fn(S) -> A + Send + Sync + 'static,
) -> Asked<T>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    A: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, ask, false)
}

#[cfg(feature = "ssr")]
type ReadError = serde_json::Error;
#[cfg(not(feature = "ssr"))]
type ReadError = super::reader::Unreadable;

/// Reads JSON.
///
/// # Errors
/// The text is no JSON, or not of such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    #[cfg(feature = "ssr")]
    let value = serde_json::from_str(text);
    #[cfg(not(feature = "ssr"))]
    let value = super::reader::read(text);
    value
}
