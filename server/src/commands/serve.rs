//! `rapport serve`.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use domain::Crm;
use domain::backup::{self, Existing, Manifest, Source};

use super::work::Work;
use crate::output::say;
use crate::settings::Settings;
use crate::site::Site;
use crate::web::{self, listen};

/// Brings the database up to date and serves until it is asked to stop. When a restore is asked for, it lets go of the
/// database, restores, and serves again: who asks meanwhile waits for the answer.
pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let listener = listen::bind(settings.listen)?;
    let mut restored: Option<(String, domain::Result<Manifest>)> = None;
    loop {
        let crm = super::open(settings).await?;
        if let Some((name, outcome)) = restored.take() {
            backup::note_restored(&crm, &name, outcome).await?;
        }
        let Some(name) = serve(settings, &crm, listener.try_clone()?).await? else {
            return Ok(ExitCode::SUCCESS);
        };
        crm.close().await?;
        drop(crm);
        restored = Some(bring_back(settings, name).await?);
    }
}

/// Serves until the end was asked for, or a restore, whose backup it answers.
async fn serve(
    settings: &Settings,
    crm: &Arc<Crm>,
    listener: TcpListener,
) -> anyhow::Result<Option<String>> {
    let site = Site::open()?;
    let tls = match &settings.tls {
        Some(files) => Some(listen::tls(files).await?),
        None => None,
    };
    // Better not to start than to refuse every write: a read-only, full or locked database shows itself here.
    domain::sessions::sweep(crm).await?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let place = format!("{scheme}://{}", reachable(listener.local_addr()?));
    say(&format!("Rapport is ready at {place}"));
    if let Some(token) = domain::setup::token(crm).await? {
        say(&format!(
            "Nobody can sign in yet. Set it up here, once: {place}/setup?token={token}"
        ));
    }
    let work = Work::start(crm).await;
    let restore = OnceLock::new();
    let end = async {
        let mut asked = backup::restore_asked(crm);
        tokio::select! {
            () = listen::asked_to_stop() => {}
            Ok(name) = asked.wait_for(Option::is_some) => {
                let _ = restore.set(name.clone());
            }
        }
        // Streams would keep their connections open for as long as requests may still go on.
        crm.live().close();
    };
    listen::serve(listener, tls, web::router(crm, &site, settings), end).await?;
    work.stop().await;
    domain::audit::keep(crm).await?;
    domain::alerts::keep(crm).await?;
    Ok(restore.into_inner().flatten())
}

/// What failed is told on the page of backups: everything is as it was.
async fn bring_back(
    settings: &Settings,
    name: String,
) -> anyhow::Result<(String, domain::Result<Manifest>)> {
    let plan = &settings.backup.plan;
    let source = Source {
        place: plan.place.clone(),
        name: name.clone(),
    };
    let config = settings.domain()?;
    let outcome = backup::restore(&config, &plan.keys, &source, Existing::Replace).await;
    Ok((name, outcome))
}

/// The address that a browser on this machine can open.
fn reachable(address: SocketAddr) -> SocketAddr {
    match address {
        SocketAddr::V4(any) if any.ip().is_unspecified() => {
            (Ipv4Addr::LOCALHOST, any.port()).into()
        }
        SocketAddr::V6(any) if any.ip().is_unspecified() => {
            (Ipv6Addr::LOCALHOST, any.port()).into()
        }
        other => other,
    }
}
