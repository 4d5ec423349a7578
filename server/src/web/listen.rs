//! The socket, with or without TLS, and the end of it all.

use std::future::Future;
use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::Router;
use axum_server::Handle;
use axum_server::accept::NoDelayAcceptor;
use axum_server::tls_rustls::{RustlsAcceptor, RustlsConfig};
use hyper_util::rt::TokioTimer;

use crate::settings::Tls;

/// How long requests may go on after the end was asked for.
const LAST_ORDERS: Duration = Duration::from_secs(30);
/// How long a browser may take to say what it wants.
const HEADERS: Duration = Duration::from_secs(30);

/// Takes the port.
///
/// # Errors
/// One sentence about why it cannot be taken.
pub(crate) fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener = TcpListener::bind(address).map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => anyhow!("{address} is in use: end the program that listens there, or choose another with --listen"),
        ErrorKind::PermissionDenied => anyhow!("{address} may not be used by this user: choose a port above 1023 with --listen"),
        ErrorKind::AddrNotAvailable => anyhow!("{address} is no address of this machine: choose another with --listen"),
        _ => anyhow!(error).context(format!("{address} cannot be listened on")),
    })?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

/// Reads certificate and key.
///
/// # Errors
/// One sentence about which of them cannot be used.
pub(crate) async fn tls(files: &Tls) -> anyhow::Result<RustlsConfig> {
    // Already chosen by somebody else in this process is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    for file in [&files.certificate, &files.key] {
        std::fs::File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    }
    let config = RustlsConfig::from_pem_file(&files.certificate, &files.key).await;
    config.with_context(|| {
        format!(
            "{} and {} are no certificate with its key",
            files.certificate.display(),
            files.key.display()
        )
    })
}

/// Answers until `stop`, then takes no more and lets what has begun come to its end.
///
/// # Errors
/// When the socket fails.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<RustlsConfig>,
    router: Router,
    stop: impl Future<Output = ()>,
) -> anyhow::Result<()> {
    let handle = Handle::new();
    let mut server = axum_server::from_tcp(listener)?.handle(handle.clone());
    server
        .http_builder()
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS);
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = async {
        match tls {
            Some(config) => {
                let acceptor = RustlsAcceptor::new(config).acceptor(NoDelayAcceptor::new());
                server.acceptor(acceptor).serve(service).await
            }
            None => server.acceptor(NoDelayAcceptor::new()).serve(service).await,
        }
    };
    let stopping = async {
        stop.await;
        handle.graceful_shutdown(Some(LAST_ORDERS));
        std::future::pending::<()>().await;
    };
    tokio::select! {
        served = serving => Ok(served?),
        () = stopping => Ok(()),
    }
}

/// Until the terminal or the service manager asks for the end.
pub(crate) async fn asked_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
    tracing::info!("stopping");
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}
