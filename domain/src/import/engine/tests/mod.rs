//! Files brought in end to end, as the wizard and the command line do it.

mod again;
mod earlier;
mod files;
mod journal;
mod people_and_links;
mod plans;
mod related;
mod rows;
mod sameness;
mod selling;
mod spared;
mod words;

use std::path::PathBuf;
use std::time::Duration;

use contract::dto::imports::{
    ImportCheck, ImportCounts, ImportPlan, ImportPreview, ImportState, ImportStatus, RowNote,
    RowProblem, Severity,
};
use contract::{ListQuery, Record};
use uuid::Uuid;

use super::{RunFile, findings, receive, run_file, start, start_check, status, upload_path};
use crate::testing::Stage;
use crate::{Desk, Result, records};

/// Uploads a file as the server does.
async fn upload(
    desk: &Desk,
    object: &str,
    name: &str,
    content: impl AsRef<[u8]>,
) -> Result<ImportPreview> {
    let path = upload_path(desk, object)?;
    std::fs::write(&path, content).unwrap();
    receive(desk, object, name, &path).await
}

/// Waits until nobody works on an import any more.
async fn rested(desk: &Desk, id: Uuid) -> ImportStatus {
    for _ in 0..3_000 {
        let status = status(desk, id).await.unwrap();
        if !status.state.is_moving() {
            return status;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the import does not come to rest");
}

/// Checks an upload under a plan.
async fn check(desk: &Desk, id: Uuid, plan: ImportPlan) -> ImportCheck {
    start_check(desk, id, plan).await.unwrap();
    rested(desk, id).await;
    findings(desk, id).await.unwrap()
}

/// A file through the whole wizard. What the check foretold is what happens.
async fn bring(desk: &Desk, object: &str, content: impl AsRef<[u8]>) -> ImportCheck {
    bring_by(desk, object, content, |_| {}).await
}

/// The same with a plan that a person changes.
async fn bring_by(
    desk: &Desk,
    object: &str,
    content: impl AsRef<[u8]>,
    choose: impl FnOnce(&mut ImportPlan),
) -> ImportCheck {
    let preview = upload(desk, object, "file.csv", content).await.unwrap();
    let mut plan = preview.plan;
    choose(&mut plan);
    let foretold = check(desk, preview.id, plan).await;
    assert_eq!(foretold.status.state, ImportState::Checked);
    start(desk, preview.id).await.unwrap();
    let done = rested(desk, preview.id).await;
    assert_eq!(done.state, ImportState::Done);
    let found = findings(desk, preview.id).await.unwrap();
    let timeless = |counts: ImportCounts| ImportCounts {
        seconds: 0.0,
        ..counts
    };
    assert_eq!(
        timeless(found.status.counts),
        timeless(foretold.status.counts)
    );
    assert_eq!(
        problems(&found.notes).len(),
        problems(&foretold.notes).len()
    );
    found
}

/// A file from the command line.
async fn run(
    stage: &Stage,
    desk: &Desk,
    object: &str,
    content: &str,
    key: Option<&str>,
) -> ImportCounts {
    let file = file(stage, object, content, key);
    let counts = run_file(desk, file).await.unwrap();
    let sum = counts.created + counts.updated + counts.skipped + counts.duplicates + counts.failed;
    assert_eq!(sum, counts.rows, "{counts:?}");
    counts
}

fn file(stage: &Stage, object: &str, content: &str, key: Option<&str>) -> RunFile {
    let path: PathBuf = stage
        .config
        .files
        .join(format!("{}.csv", Uuid::now_v7().simple()));
    std::fs::write(&path, content).unwrap();
    RunFile {
        object: object.to_owned(),
        path,
        key: key.map(str::to_owned),
        ..RunFile::default()
    }
}

/// Lines and fields of notes with what is said.
fn problems(notes: &[RowNote]) -> Vec<(u64, &str, Severity, &RowProblem)> {
    notes
        .iter()
        .map(|note| (note.line, note.field.as_str(), note.severity, &note.problem))
        .collect()
}

/// Every record of an object by name.
async fn all(desk: &Desk, object: &str) -> Vec<Record> {
    let query = ListQuery {
        object: object.to_owned(),
        rows: 200,
        ..ListQuery::default()
    };
    let mut page = records::list(desk, &query).await.unwrap().records;
    page.sort_by(|a, b| {
        a.text("name")
            .cmp(b.text("name"))
            .then(a.text("subject").cmp(b.text("subject")))
    });
    let mut whole = Vec::new();
    for record in page {
        whole.push(records::page(desk, object, record.id).await.unwrap().record);
    }
    whole
}
