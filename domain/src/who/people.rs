//! Everybody, with what decides over their rights, in three questions to the database.
#![expect(clippy::disallowed_methods, reason = "keeps a table of the house")]

use std::collections::HashMap;

use entity::{team, user};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::access::Somebody;
use crate::roles::more;
use crate::users::{Around, around};
use crate::{Desk, Result};

/// Somebody who can sign in.
pub(super) struct Known {
    pub(super) name: String,
    pub(super) who: Somebody,
}

/// Everybody.
pub(super) struct Everybody {
    /// Those who can sign in, by name.
    pub(super) present: Vec<Known>,
    /// The team of everybody who ever was a user: records may still be theirs.
    teams: HashMap<Uuid, String>,
    /// What teams are called.
    names: HashMap<String, String>,
}

impl Everybody {
    pub(super) async fn load(desk: &Desk) -> Result<Self> {
        let house = desk.crm().door().house();
        let rows = user::Entity::find()
            .order_by_asc(user::Column::NameSort)
            .order_by_asc(user::Column::Id)
            .all(house.read())
            .await?;
        let tree = team::Entity::find().all(house.read()).await?;
        let around = around(house).await?;
        let mut beside: HashMap<Uuid, Vec<String>> = HashMap::new();
        for (user, role) in more(house).await? {
            beside.entry(user).or_default().push(role);
        }
        let mut everybody = Self {
            present: Vec::new(),
            teams: HashMap::new(),
            names: tree.into_iter().map(|team| (team.key, team.name)).collect(),
        };
        for row in rows {
            if let Some(team) = &row.team {
                everybody.teams.insert(row.id, team.clone());
            }
            if row.deleted_at.is_none() {
                let mut roles = beside.remove(&row.id).unwrap_or_default();
                roles.retain(|role| *role != row.role);
                roles.insert(0, row.role);
                let team = row.team.as_ref();
                let around = team.and_then(|team| around.get(team)).cloned();
                let Around { below, above } = around.unwrap_or_default();
                everybody.present.push(Known {
                    name: row.name,
                    who: Somebody {
                        id: row.id,
                        roles,
                        teams: below,
                        above,
                        team: row.team,
                    },
                });
            }
        }
        Ok(everybody)
    }

    /// The team of a user, also of one who is gone.
    pub(super) fn team_of(&self, user: Uuid) -> Option<&String> {
        self.teams.get(&user)
    }

    /// What a team is called.
    pub(super) fn name_of(&self, team: &str) -> Option<&String> {
        self.names.get(team)
    }
}
