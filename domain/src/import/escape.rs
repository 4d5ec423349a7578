//! Cells that a spreadsheet program would run.

use std::borrow::Cow;

/// A cell for a file that people open in a spreadsheet program: where the text would be taken for a
/// formula, an apostrophe goes before it (OWASP, "CSV Injection"). Imports keep such text as it is.
///
/// Plain negative or signed numbers such as `-5` or `+86 138 5742 9016` are escaped too, so numbers that
/// are values and not text must not pass through here.
#[must_use]
pub fn escape_for_spreadsheet(cell: &str) -> Cow<'_, str> {
    let first = cell.trim_start_matches(' ').chars().next();
    if matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    ) {
        return Cow::Owned(format!("'{cell}"));
    }
    Cow::Borrowed(cell)
}

#[cfg(test)]
mod tests {
    use super::escape_for_spreadsheet;

    #[test]
    fn only_what_a_spreadsheet_would_run_is_escaped() {
        let check = |cell, expected| assert_eq!(escape_for_spreadsheet(cell), expected);
        check("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0");
        check("+1", "'+1");
        check("-1+2", "'-1+2");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\tx", "'\tx");
        check("\rx", "'\rx");
        check("  =1", "'  =1");
        check("Acme = good", "Acme = good");
        check("", "");
    }
}
