//! Where the house connects to when somebody wrote the address on a page.
//!
//! Whoever may write the host of a mail server could otherwise make this machine ask its neighbours: the pages of the
//! router, the metadata of a cloud that give away keys, whatever listens on this very machine and believes it. So a host is
//! resolved once, every address of it is judged, and the connection goes to the addresses that were judged: a name that
//! means another address a moment later leads nowhere. What configuration file and environment say is not asked about,
//! since whoever writes those has the machine already; what they list in `outgoing_allow` is allowed to pages too.
//!
//! For a client of HTTP: connect to what [`reach`] answers, and follow no redirects, or ask anew for each.

mod address;
mod allowed;

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use address::Place;
pub use allowed::Allowed;
pub(crate) use allowed::Configuration;

/// How long the names of hosts may take.
const ASKING: Duration = Duration::from_secs(10);

/// Ports at which mail is taken, in the own network too.
const MAIL: [u16; 4] = [25, 465, 587, 2525];

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// A mail server; those of most companies stand in their own network.
    Mail,
    /// Anything asked by HTTP.
    Web,
}

/// Why a host is not connected to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreached {
    /// Nobody knows the name.
    #[error("the name {0} is not known")]
    Unknown(String),
    /// Those who know names do not answer.
    #[error("nobody says in time which address {0} has")]
    Late(String),
    /// An address that pages may not lead to.
    #[error("{0} is an inner address, which only outgoing_allow in the configuration opens")]
    Inner(IpAddr),
}

/// The addresses of a host, each of which may be connected to.
///
/// # Errors
/// Also when only one of several addresses is not allowed: a name for both is made to mislead.
pub async fn reach(
    allowed: &Allowed,
    errand: Errand,
    host: &str,
    port: u16,
) -> Result<Vec<SocketAddr>, Unreached> {
    let asked = tokio::net::lookup_host((host, port));
    let found = tokio::time::timeout(ASKING, asked).await;
    let found = found.map_err(|_| Unreached::Late(host.to_owned()))?;
    let addresses = found.map_err(|_| Unreached::Unknown(host.to_owned()))?;
    judge(allowed, errand, host, addresses.collect())
}

/// Whether a host may be written down, as far as its letters tell: names are resolved when they are used.
#[must_use]
pub fn may_be_written(allowed: &Allowed, errand: Errand, host: &str, port: u16) -> bool {
    let named = host.trim_end_matches('.');
    let address = match url::Host::parse(&bracketed(named)) {
        Ok(url::Host::Ipv4(address)) => IpAddr::from(address),
        Ok(url::Host::Ipv6(address)) => IpAddr::from(address),
        Ok(url::Host::Domain(name)) if is_local_name(&name) => {
            IpAddr::from(std::net::Ipv4Addr::LOCALHOST)
        }
        _ => return true,
    };
    judge(allowed, errand, host, vec![SocketAddr::new(address, port)]).is_ok()
}

/// Whether the operator opened this very host, by its name or its address.
pub(crate) fn is_opened(allowed: &Allowed, host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>();
    allowed.names(host) || address.is_ok_and(|address| allowed.holds(address))
}

fn judge(
    allowed: &Allowed,
    errand: Errand,
    host: &str,
    addresses: Vec<SocketAddr>,
) -> Result<Vec<SocketAddr>, Unreached> {
    if addresses.is_empty() {
        return Err(Unreached::Unknown(host.to_owned()));
    }
    let is_named = allowed.names(host);
    let inner = addresses
        .iter()
        .find(|to| !is_named && !may_go(allowed, errand, to));
    match inner {
        Some(inner) => Err(Unreached::Inner(inner.ip())),
        None => Ok(addresses),
    }
}

fn may_go(allowed: &Allowed, errand: Errand, to: &SocketAddr) -> bool {
    match Place::of(to.ip()) {
        _ if allowed.holds(to.ip()) => true,
        Place::Public => true,
        Place::Own => errand == Errand::Mail && MAIL.contains(&to.port()),
        Place::Closed => false,
    }
}

/// As addresses of the net write it: those with colons in brackets.
fn bracketed(host: &str) -> String {
    match host.contains(':') {
        true => format!("[{}]", host.trim_start_matches('[').trim_end_matches(']')),
        false => host.to_owned(),
    }
}

/// RFC 6761: these names mean this very machine.
fn is_local_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

#[cfg(test)]
mod tests;
