//! Whom a row belongs to.

use std::collections::HashMap;
use std::sync::Arc;

use contract::{Action, Reach};
use uuid::Uuid;

use crate::users::People;
use crate::{Desk, Result};

/// Whom a word of a file means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    Known(Uuid),
    Unknown,
    /// There is such a user, for whom the importing person may make no records.
    OutOfReach,
}

/// The users that a file names, each looked up once.
#[derive(Debug)]
pub(super) struct Owners {
    people: Arc<People>,
    known: HashMap<String, Owner>,
    within_reach: HashMap<Uuid, bool>,
}

impl Owners {
    pub(super) fn new(desk: &Desk) -> Self {
        Self {
            people: desk.crm().people(),
            known: HashMap::new(),
            within_reach: HashMap::new(),
        }
    }

    /// Whom a name, an e-mail or an external id means.
    pub(super) async fn find(&mut self, desk: &Desk, object: &str, text: &str) -> Result<Owner> {
        if let Some(owner) = self.known.get(text) {
            return Ok(*owner);
        }
        let owner = match self.people.find(text) {
            None => Owner::Unknown,
            Some(id) if self.is_within_reach(desk, object, id).await? => Owner::Known(id),
            Some(_) => Owner::OutOfReach,
        };
        self.known.insert(text.to_owned(), owner);
        Ok(owner)
    }

    /// Whom a person chose for a word.
    pub(super) async fn chosen(&mut self, desk: &Desk, object: &str, id: Uuid) -> Result<Owner> {
        if self.people.name(id).is_none() {
            return Ok(Owner::Unknown);
        }
        Ok(match self.is_within_reach(desk, object, id).await? {
            true => Owner::Known(id),
            false => Owner::OutOfReach,
        })
    }

    /// Whether the asker may make records for that user.
    pub(super) async fn is_within_reach(
        &mut self,
        desk: &Desk,
        object: &str,
        owner: Uuid,
    ) -> Result<bool> {
        if let Some(known) = self.within_reach.get(&owner) {
            return Ok(*known);
        }
        let is_it = is_within_reach(desk, object, owner).await?;
        self.within_reach.insert(owner, is_it);
        Ok(is_it)
    }
}

async fn is_within_reach(desk: &Desk, object: &str, owner: Uuid) -> Result<bool> {
    Ok(match desk.reach(object, Action::Create) {
        Reach::All => true,
        _ if desk.actor().id() == Some(owner) => true,
        Reach::Team | Reach::TeamAndBelow => desk.are_in_teams(&[owner]).await?,
        _ => false,
    })
}
