//! From the text of a cell to bare digits: signs, brackets, labels and extensions taken away.

use crate::import::problem::CellProblem;

/// The digits of the first number of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Digits only; without the plus or the double nought of an international number.
    pub(super) digits: String,
    /// A plus or a double nought says that a country code comes first.
    pub(super) international: bool,
    pub(super) extension: Option<String>,
    /// More numbers stand behind the first.
    pub(super) several: bool,
    /// Grouped three, three, four, as North Americans write.
    pub(super) three_three_four: bool,
}

/// Words that introduce an extension, longest first; a bare `x` or `#` only between digits.
const EXTENSION_WORDS: &[&str] = &[
    "extension",
    "ext.",
    "ext",
    "转接",
    "转",
    "轉",
    "分机号",
    "分机",
    "分機",
    "doorwahl",
    "x",
    "#",
    "*",
];

/// Words before a number that say what it is.
const LABELS: &[&str] = &[
    "telephone",
    "telefon",
    "phone",
    "mobile",
    "cell",
    "fax",
    "tel",
    "mob",
    "m",
    "t",
    "手机号",
    "手机",
    "电话",
    "座机",
    "固话",
    "办公",
    "传真",
    "电 话",
];

pub(super) fn first_number(text: &str) -> Result<Written, CellProblem> {
    if is_rounded(text) {
        return Err(CellProblem::PhoneDigitsLost);
    }
    let lower = text.to_lowercase();
    let lower = without_label(lower.strip_prefix("tel:").unwrap_or(&lower)).to_owned();
    let (first, several) = first_of_several(&lower);
    let (number, extension) = split_extension(first);
    let number = number.trim().trim_end_matches(".0");
    if !number.chars().all(is_phone_sign) {
        return Err(CellProblem::PhoneUnreadable);
    }
    // The trunk nought in brackets is not dialled after a country code: +44 (0)20 7946 0000.
    let number = if number.starts_with('+') {
        number.replace("(0)", "")
    } else {
        number.to_owned()
    };
    let three_three_four = is_three_three_four(&number);
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 5 || digits.bytes().all(|digit| digit == b'0') {
        return Err(CellProblem::PhoneUnreadable);
    }
    let doubled = digits
        .strip_prefix("00")
        .filter(|rest| !rest.starts_with('0'))
        .map(str::to_owned);
    let international = number.starts_with('+') || number.starts_with("(+") || doubled.is_some();
    let digits = doubled.unwrap_or(digits);
    Ok(Written {
        digits,
        international,
        extension,
        several,
        three_three_four,
    })
}

fn is_phone_sign(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || matches!(
            c,
            '+' | '-'
                | '('
                | ')'
                | '.'
                | '–'
                | '—'
                | '−'
                | '‐'
                | '‑'
                | '/'
                | '_'
                | '['
                | ']'
                | '·'
                | '~'
        )
}

/// `1.38574E+10`: a spreadsheet kept six digits of eleven.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, power)) = text.split_once(['e', 'E']) else {
        return false;
    };
    mantissa.contains('.')
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
        && power
            .trim_start_matches('+')
            .bytes()
            .all(|b| b.is_ascii_digit())
}

fn without_label(text: &str) -> &str {
    let text = text.trim();
    match LABELS.iter().find_map(|label| text.strip_prefix(label)) {
        Some(rest) => rest.trim_start_matches([':', '.', ' ', '：']),
        None => text,
    }
}

/// Cuts at marks that part whole numbers. A short rest, as in `0571-88880000/01`, is another ending of the
/// same number; it counts as several too.
fn first_of_several(text: &str) -> (&str, bool) {
    let marks = [';', ',', '、', '|', '\n', '或', '和', '&'];
    let cut = text
        .find(marks)
        .or_else(|| text.find('/').filter(|at| digits_in(&text[..*at]) >= 7));
    match cut {
        Some(at) => {
            let behind = &text[at..];
            (text[..at].trim(), digits_in(behind) > 0)
        }
        None => (text, false),
    }
}

fn digits_in(text: &str) -> usize {
    text.bytes().filter(u8::is_ascii_digit).count()
}

fn split_extension(text: &str) -> (&str, Option<String>) {
    for word in EXTENSION_WORDS {
        if let Some((number, extension)) = text.split_once(word) {
            let extension = extension.trim_matches(|c: char| !c.is_ascii_digit());
            if digits_in(number) >= 5
                && !extension.is_empty()
                && extension.len() <= 8
                && extension.bytes().all(|b| b.is_ascii_digit())
            {
                return (
                    number.trim_end_matches(['(', '[', ' ', '-']),
                    Some(extension.to_owned()),
                );
            }
        }
    }
    (text, None)
}

fn is_three_three_four(number: &str) -> bool {
    let groups: Vec<usize> = number
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    matches!(groups.as_slice(), [3, 3, 4] | [1, 3, 3, 4])
}
