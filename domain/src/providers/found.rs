//! What a provider says of itself: where people sign in, where codes are exchanged, and its keys.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use openidconnect::core::CoreProviderMetadata;
use openidconnect::{DiscoveryError, IssuerUrl};

use super::fetch::{Asker, Failed};
use crate::Crm;

/// For so long it is believed where only the way to the provider is asked for; who comes back is judged by what it says then.
const FRESH: Duration = Duration::from_secs(300);

/// What providers said lately, by their addresses.
#[derive(Debug, Default)]
pub(crate) struct Known(Mutex<HashMap<String, (Instant, CoreProviderMetadata)>>);

pub(super) type Trouble = DiscoveryError<Failed>;

/// Asks a provider anew.
pub(super) async fn discover(crm: &Crm, issuer: &str) -> Result<CoreProviderMetadata, Trouble> {
    let address = IssuerUrl::new(issuer.to_owned()).map_err(DiscoveryError::UrlParse)?;
    let said = CoreProviderMetadata::discover_async(address, &Asker::of(crm)).await?;
    let mut known = lock(crm);
    known.insert(issuer.to_owned(), (Instant::now(), said.clone()));
    Ok(said)
}

/// What it said lately, or asks it.
pub(super) async fn known(crm: &Crm, issuer: &str) -> Result<CoreProviderMetadata, Trouble> {
    let said = lock(crm).get(issuer).cloned();
    match said.filter(|(at, _)| at.elapsed() < FRESH) {
        Some((_, said)) => Ok(said),
        None => discover(crm, issuer).await,
    }
}

fn lock(crm: &Crm) -> std::sync::MutexGuard<'_, HashMap<String, (Instant, CoreProviderMetadata)>> {
    let known = &crm.providers().0;
    known
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}
