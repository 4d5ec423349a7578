//! Yes and no in both languages.

use super::problem::CellProblem;
use super::text::fold;

const YES: &[&str] = &[
    "yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "√", "☑", "是", "是的", "对", "有", "真",
    "已", "启用", "开",
];

const NO: &[&str] = &[
    "no", "n", "false", "f", "0", "off", "✗", "✘", "×", "☐", "否", "不", "不是", "错", "无",
    "没有", "假", "未", "停用", "关",
];

/// Reads yes or no; an empty cell is the caller's to decide and counts as unreadable here.
///
/// # Errors
///
/// [`CellProblem::YesNoUnreadable`] for any other word.
pub fn parse_yes_no(cell: &str) -> Result<bool, CellProblem> {
    let word = fold(cell).to_lowercase();
    if YES.contains(&word.as_str()) {
        return Ok(true);
    }
    if NO.contains(&word.as_str()) {
        return Ok(false);
    }
    Err(CellProblem::YesNoUnreadable)
}

#[cfg(test)]
mod tests {
    use super::parse_yes_no;

    #[test]
    fn yes_and_no_in_both_languages() {
        let check = |cell: &str, expected: Option<bool>| {
            assert_eq!(parse_yes_no(cell).ok(), expected, "{cell:?}")
        };
        for yes in ["Yes", " Y ", "TRUE", "1", "是", "对", "有", "Ｙ", "√"] {
            check(yes, Some(true));
        }
        for no in ["No", "n", "False", "0", "否", "无", "没有", "Ｎ"] {
            check(no, Some(false));
        }
        for neither in ["", "maybe", "2", "是否", "10"] {
            check(neither, None);
        }
    }
}
