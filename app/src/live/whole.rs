//! What cannot be drawn anew in part: when something of it changed, all of it is asked again.

use contract::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::watch::may_ask_again;
use super::{Due, Watch, ask};
use crate::api::Answer;

/// Calls `again` with the ids that changed, whenever something changed that is shown or that belongs to a question by
/// now, as long as the calling component is drawn.
pub(crate) fn keep_whole(
    object: &str,
    query: impl Fn() -> ListQuery + Send + Sync + 'static,
    shown: impl Fn() -> Vec<(Uuid, i32)> + Send + Sync + 'static,
    waits: impl Fn() -> bool + Send + Sync + 'static,
    again: impl Fn(Vec<Uuid>) + Send + Sync + 'static,
) {
    let query = Callback::new(move |()| query());
    let again = Callback::new(again);
    Watch::over(object, shown, waits, move |watch, due| {
        let query = query.run(());
        spawn_local(async move {
            match concerns(&query, &due).await {
                Ok(true) => {
                    let changed = due.shown.into_keys().chain(due.others.into_keys());
                    again.try_run(changed.collect());
                }
                Ok(false) => {}
                Err(failure) if may_ask_again(&failure) => watch.later(due),
                Err(_) => {}
            }
        });
    });
}

/// Whether what changed is shown, or belongs to the question by now.
async fn concerns(query: &ListQuery, due: &Due) -> Answer<bool> {
    if due.all || !due.shown.is_empty() {
        return Ok(true);
    }
    let ids: Vec<Uuid> = due.others.keys().copied().collect();
    Ok(!ask(query, &ids).await?.is_empty())
}
