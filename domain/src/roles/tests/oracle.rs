//! Who may do what, said by an oracle that knows nothing of SQL.

use std::collections::BTreeMap;

use contract::dto::sharing::{Holder, Level};
use contract::role::ADDED;
use contract::{Action, Reach, RoleDef};
use uuid::Uuid;

/// Somebody as the oracle knows them.
#[derive(Clone, Debug)]
pub(super) struct Somebody {
    pub(super) id: Uuid,
    pub(super) team: Option<String>,
    pub(super) roles: Vec<String>,
}

/// Something that is shared, as the oracle knows it.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) object: String,
    /// `None` where all that the giver may edit is shared.
    pub(super) record: Option<Uuid>,
    pub(super) holder: Holder,
    pub(super) level: Level,
    pub(super) giver: Somebody,
    pub(super) is_over: bool,
}

/// What the oracle knows.
#[derive(Debug)]
pub(super) struct Oracle {
    pub(super) roles: Vec<RoleDef>,
    /// The team above each.
    pub(super) parents: BTreeMap<String, Option<String>>,
    pub(super) shared: Vec<Shared>,
}

impl Oracle {
    /// What somebody may do with a record, by roles or by a share.
    pub(super) fn may(
        &self,
        who: &Somebody,
        (object, id): (&str, Uuid),
        action: Action,
        owner: &Somebody,
    ) -> bool {
        self.may_by_roles(who, object, action, owner)
            || self.shared.iter().any(|shared| {
                let lets =
                    action == Action::See || action == Action::Edit && shared.level == Level::Edit;
                let by_roles = |action| self.may_by_roles(&shared.giver, object, action, owner);
                lets && !shared.is_over
                    && shared.object == object
                    && self.is_with(who, &shared.holder)
                    && match shared.record {
                        Some(record) => record == id,
                        None => by_roles(Action::See) && by_roles(Action::Edit),
                    }
            })
    }

    /// Whether nothing of an object is to be seen at all.
    pub(super) fn is_blind(&self, who: &Somebody, object: &str) -> bool {
        let held = self
            .roles
            .iter()
            .filter(|role| who.roles.contains(&role.key));
        let sees = |role: &RoleDef| {
            let reaches = role.reaches.get(object).unwrap_or(&role.reaches[ADDED]);
            reaches.get(&Action::See).unwrap_or(&Reach::None) > &Reach::None
        };
        let is_theirs = |shared: &&Shared| {
            !shared.is_over && shared.object == object && self.is_with(who, &shared.holder)
        };
        !held.clone().any(sees) && !self.shared.iter().any(|shared| is_theirs(&shared))
    }

    fn is_with(&self, who: &Somebody, holder: &Holder) -> bool {
        match holder {
            Holder::Person(id) => who.id == *id,
            Holder::Role(key) => who.roles.contains(key),
            Holder::Team(key) => {
                let mut here = who.team.clone();
                while let Some(team) = here {
                    if team == *key {
                        return true;
                    }
                    here = self.parents[&team].clone();
                }
                false
            }
        }
    }

    pub(super) fn may_by_roles(
        &self,
        who: &Somebody,
        object: &str,
        action: Action,
        owner: &Somebody,
    ) -> bool {
        let held = self
            .roles
            .iter()
            .filter(|role| who.roles.contains(&role.key));
        let mut any = false;
        for role in held {
            let reaches = role.reaches.get(object).unwrap_or(&role.reaches[ADDED]);
            let mine = owner.id == who.id;
            any |= match reaches.get(&action).unwrap_or(&Reach::None) {
                Reach::None => false,
                Reach::Own => mine,
                Reach::Team => mine || who.team.is_some() && owner.team == who.team,
                Reach::TeamAndBelow => mine || self.is_below(who, owner),
                Reach::All => true,
            };
        }
        any
    }

    /// From the owner's team up to the asker's.
    fn is_below(&self, who: &Somebody, owner: &Somebody) -> bool {
        let (Some(top), mut here) = (&who.team, owner.team.clone()) else {
            return false;
        };
        while let Some(team) = here {
            if team == *top {
                return true;
            }
            here = self.parents[&team].clone();
        }
        false
    }
}
