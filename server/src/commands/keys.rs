//! `rapport keys`: the keys that sensitive fields are sealed with.

use std::process::ExitCode;

use domain::sealing::{self, KeyCount, Status};

use crate::cli::KeysCommand;
use crate::output::say;
use crate::settings::Settings;

/// Does what the command line says with the keys of sensitive fields.
pub(super) async fn run(settings: &Settings, command: KeysCommand) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let desk = crm.system_desk("command line");
    match command {
        KeysCommand::Rotate => {
            let begun = sealing::rotate(&desk).await?;
            say(&format!(
                "{} is the active key now. Values of {} fields are sealed anew by it in the background, by the running \
                 server or by the next one. Copy the file of keys to where its copies are kept; older keys stay in it \
                 until `rapport keys status` says that they are not needed.",
                begun.key, begun.fields
            ));
            Ok(ExitCode::SUCCESS)
        }
        KeysCommand::Status => {
            let status = sealing::status(&desk).await?;
            for line in lines(&status) {
                say(&line);
            }
            let is_missing = |key: &KeyCount| !key.is_there && key.is_needed();
            Ok(match status.keys.iter().any(is_missing) {
                true => ExitCode::FAILURE,
                false => ExitCode::SUCCESS,
            })
        }
    }
}

fn lines(status: &Status) -> Vec<String> {
    let mut lines: Vec<String> = status
        .keys
        .iter()
        .map(|key| key_line(key, status.active.as_deref()))
        .collect();
    if status.active.is_none() {
        lines.push(
            "There is no active key: sensitive fields can be neither read nor written.".into(),
        );
    }
    if status.open_secrets > 0 {
        lines.push(format!(
            "{} secrets of apps and of the mail server are not sealed yet; a running server seals them.",
            status.open_secrets
        ));
    }
    lines.extend(lost(status));
    for field in &status.fields {
        lines.push(format!(
            "{}.{}  {} sealed, {} open",
            field.object, field.field, field.sealed, field.open
        ));
    }
    for (object, field, done) in &status.working {
        lines.push(format!(
            "{object}.{field}  at work, {done} values looked at"
        ));
    }
    lines
}

/// What must be done anew where the missing keys do not come back.
pub(super) fn lost(status: &Status) -> Vec<String> {
    let mut lines = Vec::new();
    if status.lost_codes > 0 {
        lines.push(format!(
            "LOST without the missing keys: the codes of {} people. They sign in by a recovery code, or their codes are \
             taken away (Settings, Users, or `rapport user end-codes`) and set up anew.",
            status.lost_codes
        ));
    }
    if status.is_mail_password_lost {
        lines.push(
            "LOST without the missing keys: the password of the mail server. Type it anew under Settings, Mail."
                .into(),
        );
    }
    lines
}

fn key_line(key: &KeyCount, active: Option<&str>) -> String {
    let what = match (key.is_there, key.is_needed()) {
        _ if active == Some(&key.id) => "active",
        (true, true) => "needed",
        (true, false) => "not needed, may be taken out",
        (false, true) => "MISSING: these values cannot be read until it is back",
        (false, false) => "gone, not needed",
    };
    let KeyCount {
        id,
        values,
        events,
        secrets,
        ..
    } = key;
    format!("{id}  {values} values, {events} changes in the log, {secrets} secrets  {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_by_what_needs_it() {
        let key = |is_there, values, events| KeyCount {
            id: "0000abcd".into(),
            is_there,
            values,
            events,
            secrets: 0,
        };
        for (key, active, told) in [
            (key(true, 2, 0), Some("0000abcd"), "active"),
            (key(true, 2, 0), Some("x"), "needed"),
            (key(true, 0, 1), Some("x"), "needed"),
            (key(true, 0, 0), Some("x"), "not needed, may be taken out"),
            (key(false, 0, 0), None, "gone, not needed"),
        ] {
            let line = key_line(&key, active);
            assert!(line.ends_with(&format!("  {told}")), "{line}");
        }
        assert!(key_line(&key(false, 1, 0), None).contains("MISSING"));
    }
}
