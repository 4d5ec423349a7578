//! The program as an operator meets it: each trouble is one sentence, and nothing is half done.
#![expect(
    clippy::unwrap_used,
    reason = "a program that cannot be started fails the test"
)]

use std::io::Write;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PASSWORD: &str = "a long way to Ningbo";

fn rapport(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    let ours = |name: &str| name.starts_with("RAPPORT_") || name == "DATABASE_URL";
    for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command.current_dir(folder.path()).args(arguments);
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    rapport(folder, arguments).output().unwrap()
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// One line that begins with our name and holds `expected`, and a failure.
fn check_refused(output: &Output, expected: &str) {
    let told = told(output);
    assert!(!output.status.success(), "{told}");
    assert!(
        told.starts_with("rapport: ") && told.lines().count() == 1,
        "{told}"
    );
    assert!(told.contains(expected), "{told}");
}

fn add_user(folder: &TempDir, email: &str, password: &str) -> Output {
    let arguments = [
        "user",
        "add",
        "--email",
        email,
        "--name",
        "Anna",
        "--role",
        "administrator",
        "--password-stdin",
    ];
    let mut command = rapport(folder, &arguments);
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(format!("{password}\n").as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn what_is_misread_is_told_in_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    check_refused(&run(&folder, &["serve", "--lissten", "x"]), "--lissten");
    check_refused(
        &run(&folder, &["serve", "--listen", "nowhere"]),
        "listen: `nowhere`",
    );
    check_refused(
        &run(&folder, &["migrate", "--database", "mysql://x"]),
        "database: ",
    );
    check_refused(
        &run(&folder, &["migrate", "--config", "nope.toml"]),
        "nope.toml cannot be read",
    );
    let unknown = rapport(&folder, &["migrate"])
        .env("RAPPORT_LISTNE", "x")
        .output()
        .unwrap();
    check_refused(&unknown, "RAPPORT_LISTNE");
    std::fs::write(
        folder.path().join("rapport.toml"),
        "listen = '127.0.0.1:1'\nport = 3",
    )
    .unwrap();
    check_refused(
        &run(&folder, &["migrate"]),
        "rapport.toml, line 2: unknown field `port`",
    );
}

#[test]
fn a_port_in_use_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    check_refused(&run(&folder, &["serve", "--listen", &address]), "is in use");
    assert!(!folder.path().join("data").exists(), "nothing was made");
}

#[test]
fn what_is_no_database_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.db");
    std::fs::write(&path, "Dear customer, ".repeat(200)).unwrap();
    check_refused(
        &run(&folder, &["migrate", "--database", "sqlite:letter.db"]),
        "no SQLite database",
    );
    assert_eq!(
        std::fs::read_to_string(&path).unwrap(),
        "Dear customer, ".repeat(200)
    );
    check_refused(
        &run(
            &folder,
            &["migrate", "--database", "sqlite:no/such/folder.db"],
        ),
        "cannot be opened",
    );
}

#[test]
fn a_user_is_added_once_and_with_a_good_password() {
    let folder = tempfile::tempdir().unwrap();
    // The first of all commands says where the keys were put.
    let first = run(&folder, &["migrate"]);
    assert!(told(&first).contains("data/keys"), "{}", told(&first));
    check_refused(
        &add_user(&folder, "anna@example.com", "1234567890"),
        "password: ",
    );
    check_refused(&add_user(&folder, "nobody", PASSWORD), "email: ");
    assert!(
        add_user(&folder, "anna@example.com", PASSWORD)
            .status
            .success()
    );
    check_refused(&add_user(&folder, "Anna@Example.com", PASSWORD), "email: ");
}

#[test]
fn a_file_comes_in_and_goes_out_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "accounts.csv",
        "Account Name,Account Id\nHaichuan,1\n=cmd,2\n,3\n",
    );
    let import = [
        "import",
        "account",
        "accounts.csv",
        "--key",
        "external_id",
        "--map",
        "Account Id=external_id",
    ];
    let counts = |output: &Output| {
        serde_json::from_str::<serde_json::Value>(said(output).lines().last().unwrap()).unwrap()
    };
    let tried = counts(&run(&folder, &[&import[..], &["--dry-run"]].concat()));
    let first = counts(&run(&folder, &import));
    let again = counts(&run(&folder, &import));
    assert_eq!(
        (&tried["created"], &first["created"], &again["created"]),
        (&2.into(), &2.into(), &0.into())
    );
    assert_eq!(
        (&first["failed"], &again["skipped"]),
        (&1.into(), &2.into())
    );

    assert!(
        run(&folder, &["export", "accounts", "out.csv"])
            .status
            .success()
    );
    let exported = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert!(
        exported.contains("Haichuan") && exported.contains("'=cmd"),
        "{exported}"
    );
    check_refused(
        &run(&folder, &["export", "account", "no/such/out.csv"]),
        "was not written",
    );
    check_refused(
        &run(&folder, &["import", "account", "nope.csv"]),
        "nope.csv is not there",
    );
    check_refused(
        &run(&folder, &["import", "acount", "accounts.csv"]),
        "`acount` is none of",
    );
    write("empty.csv", "");
    check_refused(&run(&folder, &["import", "account", "empty.csv"]), "empty");
}

#[test]
fn the_doctor_names_what_is_wrong_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let sick = run(&folder, &["doctor", "--listen", "127.0.0.1:0"]);
    assert!(
        !sick.status.success() && said(&sick).contains("FAIL  database"),
        "{}",
        said(&sick)
    );
    assert!(
        !Path::new(&folder.path().join("data/rapport.db")).exists(),
        "a check makes no database"
    );
    assert!(run(&folder, &["migrate"]).status.success());
    let well = run(&folder, &["doctor", "--listen", "127.0.0.1:0"]);
    assert!(well.status.success(), "{}", said(&well));
}
