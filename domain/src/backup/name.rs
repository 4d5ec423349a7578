//! What the name of a backup says: when it was made, who had it made, and whether it is encrypted.

use chrono::{DateTime, NaiveDateTime, SubsecRound, Utc};

/// How the moment stands in the name of a file.
const MOMENT: &str = "%Y%m%d-%H%M%S%.3f";

/// What stands behind the moment where somebody asked for it.
const BY_HAND: &str = "-hand";

/// A backup as it lies there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupFile {
    pub name: String,
    pub bytes: u64,
    pub made_at: DateTime<Utc>,
    /// Somebody asked for it.
    pub is_by_hand: bool,
}

/// Who had a backup made. It stands in the name of the file, so that it is known after a restore and elsewhere, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    Schedule,
    Person,
}

impl BackupFile {
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.name.ends_with(".age")
    }
}

/// The name of a backup of a moment.
pub(super) fn name_of(at: DateTime<Utc>, maker: Maker, is_encrypted: bool) -> String {
    let end = if is_encrypted { "tar.gz.age" } else { "tar.gz" };
    let mark = match maker {
        Maker::Schedule => "",
        Maker::Person => BY_HAND,
    };
    format!("rapport-{}{mark}.{end}", at.trunc_subsecs(3).format(MOMENT))
}

/// A file whose name is that of a backup.
pub(super) fn known(name: &str, bytes: u64) -> Option<BackupFile> {
    let moment = name.strip_prefix("rapport-")?;
    let moment = moment
        .strip_suffix(".tar.gz.age")
        .or_else(|| moment.strip_suffix(".tar.gz"))?;
    let (moment, is_by_hand) = match moment.strip_suffix(BY_HAND) {
        Some(moment) => (moment, true),
        None => (moment, false),
    };
    let made_at = NaiveDateTime::parse_from_str(moment, MOMENT).ok()?;
    Some(BackupFile {
        name: name.to_owned(),
        bytes,
        made_at: made_at.and_utc(),
        is_by_hand,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::{Maker, known, name_of};

    #[test]
    fn a_name_tells_when_by_whom_and_whether_it_is_encrypted() {
        let at = Utc.with_ymd_and_hms(2026, 11, 22, 3, 0, 7).unwrap();
        let name = name_of(at, Maker::Schedule, true);
        assert_eq!(name, "rapport-20261122-030007.000.tar.gz.age");
        let found = known(&name, 5).unwrap();
        assert!(found.made_at == at && found.is_encrypted() && found.bytes == 5);
        assert!(!found.is_by_hand);
        let name = name_of(at, Maker::Person, false);
        assert_eq!(name, "rapport-20261122-030007.000-hand.tar.gz");
        let found = known(&name, 0).unwrap();
        assert!(found.made_at == at && found.is_by_hand && !found.is_encrypted());
        for other in [
            "notes.txt",
            ".rapport-20261122-030007.000.tar.gz.part",
            "rapport-x.tar.gz",
        ] {
            assert_eq!(known(other, 0), None, "{other}");
        }
    }
}
