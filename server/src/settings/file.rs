//! The configuration file.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use serde::Deserialize;

use super::backup::Backup;
use super::smtp::Smtp;

/// Where it is looked for when nobody names it.
const USUAL: &str = "rapport.toml";

/// What may stand in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) listen: Option<String>,
    pub(super) database: Option<String>,
    pub(super) data: Option<PathBuf>,
    pub(super) keys_file: Option<PathBuf>,
    pub(super) tls_cert: Option<PathBuf>,
    pub(super) tls_key: Option<PathBuf>,
    #[serde(default)]
    pub(super) trusted_proxy: Vec<String>,
    /// Inner hosts and networks that addresses written on pages may lead to.
    #[serde(default)]
    pub(super) outgoing_allow: Vec<String>,
    /// The address by which people reach the house, such as `https://crm.example.com`.
    pub(super) site: Option<String>,
    pub(super) api_rate: Option<u32>,
    pub(super) page_rate: Option<u32>,
    pub(super) page_seconds: Option<u32>,
    pub(super) log: Option<String>,
    pub(super) log_format: Option<String>,
    #[serde(default)]
    pub(super) smtp: Smtp,
    #[serde(default)]
    pub(super) backup: Backup,
}

impl File {
    /// Reads the named file, which must be there, or the usual one, which need not.
    pub(super) fn read(named: Option<&Path>) -> anyhow::Result<Self> {
        let path = named.unwrap_or(Path::new(USUAL));
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text, path),
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => {
                Ok(Self::default())
            }
            Err(error) => Err(error)
                .with_context(|| format!("the configuration {} cannot be read", path.display())),
        }
    }

    /// Reads the text of a file; an error is one sentence that names file and line.
    pub(super) fn parse(text: &str, path: &Path) -> anyhow::Result<Self> {
        toml::from_str(text).map_err(|error| {
            let before = error
                .span()
                .and_then(|span| text.get(..span.start))
                .unwrap_or_default();
            let message = error
                .message()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            anyhow!(
                "{}, line {}: {message}",
                path.display(),
                before.matches('\n').count() + 1
            )
        })
    }
}
