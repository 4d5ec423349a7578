//! The development loop: build, run, and again when a source file changes.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::process::{Child, Command};
use std::time::Duration;

use anyhow::{Result, ensure};

use crate::places::{Mode, Places};
use crate::{files, site};

/// How long to wait between two looks at the source files.
const PAUSE: Duration = Duration::from_millis(400);

/// What the running server is made of.
const SOURCES: [&str; 11] = [
    "Cargo.toml",
    "app",
    "contract",
    "domain",
    "entity",
    "frontend",
    "migration",
    "public",
    "server",
    "style",
    "xtask/Cargo.toml",
];

/// Runs `rapport serve ARGUMENTS` from a debug build until it is interrupted. When a build fails,
/// the last server that could be built goes on running.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    let places = Places::of(Mode::Debug)?;
    let mut server: Option<Child> = None;
    loop {
        let seen = fingerprint(&places.root)?;
        match build(&places) {
            Ok(()) => {
                if let Some(old) = server.take() {
                    stop(old)?;
                }
                server = Some(start(&places, arguments)?);
            }
            Err(problem) => eprintln!("{problem:#}"),
        }
        while fingerprint(&places.root)? == seen {
            std::thread::sleep(PAUSE);
        }
    }
}

fn build(places: &Places) -> Result<()> {
    site::build(Mode::Debug)?;
    let status = places
        .cargo()
        .args(["build", "--package", "server"])
        .status()?;
    ensure!(status.success(), "the server does not compile");
    Ok(())
}

fn start(places: &Places, arguments: &[&str]) -> Result<Child> {
    let mut command = Command::new(places.debug_server());
    command
        .current_dir(&places.root)
        .arg("serve")
        .args(arguments);
    Ok(command.spawn()?)
}

/// Asks the server to end, as a service manager would, and waits until it has.
fn stop(mut server: Child) -> Result<()> {
    let asked = Command::new("kill").arg(server.id().to_string()).status();
    if !asked.is_ok_and(|status| status.success()) {
        server.kill()?;
    }
    server.wait()?;
    Ok(())
}

/// Names, sizes and times of all source files.
fn fingerprint(root: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        let place = root.join(source);
        let found = match place.is_file() {
            true => vec![place],
            false => files::list(&place)?,
        };
        for path in found {
            // A file may vanish between being listed and being looked at; the next round sees that.
            let Ok(facts) = path.metadata() else { continue };
            path.hash(&mut hasher);
            facts.len().hash(&mut hasher);
            facts.modified()?.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}
