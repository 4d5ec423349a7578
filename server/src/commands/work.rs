//! What goes on beside the answers: followers of the log, imports that were cut off, and the broom.

use std::sync::Arc;
use std::time::Duration;

use domain::Crm;
use tokio::task::JoinSet;

/// How often what has expired is swept away.
const SWEEP: Duration = Duration::from_secs(60 * 60);
/// How often names, settings and choices are read anew. What stands in the log is heard at once; this is for what does
/// not, such as what the organisation set on another node.
const NEWS: Duration = Duration::from_secs(60);

/// The work beside the answers, until it is stopped.
pub(super) struct Work(JoinSet<()>);

impl Work {
    /// Begins all of it.
    pub(super) async fn start(crm: &Arc<Crm>) -> Self {
        if let Err(error) = domain::import::resume_all(crm).await {
            tracing::warn!(%error, "imports that were cut off do not go on");
        }
        if let Err(error) = domain::bulk::resume_all(crm).await {
            tracing::warn!(%error, "deeds on many records that were cut off do not go on");
        }
        if let Err(error) = domain::handover::resume_all(crm).await {
            tracing::warn!(%error, "hand-overs that were cut off do not go on");
        }
        domain::mail::send_all(crm);
        domain::backup::keep_making(crm);
        domain::sharing::keep_ending(crm);
        if let Err(error) = domain::sealing::keep_on(crm).await {
            tracing::warn!(%error, "values of sensitive fields are not sealed");
        }
        if let Err(error) = domain::privacy::keep_on(crm).await {
            tracing::warn!(%error, "erasures that were cut off do not go on");
        }
        if let Err(error) = domain::retention::keep_on(crm).await {
            tracing::warn!(%error, "rules of retention do not run");
        }
        domain::simulations::follow(crm);
        let mut set = JoinSet::new();
        set.spawn(domain::search::follow(Arc::clone(crm)));
        set.spawn(domain::derived::follow(Arc::clone(crm)));
        set.spawn(domain::live::follow(Arc::clone(crm)));
        set.spawn(domain::audit::follow(Arc::clone(crm)));
        set.spawn(domain::alerts::follow(Arc::clone(crm)));
        set.spawn(sweep(Arc::clone(crm)));
        set.spawn(hear_news(Arc::clone(crm)));
        Self(set)
    }

    /// Ends it where it stands. All of it works in transactions and goes on from its cursor at the next start.
    pub(super) async fn stop(mut self) {
        self.0.shutdown().await;
    }
}

async fn sweep(crm: Arc<Crm>) {
    loop {
        match domain::sessions::sweep(&crm).await {
            Ok(0) => {}
            Ok(sessions) => tracing::debug!(sessions, "expired sessions are swept away"),
            Err(error) => tracing::warn!(%error, "expired sessions were not swept away"),
        }
        if let Err(error) = domain::api_keys::sweep(&crm).await {
            tracing::warn!(%error, "answers to programs were not swept away");
        }
        if let Err(error) = domain::files::sweep(&crm).await {
            tracing::warn!(%error, "uploads that were cut off were not swept away");
        }
        if let Err(error) = domain::mail::sweep(&crm).await {
            tracing::warn!(%error, "old mails were not swept away");
        }
        tokio::time::sleep(SWEEP).await;
    }
}

async fn hear_news(crm: Arc<Crm>) {
    loop {
        tokio::time::sleep(NEWS).await;
        if let Err(error) = crm.refresh().await {
            tracing::warn!(%error, "names, settings and choices were not read anew");
        }
    }
}
