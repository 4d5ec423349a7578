//! Work that a process may have left: it is looked for at the start of a server, and from time to time.

use std::sync::{Arc, Weak};
use std::time::Duration;

use crate::{Crm, Result};

/// How often it is looked for work that nobody does.
const EVERY: Duration = Duration::from_secs(15);

/// Makes a round now, and again from time to time for as long as somebody holds the CRM. To be called once at the start
/// of a server; what a later round fails with stands in the log.
///
/// # Errors
/// What the first round fails with.
pub(crate) async fn keep<F>(
    crm: &Arc<Crm>,
    what: &'static str,
    round: impl Fn(Arc<Crm>) -> F + Send + 'static,
) -> Result<()>
where
    F: Future<Output = Result<()>> + Send,
{
    round(Arc::clone(crm)).await?;
    go_on(EVERY, crm, what, round);
    Ok(())
}

/// As [`keep`], for whoever has made the first round.
pub(crate) fn keep_on<F>(
    crm: &Arc<Crm>,
    what: &'static str,
    round: impl Fn(Arc<Crm>) -> F + Send + 'static,
) where
    F: Future<Output = Result<()>> + Send,
{
    go_on(EVERY, crm, what, round);
}

/// As [`keep_on`], with a pause of its own before each round.
pub(crate) fn keep_on_every<F>(
    pause: Duration,
    crm: &Arc<Crm>,
    what: &'static str,
    round: impl Fn(Arc<Crm>) -> F + Send + 'static,
) where
    F: Future<Output = Result<()>> + Send,
{
    go_on(pause, crm, what, round);
}

fn go_on<F>(
    pause: Duration,
    crm: &Arc<Crm>,
    what: &'static str,
    round: impl Fn(Arc<Crm>) -> F + Send + 'static,
) where
    F: Future<Output = Result<()>> + Send,
{
    let watched: Weak<Crm> = Arc::downgrade(crm);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(pause).await;
            let Some(crm) = watched.upgrade() else { return };
            if let Err(error) = round(crm).await {
                tracing::warn!(%error, what, "a round could not be made");
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::{go_on, keep};
    use crate::Error;
    use crate::testing::stage;

    #[tokio::test]
    async fn a_round_that_fails_is_not_the_last_one() {
        let stage = stage().await;
        let rounds = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&rounds);
        let round = move |_| {
            let number = counted.fetch_add(1, Ordering::Relaxed);
            async move {
                match number {
                    1 => Err(Error::broken("the database is away for a moment")),
                    _ => Ok(()),
                }
            }
        };
        let pause = Duration::from_millis(1);
        go_on(pause, &stage.crm, "tests", round);
        let three = async {
            while rounds.load(Ordering::Relaxed) < 3 {
                tokio::time::sleep(pause).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), three)
            .await
            .unwrap();
        let failing = |_| async { Err(Error::broken("gone")) };
        let first = keep(&stage.crm, "tests", failing).await;
        assert!(
            first.is_err(),
            "a server does not start without its database"
        );
    }
}
