//! Rows from the file, read and converted on a thread of their own, a few batches ahead.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::convert::Converter;
use super::draft::Draft;
use super::look::{open, refused};
use crate::Result;

/// Rows of one batch. Up to five of them are in memory at once. Small in tests, so that a small file has several.
const BATCH: usize = if cfg!(test) { 100 } else { 1_000 };
/// Batches that wait while the database works.
const AHEAD: usize = 1;

/// Batches of a file in its order. The first `past` rows were dealt with before; they come in batches of
/// their own, marked as such.
pub(super) fn batches(
    path: PathBuf,
    converter: Arc<Converter>,
    past: u64,
) -> Receiver<Result<Vec<Draft>>> {
    let (sender, receiver) = channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        if let Err(error) = read(&path, &converter, past, &sender) {
            // Nobody waits for it where the import was given up meanwhile.
            let _ = sender.blocking_send(Err(error));
        }
    });
    receiver
}

fn read(
    path: &std::path::Path,
    converter: &Converter,
    past: u64,
    sender: &Sender<Result<Vec<Draft>>>,
) -> Result<()> {
    let mut batch = Vec::with_capacity(BATCH);
    for (number, row) in (0_u64..).zip(open(path)?) {
        batch.push(converter.draft(row.map_err(refused)?, number < past));
        if batch.len() == BATCH || number + 1 == past {
            let full = std::mem::replace(&mut batch, Vec::with_capacity(BATCH));
            if sender.blocking_send(Ok(full)).is_err() {
                return Ok(());
            }
        }
    }
    if !batch.is_empty() {
        let _ = sender.blocking_send(Ok(batch));
    }
    Ok(())
}
