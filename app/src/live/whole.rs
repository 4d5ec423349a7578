//! What cannot be drawn anew in part: when something of it changed, all of it is asked again.

use contract::ListQuery;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::watch::may_ask_again;
use super::{Due, Watch, ask};
use crate::api::Answer;

/// Calls `again` with what changed, whenever something changed that is shown or that belongs to a question by
/// now, as long as the calling component is drawn.
pub(crate) fn keep_whole(
    object: &str,
    query: impl Fn() -> ListQuery + Send + Sync + 'static,
    shown: impl Fn() -> Vec<(Uuid, i32)> + Send + Sync + 'static,
    waits: impl Fn() -> bool + Send + Sync + 'static,
    again: impl Fn(Watch, Due) + Send + Sync + 'static,
) {
    let query = Callback::new(move |()| query());
    let again = Callback::new(move |(watch, due)| again(watch, due));
    Watch::over(object, shown, waits, move |watch, due| {
        let query = query.run(());
        spawn_local(async move {
            match concerns(&query, &due).await {
                Ok(true) => {
                    again.try_run((watch, due));
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
