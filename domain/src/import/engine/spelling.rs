//! Cells before they are read: what says nothing, what several words mean, how choices are spelt.

use std::collections::HashMap;

use contract::{FieldDef, FieldKind};

use crate::import::{fold, tidy};

/// Words in cells of numbers, dates, addresses and choices that mean nothing at all.
const NOTHING: [&str; 12] = [
    "-", "--", "—", "/", "n/a", "#n/a", "null", "none", "-none-", "--none--", "无", "暂无",
];

/// A cell as it was before it was escaped for spreadsheet programs.
pub(super) fn unescaped(cell: &str) -> &str {
    let first = |text: &str| text.trim_start_matches(' ').chars().next();
    match cell.strip_prefix('\'') {
        Some(rest)
            if matches!(
                first(rest),
                Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
            ) =>
        {
            rest
        }
        _ => cell,
    }
}

/// Whether a cell says nothing of a field of that kind.
pub(super) fn is_nothing(kind: FieldKind, cell: &str) -> bool {
    let text = tidy(cell);
    let is_word = !matches!(
        kind,
        FieldKind::Text | FieldKind::LongText | FieldKind::Tags | FieldKind::YesNo
    );
    text.is_empty()
        || is_word && text.len() <= 8 && NOTHING.contains(&text.to_lowercase().as_str())
        || kind == FieldKind::Relation && text == "0"
}

/// Each tag once.
pub(super) fn tags(cell: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in cell
        .split([',', '，', ';', '；', '、', '|', '\n'])
        .map(tidy)
    {
        if !tag.is_empty() && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The words of a cell that names several choices or records. A comma may belong to a name, so it parts nothing.
pub(super) fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；', '|', '\n'])
        .map(tidy)
        .filter(|part| !part.is_empty())
}

/// Every spelling of the choices of a field.
pub(super) fn spellings(field: &FieldDef) -> HashMap<String, String> {
    let mut known = HashMap::new();
    for choice in &field.choices {
        let labels = [&choice.key, &choice.label.en, &choice.label.zh];
        for spelling in labels.into_iter().chain(&choice.synonyms) {
            known
                .entry(plain(spelling))
                .or_insert_with(|| choice.key.clone());
        }
    }
    known
}

/// Wide forms, case and doubled blanks do not tell two choices apart.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    if folded.contains("  ") || folded.contains(['\n', '\t']) {
        return folded.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    folded
}
