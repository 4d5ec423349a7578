//! One record, with the proof that its asker may do something with it.

use std::collections::HashSet;
use std::sync::Arc;

use contract::objects::ACTIVITY;
use contract::value::Values;
use contract::{Action, FieldDef, ObjectDef, Reach, Record, Refusal, Rights};
use sea_orm::sea_query::ExprTrait;
use uuid::Uuid;

use super::Visible;
use crate::{Desk, Error, Result};

/// How often a link to a record that became part of another one is followed on.
const MOST_MOVES: usize = 20;

/// A record that its asker may do something with. Only the lookup with that right makes one, so the check
/// cannot be parted from the act.
#[derive(Clone, Debug)]
pub struct Granted {
    object: Arc<ObjectDef>,
    record: Record,
    action: Action,
}

impl Desk {
    /// The record, if the asker may do `action` with it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when it is not there or not to be seen, [`Refusal::Forbidden`] when it may be
    /// seen but not this done with it.
    pub async fn granted(&self, object: &str, id: Uuid, action: Action) -> Result<Granted> {
        let found = match self.within_reach(object, action) {
            Ok(visible) => lookup(visible, id).await?,
            Err(Error::Refused(Refusal::Forbidden)) => None,
            Err(error) => return Err(error),
        };
        if let Some(record) = found {
            return Ok(Granted {
                object: self.whole_object(object)?,
                record,
                action,
            });
        }
        let is_seen = action != Action::See && lookup(self.visible(object)?, id).await?.is_some();
        if is_seen {
            return Err(Refusal::Forbidden.into());
        }
        Err(match self.moved_to(object, id).await? {
            Some(into) => Refusal::Moved {
                object: object.to_owned(),
                id: into,
            },
            None => Refusal::NotFound,
        }
        .into())
    }

    /// The record that another one became part of, if the asker may see it.
    async fn moved_to(&self, object: &str, id: Uuid) -> Result<Option<Uuid>> {
        let described = self.object(object)?;
        let mut here = id;
        // A record that took others in may itself become part of another; nobody merges so often.
        for _ in 0..MOST_MOVES {
            let Some(into) = super::above::merged_into(self, &described, here).await? else {
                break;
            };
            here = into;
        }
        if here == id {
            return Ok(None);
        }
        Ok(lookup(self.visible(object)?, here)
            .await?
            .map(|record| record.id))
    }

    /// Those of some records with which the asker may do `action`, in one question.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn granted_among(
        &self,
        object: &str,
        ids: &[Uuid],
        action: Action,
    ) -> Result<Vec<Granted>> {
        let visible = match self.within_reach(object, action) {
            Ok(visible) => visible,
            Err(Error::Refused(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        self.all_of(visible, object, ids, action).await
    }

    /// Those of some deleted records that the asker may bring back, in one question.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn granted_among_bin(
        &self,
        object: &str,
        ids: &[Uuid],
    ) -> Result<Vec<Granted>> {
        let visible = match self.in_bin(object) {
            Ok(visible) => visible,
            Err(Error::Refused(_)) => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        self.all_of(visible, object, ids, Action::Delete).await
    }

    async fn all_of(
        &self,
        visible: Visible,
        object: &str,
        ids: &[Uuid],
        action: Action,
    ) -> Result<Vec<Granted>> {
        let object = self.whole_object(object)?;
        let fields: Vec<&FieldDef> = object.fields.iter().collect();
        let is_among = visible.column("id").is_in(ids.to_vec());
        let records = visible.only(is_among).records(&fields).await?;
        Ok(records
            .into_iter()
            .map(|record| Granted {
                object: Arc::clone(&object),
                record,
                action,
            })
            .collect())
    }

    /// The deleted record, if the asker may bring it back.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when it is not in the bin or not theirs to bring back.
    pub async fn granted_in_bin(&self, object: &str, id: Uuid) -> Result<Granted> {
        let record = lookup(self.in_bin(object)?, id)
            .await?
            .ok_or(Refusal::NotFound)?;
        Ok(Granted {
            object: self.whole_object(object)?,
            record,
            action: Action::Delete,
        })
    }

    /// What the asker may do with each of some records they see, named with their owners: in one question for each reach of a
    /// right that is another one than that of sight.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rights_on(
        &self,
        object: &str,
        records: &[(Uuid, Option<Uuid>)],
    ) -> Result<Vec<Rights>> {
        let mut known: Vec<(Reach, HashSet<Uuid>)> = Vec::new();
        let mut all = vec![Rights::default(); records.len()];
        for action in [Action::Edit, Action::Delete, Action::Transfer] {
            // Rights of the same reach are on the same records, where no share gives one of them.
            let reach = self.reach_of_roles(object, action);
            let is_shared = self.holds(object, action);
            let same = known.iter().find(|(other, _)| *other == reach);
            let held = match same.filter(|_| !is_shared) {
                Some((_, held)) => held.clone(),
                None => self.held(object, records, action).await?,
            };
            for ((id, _), rights) in records.iter().zip(&mut all) {
                let has = held.contains(id);
                match action {
                    Action::Edit => rights.edit = has,
                    Action::Delete => rights.delete = has,
                    _ => rights.transfer = has,
                }
            }
            if !is_shared {
                known.push((reach, held));
            }
        }
        Ok(all)
    }

    async fn held(
        &self,
        object: &str,
        records: &[(Uuid, Option<Uuid>)],
        action: Action,
    ) -> Result<HashSet<Uuid>> {
        let all = || records.iter().map(|(id, _)| *id);
        match self.reach(object, action) {
            Reach::None => return Ok(HashSet::new()),
            Reach::All => return Ok(all().collect()),
            _ if self.is_on_all_seen(object, action) => return Ok(all().collect()),
            Reach::Own
                if self.object(object)?.field("owner").is_some() && !self.holds(object, action) =>
            {
                let me = self.actor().id();
                let mine = records.iter().filter(|(_, owner)| *owner == me);
                return Ok(mine.map(|(id, _)| *id).collect());
            }
            Reach::Own | Reach::Team | Reach::TeamAndBelow => {}
        }
        let visible = self.within_reach(object, action)?;
        let found = visible.among(all()).records(&[]).await?;
        Ok(found.into_iter().map(|record| record.id).collect())
    }
}

impl Desk {
    /// Whether a right is on whatever the asker sees of an object, whoever owns it. Activities are seen for what they are about,
    /// too, and what is shared is seen beyond any reach.
    fn is_on_all_seen(&self, object: &str, action: Action) -> bool {
        object != ACTIVITY
            && !self.holds(object, Action::See)
            && self.reach_of_roles(object, action) == self.reach_of_roles(object, Action::See)
    }
}

async fn lookup(visible: Visible, id: Uuid) -> Result<Option<Record>> {
    let object = visible.object().clone();
    let fields: Vec<&FieldDef> = object.fields.iter().collect();
    let is_it = visible.column("id").eq(id);
    Ok(visible.only(is_it).first(1).records(&fields).await?.pop())
}

impl Granted {
    /// The object of the record.
    #[must_use]
    pub fn object(&self) -> &ObjectDef {
        &self.object
    }

    /// The record as it stood when the right was looked up; its tags and titles are not filled in.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    #[must_use]
    pub fn id(&self) -> Uuid {
        self.record.id
    }

    /// What was asked for.
    #[must_use]
    pub fn action(&self) -> Action {
        self.action
    }

    /// Fills in tags and other values of which there are several, which stand in a table of their own.
    pub(crate) fn set_several(&mut self, several: Values) {
        self.record.values.extend(several);
    }

    /// The record, given away.
    #[must_use]
    pub fn into_record(self) -> Record {
        self.record
    }
}
