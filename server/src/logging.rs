//! The log: lines for people, or JSON for machines, on the error output.

use std::io::IsTerminal;

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::settings::{LogFormat, Settings};

/// Quiet where a library reports what is none of its reader's business.
const QUIETER: &str = "sqlx=warn,sea_orm=warn,sea_orm_migration=warn,tower_sessions_core=error,hyper=warn,rustls=warn";

/// Begins to log.
///
/// # Errors
/// When the filter cannot be read.
pub(crate) fn start(settings: &Settings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("{QUIETER},{}", settings.log)).with_context(|| {
        format!(
            "log: `{}` is no filter; try info, debug or warn,domain=debug",
            settings.log
        )
    })?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // Whoever read the log may have gone: that must not end a request.
        .log_internal_errors(false)
        .with_ansi(std::io::stderr().is_terminal());
    match settings.log_format {
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
        LogFormat::Text => log.with_target(false).init(),
    }
    Ok(())
}
