//! The order of names: Latin without regard to case, Chinese by pinyin.

use pinyin::ToPinyin;

/// How many characters of a name take part in the order.
const LENGTH: usize = 60;

/// What a name is sorted by.
#[must_use]
pub(crate) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.trim().chars().take(LENGTH) {
        match letter.to_pinyin() {
            Some(sound) => {
                key.push_str(sound.plain());
                key.push(' ');
            }
            None => key.extend(letter.to_lowercase()),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn chinese_names_sort_by_their_sound() {
        let mut names = ["周建国", "陈卓", "Adler", "李婷", "adams"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["adams", "Adler", "陈卓", "李婷", "周建国"]);
    }
}
