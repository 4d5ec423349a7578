//! The site: everything a browser may fetch that is not made per request.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;

use crate::files::{self, File};
use crate::manifest::{self, Entry, Manifest};
use crate::places::{Mode, Places};
use crate::wasm::Package;
use crate::{compress, style, wasm, weight};

/// Builds the site of `mode`, or finds that nothing changed since the last time.
pub(crate) fn build(mode: Mode) -> Result<()> {
    let begun = Instant::now();
    let places = Places::of(mode)?;
    let compiled = wasm::compile(&places, mode)?;
    let stamp = stamp(&places, &compiled)?;
    let stamp_file = places.work().join("stamp");
    let is_there = places.site().join("site.json").exists();
    if is_there && fs::read_to_string(&stamp_file).is_ok_and(|last| last == stamp) {
        return Ok(());
    }
    let compiled = fs::read(&compiled)?;
    let package = wasm::package(&compiled, mode, &places.work())?;
    let site = assemble(&places, mode, package)?;
    if mode == Mode::Release {
        weight::ensure_light(&site)?;
    }
    replace(&places, &site)?;
    files::write(&stamp_file, stamp.as_bytes())?;
    eprintln!(
        "  the {} site is built ({:.1} s)",
        mode.name(),
        begun.elapsed().as_secs_f32()
    );
    Ok(())
}

/// Stands for everything that the site is made of. The WASM counts by its time and size, because it is
/// large; the build program is one of the inputs.
fn stamp(places: &Places, compiled: &Path) -> Result<String> {
    let facts = compiled.metadata()?;
    let mut inputs = vec![File {
        path: format!("{:?} {}", facts.modified()?, facts.len()),
        bytes: Vec::new(),
    }];
    for folder in ["style", "public", "xtask"] {
        inputs.extend(files::read(&places.root.join(folder))?);
    }
    Ok(files::fingerprint(&inputs))
}

/// Puts the package under a name made from its content, adds the public files and `site.json`.
fn assemble(places: &Places, mode: Mode, package: Package) -> Result<Vec<File>> {
    let mut parts = package.files;
    parts.push(File {
        path: format!("{}.css", wasm::NAME),
        bytes: style::bundle(&places.root.join("style/main.css"))?,
    });
    let folder = format!("pkg/{}", files::fingerprint(&parts));
    for part in &mut parts {
        part.path = format!("{folder}/{}", part.path);
    }
    parts.extend(files::read(&places.root.join("public"))?);

    let mut entries = Vec::new();
    let mut site = Vec::new();
    for file in parts {
        let packed = mode == Mode::Release && compress::pays(&file.path, file.bytes.len());
        if packed {
            site.push(File {
                path: format!("{}.br", file.path),
                bytes: compress::brotli(&file.bytes)?,
            });
            site.push(File {
                path: format!("{}.gz", file.path),
                bytes: compress::gzip(&file.bytes)?,
            });
        }
        entries.push(Entry {
            kind: manifest::kind(&file.path),
            etag: format!("W/\"{}\"", files::fingerprint([&file])),
            cache: manifest::cache(&file.path),
            packed,
            path: file.path.clone(),
        });
        site.push(file);
    }
    let manifest = Manifest {
        package: folder,
        splits: package.splits,
        files: entries,
    };
    site.push(File {
        path: "site.json".into(),
        bytes: serde_json::to_vec_pretty(&manifest)?,
    });
    Ok(site)
}

/// Writes the new site beside the old one and changes their places, so that a running server never
/// sees half a site.
fn replace(places: &Places, site: &[File]) -> Result<()> {
    let finished = places.site();
    let fresh = places.work().join("site");
    for file in site {
        files::write(&fresh.join(&file.path), &file.bytes)?;
    }
    if finished.exists() {
        fs::remove_dir_all(&finished)?;
    } else if let Some(above) = finished.parent() {
        fs::create_dir_all(above)?;
    }
    Ok(fs::rename(&fresh, &finished)?)
}
