//! What the palette goes by when it makes its lines.

use std::collections::HashMap;

use contract::dto::search::{Hit, Shelf};
use contract::{Catalogue, Language};

use super::highlight::matches;
use super::item::Item;

/// What is known while the palette is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub catalogue: Catalogue,
    pub language: Language,
    pub is_administrator: bool,
    /// The address of the page below the palette.
    pub path: String,
    /// The page below makes something by the key `C`.
    pub creates: bool,
    /// The page below is a list that may be taken along.
    pub exports: bool,
    pub hits: Vec<Hit>,
    pub shelf: Shelf,
    /// The record that is being acted on.
    pub acting: Option<Hit>,
    /// How Chinese texts sound: in full and by initials.
    pub sounds: HashMap<String, String>,
    /// The pages of the settings: icon, name and address.
    pub settings: Vec<(&'static str, &'static str, &'static str)>,
}

impl Known {
    /// Whether words mean a command or page: by what it is called, or by how that sounds.
    pub fn is_meant(&self, item: &Item, words: &str) -> bool {
        let Item::Command { text, .. } = item else {
            return false;
        };
        matches(text, words)
            || self
                .sounds
                .get(text)
                .is_some_and(|sound| sounds_so(sound, words))
    }
}

fn sounds_so(sound: &str, words: &str) -> bool {
    let typed: String = words.to_lowercase().split_whitespace().collect();
    !typed.is_empty() && sound.split(' ').any(|way| way.contains(&typed))
}

#[cfg(test)]
mod tests {
    use super::sounds_so;

    #[test]
    fn pinyin_and_its_initials_mean_a_command() {
        let check = |words, expected| assert_eq!(sounds_so("xinjiankehu xjkh", words), expected);
        check("xjkh", true);
        check("kehu", true);
        check("xin jian", true);
        check("XJ", true);
        check("shangji", false);
        check("", false);
    }
}
