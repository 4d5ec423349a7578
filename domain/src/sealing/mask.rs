//! What everybody may see of a sensitive value.

use contract::FieldKind;

/// Stands for what is not shown, however long it is.
pub(super) const DOTS: &str = "••••";

/// From so many characters on the last four are shown.
const LONG: usize = 10;
/// From so many on the last two.
const SHORT: usize = 6;

/// The mask of a value of a kind: enough to tell it to its owner from another one, too little to guess it.
pub(super) fn mask(kind: FieldKind, plain: &str) -> String {
    match kind {
        FieldKind::LongText | FieldKind::Link => DOTS.to_owned(),
        FieldKind::Email => match plain.rsplit_once('@') {
            Some((_, host)) => format!("{DOTS}@{host}"),
            None => DOTS.to_owned(),
        },
        _ => {
            let letters: Vec<char> = plain.chars().filter(|c| c.is_alphanumeric()).collect();
            let shown = match letters.len() {
                LONG.. => 4,
                SHORT.. => 2,
                _ => 0,
            };
            let end: String = letters[letters.len() - shown..].iter().collect();
            format!("{DOTS}{end}")
        }
    }
}

#[cfg(test)]
mod tests {
    use contract::FieldKind;

    use super::mask;

    #[test]
    fn how_much_shows_depends_on_kind_and_length() {
        for (kind, plain, shown) in [
            (FieldKind::Text, "330203198001011234", "••••1234"),
            (FieldKind::Text, "6222 0212 3456 7890", "••••7890"),
            (FieldKind::Text, "AB 1234", "••••34"),
            (FieldKind::Text, "张三丰", "••••"),
            (FieldKind::Phone, "+86 138 1234 5742", "••••5742"),
            (FieldKind::Email, "li@example.com", "••••@example.com"),
            (FieldKind::LongText, "a long story", "••••"),
            (FieldKind::Link, "https://example.com/secret", "••••"),
        ] {
            assert_eq!(mask(kind, plain), shown);
        }
    }
}
