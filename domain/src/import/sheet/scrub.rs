//! Between decoder and CSV parser: one kind of line end, no NUL bytes, and an eye on quotation marks.
//!
//! The parser itself would take everything behind a mark that is never closed for one cell, up to the last
//! byte of the file and of the memory.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fmt, sync::Arc};

/// No cell and no line is longer than this, in bytes of UTF-8.
const LONGEST: u64 = 1024 * 1024;

/// What was met on the way.
#[derive(Debug, Default)]
pub(super) struct Tally {
    nuls: AtomicU64,
    undecodable: AtomicU64,
}

impl Tally {
    pub(super) fn nuls(&self) -> u64 {
        self.nuls.load(Ordering::Relaxed)
    }

    pub(super) fn undecodable(&self) -> u64 {
        self.undecodable.load(Ordering::Relaxed)
    }
}

/// Why reading stops before the end of the file; travels inside an [`io::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    UnclosedQuote { line: u64 },
    EndlessLine { line: u64 },
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Stop {}

/// Where in a record the last byte stood, by the rules of the `csv` crate.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a mark inside quotes, which closes them or is half of a doubled one.
    QuoteInQuotes,
}

/// Where a record begins, and what was left out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Start {
    pub(super) line: u64,
    pub(super) had_nuls: bool,
}

/// A reader of UTF-8 that passes on what it cleans.
pub(super) struct Scrub<R> {
    inner: R,
    delimiter: u8,
    tally: Arc<Tally>,
    input: Vec<u8>,
    output: Vec<u8>,
    given: usize,
    place: Place,
    line: u64,
    /// Where the records begin that the parser has not given yet; it loses count at blank lines.
    starts: VecDeque<Start>,
    between_records: bool,
    /// A NUL byte stood before the first byte of the next record.
    nul_before: bool,
    opened: u64,
    length: u64,
    after_return: bool,
    /// Bytes of U+FFFD (EF BF BD) seen in a row.
    replacement: u8,
    stop: Option<Stop>,
    ended: bool,
}

impl<R: Read> Scrub<R> {
    pub(super) fn new(inner: R, delimiter: u8, tally: Arc<Tally>) -> Self {
        Self {
            inner,
            delimiter,
            tally,
            input: vec![0; 64 * 1024],
            output: Vec::with_capacity(64 * 1024),
            given: 0,
            place: Place::FieldStart,
            line: 1,
            starts: VecDeque::new(),
            between_records: true,
            nul_before: false,
            opened: 1,
            length: 0,
            after_return: false,
            replacement: 0,
            stop: None,
            ended: false,
        }
    }

    /// Where the next record begins; to be asked once for each record.
    pub(super) fn next_start(&mut self) -> Start {
        let end = Start {
            line: self.line,
            had_nuls: false,
        };
        self.starts.pop_front().unwrap_or(end)
    }

    fn refill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && !self.ended && self.stop.is_none() {
            let mut input = std::mem::take(&mut self.input);
            let read = self.inner.read(&mut input);
            let count = *read.as_ref().unwrap_or(&0);
            for byte in &input[..count] {
                self.take(*byte);
            }
            self.input = input;
            if read? == 0 {
                self.ended = true;
                if self.place == Place::Quoted {
                    self.stop = Some(Stop::UnclosedQuote { line: self.opened });
                }
            }
        }
        Ok(())
    }

    fn take(&mut self, byte: u8) {
        if self.stop.is_some() {
            return;
        }
        if byte == 0 {
            self.tally.nuls.fetch_add(1, Ordering::Relaxed);
            match self.starts.back_mut().filter(|_| !self.between_records) {
                Some(record) => record.had_nuls = true,
                None => self.nul_before = true,
            }
            return;
        }
        self.count_replacement(byte);
        let after_return = std::mem::replace(&mut self.after_return, byte == b'\r');
        if after_return && byte == b'\n' {
            return;
        }
        let byte = if byte == b'\r' { b'\n' } else { byte };
        self.output.push(byte);
        self.follow(byte);
    }

    fn count_replacement(&mut self, byte: u8) {
        self.replacement = match (self.replacement, byte) {
            (_, 0xEF) => 1,
            (1, 0xBF) => 2,
            (2, 0xBD) => {
                self.tally.undecodable.fetch_add(1, Ordering::Relaxed);
                0
            }
            _ => 0,
        };
    }

    fn follow(&mut self, byte: u8) {
        if self.between_records && byte != b'\n' {
            let had_nuls = std::mem::take(&mut self.nul_before);
            self.starts.push_back(Start {
                line: self.line,
                had_nuls,
            });
            self.between_records = false;
        }
        self.place = match (self.place, byte) {
            (Place::FieldStart, b'"') => {
                self.opened = self.line;
                Place::Quoted
            }
            (Place::Quoted, b'"') => Place::QuoteInQuotes,
            (Place::Quoted, _) | (Place::QuoteInQuotes, b'"') => Place::Quoted,
            (_, b'\n') => Place::FieldStart,
            (_, byte) if byte == self.delimiter => Place::FieldStart,
            _ => Place::Plain,
        };
        self.length += 1;
        if byte == b'\n' {
            self.line += 1;
        }
        if self.place == Place::FieldStart {
            self.between_records |= byte == b'\n';
            self.length = 0;
        } else if self.length > LONGEST {
            self.stop = Some(
                if matches!(self.place, Place::Quoted | Place::QuoteInQuotes) {
                    Stop::UnclosedQuote { line: self.opened }
                } else {
                    Stop::EndlessLine { line: self.line }
                },
            );
        }
    }
}

impl<R: Read> Read for Scrub<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.refill()?;
        }
        let count = buffer.len().min(self.output.len() - self.given);
        buffer[..count].copy_from_slice(&self.output[self.given..self.given + count]);
        self.given += count;
        match self.stop {
            Some(stop) if count == 0 => Err(io::Error::other(stop)),
            _ => Ok(count),
        }
    }
}
