//! Text as people and machines leave it in cells: wide forms, invisible characters, stray blanks.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfkc};

/// The cell without blanks and invisible marks around it; what stands inside is left alone.
#[must_use]
pub fn tidy(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// The cell in its plain form for parsing: wide letters and digits narrow, invisible marks gone, trimmed.
///
/// Never stored: people get back what they wrote.
#[must_use]
pub fn fold(cell: &str) -> Cow<'_, str> {
    let cell = tidy(cell);
    if cell.is_ascii() {
        return Cow::Borrowed(cell);
    }
    if is_nfkc(cell) && !cell.contains(is_invisible) {
        return Cow::Borrowed(cell);
    }
    let plain: String = cell.nfkc().filter(|c| !is_invisible(*c)).collect();
    Cow::Owned(tidy(&plain).to_owned())
}

/// Marks that take no room: zero-width blanks and joiners, direction marks, the byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// Whether the character is a Chinese one (or of another script written without blanks).
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::{fold, tidy};

    #[test]
    fn folding_narrows_and_trims() {
        let check = |cell, expected| assert_eq!(fold(cell), expected, "{cell:?}");
        check(" a b ", "a b");
        check("１３８５７４２９０１６", "13857429016");
        check("\u{FEFF}zhou＠example．com\u{200B}", "zhou@example.com");
        check("\u{3000}公司\u{A0}", "公司");
        check("¥486,000", "¥486,000");
        check("￥486,000", "¥486,000");
        check("", "");
    }

    #[test]
    fn tidying_leaves_the_inside_alone() {
        assert_eq!(tidy("\u{202D} 王 芳 \u{202C}"), "王 芳");
    }
}
