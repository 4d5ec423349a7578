//! A place in what is told, as browsers keep it to come back.

use std::fmt;
use std::str::FromStr;

use crate::log;

/// Where the log stood. The same on every node, so that a browser may come back to another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cursor {
    xid: i64,
    seq: i64,
    /// Counts what is told while the log stands still.
    part: u32,
}

impl Cursor {
    pub(super) fn of((xid, seq): log::Cursor) -> Self {
        Self { xid, seq, part: 0 }
    }

    /// The place of what is told after `self`, when the log stands at `at`.
    pub(super) fn then(self, at: log::Cursor) -> Self {
        if at > (self.xid, self.seq) {
            return Self::of(at);
        }
        Self {
            part: self.part + 1,
            ..self
        }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.xid, self.seq, self.part)
    }
}

impl FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let mut number = || {
            parts
                .next()?
                .parse::<i64>()
                .ok()
                .filter(|number| *number >= 0)
        };
        let (Some(xid), Some(seq), Some(part)) = (number(), number(), number()) else {
            return Err(());
        };
        let part = u32::try_from(part).map_err(drop)?;
        Ok(Self { xid, seq, part })
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_reads_as_it_is_written_and_nothing_else_does() {
        for (text, reads) in [
            ("0.17.0", true),
            ("81.17.3", true),
            ("81.17", false),
            ("81.-17.3", false),
            ("a.b.c", false),
            ("", false),
            ("1.2.3.4", false),
            ("1.2.99999999999", false),
        ] {
            let cursor: Result<Cursor, ()> = text.parse();
            assert_eq!(
                cursor.map(|cursor| cursor.to_string()).ok(),
                reads.then(|| text.to_owned())
            );
        }
    }
}
