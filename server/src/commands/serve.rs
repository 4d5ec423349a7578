//! `rapport serve`.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;

use super::work::Work;
use crate::output::say;
use crate::settings::Settings;
use crate::site::Site;
use crate::web::{self, listen};

/// Brings the database up to date and serves until it is asked to stop.
pub(super) async fn run(settings: &Settings) -> anyhow::Result<ExitCode> {
    let listener = listen::bind(settings.listen)?;
    let site = Site::open()?;
    let tls = match &settings.tls {
        Some(files) => Some(listen::tls(files).await?),
        None => None,
    };
    let crm = super::open(settings).await?;
    // Better not to start than to refuse every write: a read-only, full or locked database shows itself here.
    domain::sessions::sweep(&crm).await?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let place = format!("{scheme}://{}", reachable(listener.local_addr()?));
    say(&format!("Rapport is ready at {place}"));
    if let Some(token) = domain::setup::token(&crm).await? {
        say(&format!(
            "Nobody can sign in yet. Set it up here, once: {place}/setup?token={token}"
        ));
    }
    let work = Work::start(&crm).await;
    let asked_to_stop = async {
        listen::asked_to_stop().await;
        // Streams would keep their connections open for as long as requests may still go on.
        crm.live().close();
    };
    listen::serve(
        listener,
        tls,
        web::router(&crm, &site, settings),
        asked_to_stop,
    )
    .await?;
    work.stop().await;
    Ok(ExitCode::SUCCESS)
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
