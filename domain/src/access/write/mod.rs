//! A transaction in which records change, and every change is an event of the log.
#![expect(
    clippy::disallowed_methods,
    reason = "the door is the one place that speaks to the database"
)]

mod alike;
mod derive;
mod erase;
mod forget;
mod insert;
mod log;
mod merge;
mod numbers;
mod once;
mod reseal;
mod rows;
mod seal;
mod sides;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound, Utc};
use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, ObjectDef, Record, Refusal, Value};
use migration::sort_column;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, InsertStatement, Query, UpdateStatement};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use self::log::{EVENT_COLUMNS, EVENT_TABLE, Event, changes, event_rows};
use super::{Granted, row};
use crate::likeness::Key;
use crate::{Desk, Result, sealing, sorting};

pub(crate) use self::alike::is_plain;
pub(crate) use self::insert::LaidOut;
pub(crate) use self::log::{By, Noted, note_insert, word};
pub(crate) use self::merge::Moved;
pub(crate) use self::reseal::Stored;
pub(crate) use self::rows::insert_rows;

/// Where nodes on PostgreSQL tell each other that the log has grown.
pub(crate) const LOG_CHANNEL: &str = "rapport_log";
/// So many notes are written by one statement.
const NOTED_AT_ONCE: usize = 200;

/// What events of the configuration name as their object.
pub(crate) const CONFIGURATION: &str = "configuration";

/// The id under which a part of the configuration stands in the log, made from its name.
pub(crate) fn configuration_id(name: &str) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(name.as_bytes()).into();
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    Uuid::from_bytes(id)
}

/// A record that is to be.
#[derive(Clone, Debug)]
pub struct NewRecord {
    pub id: Uuid,
    pub values: Values,
    /// The import or the sample data it comes with.
    pub batch: Option<Uuid>,
}

/// A transaction of one actor. Dropped without [`Write::commit`], nothing of it happened.
pub struct Write<'d> {
    desk: &'d Desk,
    tx: DatabaseTransaction,
    now: DateTime<Utc>,
    events: Vec<Event>,
    /// What makes new records the same as others, by object, until it is written.
    likenesses: BTreeMap<String, Vec<(Key, Uuid)>>,
    is_silent: bool,
    /// Something was sealed.
    has_sealed: bool,
}

impl Desk {
    /// Begins to write.
    ///
    /// # Errors
    /// When the database does not begin a transaction.
    pub async fn write(&self) -> Result<Write<'_>> {
        let tx = self.crm().door().begin().await?;
        Ok(Write {
            desk: self,
            tx,
            now: self.now(),
            events: Vec::new(),
            likenesses: BTreeMap::new(),
            is_silent: false,
            has_sealed: false,
        })
    }

    /// The moment that a deed is written under: UTC, to the millisecond.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(3)
    }
}

impl Write<'_> {
    /// Lets automations leave alone what is written.
    pub(crate) fn silence(&mut self) {
        self.is_silent = true;
    }

    /// The desk of the actor who writes.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        self.desk
    }

    /// The moment that a deed is written under: UTC, to the millisecond.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(3)
    }

    /// Changes fields of a record. Answers the new version; the old one when nothing is different.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when somebody else wrote it since the right was looked up: look again;
    /// [`Problem::Taken`](contract::Problem::Taken) where somebody else has a unique value by now.
    pub async fn update(
        &mut self,
        granted: &Granted,
        values: Values,
        action: EventAction,
    ) -> Result<i32> {
        let (object, record) = (granted.object(), granted.record());
        self.write_likenesses().await?;
        self.may_hand_over(granted, &values).await?;
        self.may_move_line(granted, &values).await?;
        let mut changed: Values = values
            .into_iter()
            .filter(|(key, value)| !record.value(key).same(value))
            .collect();
        self.seal(object, record.id, &mut changed)?;
        if changed.is_empty() {
            return Ok(record.version);
        }
        let version = record.version + 1;
        let mut update = self.version_update(object, record, version);
        for (key, value) in &changed {
            let Some(field) = object.field(key) else {
                continue;
            };
            for (column, bound) in row::columns(field).zip(row::bind(field, value)) {
                update.value(Alias::new(column), Expr::val(bound));
            }
        }
        if let Some(title) = changed.get(&object.title) {
            update.value(
                Alias::new(sort_column(object)),
                sorting::key(title.text().unwrap_or_default()),
            );
        }
        self.changed_one_of(object, &update, &changed).await?;
        self.rewrite_sides(object, record, &changed).await?;
        let before = self.before(object, record, &changed)?;
        let changes = changed
            .into_iter()
            .zip(before)
            .map(|((key, value), before)| (key, [before, value]))
            .collect();
        self.events.push(Event {
            object: object.key.clone(),
            record: record.id,
            version,
            action,
            changes,
        });
        Ok(version)
    }

    /// Puts a record into the bin.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when somebody else wrote it since the right was looked up.
    pub async fn delete(&mut self, granted: &Granted) -> Result<()> {
        let (object, record) = (granted.object(), granted.record());
        let mut update = self.version_update(object, record, record.version + 1);
        update.value(Alias::new("deleted_at"), self.now);
        self.changed_one(object, &update).await?;
        self.remove_sides(&object.key, "duplicate_key", record.id)
            .await?;
        self.events
            .push(self.plain(object, record, EventAction::Deleted));
        Ok(())
    }

    /// Brings a record back from the bin; `granted` is from [`Desk::granted_in_bin`].
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when somebody else wrote it since the right was looked up.
    pub async fn restore(&mut self, granted: &Granted) -> Result<()> {
        let (object, record) = (granted.object(), granted.record());
        let mut update = self.version_update(object, record, record.version + 1);
        update
            .value(Alias::new("deleted_at"), Option::<DateTime<Utc>>::None)
            .value(Alias::new("merged_into"), Option::<Uuid>::None);
        self.changed_one_of(object, &update, &record.values).await?;
        self.insert_likeness(object, vec![(record.id, &record.values)])
            .await?;
        self.events
            .push(self.plain(object, record, EventAction::Restored));
        Ok(())
    }

    /// Sets values that the house derives from other records; they are no change of the record and make no event.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn derive(&self, update: &UpdateStatement) -> Result<()> {
        self.tx.execute(update).await?;
        Ok(())
    }

    /// Notes something that happened to a record beside its fields, such as a file added to it.
    pub fn note(
        &mut self,
        granted: &Granted,
        action: EventAction,
        changes: BTreeMap<String, [Value; 2]>,
    ) {
        let record = granted.record();
        self.events.push(Event {
            object: record.object.clone(),
            record: record.id,
            version: record.version,
            action,
            changes,
        });
    }

    /// Notes a change of the configuration: what was described under a name, before and after, as JSON.
    pub(crate) fn note_configuration(
        &mut self,
        name: &str,
        before: Option<String>,
        after: Option<String>,
    ) {
        let value = |text: Option<String>| text.map_or(Value::Empty, Value::Text);
        self.events.push(Event {
            object: CONFIGURATION.to_owned(),
            record: configuration_id(name),
            version: 1,
            action: EventAction::Updated,
            changes: BTreeMap::from([(name.to_owned(), [value(before), value(after)])]),
        });
    }

    /// Notes what happens in this transaction beside the records.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn note_beside(&self, noted: &Noted) -> Result<()> {
        let by = By::from(self.desk.actor());
        self.run(&note_insert([(by, self.now, noted)].into_iter())?)
            .await
    }

    /// As [`Write::note_beside`], of many things.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn note_all_beside(&self, noted: &[Noted]) -> Result<()> {
        for part in noted.chunks(NOTED_AT_ONCE) {
            let by = |noted| (By::from(self.desk.actor()), self.now, noted);
            self.run(&note_insert(part.iter().map(by))?).await?;
        }
        Ok(())
    }

    /// The transaction itself, for tables of the house that must change together with records.
    pub(crate) fn transaction(&self) -> &DatabaseTransaction {
        &self.tx
    }

    /// Makes it so: rows and events are on disk when this returns.
    ///
    /// # Errors
    /// When the database does not take it; then nothing of it happened.
    pub async fn commit(mut self) -> Result<()> {
        if self.has_sealed {
            sealing::note_key(&self).await?;
        }
        self.write_likenesses().await?;
        let events = std::mem::take(&mut self.events);
        let changes = changes(&events)?;
        let rows = event_rows(
            self.desk.actor(),
            self.now,
            self.is_silent,
            &events,
            changes,
        );
        insert_rows(&self.tx, EVENT_TABLE, &EVENT_COLUMNS, rows).await?;
        if !events.is_empty() && self.tx.get_database_backend() == DbBackend::Postgres {
            // Told by the database when the transaction commits, not before.
            let tell = format!("SELECT pg_notify('{LOG_CHANNEL}', '')");
            self.tx.execute_unprepared(&tell).await?;
        }
        self.tx.commit().await?;
        if !events.is_empty() {
            self.desk.crm().log_grew();
        }
        Ok(())
    }

    async fn run(&self, insert: &InsertStatement) -> Result<()> {
        self.tx.execute(insert).await?;
        Ok(())
    }

    /// Handing a record to somebody else needs a right of its own.
    async fn may_hand_over(&self, granted: &Granted, values: &Values) -> Result<()> {
        let Some(owner) = values.get("owner") else {
            return Ok(());
        };
        if granted.record().value("owner").same(owner) {
            return Ok(());
        }
        self.desk
            .granted(&granted.object().key, granted.id(), Action::Transfer)
            .await
            .map(drop)
    }

    /// A line comes to another record only by whoever may change that one too.
    async fn may_move_line(&self, granted: &Granted, values: &Values) -> Result<()> {
        let object = granted.object();
        let Some(by) = object.line_of.as_deref().and_then(|by| object.field(by)) else {
            return Ok(());
        };
        let there = values.get(&by.key).and_then(Value::id);
        let (Some(parent), Some(id)) = (by.relation.as_deref(), there) else {
            return Ok(());
        };
        if granted.record().value(&by.key).id() == Some(id) {
            return Ok(());
        }
        self.desk.granted(parent, id, Action::Edit).await.map(drop)
    }

    fn version_update(&self, object: &ObjectDef, record: &Record, version: i32) -> UpdateStatement {
        let mut update = Query::update();
        update
            .table(Alias::new(object.table()))
            .value(Alias::new("version"), version);
        if object.field("updated_at").is_some() {
            update.value(Alias::new("updated_at"), self.now);
        }
        update
            .and_where(Expr::col(Alias::new("id")).eq(record.id))
            .and_where(Expr::col(Alias::new("version")).eq(record.version));
        update
    }

    async fn changed_one(&self, object: &ObjectDef, update: &UpdateStatement) -> Result<()> {
        let done = self.tx.execute(update).await;
        let done = done.map_err(|error| once::taken(object, error))?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(Refusal::NotFound.into())
        }
    }

    fn plain(&self, object: &ObjectDef, record: &Record, action: EventAction) -> Event {
        Event {
            object: object.key.clone(),
            record: record.id,
            version: record.version + 1,
            action,
            changes: BTreeMap::new(),
        }
    }
}
