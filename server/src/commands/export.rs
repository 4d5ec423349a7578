//! `rapport export`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use tokio::io::{AsyncWrite, BufWriter};

use crate::cli::Export;
use crate::settings::Settings;

/// Writes all records of an object that the asker sees to a file.
pub(super) async fn run(settings: &Settings, what: Export) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, what.in_the_name_of.as_deref()).await?;
    let object = super::object(&desk, &what.object)?;
    let file = target(&what.file).await?;
    let rows = domain::export::csv(&desk, &object, &[], BufWriter::new(file)).await?;
    tracing::info!(rows, "exported");
    Ok(ExitCode::SUCCESS)
}

async fn target(path: &Path) -> anyhow::Result<Box<dyn AsyncWrite + Unpin + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(tokio::io::stdout()));
    }
    let file = tokio::fs::File::create(path)
        .await
        .with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(Box::new(file))
}
