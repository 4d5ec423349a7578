//! What the operator opens to pages beyond the rule.

use std::net::IpAddr;
use std::sync::OnceLock;

use anyhow::bail;
use ipnet::IpNet;

use crate::{Crm, Result};

/// Hosts and networks that the operator opens to pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    hosts: Vec<String>,
    networks: Vec<IpNet>,
}

/// What a process was told at its start.
pub(crate) type Configuration = OnceLock<Allowed>;

impl Allowed {
    /// Reads names of hosts, addresses, and networks such as `10.0.0.0/8`.
    ///
    /// # Errors
    /// One sentence about the first that is none of them.
    pub fn read<S: AsRef<str>>(words: &[S]) -> anyhow::Result<Self> {
        let mut read = Self::default();
        for word in words.iter().map(|word| word.as_ref().trim()) {
            if let Ok(network) = word.parse::<IpNet>() {
                read.networks.push(network.trunc());
            } else if let Ok(address) = word.parse::<IpAddr>() {
                read.networks.push(address.into());
            } else if is_name(word) {
                read.hosts.push(plain(word));
            } else {
                bail!("outgoing_allow: `{word}` is no host, address or network such as 10.0.0.0/8");
            }
        }
        Ok(read)
    }

    pub(super) fn names(&self, host: &str) -> bool {
        self.hosts.contains(&plain(host))
    }

    pub(super) fn holds(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.networks.iter().any(|net| net.contains(&address))
    }
}

impl Crm {
    /// Takes what the operator opens to pages. To be called once, before anything is sent.
    ///
    /// # Errors
    /// When it was called before.
    pub fn configure_outgoing(&self, allowed: Allowed) -> Result<()> {
        let kept = self.outgoing_configuration().set(allowed);
        kept.map_err(|_| crate::Error::broken("what may be reached is configured already"))
    }

    /// What the operator opens to pages.
    pub(crate) fn outgoing(&self) -> Allowed {
        self.outgoing_configuration()
            .get()
            .cloned()
            .unwrap_or_default()
    }
}

fn is_name(word: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
    // What ends in a number is an address, and a wrong one.
    let ends_in_letters = |word: &str| !word.rsplit('.').next().is_some_and(is_number);
    let word = word.trim_end_matches('.');
    !word.is_empty() && word.chars().all(is_letter) && ends_in_letters(word)
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}

fn plain(host: &str) -> String {
    host.trim_end_matches('.').to_lowercase()
}
