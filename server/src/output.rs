//! Lines for the person at the terminal, apart from the log, which goes to the error output.

use std::io::Write;

/// Writes one line. Nobody listening is no error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
