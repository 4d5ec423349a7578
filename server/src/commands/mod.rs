//! What the program does, command by command.

mod audit;
mod backup;
mod certificate;
mod config;
mod demo;
mod doctor;
mod export;
mod import;
mod imported;
mod key;
mod keys;
mod migrate;
mod serve;
mod user;
mod work;

use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use contract::ObjectDef;
use domain::access::Origin;
use domain::{Crm, Desk};

use crate::cli::{Cli, Command, Common, Serve};
use crate::logging;
use crate::settings::Settings;

/// Does what the command line says.
///
/// # Errors
/// Whatever stopped it; `trouble::sentence` says it.
pub(crate) async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Serve(flags) => serve::run(&read(&cli.common, &flags, "info")?).await,
        Command::Doctor(flags) => doctor::run(&cli.common, &flags).await,
        Command::Migrate => migrate::run(&quiet(&cli.common)?).await,
        Command::User { command } => user::run(&quiet(&cli.common)?, command).await,
        Command::Key { command } => key::run(&quiet(&cli.common)?, command).await,
        Command::Keys { command } => keys::run(&quiet(&cli.common)?, command).await,
        Command::Config { command } => config::run(&quiet(&cli.common)?, command).await,
        Command::Backup(what) => backup::run(&quiet(&cli.common)?, what).await,
        Command::Restore(what) => backup::restore(&quiet(&cli.common)?, what).await,
        Command::Audit { command } => audit::run(&quiet(&cli.common)?, command).await,
        Command::Certificate { command } => certificate::run(&quiet(&cli.common)?, command),
        Command::Import(what) => import::run(&quiet(&cli.common)?, what).await,
        Command::Export(what) => export::run(&quiet(&cli.common)?, what).await,
        Command::Demo(size) => demo::run(&quiet(&cli.common)?, size).await,
    }
}

fn read(common: &Common, flags: &Serve, log: &str) -> anyhow::Result<Settings> {
    let settings = Settings::read(common, flags, log)?;
    logging::start(&settings)?;
    Ok(settings)
}

/// For commands that end soon: only what goes wrong is logged.
fn quiet(common: &Common) -> anyhow::Result<Settings> {
    read(common, &Serve::default(), "warn")
}

async fn open(settings: &Settings) -> anyhow::Result<Arc<Crm>> {
    let config = settings.domain()?;
    domain::backup::recover(&config).await?;
    let crm = Crm::open(&config).await?;
    domain::backup::arrange(&crm, settings.backup.plan.clone());
    crm.configure_outgoing(settings.outgoing.clone())?;
    if let Some(site) = &settings.site {
        crm.configure_site(site.clone())?;
    }
    if let Some(smtp) = &settings.smtp {
        crm.configure_mail(smtp.clone())?;
    }
    Ok(crm)
}

/// The desk of the user of an address, or the house's own.
async fn desk(crm: &Arc<Crm>, email: Option<&str>) -> anyhow::Result<Desk> {
    let Some(email) = email else {
        return Ok(crm.system_desk("command line"));
    };
    let user = crm
        .people()
        .find(email)
        .with_context(|| format!("--as: no user has the address {email}"))?;
    let here = Origin {
        address: None,
        device: "rapport".to_owned(),
    };
    Ok(crm.desk_of(user).await?.coming_from(here))
}

/// The key of an object, named by it or by its plural.
fn object(desk: &Desk, word: &str) -> anyhow::Result<String> {
    let descriptions = desk.crm().descriptions();
    let is_meant = |object: &&std::sync::Arc<ObjectDef>| object.key == word || object.path == word;
    let found = descriptions
        .all()
        .iter()
        .find(is_meant)
        .map(|object| object.key.clone());
    let known: Vec<&str> = descriptions
        .all()
        .iter()
        .map(|object| object.key.as_str())
        .collect();
    found.with_context(|| format!("`{word}` is none of {}", known.join(", ")))
}
