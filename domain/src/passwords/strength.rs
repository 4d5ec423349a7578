//! How soon a password is guessed, reckoned by zxcvbn: words, names, dates, keys and their changes are tried first.

use contract::Weakness;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

/// A name or an address of so many characters may not stand in the password.
const TELLING: usize = 4;

/// What makes a password in small letters weak: it contains the person's own words, or fewer than 10^8 guesses
/// find it.
pub(super) fn weakness(password: &str, name: &str, email: &str) -> Option<Weakness> {
    let own = own_words(name, email);
    let is_telling = |word: &&str| word.chars().count() >= TELLING;
    if own
        .iter()
        .copied()
        .filter(is_telling)
        .any(|word| password.contains(word))
    {
        return Some(Weakness::Own);
    }
    let judged = zxcvbn(password, &own);
    if judged.score() >= Score::Three {
        return None;
    }
    let warning = judged.feedback().and_then(|feedback| feedback.warning());
    Some(warning.map_or(Weakness::Short, in_our_words))
}

/// The name and its parts, the address and its parts.
fn own_words<'t>(name: &'t str, email: &'t str) -> Vec<&'t str> {
    let host_is_told = email.split_once('@').map_or("", |(_, host)| host);
    let parts = |text: &'t str| text.split(|letter: char| !letter.is_alphanumeric());
    let local = email.split('@').next().unwrap_or_default();
    let mut words: Vec<&str> = [name, email, local].into_iter().collect();
    words.extend(
        parts(name)
            .chain(parts(local))
            .chain(parts(host_is_told).take(1)),
    );
    words.retain(|word| !word.is_empty());
    words
}

fn in_our_words(warning: Warning) -> Weakness {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess
        | Warning::ShortKeyboardPatternsAreEasyToGuess => Weakness::Keys,
        Warning::RepeatsLikeAaaAreEasyToGuess
        | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Weakness::Repeats,
        Warning::ThisIsATop10Password
        | Warning::ThisIsATop100Password
        | Warning::ThisIsACommonPassword
        | Warning::ThisIsSimilarToACommonlyUsedPassword => Weakness::Common,
        Warning::SequencesLikeAbcAreEasyToGuess => Weakness::Sequence,
        Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Weakness::Date,
        Warning::AWordByItselfIsEasyToGuess => Weakness::Word,
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
        | Warning::CommonNamesAndSurnamesAreEasyToGuess => Weakness::Name,
    }
}
