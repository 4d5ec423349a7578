//! An import whose process is killed goes on with the next server, and brings every row in once.
#![expect(
    clippy::unwrap_used,
    reason = "a program that cannot be started fails the test"
)]

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Rows of the file: some seconds of work.
const ROWS: usize = 12_000;
const PATIENCE: Duration = Duration::from_secs(240);

fn rapport(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    let ours = |name: &str| name.starts_with("RAPPORT_") || name == "DATABASE_URL";
    for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command
        .current_dir(folder.path())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// The external ids that are there, in no order.
fn there(folder: &TempDir) -> Vec<String> {
    let status = rapport(folder, &["export", "accounts", "out.json"]).status();
    if !status.unwrap().success() {
        return Vec::new();
    }
    let text = std::fs::read(folder.path().join("out.json")).unwrap();
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&text).unwrap();
    let id = |row: &serde_json::Value| row["external_id"].as_str().unwrap().to_owned();
    rows.iter().map(id).collect()
}

/// Looks again until there are at least so many, and answers what is there.
fn wait_for(folder: &TempDir, rows: usize, process: &mut Child) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let there = there(folder);
        if there.len() >= rows {
            return there;
        }
        assert!(begun.elapsed() < PATIENCE, "{} rows only", there.len());
        assert!(process.try_wait().unwrap().is_none(), "it ended by itself");
    }
}

#[test]
fn an_import_that_is_killed_goes_on_with_the_next_server() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("Account Name,Account Id\n");
    for row in 0..ROWS {
        text.push_str(&format!("Customer {row},Z-{row}\n"));
    }
    std::fs::write(folder.path().join("accounts.csv"), text).unwrap();
    assert!(rapport(&folder, &["migrate"]).status().unwrap().success());
    let import = [
        "import",
        "account",
        "accounts.csv",
        "--map",
        "Account Id=external_id",
    ];
    let mut importing = rapport(&folder, &import).spawn().unwrap();
    wait_for(&folder, 1, &mut importing);
    // On Unix this is SIGKILL: nothing of the process runs any more.
    importing.kill().unwrap();
    importing.wait().unwrap();
    let left = there(&folder);
    assert!(left.len() < ROWS, "it was through before it was killed");

    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .to_string();
    let serve = ["serve", "--listen", &address];
    let mut server = rapport(&folder, &serve).spawn().unwrap();
    let all = wait_for(&folder, ROWS, &mut server);
    server.kill().unwrap();
    server.wait().unwrap();
    let different: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), different.len()), (ROWS, ROWS));
    let were: BTreeSet<&String> = left.iter().collect();
    assert!(different.is_superset(&were), "what was in stays in");
}
