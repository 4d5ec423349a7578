//! Erasures are done step by step: each is one transaction with the place it came to, so that a process that dies loses
//! nothing, and the next one goes on.

use std::sync::Arc;

use chrono::{SubsecRound, Utc};
use contract::dto::privacy::Place;
use entity::erasure::Model;

use super::subject::Subject;
use super::table::{self, Step};
use super::{certificate, events, ledger, related, rows, sides};
use crate::access::Write;
use crate::{Crm, Desk, Result, rounds};

/// Looks for erasures that are left, at the start and from time to time.
///
/// # Errors
/// What the first round fails with.
pub async fn keep_on(crm: &Arc<Crm>) -> Result<()> {
    rounds::keep(crm, "erasures", |crm| async move { catch_up(&crm).await }).await
}

/// Does everything that is ordered and that nobody else does.
///
/// # Errors
/// When database or disk fails; the next call goes on from where it stood.
pub async fn catch_up(crm: &Arc<Crm>) -> Result<()> {
    ledger::settle(crm).await?;
    let house = crm.door().house();
    for row in table::left(house).await? {
        if let Some(row) = table::take(house, row).await? {
            run(crm, row).await?;
        }
    }
    Ok(())
}

/// Does one to its end, or to where it has to wait.
async fn run(crm: &Arc<Crm>, mut row: Model) -> Result<()> {
    crm.door().overwrite_deleted().await?;
    let desk = crm.system_desk("erasure of a person").for_request(row.id);
    while Step::of(&row) != Step::Done {
        match step(&desk, row.clone()).await? {
            Came::On(next) => row = *next,
            Came::Waits => return table::release(crm.door().house(), &row).await,
            // Somebody else took over.
            Came::Lost => return Ok(()),
        }
        tokio::task::yield_now().await;
    }
    ledger::settle(crm).await?;
    crm.door().empty_journal().await
}

pub(super) enum Came {
    On(Box<Model>),
    Waits,
    Lost,
}

/// One transaction.
pub(super) async fn step(desk: &Desk, mut row: Model) -> Result<Came> {
    let mut write = desk.write().await?;
    let people = table::people(&row)?;
    let crm = desk.crm();
    let next = match Step::of(&row) {
        Step::Related => {
            let subject = Subject::of(crm, write.transaction(), people).await?;
            match related::step(&mut write, &mut row, &subject).await? {
                true => Step::Related,
                false => Step::Sides,
            }
        }
        Step::Sides => {
            let subject = Subject::of(crm, write.transaction(), people).await?;
            match sides::erase(&write, &mut row, &subject).await? {
                true => Step::Files,
                false => return Ok(Came::Waits),
            }
        }
        Step::Files => {
            rows::remove_files(&write, &mut row).await?;
            Step::Rows
        }
        Step::Rows => {
            let subject = Subject::of(crm, write.transaction(), people).await?;
            // What came to point to them meanwhile.
            match related::step(&mut write, &mut row, &subject).await? {
                true => Step::Rows,
                false => {
                    rows::erase(&mut write, &mut row, &subject).await?;
                    Step::Events
                }
            }
        }
        Step::Events => {
            let told: Vec<_> = sides::told_of(&people).collect();
            let told = [people, told].concat();
            let erased = events::some(&write, &told, row.id).await?;
            table::count(&mut row, [(Place::Events, erased)])?;
            match erased < events::SOME {
                true => Step::End,
                false => Step::Events,
            }
        }
        Step::End | Step::Done => {
            // Of what came to point to them while files were removed.
            rows::remove_files(&write, &mut row).await?;
            end(&write, &mut row).await?;
            Step::Done
        }
    };
    next.word().clone_into(&mut row.step);
    keep(write, row).await
}

async fn keep(write: Write<'_>, row: Model) -> Result<Came> {
    match table::keep(write.transaction(), row).await? {
        Some(row) => {
            write.commit().await?;
            Ok(Came::On(Box::new(row)))
        }
        None => Ok(Came::Lost),
    }
}

async fn end(write: &Write<'_>, row: &mut Model) -> Result<()> {
    let now = Utc::now().trunc_subsecs(3);
    // Done once more after a restore, it keeps the day on which it was done first, and what it said.
    let ended_at = *row.ended_at.get_or_insert(now);
    if row.certificate.is_none() {
        row.certificate = Some(certificate::sign(write.desk().crm(), row, ended_at)?);
    }
    write.note_beside(&super::erase::noted(row)?).await
}
