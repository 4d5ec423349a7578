//! Backups by the command line, also when the process is killed in the midst of one.
#![expect(
    clippy::unwrap_used,
    reason = "a program that cannot be started fails the test"
)]

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

fn rapport(folder: &TempDir, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    let ours = |name: &str| name.starts_with("RAPPORT_") || name == "DATABASE_URL";
    for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command
        .current_dir(folder.path())
        .env("RAPPORT_BACKUP_PASSPHRASE", "over the hills")
        .args(line.split(' '))
        .stdin(Stdio::null());
    command
}

fn output(folder: &TempDir, line: &str) -> Output {
    rapport(folder, line).output().unwrap()
}

/// What a command that works says.
fn said(folder: &TempDir, line: &str) -> String {
    let output = output(folder, line);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{line}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

/// What a command that fails tells.
fn told(folder: &TempDir, line: &str) -> String {
    let output = output(folder, line);
    assert!(!output.status.success(), "{line}");
    String::from_utf8(output.stderr).unwrap()
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder.path().join("data/backups")) else {
        return Vec::new();
    };
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn a_backup_is_made_listed_verified_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    said(&folder, "demo --accounts 20 --seed 1");
    let made = said(&folder, "backup");
    assert!(
        made.contains("Tested: restored into a temporary place"),
        "{made}"
    );
    let listed = said(&folder, "backup list");
    let name = listed.split_whitespace().next().unwrap();
    assert!(name.ends_with(".tar.gz.age"), "{listed}");
    let verified = said(&folder, &format!("backup verify {name}"));
    assert!(verified.contains("tables with"), "{verified}");

    let before = said(&folder, "export account -");
    let add = "user add --email a@example.com --name A --role administrator";
    said(&folder, add);
    let refused = told(&folder, &format!("restore {name}"));
    assert!(refused.contains("--replace"), "{refused}");
    said(&folder, "demo --accounts 30 --seed 2");
    said(&folder, &format!("restore {name} --replace"));
    assert_eq!(said(&folder, "export account -"), before);
    // Who was added later is not there any more, so the address is free.
    said(&folder, add);

    // On another machine, from a file that was carried there.
    let other = tempfile::tempdir().unwrap();
    let from = folder.path().join("data/backups").join(name);
    let from = from.display().to_string();
    let keys = folder.path().join("data/keys");
    if keys.exists() {
        std::fs::create_dir(other.path().join("data")).unwrap();
        std::fs::copy(keys, other.path().join("data/keys")).unwrap();
    }
    let mut keyless = rapport(&other, &format!("restore {from}"));
    let keyless = keyless
        .env_remove("RAPPORT_BACKUP_PASSPHRASE")
        .output()
        .unwrap();
    let why = String::from_utf8(keyless.stderr).unwrap();
    assert!(why.contains("no key that opens it"), "{why}");
    said(&other, &format!("restore {from}"));
    assert_eq!(said(&other, "export account -"), before);
}

#[test]
fn a_backup_whose_process_is_killed_is_none() {
    let folder = tempfile::tempdir().unwrap();
    said(&folder, "demo --accounts 50 --seed 3");
    let noise: Vec<u8> = (0..8_000_000_u32)
        .map(|number| (number.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    // As if it were on a record: the store is packed as it lies there.
    let content = folder.path().join("data/files/content/ab");
    std::fs::create_dir_all(&content).unwrap();
    std::fs::write(content.join("noise"), noise).unwrap();
    let is_begun = || {
        files(&folder)
            .iter()
            .any(|file| file.metadata().is_ok_and(|found| found.len() > 100_000))
    };
    let mut process = rapport(&folder, "backup")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while !is_begun() {
        assert!(
            begun.elapsed() < Duration::from_secs(120),
            "nothing is written"
        );
        assert!(process.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::sleep(Duration::from_millis(2));
    }
    // On Unix this is SIGKILL: nothing of the process runs any more.
    process.kill().unwrap();
    process.wait().unwrap();
    assert_eq!(said(&folder, "backup list"), "");
    let left = files(&folder);
    let name = left[0].display().to_string();
    assert!(name.ends_with(".part"), "{left:?}");
    let torn = told(&folder, &format!("restore {name} --replace"));
    assert!(
        torn.contains("damaged") || torn.contains("only its beginning"),
        "{torn}"
    );

    // The next one sweeps it away, once the lease of the killed one has lapsed.
    let begun = Instant::now();
    while !output(&folder, "backup").status.success() {
        assert!(begun.elapsed() < Duration::from_secs(120), "it stays busy");
        std::thread::sleep(Duration::from_secs(5));
    }
    let left = files(&folder);
    assert!(
        left.len() == 1 && said(&folder, "backup list").lines().count() == 1,
        "{left:?}"
    );
    let work = std::fs::read_dir(folder.path().join("data/backup-work/run"));
    assert!(work.is_ok_and(|mut left| left.next().is_none()));
}
