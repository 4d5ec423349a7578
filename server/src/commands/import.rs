//! `rapport import`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail, ensure};
use contract::dto::imports::OnDuplicate;
use domain::import::sets::{SetOfFiles, run_files};
use domain::import::{RunFile, run_file};

use super::imported;
use crate::cli::Import;
use crate::output::say;
use crate::settings::Settings;

/// Files that are taken from a folder; all else there is left alone.
const ENDINGS: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xlsm", "vcf"];

/// What the words of the command mean.
#[derive(Debug, PartialEq, Eq)]
enum What {
    /// A file, and the object it is of.
    One(String, PathBuf),
    /// Files that belong together.
    Several(Vec<PathBuf>),
}

/// Brings one file in and prints the counts as one line of JSON, or several and prints what came of each as a table.
pub(super) async fn run(settings: &Settings, what: Import) -> anyhow::Result<ExitCode> {
    match meant(&what.what)? {
        What::One(object, file) => one(settings, what, &object, file).await,
        What::Several(files) => several(settings, what, files).await,
    }
}

/// An object is what is no file and stands before one.
fn meant(words: &[PathBuf]) -> anyhow::Result<What> {
    if let [object, file] = words
        && !object.exists()
    {
        ensure!(file.is_file(), "{} is not there", file.display());
        return Ok(What::One(
            object.to_string_lossy().into_owned(),
            file.clone(),
        ));
    }
    let mut files = Vec::new();
    for word in words {
        match word {
            folder if folder.is_dir() => files.append(&mut inside(folder)?),
            file if file.is_file() => files.push(file.clone()),
            other => bail!("{} is not there", other.display()),
        }
    }
    ensure!(!files.is_empty(), "there is no file to bring in");
    Ok(What::Several(files))
}

/// The tables and cards in a folder, by name.
fn inside(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let end = path.extension().unwrap_or_default().to_ascii_lowercase();
        if path.is_file() && ENDINGS.iter().any(|ending| end == *ending) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

async fn one(
    settings: &Settings,
    what: Import,
    object: &str,
    path: PathBuf,
) -> anyhow::Result<ExitCode> {
    let map = what
        .map
        .iter()
        .map(|pair| column(pair))
        .collect::<anyhow::Result<_>>()?;
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, what.in_the_name_of.as_deref()).await?;
    let file = RunFile {
        object: super::object(&desk, object)?,
        path,
        key: what.key,
        map,
        on_duplicate: match what.on_duplicate.as_str() {
            "update" => OnDuplicate::Update,
            "fill" => OnDuplicate::Fill,
            _ => OnDuplicate::Skip,
        },
        no_new_choices: what.no_new_choices,
        create_related: what.create_related,
        silent: what.silent,
        dry_run: what.dry_run,
        report: what.report,
    };
    let counts = run_file(&desk, file).await?;
    say(&serde_json::to_string(&counts)?);
    Ok(ExitCode::SUCCESS)
}

async fn several(
    settings: &Settings,
    what: Import,
    paths: Vec<PathBuf>,
) -> anyhow::Result<ExitCode> {
    ensure!(
        what.key.is_none()
            && what.map.is_empty()
            && what.on_duplicate == "skip"
            && !(what.no_new_choices || what.create_related || what.silent),
        "--key, --map, --on-duplicate, --no-new-choices, --create-related and --silent are for one file with its \
         object: rapport import OBJECT FILE"
    );
    if let Some(folder) = &what.report {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("--report: {} is no folder", folder.display()))?;
    }
    let crm = super::open(settings).await?;
    let desk = super::desk(&crm, what.in_the_name_of.as_deref()).await?;
    let files = SetOfFiles {
        paths,
        dry_run: what.dry_run,
        report: what.report,
    };
    let reports = run_files(&desk, files).await?;
    for line in imported::table(&desk, &reports) {
        say(&line);
    }
    Ok(if reports.iter().any(imported::has_stopped) {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
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
    use std::path::PathBuf;

    use super::{What, column, meant};

    #[test]
    fn a_header_may_hold_an_equals_sign() {
        assert_eq!(
            column("A=B=name").unwrap(),
            ("A=B".to_owned(), "name".to_owned())
        );
        assert!(column("name").is_err());
    }

    #[test]
    fn what_is_no_file_names_the_object_of_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["b.csv", "a.vcf", "note.md"] {
            std::fs::write(path(name), "x").unwrap();
        }
        let told = |words: &[PathBuf]| meant(words).ok();
        let one = What::One("account".into(), path("b.csv"));
        assert_eq!(told(&["account".into(), path("b.csv")]), Some(one));
        let several = |paths: Vec<PathBuf>| Some(What::Several(paths));
        assert_eq!(
            told(&[folder.path().into()]),
            several(vec![path("a.vcf"), path("b.csv")])
        );
        assert_eq!(
            told(&[path("b.csv"), path("a.vcf")]),
            several(vec![path("b.csv"), path("a.vcf")])
        );
        assert_eq!(told(&[path("b.csv")]), several(vec![path("b.csv")]));
        assert_eq!(told(&["account".into(), path("c.csv")]), None);
        assert_eq!(told(&[path("c.csv")]), None);
    }
}
