//! A set is led from part to part. Each part is worked on by the engine, which also goes on with it after a crash; what
//! is done here twice is done once, so that whoever finds a set left alone may lead it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::Utc;
use contract::Refusal;
use contract::dto::import_sets::ImportSet;
use contract::dto::imports::ImportState;
use uuid::Uuid;

use super::journal::Set;
use super::told::{self, Part};
use super::{engine, later, split};
use crate::{Crm, Desk, Error, Result, rounds};

/// How often it is looked how far a part is.
const LOOK: Duration = Duration::from_millis(if cfg!(test) { 5 } else { 200 });
/// How often a set says that somebody leads it.
const PULSE: Duration = Duration::from_secs(5);
/// Without a sign of life for so long, a set is led by whoever finds it.
const QUIET_SECONDS: i64 = 20;
/// Sets that were never begun are kept for so long.
const FORGOTTEN_DAYS: i64 = 7;

/// Starts to check every part.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn start_check(desk: &Desk, id: Uuid) -> Result<ImportSet> {
    set_off(desk, id, ImportState::Checking, Set::is_open).await
}

/// Starts, or goes on with, a set. A second call while it runs changes nothing.
///
/// # Errors
/// [`Refusal::NotFound`].
pub async fn start(desk: &Desk, id: Uuid) -> Result<ImportSet> {
    let may = |set: &Set| set.is_open() || set.state == ImportState::Stopped;
    set_off(desk, id, ImportState::Running, may).await
}

/// Takes a whole set back, the last part first.
///
/// # Errors
/// [`Refusal::Forbidden`] where nothing of it may be taken back, [`Refusal::NotFound`].
pub async fn undo(desk: &Desk, id: Uuid) -> Result<ImportSet> {
    let begun = [
        ImportState::Running,
        ImportState::Done,
        ImportState::Stopped,
    ];
    let set = Set::of(desk, id).await?;
    let parts = told::parts(desk, &set).await?;
    let is_begun = |part: &Part| part.status.may_undo || part.status.state == ImportState::Running;
    if begun.contains(&set.state) && !parts.iter().any(is_begun) {
        return Err(Refusal::Forbidden.into());
    }
    set_off(desk, id, ImportState::Undoing, |set| {
        begun.contains(&set.state)
    })
    .await
}

async fn set_off(
    desk: &Desk,
    id: Uuid,
    to: ImportState,
    may: impl Fn(&Set) -> bool,
) -> Result<ImportSet> {
    let set = Set::of(desk, id).await?;
    if may(&set) && !set.parts.is_empty() && set.rest(desk.crm().door().house(), to).await? {
        let crm = Arc::clone(desk.crm());
        tokio::spawn(async move { lead(&crm, id).await });
    }
    super::set(desk, id).await
}

/// Leads a set to where it rests.
pub(super) async fn lead(crm: &Arc<Crm>, id: Uuid) {
    if let Err(error) = step(crm, id).await {
        // It is found by the next round.
        tracing::error!(set = %id, %error, "a set of imports could not be led");
    }
}

async fn step(crm: &Arc<Crm>, id: Uuid) -> Result<()> {
    let house = crm.door().house();
    let Some(set) = Set::load(house, id).await? else {
        return Ok(());
    };
    let desk = set.desk(crm).await?;
    let mut leader = Leader {
        desk: &desk,
        set: &set,
        pulse: Instant::now(),
    };
    let done = match set.state {
        ImportState::Checking => leader.check().await?,
        ImportState::Running => leader.run().await?,
        ImportState::Undoing => leader.undo().await?,
        _ => None,
    };
    if let Some(state) = done
        && set.rest(house, state).await?
        && matches!(state, ImportState::Done | ImportState::Undone)
    {
        split::forget(crm, &set);
    }
    Ok(())
}

/// Who leads a set. What it answers is where the set rests, or nothing when somebody moved it elsewhere meanwhile.
struct Leader<'l> {
    desk: &'l Desk,
    set: &'l Set,
    pulse: Instant,
}

impl Leader<'_> {
    async fn check(&mut self) -> Result<Option<ImportState>> {
        split::anew(self.desk, self.set).await?;
        for part in told::parts(self.desk, self.set).await? {
            if !part.goes_in() || part.status.state == ImportState::Checked {
                continue;
            }
            engine::start_check(self.desk, part.import(), part.plan).await?;
            if self.rested(part.kept.import).await?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(ImportState::Checked))
    }

    async fn run(&mut self) -> Result<Option<ImportState>> {
        split::anew(self.desk, self.set).await?;
        let parts = told::parts(self.desk, self.set).await?;
        for part in parts.iter().filter(|part| part.goes_in()) {
            let mut state = self.rested(part.import()).await?;
            if matches!(
                state,
                Some(ImportState::Draft | ImportState::Checked | ImportState::Stopped)
            ) {
                if let Err(error) = engine::begin(self.desk, part.import()).await {
                    return stopped(error);
                }
                state = self.rested(part.import()).await?;
            }
            match state {
                None => return Ok(None),
                Some(ImportState::Done | ImportState::Undone) => {}
                Some(_) => return Ok(Some(ImportState::Stopped)),
            }
        }
        later::link(self.desk, &parts).await?;
        Ok(Some(ImportState::Done))
    }

    async fn undo(&mut self) -> Result<Option<ImportState>> {
        let parts = told::parts(self.desk, self.set).await?;
        for part in parts.iter().rev() {
            let status = engine::status(self.desk, part.import()).await?;
            if !(status.may_undo || status.state == ImportState::Running) {
                continue;
            }
            if let Err(error) = engine::undo(self.desk, part.import()).await {
                return stopped(error);
            }
            if self.rested(part.import()).await?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(ImportState::Undone))
    }

    /// Waits until nobody works on an import. `None` when the set was moved elsewhere meanwhile.
    async fn rested(&mut self, import: Uuid) -> Result<Option<ImportState>> {
        loop {
            let status = engine::status(self.desk, import).await?;
            let is_due = self.pulse.elapsed() >= PULSE;
            if is_due || !status.state.is_moving() {
                self.pulse = Instant::now();
                if !self.set.pulse(self.desk.crm().door().house()).await? {
                    return Ok(None);
                }
            }
            if !status.state.is_moving() {
                return Ok(Some(status.state));
            }
            tokio::time::sleep(LOOK).await;
        }
    }
}

/// A refusal is for a person to see; what broke is tried again by the next round.
fn stopped(error: Error) -> Result<Option<ImportState>> {
    match error {
        Error::Refused(refusal) => {
            tracing::warn!(?refusal, "a set of imports stopped");
            Ok(Some(ImportState::Stopped))
        }
        error => Err(error),
    }
}

/// Takes over the imports and sets that a process left, now and from time to time. To be called once at the start of a
/// server.
///
/// # Errors
/// When the database fails.
pub async fn resume_all(crm: &Arc<Crm>) -> Result<()> {
    engine::resume_all(crm).await?;
    for set in Set::moving(crm.door().house()).await? {
        begin(crm, set.id);
    }
    rounds::keep_on(crm, "sets of imports", round);
    Ok(())
}

async fn round(crm: Arc<Crm>) -> Result<()> {
    let house = crm.door().house();
    let quiet = Utc::now() - chrono::Duration::seconds(QUIET_SECONDS);
    for set in Set::moving(house).await? {
        if set.updated_at < quiet {
            begin(&crm, set.id);
        }
    }
    for set in Set::forgotten(house, Utc::now() - chrono::Duration::days(FORGOTTEN_DAYS)).await? {
        split::forget(&crm, &set);
        set.delete(house).await?;
    }
    Ok(())
}

fn begin(crm: &Arc<Crm>, id: Uuid) {
    let crm = Arc::clone(crm);
    tokio::spawn(async move { lead(&crm, id).await });
}
