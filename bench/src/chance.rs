//! Chance that is the same every time: a number from a place and a use.

/// A number that looks like chance, always the same for the same place and use.
pub(crate) fn number(place: u64, what: u64) -> u64 {
    // Sebastiano Vigna's splitmix64.
    let mut z = place
        .wrapping_mul(64)
        .wrapping_add(what)
        .wrapping_add(1)
        .wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// One of some.
pub(crate) fn pick<T: Copy>(some: &[T], place: u64, what: u64) -> T {
    some[below(some.len() as u64, place, what) as usize]
}

/// A number below a limit.
pub(crate) fn below(limit: u64, place: u64, what: u64) -> u64 {
    number(place, what) % limit
}
