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
}

impl Owners {
    pub(super) fn new(desk: &Desk) -> Self {
        Self {
            people: desk.crm().people(),
            known: HashMap::new(),
        }
    }

    /// Whom a name, an e-mail or an external id means.
    pub(super) async fn find(&mut self, desk: &Desk, object: &str, text: &str) -> Result<Owner> {
        if let Some(owner) = self.known.get(text) {
            return Ok(*owner);
        }
        let owner = match self.people.find(text) {
            None => Owner::Unknown,
            Some(id) if is_within_reach(desk, object, id).await? => Owner::Known(id),
            Some(_) => Owner::OutOfReach,
        };
        self.known.insert(text.to_owned(), owner);
        Ok(owner)
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
