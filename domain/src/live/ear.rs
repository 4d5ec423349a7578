//! Hears other nodes: on PostgreSQL every transaction that writes events says so when it commits.

use std::time::Duration;

use crate::access::LOG_CHANNEL;
use crate::{Crm, Error, Result};

/// How long until it is listened again after the connection was lost.
const REST: Duration = Duration::from_secs(5);

/// Wakes the followers of the log whenever any node has written. On SQLite there is nobody else to hear.
pub(super) async fn listen(crm: &Crm) {
    while let Err(error) = hear(crm).await {
        // What is missed meanwhile is found by looking every second.
        tracing::warn!(%error, "other nodes are not heard");
        tokio::time::sleep(REST).await;
    }
}

async fn hear(crm: &Crm) -> Result<()> {
    let Some(mut listener) = crm.door().listener().await? else {
        return Ok(());
    };
    listener.listen(LOG_CHANNEL).await.map_err(Error::broken)?;
    loop {
        crm.log_grew();
        // `None` after a lost connection: something may have been said meanwhile, so look all the same.
        listener.try_recv().await.map_err(Error::broken)?;
    }
}
