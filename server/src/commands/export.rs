//! `rapport export`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use contract::ListQuery;
use domain::Desk;
use domain::export::Form;
use tokio::fs::File;
use tokio::io::{AsyncWrite, BufWriter};

use crate::cli::Export;
use crate::settings::Settings;

/// Writes all records of an object that the asker sees to a file.
pub(super) async fn run(settings: &Settings, what: Export) -> anyhow::Result<ExitCode> {
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, what.in_the_name_of.as_deref()).await?;
    let object = super::object(&desk, &what.object)?;
    if what.file == Path::new("-") {
        write_form(
            &desk,
            &object,
            Form::Csv,
            what.in_clear,
            tokio::io::stdout(),
        )
        .await?;
        return Ok(ExitCode::SUCCESS);
    }
    let part = beside(&what.file);
    let written = write(&desk, &object, what.in_clear, &part).await;
    let done = match written {
        Ok(()) => tokio::fs::rename(&part, &what.file)
            .await
            .map_err(Into::into),
        Err(error) => Err(error),
    };
    if done.is_err() {
        // Where the file could not even be begun, nothing is there to remove.
        let _ = tokio::fs::remove_file(&part).await;
    }
    done.with_context(|| format!("{} was not written", what.file.display()))?;
    Ok(ExitCode::SUCCESS)
}

/// The name under which a file is written until it is whole.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".part");
    name.into()
}

async fn write(desk: &Desk, object: &str, in_clear: bool, path: &Path) -> anyhow::Result<()> {
    let file = File::create(path).await?;
    let mut writer = BufWriter::new(file);
    let end = path.with_extension("");
    let form = end.extension().and_then(|end| end.to_str());
    let form = form.and_then(Form::of).unwrap_or(Form::Csv);
    write_form(desk, object, form, in_clear, &mut writer).await?;
    writer.get_ref().sync_all().await?;
    Ok(())
}

async fn write_form<W: AsyncWrite + Unpin>(
    desk: &Desk,
    object: &str,
    form: Form,
    in_clear: bool,
    writer: W,
) -> domain::Result<u64> {
    let all = everything(object);
    match in_clear {
        true => domain::export::write_in_clear(desk, &all, form, writer).await,
        false => domain::export::write(desk, &all, form, writer).await,
    }
}

/// All records of an object.
fn everything(object: &str) -> ListQuery {
    ListQuery {
        object: object.to_owned(),
        ..ListQuery::default()
    }
}
