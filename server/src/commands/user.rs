//! `rapport user add|end-codes|allow-passwords`.

use std::process::ExitCode;

use anyhow::{Context, ensure};
use contract::{Refusal, Role};
use domain::Error;
use domain::users::{self, NewUser};

use crate::cli::{UserAdd, UserCommand};
use crate::output::say;
use crate::settings::Settings;

/// Does what is asked about a user.
pub(super) async fn run(settings: &Settings, command: UserCommand) -> anyhow::Result<ExitCode> {
    match command {
        UserCommand::Add(new) => add(settings, new).await,
        UserCommand::EndCodes { email } => end_codes(settings, &email).await,
        UserCommand::AllowPasswords => allow_passwords(settings).await,
    }
}

/// Helps the last administrator who lost app, recovery codes and passkeys.
async fn end_codes(settings: &Settings, email: &str) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let user = crm.people().find(email);
    let user = user.with_context(|| format!("nobody signs in as `{email}`"))?;
    let desk = crm.system_desk("command line");
    let keys = domain::passkeys::remove_all(&desk, user).await?;
    match domain::factors::reset(&desk, user).await {
        // Passkeys alone were there.
        Err(Error::Refused(Refusal::NotFound)) if keys > 0 => {}
        codes => codes?,
    }
    say(&format!(
        "Codes and passkeys of {email} are taken away, and their sessions ended."
    ));
    Ok(ExitCode::SUCCESS)
}

/// The way back in for an organisation that switched passwords off, and whose providers and passkeys are all gone.
async fn allow_passwords(settings: &Settings) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    domain::ways::switch_passwords(&crm.system_desk("command line"), false).await?;
    say("Passwords open again. Those that people had count as before.");
    Ok(ExitCode::SUCCESS)
}

/// Adds a user.
async fn add(settings: &Settings, new: UserAdd) -> anyhow::Result<ExitCode> {
    let roles = Role::ALL.map(Role::key).join(", ");
    let role = Role::from_key(&new.role)
        .with_context(|| format!("role: `{}` is none of {roles}", new.role))?;
    let password = if new.password_stdin {
        Some(password()?)
    } else {
        None
    };
    let crm = super::open(settings).await?;
    let user = NewUser {
        email: new.email.clone(),
        name: new.name.clone(),
        role,
        team: None,
    };
    users::add(&crm.system_desk("command line"), user, password.as_deref()).await?;
    let rest = if password.is_some() {
        ""
    } else {
        " An administrator gives the first password."
    };
    say(&format!("Added {} <{}>.{rest}", new.name, new.email));
    Ok(ExitCode::SUCCESS)
}

/// The first line of the standard input, without its end.
fn password() -> anyhow::Result<String> {
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("the password cannot be read from the standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    ensure!(!password.is_empty(), "the standard input holds no password");
    Ok(password.to_owned())
}
