//! The same change of many records by few statements.

use std::collections::{HashMap, HashSet};

use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{ObjectDef, Refusal};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use sea_orm::{ConnectionTrait, DbBackend};
use uuid::Uuid;

use super::super::row;
use super::log::Event;
use super::{Granted, Write};
use crate::{Error, Result};

/// Records of one statement.
const CHUNK: usize = 1_000;

impl Write<'_> {
    /// Lets no statement wait longer than a second for a record that somebody else writes; for a transaction that others wait
    /// for in the program, where PostgreSQL sees no circle.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn hurry(&self) -> Result<()> {
        if self.tx.get_database_backend() == DbBackend::Postgres {
            let second = "SET LOCAL lock_timeout = '1s'";
            self.tx.execute_unprepared(second).await?;
        }
        Ok(())
    }

    /// Changes fields of many records: those that get the same values from the same version by one statement. Answers
    /// how many were different before, and those that were refused: somebody else wrote them since they were looked
    /// up, or the asker may not hand them over.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn update_many(
        &mut self,
        records: &[(Granted, Values)],
        action: EventAction,
    ) -> Result<(u64, Vec<(Uuid, Refusal)>)> {
        let (mut changed, mut refused) = (0, Vec::new());
        let mut alike: HashMap<(i32, String), Vec<&(Granted, Values)>> = HashMap::new();
        for one in records {
            let (granted, values) = one;
            let own = different(granted, values);
            if own.is_empty() {
                continue;
            }
            if is_plain(granted.object(), own.keys()) {
                let key = (granted.record().version, serde_json::to_string(&own)?);
                alike.entry(key).or_default().push(one);
                continue;
            }
            match self.update(granted, values.clone(), action).await {
                Ok(_) => changed += 1,
                Err(Error::Refused(refusal)) => refused.push((granted.id(), refusal)),
                Err(error) => return Err(error),
            }
        }
        for ((version, _), group) in alike {
            for chunk in group.chunks(CHUNK) {
                let missing = self.update_alike(chunk, version, action).await?;
                changed += (chunk.len() - missing.len()) as u64;
                refused.extend(missing.into_iter().map(|id| (id, Refusal::NotFound)));
            }
        }
        Ok((changed, refused))
    }

    /// One statement for records of one version that get the same values. Answers those that have another version by
    /// now.
    async fn update_alike(
        &mut self,
        group: &[&(Granted, Values)],
        version: i32,
        action: EventAction,
    ) -> Result<Vec<Uuid>> {
        let Some((first, values)) = group.first().map(|(granted, values)| (granted, values)) else {
            return Ok(Vec::new());
        };
        let object = first.object();
        let own = different(first, values);
        let ids: Vec<Uuid> = group.iter().map(|(granted, _)| granted.id()).collect();
        let mut update = Query::update();
        update
            .table(Alias::new(object.table()))
            .value(Alias::new("version"), version + 1);
        if object.field("updated_at").is_some() {
            update.value(Alias::new("updated_at"), self.now);
        }
        for (key, value) in &own {
            let Some(field) = object.field(key) else {
                continue;
            };
            for (column, bound) in row::columns(field).zip(row::bind(field, value)) {
                update.value(Alias::new(column), Expr::val(bound));
            }
        }
        update
            .and_where(Expr::col(Alias::new("id")).is_in(ids.clone()))
            .and_where(Expr::col(Alias::new("version")).eq(version))
            .returning_col(Alias::new("id"));
        let rows = self.tx.query_all(&update).await?;
        let written: HashSet<Uuid> = rows
            .iter()
            .map(|row| row.try_get("", "id"))
            .collect::<std::result::Result<_, _>>()?;
        for (granted, _) in group
            .iter()
            .filter(|(granted, _)| written.contains(&granted.id()))
        {
            let changes = own
                .iter()
                .map(|(key, value)| {
                    let before = granted.record().value(key).clone();
                    (key.clone(), [before, value.clone()])
                })
                .collect();
            self.events.push(Event {
                object: object.key.clone(),
                record: granted.id(),
                version: version + 1,
                action,
                changes,
            });
        }
        Ok(ids.into_iter().filter(|id| !written.contains(id)).collect())
    }
}

fn different(granted: &Granted, values: &Values) -> Values {
    values
        .iter()
        .filter(|(key, value)| !granted.record().value(key).same(value))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// Whether a change touches nothing but columns of the record: no name that is sorted by, no values in tables of
/// their own, nobody to whom it is handed over, nothing of which there is one.
pub(crate) fn is_plain<'k>(object: &ObjectDef, mut keys: impl Iterator<Item = &'k String>) -> bool {
    keys.all(|key| {
        let is_several = object
            .field(key)
            .is_none_or(|field| field.kind.is_several());
        !is_several
            && *key != object.title
            && key != "owner"
            && object.line_of.as_ref() != Some(key)
            && !object.duplicates.contains(key)
            && !object
                .field(key)
                .is_some_and(|field| field.unique || field.sensitive)
    })
}
