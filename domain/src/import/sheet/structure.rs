//! The structure of XML, byte by byte: no more of it is kept than the tag that is being read.

use super::problem::SheetProblem;
use super::unpack::Limits;

/// Elements whose content the reader of workbooks joins into one text.
const JOINED: [&[u8]; 5] = [b"f", b"is", b"si", b"t", b"v"];
/// A count that promises no more than this is no harm, whatever it says.
const HARMLESS: u64 = 100_000;

/// Where the next byte stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Text,
    /// Between `<` and `>`; the quotation mark of the value that is open, or 0.
    Tag(u8),
    /// What ends with these bytes.
    Until(&'static [u8]),
}

/// What was read so far.
pub(super) struct Structure<'l> {
    limits: &'l Limits,
    place: Place,
    /// Bytes of the text or tag so far.
    length: u64,
    /// The tag so far, or the last bytes of what ends with some.
    kept: Vec<u8>,
    depth: u32,
    rows: u64,
    texts: u64,
    /// The most texts that the table says it has.
    promised: u64,
    /// The outermost element that is joined, and how long it is.
    joined: Option<(Vec<u8>, u64)>,
}

impl<'l> Structure<'l> {
    pub(super) fn new(limits: &'l Limits) -> Self {
        Self {
            limits,
            place: Place::Text,
            length: 0,
            kept: Vec::new(),
            depth: 0,
            rows: 0,
            texts: 0,
            promised: 0,
            joined: None,
        }
    }

    /// Reads on.
    ///
    /// # Errors
    /// [`SheetProblem::Contrived`].
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<(), SheetProblem> {
        for byte in bytes {
            self.length += 1;
            if let Some((_, length)) = &mut self.joined {
                *length += 1;
                contrived(*length > self.limits.cell)?;
            }
            contrived(self.length > self.limits.token)?;
            match self.place {
                Place::Text if *byte == b'<' => self.begin(Place::Tag(0)),
                Place::Text => {}
                Place::Tag(quote) => self.read_tag(*byte, quote)?,
                Place::Until(end) => self.read_until(*byte, end),
            }
        }
        Ok(())
    }

    /// Whether room for more texts would be made than there are.
    ///
    /// # Errors
    /// [`SheetProblem::Contrived`].
    pub(super) fn promises_no_more_than_it_holds(&self) -> Result<(), SheetProblem> {
        contrived(self.promised > HARMLESS && self.promised > self.texts * 2)
    }

    fn begin(&mut self, place: Place) {
        self.place = place;
        self.length = 0;
        self.kept.clear();
    }

    fn read_tag(&mut self, byte: u8, quote: u8) -> Result<(), SheetProblem> {
        let is_end_tag = self.kept.first() == Some(&b'/');
        match byte {
            b'>' if quote == 0 => {
                let tag = std::mem::take(&mut self.kept);
                self.ended(&tag)?;
                self.kept = tag;
                self.begin(Place::Text);
                return Ok(());
            }
            b'"' | b'\'' if quote == 0 && !is_end_tag => self.place = Place::Tag(byte),
            byte if byte == quote => self.place = Place::Tag(0),
            _ => {}
        }
        self.kept.push(byte);
        match self.kept.as_slice() {
            b"!--" => self.begin(Place::Until(b"-->")),
            b"![CDATA[" => self.begin(Place::Until(b"]]>")),
            b"?" => self.begin(Place::Until(b"?>")),
            // No spreadsheet describes its own kind of document.
            [b'!', b'D' | b'd', ..] => return Err(SheetProblem::Contrived),
            _ => {}
        }
        Ok(())
    }

    fn read_until(&mut self, byte: u8, end: &'static [u8]) {
        if self.kept.len() == end.len() {
            self.kept.remove(0);
        }
        self.kept.push(byte);
        if self.kept == end {
            self.begin(Place::Text);
        }
    }

    /// A tag is whole; without its brackets.
    fn ended(&mut self, tag: &[u8]) -> Result<(), SheetProblem> {
        if let Some(name) = tag.strip_prefix(b"/") {
            self.depth = self.depth.saturating_sub(1);
            let is_over = |(open, _): &(Vec<u8>, u64)| open.as_slice() == name.trim_ascii_end();
            if self.joined.as_ref().is_some_and(is_over) {
                self.joined = None;
            }
            return Ok(());
        }
        let is_name = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'/';
        let length = tag.iter().take_while(|byte| is_name(byte)).count();
        let name = tag.get(..length).unwrap_or_default();
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        match local {
            b"row" => self.rows += 1,
            b"si" => self.texts += 1,
            b"sst" => self.promised = self.promised.max(promised(tag)),
            _ => {}
        }
        contrived(self.rows > self.limits.rows)?;
        if tag.ends_with(b"/") {
            return Ok(());
        }
        self.depth += 1;
        if self.joined.is_none() && JOINED.contains(&local) {
            self.joined = Some((name.to_vec(), 0));
        }
        contrived(self.depth > self.limits.depth)
    }
}

fn contrived(is_it: bool) -> Result<(), SheetProblem> {
    match is_it {
        true => Err(SheetProblem::Contrived),
        false => Ok(()),
    }
}

/// The number of texts that the tag of the table names; the largest that fits where it is no number.
fn promised(tag: &[u8]) -> u64 {
    const NAME: &[u8] = b"uniqueCount";
    let Some(at) = tag.windows(NAME.len()).position(|part| part == NAME) else {
        return 0;
    };
    let rest = tag.get(at + NAME.len()..).unwrap_or_default();
    let digits = rest.iter().skip_while(|byte| !byte.is_ascii_digit());
    let digits = digits.take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    })
}
