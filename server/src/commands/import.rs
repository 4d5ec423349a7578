//! `rapport import`.

use std::process::ExitCode;

use anyhow::{Context, ensure};
use domain::import::{RunFile, run_file};

use crate::cli::Import;
use crate::output::say;
use crate::settings::Settings;

/// Brings a file in and prints the counts as one line of JSON.
pub(super) async fn run(settings: &Settings, what: Import) -> anyhow::Result<ExitCode> {
    let map = what
        .map
        .iter()
        .map(|pair| column(pair))
        .collect::<anyhow::Result<_>>()?;
    ensure!(what.file.is_file(), "{} is not there", what.file.display());
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, what.in_the_name_of.as_deref()).await?;
    let file = RunFile {
        object: super::object(&desk, &what.object)?,
        path: what.file,
        key: what.key,
        map,
        dry_run: what.dry_run,
        report: what.report,
    };
    let counts = run_file(&desk, file).await?;
    say(&serde_json::to_string(&counts)?);
    Ok(ExitCode::SUCCESS)
}

/// Header and field of `Header=field`. A header may hold `=`, a field cannot.
fn column(pair: &str) -> anyhow::Result<(String, String)> {
    let (header, field) = pair
        .rsplit_once('=')
        .with_context(|| format!("--map: `{pair}` is not of the form Header=field"))?;
    Ok((header.to_owned(), field.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn a_header_may_hold_an_equals_sign() {
        assert_eq!(
            column("A=B=name").unwrap(),
            ("A=B".to_owned(), "name".to_owned())
        );
        assert!(column("name").is_err());
    }
}
