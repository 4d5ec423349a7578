//! Chinese texts as they sound.

use pinyin::ToPinyin;

/// For each text: its pinyin and, after a space, the initials of that; empty for a text without Chinese. With it the
/// names of pages and commands are found by those who type no Chinese letters.
#[must_use]
pub fn sounds(texts: &[String]) -> Vec<String> {
    texts.iter().map(|text| sound(text)).collect()
}

fn sound(text: &str) -> String {
    let syllables: Vec<&str> = text
        .chars()
        .filter_map(|letter| letter.to_pinyin().map(|sound| sound.plain()))
        .collect();
    if syllables.is_empty() {
        return String::new();
    }
    format!("{} {}", syllables.concat(), initials(&syllables))
}

/// The first letters of syllables.
pub(super) fn initials(syllables: &[&str]) -> String {
    syllables
        .iter()
        .filter_map(|sound| sound.chars().next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::sounds;

    #[test]
    fn chinese_sounds_in_full_and_by_initials() {
        let texts = ["新建客户", "Import", "导入 CSV"].map(str::to_owned);
        assert_eq!(sounds(&texts), ["xinjiankehu xjkh", "", "daoru dr"]);
    }
}
