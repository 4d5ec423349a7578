//! How much a sign weighs.

use contract::dto::merging::Likeness;

use crate::likeness::{EMAIL, FIXED_LINE, MAILBOX, NAME, PHONE, SOUND, TAX_NUMBER, WEBSITE};

/// The signs, the strongest first, with the kinds of keys that show them.
pub(super) const SIGNS: [(Likeness, &[&str]); 7] = [
    (Likeness::TaxNumber, &[TAX_NUMBER]),
    (Likeness::Email, &[EMAIL, MAILBOX]),
    (Likeness::Phone, &[PHONE]),
    (Likeness::Name, &[NAME]),
    (Likeness::Sound, &[SOUND]),
    (Likeness::Website, &[WEBSITE]),
    (Likeness::FixedLine, &[FIXED_LINE]),
];

/// The sign that a kind of key shows.
pub(super) fn sign(kind: &str) -> Option<Likeness> {
    SIGNS
        .iter()
        .find(|(_, kinds)| kinds.contains(&kind))
        .map(|(sign, _)| *sign)
}

/// The chance, in percent, that two records are the same when they have this and nothing else in common. Estimates
/// from what the signs mean, not measured: a tax number is given once, a switchboard belongs to many.
fn weight(sign: Likeness) -> f64 {
    match sign {
        Likeness::TaxNumber => 97.0,
        Likeness::Email => 90.0,
        Likeness::Phone => 80.0,
        Likeness::Name => 60.0,
        Likeness::Sound => 35.0,
        Likeness::Website => 40.0,
        Likeness::FixedLine => 30.0,
    }
}

/// The chance in whole percent when several signs speak for it, each on its own: one minus the product of the
/// chances that each is wrong. Two names that are the same sound the same, so of these only the stronger counts.
pub(super) fn score(signs: &[Likeness]) -> u8 {
    let counts = |sign: &&Likeness| **sign != Likeness::Sound || !signs.contains(&Likeness::Name);
    let wrong: f64 = signs
        .iter()
        .filter(counts)
        .map(|sign| 1.0 - weight(*sign) / 100.0)
        .product();
    let percent = ((1.0 - wrong) * 100.0).round().clamp(0.0, 99.0);
    // Between 0 and 99, so that nothing is cut.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to two digits"
    )]
    let percent = percent as u8;
    percent
}

#[cfg(test)]
mod tests {
    use contract::dto::merging::Likeness as L;

    use super::score;

    #[test]
    fn signs_add_up_and_never_to_certainty() {
        let check = |signs: &[L], expected| assert_eq!(score(signs), expected, "{signs:?}");
        check(&[], 0);
        check(&[L::Name], 60);
        check(&[L::Name, L::Sound], 60);
        check(&[L::Name, L::Phone], 92);
        check(&[L::Name, L::FixedLine], 72);
        check(&[L::TaxNumber, L::Email, L::Phone], 99);
    }
}
