//! The configuration: flags outweigh the environment, the environment outweighs the file.

mod backup;
mod file;
mod smtp;

use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::cli::{Common, Serve};
#[cfg(test)]
pub(crate) use backup::Planned;
use domain::outgoing::Allowed;
use domain::sealing::Source;
use file::File;

/// Everything that can be configured, checked.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) database: String,
    pub(crate) data: PathBuf,
    /// Where the keys of sensitive fields come from.
    pub(crate) keys: Source,
    pub(crate) tls: Option<Tls>,
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// How often one key may ask the API in a minute; 0 for as often as it likes.
    pub(crate) api_rate: u32,
    /// How often one signed-in browser may ask in a minute; 0 for as often as it likes.
    pub(crate) page_rate: u32,
    /// After so many seconds a page that is not finished is given up.
    pub(crate) page_seconds: u32,
    pub(crate) log: String,
    pub(crate) log_format: LogFormat,
    /// The address by which people reach the house; without it the one that is set for mail counts.
    pub(crate) site: Option<String>,
    /// Where backups go, and when they are made.
    pub(crate) backup: backup::Planned,
    /// How mail is sent, where this says it and not the settings page.
    pub(crate) smtp: Option<domain::mail::Configured>,
    /// What addresses written on pages may lead to beyond the rule.
    pub(crate) outgoing: Allowed,
}

/// Certificate chain and private key, as PEM files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tls {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

/// What may stand in the environment under our name.
const VARIABLES: [&str; 16] = [
    "RAPPORT_API_RATE",
    "RAPPORT_CONFIG",
    "RAPPORT_DATABASE",
    "RAPPORT_DATA",
    "RAPPORT_KEYS",
    "RAPPORT_KEYS_FILE",
    "RAPPORT_LISTEN",
    "RAPPORT_LOG",
    "RAPPORT_LOG_FORMAT",
    "RAPPORT_OUTGOING_ALLOW",
    "RAPPORT_PAGE_RATE",
    "RAPPORT_PAGE_SECONDS",
    "RAPPORT_SITE",
    "RAPPORT_TLS_CERT",
    "RAPPORT_TLS_KEY",
    "RAPPORT_TRUSTED_PROXY",
];

/// Ten requests a second: a night's synchronisation at ease, and no flood.
const API_RATE: u32 = 600;
/// Thirty requests a second, and a minute's worth of them at once: no hand is so fast.
const PAGE_RATE: u32 = 1_800;
/// A page that takes longer helps nobody.
const PAGE_SECONDS: u32 = 30;

/// What a path must not bring into an address of a database.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS.add(b'%').add(b'?').add(b'#');

impl Settings {
    /// Reads environment and file beneath the flags; `log` is used where nothing says what to log.
    ///
    /// # Errors
    /// One sentence about the first value that is unknown or wrong.
    pub(crate) fn read(common: &Common, serve: &Serve, log: &str) -> anyhow::Result<Self> {
        let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        check_names(names)?;
        let mut file = File::read(common.config.as_deref())?;
        file.smtp = file.smtp.over(|name| std::env::var(name).ok())?;
        file.backup = file.backup.over(|name| std::env::var(name).ok());
        let site = std::env::var("RAPPORT_SITE").ok();
        file.site = site.filter(|site| !site.is_empty()).or(file.site);
        if let Ok(all) = std::env::var("RAPPORT_OUTGOING_ALLOW") {
            file.outgoing_allow = all.split_whitespace().map(str::to_owned).collect();
        }
        let url = std::env::var("DATABASE_URL")
            .ok()
            .filter(|url| !url.is_empty());
        let settings = Self::merge(common, serve, url, file, log)?;
        Ok(match std::env::var("RAPPORT_KEYS") {
            Ok(keys) if !keys.is_empty() => Self {
                keys: Source::Text(keys.into()),
                ..settings
            },
            _ => settings,
        })
    }

    fn merge(
        common: &Common,
        serve: &Serve,
        url: Option<String>,
        file: File,
        log: &str,
    ) -> anyhow::Result<Self> {
        let data = common
            .data
            .clone()
            .or(file.data)
            .unwrap_or_else(|| PathBuf::from("data"));
        let database = common.database.clone().or(url).or(file.database);
        let listen = serve.listen.clone().or(file.listen);
        let proxies = if serve.trusted_proxy.is_empty() {
            file.trusted_proxy
        } else {
            serve.trusted_proxy.clone()
        };
        let keys_file = common.keys_file.clone().or(file.keys_file);
        let keys_file = keys_file.unwrap_or_else(|| data.join("keys"));
        let certificate = serve.tls_cert.clone().or(file.tls_cert);
        let key = serve.tls_key.clone().or(file.tls_key);
        Ok(Self {
            listen: address(listen.as_deref().unwrap_or("127.0.0.1:3000"))?,
            database: database.map_or_else(|| Ok(embedded(&data)), known_database)?,
            tls: tls(certificate, key)?,
            trusted_proxies: proxies
                .iter()
                .map(|proxy| host(proxy))
                .collect::<anyhow::Result<_>>()?,
            api_rate: serve.api_rate.or(file.api_rate).unwrap_or(API_RATE),
            page_rate: serve.page_rate.or(file.page_rate).unwrap_or(PAGE_RATE),
            page_seconds: serve
                .page_seconds
                .or(file.page_seconds)
                .filter(|seconds| *seconds > 0)
                .unwrap_or(PAGE_SECONDS),
            log: common
                .log
                .clone()
                .or(file.log)
                .unwrap_or_else(|| log.to_owned()),
            log_format: log_format(common.log_format.clone().or(file.log_format).as_deref())?,
            smtp: file.smtp.configured()?,
            site: file.site,
            outgoing: Allowed::read(&file.outgoing_allow)?,
            backup: file.backup.plan(&data)?,
            keys: Source::File(keys_file),
            data,
        })
    }

    /// What the CRM needs of it; the data folder is made.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub(crate) fn domain(&self) -> anyhow::Result<domain::Config> {
        let files = self.files();
        std::fs::create_dir_all(&files).with_context(|| {
            format!("the data folder {} cannot be written", self.data.display())
        })?;
        Ok(domain::Config {
            database: self.database.clone(),
            files,
            keys: self.keys(),
        })
    }

    /// Where the keys of sensitive fields come from: the environment, else a file.
    pub(crate) fn keys(&self) -> Source {
        self.keys.clone()
    }

    /// The folder for files and uploads.
    pub(crate) fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// Whether browsers reach it by HTTPS, by itself or through a proxy.
    pub(crate) fn is_secure(&self) -> bool {
        self.tls.is_some() || !self.trusted_proxies.is_empty()
    }
}

fn check_names(names: impl Iterator<Item = String>) -> anyhow::Result<()> {
    for name in names.filter(|name| name.starts_with("RAPPORT_")) {
        // The test suites have variables of their own.
        ensure!(
            VARIABLES.contains(&name.as_str())
                || smtp::VARIABLES.contains(&name.as_str())
                || backup::VARIABLES.contains(&name.as_str())
                || name.starts_with("RAPPORT_TEST_"),
            "{name} in the environment is not known"
        );
    }
    Ok(())
}

fn address(text: &str) -> anyhow::Result<SocketAddr> {
    let wrong = || format!("listen: `{text}` is not an address with a port such as 127.0.0.1:3000");
    text.to_socket_addrs()
        .with_context(wrong)?
        .next()
        .with_context(wrong)
}

fn host(text: &str) -> anyhow::Result<IpAddr> {
    text.trim()
        .parse()
        .with_context(|| format!("trusted_proxy: `{text}` is not an IP address such as 10.0.0.2"))
}

fn embedded(data: &Path) -> String {
    let path = data.join("rapport.db");
    format!(
        "sqlite:{}",
        utf8_percent_encode(&path.to_string_lossy(), NOT_IN_PATHS)
    )
}

fn known_database(url: String) -> anyhow::Result<String> {
    let is_known = ["sqlite:", "postgres://", "postgresql://"]
        .iter()
        .any(|scheme| url.starts_with(scheme));
    ensure!(
        is_known,
        "database: the address must begin with sqlite: or postgres://"
    );
    Ok(url)
}

fn tls(certificate: Option<PathBuf>, key: Option<PathBuf>) -> anyhow::Result<Option<Tls>> {
    match (certificate, key) {
        (Some(certificate), Some(key)) => Ok(Some(Tls { certificate, key })),
        (None, None) => Ok(None),
        _ => bail!("tls_cert and tls_key belong together: one of them is missing"),
    }
}

fn log_format(word: Option<&str>) -> anyhow::Result<LogFormat> {
    match word {
        None | Some("text") => Ok(LogFormat::Text),
        Some("json") => Ok(LogFormat::Json),
        Some(other) => bail!("log_format: `{other}` is neither text nor json"),
    }
}

#[cfg(test)]
mod tests {
    use super::{File, LogFormat, Settings, check_names};
    use crate::cli::{Common, Serve};

    fn merged(serve: Serve, url: Option<&str>, file: &str) -> anyhow::Result<Settings> {
        let file = File::parse(file, "rapport.toml".as_ref())?;
        Settings::merge(
            &Common::default(),
            &serve,
            url.map(str::to_owned),
            file,
            "info",
        )
    }

    #[test]
    fn a_flag_outweighs_the_environment_and_that_the_file() {
        let file = "listen = '0.0.0.0:80'\ndatabase = 'sqlite:file.db'\nlog_format = 'json'\ntrusted_proxy = ['10.0.0.2']";
        let flags = Serve {
            listen: Some("127.0.0.1:4000".into()),
            ..Serve::default()
        };
        let settings = merged(flags, Some("postgres://h/db"), file).unwrap();
        assert_eq!(
            (settings.listen.port(), settings.database.as_str()),
            (4000, "postgres://h/db")
        );
        assert_eq!(settings.log_format, LogFormat::Json);
        assert!(settings.is_secure());
        let plain = merged(Serve::default(), None, "").unwrap();
        assert_eq!(
            (plain.listen.to_string().as_str(), plain.database.as_str()),
            ("127.0.0.1:3000", "sqlite:data/rapport.db")
        );
        assert!(!plain.is_secure());
    }

    #[test]
    fn no_file_breaks_the_start() {
        let check = |text: &str| {
            if let Err(told) = merged(Serve::default(), None, text) {
                assert!(!told.to_string().is_empty());
            }
        };
        prove::Attack::on("rapport.toml")
            .seed("listen = '0.0.0.0:80'\ndatabase = 'sqlite:file.db'\ntrusted_proxy = ['10.0.0.2']\napi_rate = 600\n")
            .seed("outgoing_allow = ['10.0.0.0/8']\n[smtp]\nhost = 'mail.example'\nport = 25\nsender_address = 'a@b.c'\nsite = 'https://x'\n")
            .seed("[backup]\nhour = 3\nkeep_daily = 7\nrecipients = ['age1x']\npassphrase = 'p'\nto = 's3://bucket/x'\n")
            .words(&["[", "]", "=", "'", "\"\"\"", "\n[smtp]\n", "\n[backup]\n", "{ a = 1 }", "1979-05-27", "s3://"])
            .texts(check);
    }

    #[test]
    fn what_is_unknown_or_wrong_is_told_in_one_sentence() {
        for (file, expected) in [
            (
                "listne = '1.2.3.4:5'",
                "rapport.toml, line 1: unknown field `listne`",
            ),
            (
                "listen = '1.2.3.4'",
                "listen: `1.2.3.4` is not an address with a port such as 127.0.0.1:3000",
            ),
            (
                "database = 'mysql://x'",
                "database: the address must begin with sqlite: or postgres://",
            ),
            (
                "tls_cert = 'a.pem'",
                "tls_cert and tls_key belong together: one of them is missing",
            ),
            (
                "log_format = 'xml'",
                "log_format: `xml` is neither text nor json",
            ),
            (
                "trusted_proxy = ['proxy']",
                "trusted_proxy: `proxy` is not an IP address such as 10.0.0.2",
            ),
            ("outgoing_allow = ['10.0.0']", "outgoing_allow: `10.0.0` is"),
            ("\n\nlisten = 5", "rapport.toml, line 3: "),
        ] {
            let told = merged(Serve::default(), None, file)
                .unwrap_err()
                .to_string();
            assert!(told.starts_with(expected) && !told.contains('\n'), "{told}");
        }
        let names = |name: &str| check_names([name.to_owned(), "PATH".to_owned()].into_iter());
        assert_eq!(
            names("RAPPORT_LISTNE").unwrap_err().to_string(),
            "RAPPORT_LISTNE in the environment is not known"
        );
        assert!(names("RAPPORT_LISTEN").is_ok());
    }
}
