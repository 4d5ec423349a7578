//! Where backups go, where file or environment say it. The environment outweighs the file; there are no flags for it,
//! since everybody on the machine can read those.

use std::fmt;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use contract::dto::backups::Keep;
use domain::backup::{HOUR, Keys, Place, Plan};
use serde::Deserialize;

/// What is read from the environment.
pub(super) const VARIABLES: [&str; 4] = [
    "RAPPORT_BACKUP_IDENTITY_FILE",
    "RAPPORT_BACKUP_PASSPHRASE",
    "RAPPORT_BACKUP_RECIPIENTS",
    "RAPPORT_BACKUP_TO",
];

/// The part `[backup]` of the configuration file.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Backup {
    /// A folder, or `s3://bucket/prefix`; the credentials of a storage stand in the environment.
    to: Option<String>,
    /// Of a storage other than Amazon's.
    s3_endpoint: Option<String>,
    s3_region: Option<String>,
    /// Public keys of age, `age1…`.
    #[serde(default)]
    recipients: Vec<String>,
    /// The file with the private keys of age that open backups here.
    identity_file: Option<PathBuf>,
    passphrase: Option<String>,
    /// Whether one is made every day; yes where it says nothing.
    daily: Option<bool>,
    /// At which hour of the day, in UTC.
    hour: Option<u8>,
    keep_daily: Option<u16>,
    keep_weekly: Option<u16>,
    keep_monthly: Option<u16>,
    /// Days for which those are kept that somebody asked for.
    keep_by_hand: Option<u16>,
}

impl fmt::Debug for Backup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backup").finish_non_exhaustive()
    }
}

impl Backup {
    /// What the environment says, over what the file says.
    pub(super) fn over(self, variable: impl Fn(&str) -> Option<String>) -> Self {
        let said = |name: &str| {
            variable(&format!("RAPPORT_BACKUP_{name}")).filter(|said| !said.trim().is_empty())
        };
        let recipients = said("RECIPIENTS").map(|all| {
            all.split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>()
        });
        Self {
            to: said("TO").or(self.to),
            recipients: recipients.unwrap_or(self.recipients),
            identity_file: said("IDENTITY_FILE")
                .map(PathBuf::from)
                .or(self.identity_file),
            passphrase: said("PASSPHRASE").or(self.passphrase),
            ..self
        }
    }

    /// The plan; without a place for backups they go into a folder of the data.
    pub(super) fn plan(self, data: &Path) -> anyhow::Result<Planned> {
        let hour = self.hour.unwrap_or(HOUR);
        ensure!(hour < 24, "backup.hour: {hour} is not an hour from 0 to 23");
        let usual = Keep::default();
        let identities = match &self.identity_file {
            Some(file) => Some(std::fs::read_to_string(file).with_context(|| {
                format!("backup.identity_file: {} cannot be read", file.display())
            })?),
            None => None,
        };
        let to = self
            .to
            .unwrap_or_else(|| data.join("backups").display().to_string());
        let keys = Keys::read(&self.recipients, identities.as_deref(), self.passphrase);
        let mut planned = Planned {
            endpoint: self.s3_endpoint,
            region: self.s3_region,
            plan: Plan {
                place: Place::Folder(PathBuf::new()),
                keys: keys.context("backup")?,
                hour: self.daily.unwrap_or(true).then_some(hour),
                keep: Keep {
                    daily: self.keep_daily.unwrap_or(usual.daily),
                    weekly: self.keep_weekly.unwrap_or(usual.weekly),
                    monthly: self.keep_monthly.unwrap_or(usual.monthly),
                    by_hand: self.keep_by_hand.unwrap_or(usual.by_hand),
                },
            },
        };
        planned.plan.place = planned.place(&to).context("backup.to")?;
        Ok(planned)
    }
}

/// The plan, and how other places on the same storage are reached.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    pub(crate) plan: Plan,
    endpoint: Option<String>,
    region: Option<String>,
}

impl Planned {
    /// Where nothing is configured.
    #[cfg(test)]
    pub(crate) fn usual(data: &Path) -> Self {
        Self {
            plan: Plan::folder(data.join("backups")),
            endpoint: None,
            region: None,
        }
    }

    /// Another folder or bucket.
    ///
    /// # Errors
    /// One sentence about what is missing.
    pub(crate) fn place(&self, word: &str) -> anyhow::Result<Place> {
        Place::of(word, self.endpoint.as_deref(), self.region.as_deref())
    }
}

#[cfg(test)]
mod tests {
    use contract::dto::backups::Keep;

    use super::Backup;

    fn read(text: &str, to: Option<&str>) -> anyhow::Result<super::Planned> {
        let file: Backup = toml::from_str(text)?;
        let said = |name: &str| to.filter(|_| name.ends_with("_TO")).map(str::to_owned);
        file.over(said).plan("data".as_ref())
    }

    #[test]
    fn backups_are_made_every_night_where_nothing_is_said() {
        let plan = read("", None).unwrap().plan;
        assert_eq!(plan.place.address(), "data/backups");
        assert!(plan.hour == Some(3) && plan.keep == Keep::default() && !plan.keys.encrypt());
        let plan = read(
            "to = 'a'\npassphrase = 'p'\nkeep_daily = 2\nhour = 5",
            Some("b"),
        );
        let plan = plan.unwrap().plan;
        assert_eq!(
            (plan.place.address().as_str(), plan.hour, plan.keep.daily),
            ("b", Some(5), 2)
        );
        assert!(plan.keys.encrypt());
        assert_eq!(read("daily = false", None).unwrap().plan.hour, None);
    }

    #[test]
    fn what_is_wrong_is_told_in_one_sentence() {
        for (text, expected) in [
            ("hour = 24", "backup.hour: 24"),
            ("recipients = ['age1x']", "backup: `age1x` is no recipient"),
            ("to = 's3://'", "backup.to: `s3://` names no bucket"),
            (
                "identity_file = '/no/file'",
                "backup.identity_file: /no/file",
            ),
        ] {
            let told = format!("{:#}", read(text, None).unwrap_err());
            assert!(told.starts_with(expected), "{told}");
        }
    }
}
