//! How mail is sent, where file or environment say it. The environment outweighs the file; there are no flags for it,
//! since everybody on the machine can read those.

use std::fmt;
use std::path::PathBuf;

use anyhow::{Context, bail};
use contract::dto::mail::{MailSetup, MailTls};
use domain::mail::{Configured, Secret};
use serde::Deserialize;

/// What is read from the environment.
pub(super) const VARIABLES: [&str; 10] = [
    "RAPPORT_SMTP_CA",
    "RAPPORT_SMTP_HOST",
    "RAPPORT_SMTP_PASSWORD",
    "RAPPORT_SMTP_PLAIN",
    "RAPPORT_SMTP_PORT",
    "RAPPORT_SMTP_SENDER_ADDRESS",
    "RAPPORT_SMTP_SENDER_NAME",
    "RAPPORT_SMTP_SITE",
    "RAPPORT_SMTP_TLS",
    "RAPPORT_SMTP_USER",
];

/// The part `[smtp]` of the configuration file.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Smtp {
    host: Option<String>,
    port: Option<u16>,
    tls: Option<String>,
    /// With `tls = "none"` to another machine: mails may be read on the way.
    plain: Option<bool>,
    user: Option<String>,
    password: Option<String>,
    sender_name: Option<String>,
    sender_address: Option<String>,
    site: Option<String>,
    ca: Option<PathBuf>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").finish_non_exhaustive()
    }
}

impl Smtp {
    /// What the environment says, over what the file says.
    pub(super) fn over(self, variable: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let said = |name: &str| {
            variable(&format!("RAPPORT_SMTP_{name}")).filter(|said| !said.trim().is_empty())
        };
        let port = said("PORT").map(|port| port.parse()).transpose();
        let plain = said("PLAIN").map(|plain| plain.parse()).transpose();
        Ok(Self {
            host: said("HOST").or(self.host),
            port: port
                .context("RAPPORT_SMTP_PORT is not the number of a port")?
                .or(self.port),
            tls: said("TLS").or(self.tls),
            plain: plain
                .context("RAPPORT_SMTP_PLAIN is neither true nor false")?
                .or(self.plain),
            user: said("USER").or(self.user),
            password: said("PASSWORD").or(self.password),
            sender_name: said("SENDER_NAME").or(self.sender_name),
            sender_address: said("SENDER_ADDRESS").or(self.sender_address),
            site: said("SITE").or(self.site),
            ca: said("CA").map(PathBuf::from).or(self.ca),
        })
    }

    /// What the CRM takes of it; `None` where nothing is said.
    pub(super) fn configured(self) -> anyhow::Result<Option<Configured>> {
        let authority = self.ca.as_ref().map(|path| {
            std::fs::read(path)
                .with_context(|| format!("smtp: the certificate {} cannot be read", path.display()))
        });
        let configured = Configured {
            authority: authority.transpose()?,
            password: self.password.clone().map(Secret::new),
            setup: self.setup()?,
        };
        Ok((configured != Configured::default()).then_some(configured))
    }

    fn setup(self) -> anyhow::Result<Option<MailSetup>> {
        let Some(host) = self.host else {
            let rest = self.port.is_some()
                || self.tls.is_some()
                || self.user.is_some()
                || self.sender_address.is_some();
            return match rest {
                true => bail!("smtp: the host is missing; only a password may be set without it"),
                false => Ok(None),
            };
        };
        let tls = match self.tls.as_deref() {
            None => MailTls::default(),
            Some(word) => MailTls::from_word(word).with_context(|| {
                format!("smtp: tls `{word}` is none of starttls, implicit, none")
            })?,
        };
        Ok(Some(MailSetup {
            host,
            port: self.port.unwrap_or(tls.usual_port()),
            tls,
            is_plain_accepted: self.plain.unwrap_or_default(),
            user: self.user.unwrap_or_default(),
            sender_name: self.sender_name.unwrap_or_default(),
            sender_address: self
                .sender_address
                .context("smtp: sender_address is missing, the address that mails are from")?,
            site: self.site.context(
                "smtp: site is missing, the https:// address at which links in mails begin",
            )?,
        }))
    }
}

#[cfg(test)]
mod tests {
    use contract::dto::mail::MailTls;

    use super::Smtp;

    fn read(file: &str, variables: &[(&str, &str)]) -> anyhow::Result<Smtp> {
        let file: Smtp = toml::from_str(file)?;
        file.over(|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    const WHOLE: &str = "host = 'mail.example'\nsender_address = 'crm@x.example'\nsite = 'https://crm.x.example'\npassword = 'hush'";

    #[test]
    fn the_environment_outweighs_the_file() {
        let smtp = read(
            WHOLE,
            &[("RAPPORT_SMTP_TLS", "implicit"), ("RAPPORT_SMTP_HOST", "")],
        );
        let smtp = smtp.unwrap();
        assert!(!format!("{smtp:?}").contains("hush"));
        let configured = smtp.configured().unwrap().unwrap();
        assert!(!format!("{configured:?}").contains("hush"));
        let setup = configured.setup.unwrap();
        assert_eq!(
            (setup.host.as_str(), setup.port, setup.tls),
            ("mail.example", 465, MailTls::Implicit)
        );
    }

    #[test]
    fn nothing_and_a_password_alone_are_enough() {
        assert!(read("", &[]).unwrap().configured().unwrap().is_none());
        let alone = read("", &[("RAPPORT_SMTP_PASSWORD", "hush")]).unwrap();
        let configured = alone.configured().unwrap().unwrap();
        assert!(configured.setup.is_none() && configured.password.is_some());
    }

    #[test]
    fn what_is_missing_or_wrong_is_told() {
        for (file, expected) in [
            ("port = 25", "smtp: the host is missing"),
            ("host = 'x'", "smtp: sender_address is missing"),
            (
                "host = 'x'\nsender_address = 'a@b.c'",
                "smtp: site is missing",
            ),
            ("host = 'x'\ntls = 'ssl'", "smtp: tls `ssl` is none of"),
            (
                "ca = '/nowhere/ca.pem'",
                "smtp: the certificate /nowhere/ca.pem",
            ),
        ] {
            let told = read(file, &[])
                .unwrap()
                .configured()
                .unwrap_err()
                .to_string();
            assert!(told.starts_with(expected), "{told}");
        }
        let told = read("", &[("RAPPORT_SMTP_PORT", "many")])
            .unwrap_err()
            .to_string();
        assert!(told.starts_with("RAPPORT_SMTP_PORT"), "{told}");
    }
}
