//! Changes that make something wrong of what is right.

use proptest::collection::vec;
use proptest::prelude::{Strategy, any, prop_oneof};

/// One change. Places are taken modulo the length of what is there.
#[derive(Clone, Debug)]
pub enum Edit {
    /// Other bits in one byte.
    Flip { at: u16, bits: u8 },
    /// One of the bytes that mean something to most parsers.
    Sign { at: u16, sign: u8 },
    /// A word of the language.
    Word { at: u16, word: u16 },
    /// A character of some script.
    Letter { at: u16, letter: char },
    /// A number at the edge of what fits.
    Number { at: u16, number: u8 },
    /// Cut out.
    Cut { at: u16, length: u8 },
    /// The end is missing.
    End { at: u16 },
    /// Said again and again.
    Again { at: u16, length: u8, times: u8 },
}

/// What is thrown in as [`Edit::Sign`].
const SIGNS: &[u8] = b"\0\t\n\r \"'(),-./0:;<=>?@[\\]^{|}~%&+\xff\xfe\xef\x80";

/// What is thrown in as [`Edit::Number`].
const NUMBERS: [&str; 14] = [
    "0",
    "-1",
    "255",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "79228162514264337593543950335",
    "1e400",
    "NaN",
    "0.0000000000000000000000000001",
];

/// A seed and some changes of it. Fewer and earlier ones are simpler.
pub(super) fn some() -> impl Strategy<Value = (u16, Vec<Edit>)> {
    let at = any::<u16>;
    let edit = prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, bits)| Edit::Flip { at, bits }),
        (at(), any::<u8>()).prop_map(|(at, sign)| Edit::Sign { at, sign }),
        (at(), any::<u16>()).prop_map(|(at, word)| Edit::Word { at, word }),
        (at(), any::<char>()).prop_map(|(at, letter)| Edit::Letter { at, letter }),
        (at(), any::<u8>()).prop_map(|(at, number)| Edit::Number { at, number }),
        (at(), any::<u8>()).prop_map(|(at, length)| Edit::Cut { at, length }),
        at().prop_map(|at| Edit::End { at }),
        (at(), 1_u8..40, any::<u8>()).prop_map(|(at, length, times)| Edit::Again {
            at,
            length,
            times
        }),
    ];
    (any::<u16>(), vec(edit, 0..12))
}

/// What the changes make of a seed.
pub(super) fn made(
    seeds: &[Vec<u8>],
    words: &[Vec<u8>],
    seed: usize,
    edits: &[Edit],
    largest: usize,
) -> Vec<u8> {
    let mut made = seeds
        .get(seed % seeds.len().max(1))
        .cloned()
        .unwrap_or_default();
    for edit in edits {
        change(&mut made, edit, words);
        made.truncate(largest);
    }
    made
}

fn change(made: &mut Vec<u8>, edit: &Edit, words: &[Vec<u8>]) {
    let place = |at: u16| usize::from(at) % (made.len() + 1);
    match edit {
        Edit::Flip { at, bits } => {
            let at = place(*at);
            if let Some(byte) = made.get_mut(at) {
                *byte ^= bits;
            }
        }
        Edit::Sign { at, sign } => {
            let at = place(*at);
            made.insert(at, SIGNS[usize::from(*sign) % SIGNS.len()]);
        }
        Edit::Word { at, word } => {
            if !words.is_empty() {
                let word = &words[usize::from(*word) % words.len()];
                let at = place(*at);
                made.splice(at..at, word.iter().copied());
            }
        }
        Edit::Letter { at, letter } => {
            let at = place(*at);
            made.splice(at..at, letter.to_string().bytes());
        }
        Edit::Number { at, number } => {
            let at = place(*at);
            let number = NUMBERS[usize::from(*number) % NUMBERS.len()];
            made.splice(at..at, number.bytes());
        }
        Edit::Cut { at, length } => {
            let at = place(*at);
            let end = (at + usize::from(*length)).min(made.len());
            made.drain(at..end);
        }
        Edit::End { at } => {
            let at = place(*at);
            made.truncate(at);
        }
        Edit::Again { at, length, times } => {
            let at = place(*at);
            let end = (at + usize::from(*length)).min(made.len());
            let part = made[at..end].repeat(usize::from(*times));
            made.splice(at..at, part);
        }
    }
}
