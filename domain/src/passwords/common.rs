//! The passwords that are tried first.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words of the most used passwords of published leaks, in small letters.
static WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common.txt").split_whitespace().collect());

/// Rows of keys along which fingers run.
const RUNS: [&str; 5] = [
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
];

/// Whether a password in small letters is one of those, also with a number or marks around it, or a mere
/// run or repetition of keys.
pub(super) fn is_common(password: &str) -> bool {
    let word = password.trim_matches(|letter: char| !letter.is_alphabetic());
    WORDS.contains(password) || WORDS.contains(word) || is_repetition(password) || is_run(password)
}

/// One to three characters again and again.
fn is_repetition(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    (1..=3).any(|length| {
        letters
            .iter()
            .zip(letters.iter().skip(length))
            .all(|(one, other)| one == other)
    })
}

/// Neighbours on a row, forwards or backwards, round and round.
fn is_run(password: &str) -> bool {
    let letters: Vec<char> = password.chars().collect();
    let follows = |one: char, other: char| {
        RUNS.iter().any(|run| {
            let round: Vec<char> = run.chars().chain(run.chars().take(1)).collect();
            round.windows(2).any(|pair| pair == [one, other])
        })
    };
    let all =
        |fits: &dyn Fn(char, char) -> bool| letters.windows(2).all(|pair| fits(pair[0], pair[1]));
    all(&follows) || all(&|one, other| follows(other, one))
}
