//! An import whose process is killed goes on in the next one, and brings every row in once.
#![expect(
    clippy::unwrap_used,
    reason = "a program that cannot be started fails the test"
)]

use std::collections::BTreeSet;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use contract::ListQuery;
use contract::objects::ACCOUNT;
use domain::{Config, Crm, import, records};
use tempfile::TempDir;

/// Rows of the file: some seconds of work.
const ROWS: usize = 40_000;
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

/// Waits until the first rows are in for good: a transaction holds several batches.
async fn wait_for_rows(config: &Config, process: &mut Child) {
    let crm = Crm::open(config).await.unwrap();
    let desk = crm.system_desk("test");
    let query = ListQuery {
        object: ACCOUNT.to_owned(),
        ..ListQuery::default()
    };
    let begun = Instant::now();
    while records::list(&desk, &query)
        .await
        .unwrap()
        .records
        .is_empty()
    {
        assert!(begun.elapsed() < PATIENCE, "nothing is written");
        assert!(process.try_wait().unwrap().is_none(), "it ended by itself");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Looks again until there are so many, and answers what is there.
fn wait_for(folder: &TempDir, rows: usize) -> Vec<String> {
    let begun = Instant::now();
    loop {
        let there = there(folder);
        if there.len() >= rows {
            return there;
        }
        assert!(begun.elapsed() < PATIENCE, "{} rows only", there.len());
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn an_import_whose_process_is_killed_goes_on_where_it_stood() {
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
    let config = Config {
        database: format!("sqlite:{}/data/rapport.db", folder.path().display()),
        files: folder.path().join("data/files"),
        keys: domain::sealing::Source::File(folder.path().join("data/keys")),
    };
    let later = tokio::runtime::Runtime::new().unwrap();
    let mut importing = rapport(&folder, &import).spawn().unwrap();
    later.block_on(wait_for_rows(&config, &mut importing));
    // On Unix this is SIGKILL: nothing of the process runs any more.
    importing.kill().unwrap();
    importing.wait().unwrap();
    let left = there(&folder);
    let count = left.len();
    assert!(count > 0 && count < ROWS, "killed half-way: {count}");

    // What a server does when it starts; one itself needs the site, which is built later.
    let crm = later.block_on(Crm::open(&config)).unwrap();
    later.block_on(import::resume_all(&crm)).unwrap();
    let all = wait_for(&folder, ROWS);
    let different: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), different.len()), (ROWS, ROWS));
    let were: BTreeSet<&String> = left.iter().collect();
    assert!(different.is_superset(&were), "what was in stays in");
}
