//! `rapport key`: keys by which programs ask.

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use contract::dto::api_keys::{KeyInfo, NewKey};
use domain::{Crm, api_keys};

use crate::cli::{KeyAdd, KeyCommand};
use crate::output::say;
use crate::settings::Settings;

/// Does what the command line says with keys.
pub(super) async fn run(settings: &Settings, command: KeyCommand) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    match command {
        KeyCommand::Add(new) => add(&crm, new).await?,
        KeyCommand::List => list(&crm).await?,
        KeyCommand::End { id } => {
            api_keys::end(&crm.system_desk("command line"), id).await?;
            say("Ended. Programs that use it are refused from now on.");
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the key alone, so that a script can take it.
async fn add(crm: &Arc<Crm>, new: KeyAdd) -> anyhow::Result<()> {
    let user = crm
        .people()
        .find(&new.email)
        .with_context(|| format!("--email: no user has the address {}", new.email))?;
    let desk = crm.desk_of(user).await?;
    let key = NewKey {
        name: new.name,
        scopes: new.scope,
        days: new.days,
    };
    say(&api_keys::add(&desk, &key).await?.token);
    Ok(())
}

async fn list(crm: &Arc<Crm>) -> anyhow::Result<()> {
    for key in api_keys::all(&crm.system_desk("command line")).await? {
        say(&line(&key));
    }
    Ok(())
}

fn line(key: &KeyInfo) -> String {
    let day = |at: Option<chrono::DateTime<chrono::Utc>>| {
        at.map_or_else(
            || "never".to_owned(),
            |at| at.format("%Y-%m-%d").to_string(),
        )
    };
    format!(
        "{}  …{}  {}  {}  {}  used {}  ends {}",
        key.id,
        key.hint,
        key.owner.name,
        key.name,
        key.scopes.join(" "),
        day(key.last_used_at),
        day(key.expires_at)
    )
}
