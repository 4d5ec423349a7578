//! What hinders a backup or a restore, in words.

use contract::dto::backups::BackupTrouble;
use contract::{Language, Refusal};

use crate::api::Failure;
use crate::t;
use crate::ui::failure_text;

/// The sentence of a trouble.
#[must_use]
pub fn backup_trouble(language: Language, trouble: &BackupTrouble) -> String {
    match trouble {
        BackupTrouble::NeedsKey => t!(language, backups.needs_key),
        BackupTrouble::WrongKey => t!(language, backups.wrong_key),
        BackupTrouble::NotABackup => t!(language, backups.not_a_backup),
        BackupTrouble::Damaged => t!(language, backups.damaged),
        BackupTrouble::Newer { version } => return t!(language, backups.newer, version),
        BackupTrouble::OtherDatabase => t!(language, backups.other_database),
        BackupTrouble::NotEmpty => t!(language, backups.not_empty),
        BackupTrouble::InUse => t!(language, backups.in_use),
        BackupTrouble::Busy => t!(language, backups.busy),
        BackupTrouble::NoRoom => t!(language, backups.no_room),
        BackupTrouble::NoTool { tool } => return t!(language, backups.no_tool, tool),
        BackupTrouble::Unreachable => t!(language, backups.unreachable),
        BackupTrouble::CountsDiffer => t!(language, backups.counts_differ),
        BackupTrouble::Gone => t!(language, backups.gone),
        BackupTrouble::CutOff => t!(language, backups.cut_off),
        BackupTrouble::Broken => t!(language, backups.broken),
    }
    .to_owned()
}

/// Why a deed with backups was not done.
pub(super) fn deed_text(language: Language, failure: &Failure) -> String {
    match failure {
        Failure::Refused(Refusal::Backup(trouble)) => backup_trouble(language, trouble),
        other => failure_text(language, other),
    }
}
