//! The text of one card, whatever its bytes.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The bytes of a card as text: UTF-8 where they are, else as the card itself names it, else as the file looks.
pub(super) fn of(bytes: &[u8], encoding: &'static Encoding) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            let guess = if encoding == UTF_8 { GB18030 } else { encoding };
            named(bytes).unwrap_or(guess).decode(bytes).0
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    if has(text, QUOTED) {
        unquoted(text)
    } else {
        text.to_owned()
    }
}

const QUOTED: &str = "QUOTED-PRINTABLE";
const CHARSET: &str = "CHARSET=";

/// The encoding that a card names at one of its properties.
fn named(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes
        .windows(CHARSET.len())
        .position(|window| window.eq_ignore_ascii_case(CHARSET.as_bytes()))?;
    let label: Vec<u8> = bytes
        .iter()
        .skip(start + CHARSET.len())
        .copied()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .collect();
    Encoding::for_label(&label).filter(|encoding| *encoding != UTF_8)
}

fn has(text: &str, word: &str) -> bool {
    text.as_bytes()
        .windows(word.len())
        .any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}

/// Quoted text (RFC 2045, 6.7) as plain text. Telephones write it in the letters of their country, and many do not say
/// which: then the bytes tell.
fn unquoted(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let Some((head, value)) = line.split_once(':').filter(|(head, _)| has(head, QUOTED)) else {
            told.push_str(line);
            continue;
        };
        let mut value = value.trim_end().to_owned();
        while value.ends_with('=') {
            value.pop();
            let Some(next) = lines.next() else { break };
            value.push_str(next.trim_end());
        }
        let encoding = named(head.as_bytes());
        let params = head
            .split(';')
            .filter(|param| !(has(param, QUOTED) || has(param, CHARSET)));
        let parts = parts(&value)
            .into_iter()
            .map(|part| escaped(&read(&part, encoding)));
        told.push_str(&params.collect::<Vec<_>>().join(";"));
        told.push(':');
        told.push_str(&parts.collect::<Vec<_>>().join(";"));
        told.push_str("\r\n");
    }
    told
}

/// The bytes of each part of a value; a semicolon parts them unless it is quoted.
fn parts(value: &str) -> Vec<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (mut parts, mut rest) = (vec![Vec::new()], value.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let quoted = match (first, after) {
            (b'=', [high, low, ..]) => digit(*high).zip(digit(*low)),
            _ => None,
        };
        let byte = quoted.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        if byte.is_some() {
            rest = after.get(2..).unwrap_or_default();
        } else if *first == b';' {
            parts.push(Vec::new());
            continue;
        } else if (*first, after.first()) == (b'\\', Some(&b';')) {
            continue;
        }
        if let Some(part) = parts.last_mut() {
            part.push(byte.unwrap_or(*first));
        }
    }
    parts
}

fn read(bytes: &[u8], encoding: Option<&'static Encoding>) -> String {
    match (encoding, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => GB18030.decode(bytes).0.into_owned(),
    }
}

/// Text as newer cards write it (RFC 6350, 3.4).
fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\r' => {}
            '\n' => told.push_str("\\n"),
            ';' | ',' | '\\' => told.extend(['\\', c]),
            c => told.push(c),
        }
    }
    told
}
