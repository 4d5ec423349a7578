//! What one person is told.

use std::collections::VecDeque;
use std::sync::Arc;

use contract::Refusal;
use contract::dto::live::News;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::batch::Batch;
use super::cursor::Cursor;
use super::hub::{Passed, Seat};
use crate::{Desk, Result};

/// What a stream says next.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// Something changed that the person may see.
    News(News),
    /// It is not known what was missed: everything on the screen is to be asked again.
    Again,
    /// The process stops; another one may take over.
    End,
}

/// What one person is told of changes, from where they left off.
#[derive(Debug)]
pub struct Subscription {
    desk: Desk,
    receiver: Receiver<Passed>,
    waiting: VecDeque<Arc<Batch>>,
    cursor: Cursor,
    missed_some: bool,
    _seat: Seat,
}

/// Begins to tell a person what changes. `after` is what they heard last, if anything.
///
/// # Errors
/// [`Refusal::SignIn`] for the house itself, [`Refusal::TooMany`] when they have too many streams already.
pub fn subscribe(desk: Desk, after: Option<Cursor>) -> Result<Subscription> {
    let user = desk.actor().id().ok_or(Refusal::SignIn)?;
    // Who looks as somebody else takes no stream away from them.
    let looks = desk.actor().simulation().map(|simulation| simulation.by.id);
    let seat = Seat::take(desk.crm(), looks.unwrap_or(user))?;
    let beginning = desk.crm().live().listen(after);
    Ok(Subscription {
        receiver: beginning.receiver,
        missed_some: beginning.missed.is_none(),
        cursor: match (after, &beginning.missed) {
            (Some(after), Some(_)) => after,
            _ => beginning.cursor,
        },
        waiting: beginning.missed.unwrap_or_default(),
        desk,
        _seat: seat,
    })
}

impl Subscription {
    /// What was told so far, to come back to.
    #[must_use]
    pub fn cursor(&self) -> Cursor {
        self.cursor
    }

    /// Waits for what is to be told next. Nothing is lost when the wait is given up.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when the person is no user any more, and when the database fails; the next stream goes on
    /// from [`Subscription::cursor`].
    pub async fn next(&mut self) -> Result<Told> {
        loop {
            if std::mem::take(&mut self.missed_some) {
                return Ok(Told::Again);
            }
            if let Some(batch) = self.waiting.front().cloned() {
                let told = self.tell(&batch).await?;
                self.waiting.pop_front();
                self.cursor = batch.cursor;
                if let Some(told) = told {
                    return Ok(told);
                }
                continue;
            }
            match self.receiver.recv().await {
                Ok(Passed::Batch(batch)) => self.waiting.push_back(batch),
                Ok(Passed::End) | Err(RecvError::Closed) => return Ok(Told::End),
                Err(RecvError::Lagged(_)) => {
                    self.cursor = self.desk.crm().live().cursor().unwrap_or_default();
                    self.receiver = self.receiver.resubscribe();
                    self.missed_some = true;
                }
            }
        }
    }

    /// Asks again who the person is and what they may.
    ///
    /// # Errors
    /// [`Refusal::SignIn`] when they are no user any more.
    pub async fn renew(&mut self) -> Result<()> {
        self.desk = self.desk.renewed().await?;
        Ok(())
    }

    async fn tell(&mut self, batch: &Batch) -> Result<Option<Told>> {
        if batch.concerns(&self.desk) {
            self.renew().await?;
            return Ok(Some(Told::Again));
        }
        let news = batch.seen_by(&self.desk).await?;
        Ok((!news.is_empty()).then_some(Told::News(news)))
    }
}
