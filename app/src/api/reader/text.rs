//! Going through the letters of JSON.

use super::{Outcome, Unreadable};

/// Lists and objects stand within each other at most so many times.
const DEEPEST: u8 = 120;

pub(super) struct Reader<'a> {
    text: &'a str,
    /// The byte that is read next.
    at: usize,
    depth: u8,
    /// The last text that had something escaped.
    unescaped: String,
}

/// A number, as exactly as it is written.
pub(super) enum Number {
    Natural(u64),
    Negative(i64),
    Broken(f64),
}

// None of it is drawn into what reads a type: it would be there as often as there are types.
impl<'a> Reader<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            unescaped: String::new(),
        }
    }

    /// The next byte that is no space.
    #[inline(never)]
    pub(super) fn next(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(byte) = bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    /// Passes over a byte.
    #[inline(never)]
    pub(super) fn pass(&mut self, byte: u8) -> Outcome<()> {
        if self.next() != Some(byte) {
            return Err(Unreadable);
        }
        self.at += 1;
        Ok(())
    }

    /// Passes over one of the three words of JSON.
    #[inline(never)]
    pub(super) fn pass_word(&mut self, word: &str) -> Outcome<()> {
        self.next();
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !rest.starts_with(word) {
            return Err(Unreadable);
        }
        self.at += word.len();
        Ok(())
    }

    /// Goes into a list or an object.
    #[inline(never)]
    pub(super) fn enter(&mut self, byte: u8) -> Outcome<()> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Unreadable);
        }
        self.pass(byte)
    }

    #[inline(never)]
    pub(super) fn leave(&mut self, byte: u8) -> Outcome<()> {
        self.depth = self.depth.saturating_sub(1);
        self.pass(byte)
    }

    /// Whether a list or an object has another part, which stands next.
    #[inline(never)]
    pub(super) fn has_more(&mut self, end: u8, is_first: &mut bool) -> Outcome<bool> {
        if self.next() == Some(end) {
            return Ok(false);
        }
        if !std::mem::take(is_first) {
            self.pass(b',')?;
        }
        Ok(true)
    }

    #[inline(never)]
    pub(super) fn yes_or_no(&mut self) -> Outcome<bool> {
        let is_yes = self.next() == Some(b't');
        self.pass_word(if is_yes { "true" } else { "false" })?;
        Ok(is_yes)
    }

    #[inline(never)]
    pub(super) fn string(&mut self) -> Outcome<&str> {
        self.pass(b'"')?;
        let begin = self.at;
        self.pass_plain()?;
        if self.text.as_bytes().get(self.at) == Some(&b'"') {
            let end = self.at;
            self.at += 1;
            return self.text.get(begin..end).ok_or(Unreadable);
        }
        self.unescaped.clear();
        let mut begin = begin;
        loop {
            let plain = self.text.get(begin..self.at).ok_or(Unreadable)?;
            self.unescaped.push_str(plain);
            let byte = self.text.as_bytes().get(self.at);
            self.at += 1;
            if byte == Some(&b'"') {
                return Ok(&self.unescaped);
            }
            let letter = self.escaped()?;
            self.unescaped.push(letter);
            begin = self.at;
            self.pass_plain()?;
        }
    }

    /// Goes to the next quotation mark or backslash.
    fn pass_plain(&mut self) -> Outcome<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let plain = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
        self.at += plain.ok_or(Unreadable)?;
        match rest.get(plain.unwrap_or_default()) {
            Some(0..=0x1f) => Err(Unreadable),
            _ => Ok(()),
        }
    }

    /// What stands after a backslash.
    fn escaped(&mut self) -> Outcome<char> {
        let byte = self.text.as_bytes().get(self.at).copied();
        self.at += 1;
        Ok(match byte.ok_or(Unreadable)? {
            byte @ (b'"' | b'\\' | b'/') => byte.into(),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => self.letter_by_number()?,
            _ => return Err(Unreadable),
        })
    }

    /// A letter in UTF-16: one unit, or two of them.
    fn letter_by_number(&mut self) -> Outcome<char> {
        let first = self.unit()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first).ok_or(Unreadable);
        }
        if self.text.get(self.at..self.at + 2) != Some("\\u") {
            return Err(Unreadable);
        }
        self.at += 2;
        let second = self.unit()?;
        if !(0xdc00..0xe000).contains(&second) {
            return Err(Unreadable);
        }
        let number = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        char::from_u32(number).ok_or(Unreadable)
    }

    fn unit(&mut self) -> Outcome<u32> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unreadable)?;
        if digits.starts_with('+') {
            return Err(Unreadable);
        }
        self.at += 4;
        u32::from_str_radix(digits, 16).map_err(|_| Unreadable)
    }

    #[inline(never)]
    pub(super) fn number(&mut self) -> Outcome<Number> {
        // Names of fields are texts, also where they are numbers.
        if self.next() == Some(b'"') {
            return number_of(self.string()?);
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest
            .bytes()
            .position(|byte| !matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
        let digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += digits.len();
        number_of(digits)
    }

    /// Passes over whatever stands next.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Outcome<()> {
        let mut is_first = true;
        match self.next() {
            Some(b'"') => self.string().map(drop),
            Some(b'n') => self.pass_word("null"),
            Some(b't' | b'f') => self.yes_or_no().map(drop),
            Some(b'[') => {
                self.enter(b'[')?;
                while self.has_more(b']', &mut is_first)? {
                    self.skip()?;
                }
                self.leave(b']')
            }
            Some(b'{') => {
                self.enter(b'{')?;
                while self.has_more(b'}', &mut is_first)? {
                    self.string()?;
                    self.pass(b':')?;
                    self.skip()?;
                }
                self.leave(b'}')
            }
            _ => self.number().map(drop),
        }
    }
}

#[inline(never)]
fn number_of(digits: &str) -> Outcome<Number> {
    if digits.starts_with('+') {
        return Err(Unreadable);
    }
    if digits
        .bytes()
        .any(|byte| matches!(byte, b'.' | b'e' | b'E'))
    {
        return broken(digits).map(Number::Broken).ok_or(Unreadable);
    }
    if digits.starts_with('-') {
        return digits.parse().map(Number::Negative).map_err(|_| Unreadable);
    }
    digits.parse().map(Number::Natural).map_err(|_| Unreadable)
}

/// The browser reads such numbers itself.
#[cfg(feature = "hydrate")]
fn broken(digits: &str) -> Option<f64> {
    Some(js_sys::Number::parse_float(digits)).filter(|number| number.is_finite())
}

#[cfg(not(feature = "hydrate"))]
fn broken(digits: &str) -> Option<f64> {
    digits
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}
