//! Counts the questions to the database, so that a test can say how many a page may ask.

use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static QUESTIONS: Cell<u32>;
}

/// One more question was asked.
pub(crate) fn count() {
    // Outside of a census nobody counts, and that is no error.
    let _ = QUESTIONS.try_with(|questions| questions.set(questions.get() + 1));
}

/// Runs a deed and says how many questions to the database it asked.
pub async fn of<T>(deed: impl Future<Output = T>) -> (T, u32) {
    QUESTIONS
        .scope(Cell::new(0), async {
            let result = deed.await;
            (result, QUESTIONS.with(Cell::get))
        })
        .await
}
