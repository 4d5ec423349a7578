//! What kind of place an address of the net is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{Ipv4Net, Ipv6Net};

/// What kind of place an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Anybody's, by the public net.
    Public,
    /// This very machine, or the network of the company (RFC 1918, RFC 4193).
    Own,
    /// Nobody's to name on a page: metadata of clouds, link-local, shared by carriers, of many at once, reserved.
    Closed,
}

/// The company's own networks.
const OWN_V4: [Ipv4Net; 4] = [
    v4(127, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(172, 16, 0, 0, 12),
    v4(192, 168, 0, 0, 16),
];

/// IANA's register of special addresses, as far as it is not [`OWN_V4`], and what clouds put elsewhere.
const CLOSED_V4: [Ipv4Net; 13] = [
    v4(0, 0, 0, 0, 8),
    // Shared by carriers; the metadata of Alibaba's cloud lie in it.
    v4(100, 64, 0, 0, 10),
    // Link-local; the metadata of most clouds lie in it.
    v4(169, 254, 0, 0, 16),
    // The metadata of Oracle's cloud lie in it.
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
    // The inner server of Azure, at an address that looks public.
    v4(168, 63, 129, 16, 32),
    v4(255, 255, 255, 255, 32),
];

/// Metadata of clouds amid addresses that are the company's own: of Amazon, Google and Scaleway.
const METADATA_V6: [Ipv6Addr; 3] = [
    Ipv6Addr::new(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd20, 0x00ce, 0, 0, 0, 0, 0, 0x254),
    Ipv6Addr::new(0xfd00, 0x0042, 0, 0, 0, 0, 0, 0x42),
];

const OWN_V6: [Ipv6Net; 1] = [v6(0xfc00, 0, 7)];

/// What is given out of `2000::/3` for other things than hosts; 6to4 is read by what it holds.
const CLOSED_V6: [Ipv6Net; 3] = [v6(0x2001, 0, 23), v6(0x2001, 0x0db8, 32), v6(0x3fff, 0, 20)];

/// All hosts of the public net.
const PUBLIC_V6: Ipv6Net = v6(0x2000, 0, 3);

impl Place {
    pub(super) fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_v4(address),
            IpAddr::V6(address) => Self::of_v6(address),
        }
    }

    fn of_v4(address: Ipv4Addr) -> Self {
        if CLOSED_V4.iter().any(|net| net.contains(&address)) {
            Self::Closed
        } else if OWN_V4.iter().any(|net| net.contains(&address)) {
            Self::Own
        } else {
            Self::Public
        }
    }

    fn of_v6(address: Ipv6Addr) -> Self {
        if let Some(within) = within(address) {
            return Self::of_v4(within);
        }
        if METADATA_V6.contains(&address) {
            return Self::Closed;
        }
        if address.is_loopback() || OWN_V6.iter().any(|net| net.contains(&address)) {
            return Self::Own;
        }
        let is_closed = CLOSED_V6.iter().any(|net| net.contains(&address));
        match PUBLIC_V6.contains(&address) && !is_closed {
            true => Self::Public,
            false => Self::Closed,
        }
    }
}

/// The older address that a newer one only wraps: mapped (RFC 4291), translated (RFC 6052), 6to4 (RFC 3056).
fn within(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = address.segments();
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] => Some(of(high, low)),
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

const fn v4(a: u8, b: u8, c: u8, d: u8, bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6(first: u16, second: u16, bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, 0, 0, 0, 0, 0, 0), bits)
}
