//! Which parts of a title were looked for.

/// A piece of a text, and whether it was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub is_hit: bool,
}

/// Cuts a text at the words that were looked for, in whatever case they stand. What was found in another way, as by
/// pinyin or by digits with spaces between them, stays in one piece.
pub fn pieces(text: &str, query: &str) -> Vec<Piece> {
    // One letter in for one letter out, so that places in the small letters are places in the text.
    let letters: Vec<char> = text.chars().collect();
    let small: Vec<char> = letters.iter().map(|letter| lower(*letter)).collect();
    let words: Vec<Vec<char>> = query
        .split_whitespace()
        .map(|word| word.chars().map(lower).collect())
        .collect();
    let mut hit = vec![false; letters.len()];
    for word in &words {
        for start in 0..small.len() {
            if small[start..].starts_with(word) {
                hit[start..start + word.len()].fill(true);
            }
        }
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (letter, is_hit) in letters.into_iter().zip(hit) {
        match pieces.last_mut() {
            Some(piece) if piece.is_hit == is_hit => piece.text.push(letter),
            _ => pieces.push(Piece {
                text: letter.to_string(),
                is_hit,
            }),
        }
    }
    pieces
}

/// Whether every word of a query stands in a text.
pub fn matches(text: &str, query: &str) -> bool {
    let text = text.to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

fn lower(letter: char) -> char {
    let mut small = letter.to_lowercase();
    match (small.next(), small.next()) {
        (Some(one), None) => one,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, query: &str, expected: &str) {
        let marked: String = pieces(text, query)
            .into_iter()
            .map(|piece| {
                if piece.is_hit {
                    format!("[{}]", piece.text)
                } else {
                    piece.text
                }
            })
            .collect();
        assert_eq!(marked, expected);
    }

    #[test]
    fn the_words_looked_for_are_marked_in_whatever_case_they_stand() {
        check("宁波海川精密", "海川", "宁波[海川]精密");
        check("BetaPages Ltd", "beta lt", "[Beta]Pages [Lt]d");
        check("aaa", "aa", "[aaa]");
        check("İstanbul", "istanbul", "İstanbul");
        check("宁波海川精密", "hc", "宁波海川精密");
        check("anything", "", "anything");
        check("", "x", "");
    }

    #[test]
    fn a_command_is_found_by_all_of_its_words() {
        assert!(matches("New customer", "cust new"));
        assert!(!matches("New customer", "new deal"));
        assert!(matches("新建客户", "客户"));
    }
}
