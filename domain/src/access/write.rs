//! A transaction in which records change, and every change is an event of the log.
#![expect(clippy::disallowed_methods, reason = "the door is the one place that speaks to the database")]

use std::collections::{BTreeMap, HashSet};

use chrono::{DateTime, SubsecRound, Utc};
use contract::dto::records::EventAction;
use contract::value::Values;
use contract::{Action, FieldDef, Link, ObjectDef, Reach, Record, Refusal, Value};
use migration::sort_column;
use sea_orm::sea_query::{Alias, Condition, Expr, ExprTrait, InsertStatement, Order, Query, UpdateStatement, Value as Bound};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use uuid::Uuid;

use super::{Actor, Granted, row};
use crate::{Desk, Result, likeness, sorting};

/// The most values one statement binds; SQLite allows 32,766.
const MOST_BOUND: usize = 30_000;

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
}

struct Event {
    object: String,
    record: Uuid,
    version: i32,
    action: EventAction,
    changes: BTreeMap<String, [Value; 2]>,
}

impl Desk {
    /// Begins to write.
    ///
    /// # Errors
    /// When the database does not begin a transaction.
    pub async fn write(&self) -> Result<Write<'_>> {
        let tx = self.crm().door().begin().await?;
        Ok(Write { desk: self, tx, now: self.now(), events: Vec::new() })
    }

    /// The moment that a deed is written under: UTC, to the millisecond.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        Utc::now().trunc_subsecs(3)
    }
}

impl Write<'_> {
    /// The moment all changes of this transaction carry.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// Makes records. Values must have passed the checks of their object.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] when the asker may not create such records, or not for that owner.
    pub async fn insert(&mut self, object: &ObjectDef, records: Vec<NewRecord>, action: EventAction) -> Result<()> {
        self.may_create(object, &records).await?;
        let fields: Vec<&FieldDef> = object.fields.iter().filter(|field| field.column().is_some()).collect();
        let width = fields.iter().map(|field| row::columns(field).count()).sum::<usize>() + 4;
        for chunk in records.chunks((MOST_BOUND / width).max(1)) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(&object.key)).columns(columns(object, &fields));
            for record in chunk {
                insert.values(self.row(object, &fields, record).into_iter().map(Expr::from)).map_err(crate::Error::broken)?;
            }
            self.run(&insert).await?;
        }
        self.insert_tags(object, records.iter().map(|record| (record.id, record.values.get("tags")))).await?;
        self.insert_likeness(object, records.iter().map(|record| (record.id, &record.values))).await?;
        self.events.extend(records.into_iter().map(|record| Event {
            object: object.key.clone(),
            record: record.id,
            version: 1,
            action,
            changes: BTreeMap::new(),
        }));
        Ok(())
    }

    /// Changes fields of a record. Answers the new version; the old one when nothing is different.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when somebody else wrote it since the right was looked up: look again.
    pub async fn update(&mut self, granted: &Granted, values: Values, action: EventAction) -> Result<i32> {
        let (object, record) = (granted.object(), granted.record());
        self.may_hand_over(granted, &values).await?;
        let changed: Values = values.into_iter().filter(|(key, value)| !record.value(key).same(value)).collect();
        if changed.is_empty() {
            return Ok(record.version);
        }
        let version = record.version + 1;
        let mut update = self.version_update(object, record, version);
        for (key, value) in &changed {
            let Some(field) = object.field(key) else { continue };
            for (column, bound) in row::columns(field).zip(row::bind(field, value)) {
                update.value(Alias::new(column), Expr::val(bound));
            }
        }
        if let Some(title) = changed.get(&object.title) {
            update.value(Alias::new(sort_column(object)), sorting::key(title.text().unwrap_or_default()));
        }
        self.changed_one(&update).await?;
        self.rewrite_sides(object, record, &changed).await?;
        let changes = changed.into_iter().map(|(key, value)| (key.clone(), [record.value(&key).clone(), value])).collect();
        self.events.push(Event { object: object.key.clone(), record: record.id, version, action, changes });
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
        self.changed_one(&update).await?;
        self.remove_sides(&object.key, "duplicate_key", record.id).await?;
        self.events.push(self.plain(object, record, EventAction::Deleted));
        Ok(())
    }

    /// Brings a record back from the bin; `granted` is from [`Desk::granted_in_bin`].
    ///
    /// # Errors
    /// [`Refusal::NotFound`] when somebody else wrote it since the right was looked up.
    pub async fn restore(&mut self, granted: &Granted) -> Result<()> {
        let (object, record) = (granted.object(), granted.record());
        let mut update = self.version_update(object, record, record.version + 1);
        update.value(Alias::new("deleted_at"), Option::<DateTime<Utc>>::None);
        self.changed_one(&update).await?;
        self.insert_likeness(object, [(record.id, &record.values)]).await?;
        self.events.push(self.plain(object, record, EventAction::Restored));
        Ok(())
    }

    /// Erases what one batch made, as when an import or the sample data is taken back: the rows, their tags and
    /// likenesses. Records that were changed since by hand go too; their last state stays in the log.
    ///
    /// # Errors
    /// [`Refusal::Forbidden`] unless the asker may delete records of that object.
    pub async fn erase_batch(&mut self, object: &ObjectDef, batch: Uuid, most: u64) -> Result<u64> {
        if self.desk.reach(&object.key, Action::Delete) == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        let table = Alias::new(&object.key);
        let select = Query::select()
            .column(Alias::new("id"))
            .column(Alias::new("version"))
            .from(table.clone())
            .and_where(Expr::col(Alias::new("batch_id")).eq(batch))
            .order_by(Alias::new("id"), Order::Asc)
            .limit(most)
            .take();
        let rows = self.tx.query_all(&select).await?;
        let found: Vec<(Uuid, i32)> =
            rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "version")?))).collect::<Result<_>>()?;
        let ids: Vec<Uuid> = found.iter().map(|(id, _)| *id).collect();
        for chunk in ids.chunks(5_000) {
            for side in ["tagging", "duplicate_key"] {
                let mut delete = Query::delete();
                delete.from_table(Alias::new(side)).and_where(Expr::col(Alias::new("object")).eq(object.key.as_str()));
                self.tx.execute(delete.and_where(Expr::col(Alias::new("record_id")).is_in(chunk.to_vec()))).await?;
            }
            let mut delete = Query::delete();
            self.tx.execute(delete.from_table(table.clone()).and_where(Expr::col(Alias::new("id")).is_in(chunk.to_vec()))).await?;
        }
        self.events.extend(found.iter().map(|(id, version)| Event {
            object: object.key.clone(),
            record: *id,
            version: version + 1,
            action: EventAction::Deleted,
            changes: BTreeMap::new(),
        }));
        Ok(found.len() as u64)
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
    pub fn note(&mut self, granted: &Granted, action: EventAction, changes: BTreeMap<String, [Value; 2]>) {
        let record = granted.record();
        self.events.push(Event { object: record.object.clone(), record: record.id, version: record.version, action, changes });
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
        let events = std::mem::take(&mut self.events);
        for chunk in events.chunks(MOST_BOUND / EVENT_COLUMNS.len()) {
            self.run(&event_insert(self.desk.actor(), self.now, chunk)?).await?;
        }
        self.tx.commit().await?;
        self.desk.crm().log_grew();
        Ok(())
    }

    async fn run(&self, insert: &InsertStatement) -> Result<()> {
        self.tx.execute(insert).await?;
        Ok(())
    }

    async fn may_create(&self, object: &ObjectDef, records: &[NewRecord]) -> Result<()> {
        let reach = self.desk.reach(&object.key, Action::Create);
        if reach == Reach::None {
            return Err(Refusal::Forbidden.into());
        }
        if object.field("owner").is_none() {
            return Ok(());
        }
        let owners = records.iter().map(|record| record.values.get("owner").and_then(Value::id));
        self.may_own(reach, owners.collect()).await
    }

    /// Handing a record to somebody else needs a right of its own.
    async fn may_hand_over(&self, granted: &Granted, values: &Values) -> Result<()> {
        let Some(owner) = values.get("owner") else { return Ok(()) };
        if granted.record().value("owner").same(owner) {
            return Ok(());
        }
        self.desk.granted(&granted.object().key, granted.id(), Action::Transfer).await.map(drop)
    }

    /// Whether records may be made in the name of these owners.
    async fn may_own(&self, reach: Reach, owners: HashSet<Option<Uuid>>) -> Result<()> {
        let me = self.desk.actor().id();
        let others: Vec<Uuid> = owners.iter().flatten().copied().filter(|owner| Some(*owner) != me).collect();
        let is_fine = match reach {
            Reach::All => true,
            _ if owners.contains(&None) => false,
            Reach::Team | Reach::TeamAndBelow => others.is_empty() || self.desk.are_in_teams(&others).await?,
            _ => others.is_empty(),
        };
        if is_fine { Ok(()) } else { Err(Refusal::Forbidden.into()) }
    }

    fn row(&self, object: &ObjectDef, fields: &[&FieldDef], record: &NewRecord) -> Vec<Bound> {
        let title = record.values.get(&object.title).and_then(Value::text).unwrap_or_default();
        let mut row: Vec<Bound> = vec![record.id.into(), 1_i32.into(), record.batch.into(), sorting::key(title).into()];
        for field in fields {
            let given = record.values.get(&field.key).filter(|value| !value.is_empty());
            match given {
                Some(value) => row.extend(row::bind(field, value)),
                None => row.extend(row::bind(field, &self.own_value(field, record))),
            }
        }
        row
    }

    /// What a new record carries without being told.
    fn own_value(&self, field: &FieldDef, record: &NewRecord) -> Value {
        match field.key.as_str() {
            "created_at" | "updated_at" => Value::DateTime(self.now),
            "board_rank" => Value::Text(record.id.simple().to_string()),
            "created_by" => self.desk.actor().id().map_or(Value::Empty, |id| Value::Link(Link::to(id))),
            _ => Value::Empty,
        }
    }

    fn version_update(&self, object: &ObjectDef, record: &Record, version: i32) -> UpdateStatement {
        let mut update = Query::update();
        update.table(Alias::new(&object.key)).value(Alias::new("version"), version);
        if object.field("updated_at").is_some() {
            update.value(Alias::new("updated_at"), self.now);
        }
        update.and_where(Expr::col(Alias::new("id")).eq(record.id)).and_where(Expr::col(Alias::new("version")).eq(record.version));
        update
    }

    async fn changed_one(&self, update: &UpdateStatement) -> Result<()> {
        if self.tx.execute(update).await?.rows_affected() == 1 { Ok(()) } else { Err(Refusal::NotFound.into()) }
    }

    fn plain(&self, object: &ObjectDef, record: &Record, action: EventAction) -> Event {
        Event { object: object.key.clone(), record: record.id, version: record.version + 1, action, changes: BTreeMap::new() }
    }

    /// Tags and likenesses follow what was changed.
    async fn rewrite_sides(&self, object: &ObjectDef, record: &Record, changed: &Values) -> Result<()> {
        if let Some(tags) = changed.get("tags") {
            self.remove_sides(&object.key, "tagging", record.id).await?;
            self.insert_tags(object, [(record.id, Some(tags))]).await?;
        }
        if object.duplicates.iter().any(|key| changed.contains_key(key)) {
            let mut values = record.values.clone();
            values.extend(changed.clone());
            self.remove_sides(&object.key, "duplicate_key", record.id).await?;
            self.insert_likeness(object, [(record.id, &values)]).await?;
        }
        Ok(())
    }

    async fn remove_sides(&self, object: &str, table: &str, record: Uuid) -> Result<()> {
        let of_record = Condition::all().add(Expr::col(Alias::new("object")).eq(object)).add(Expr::col(Alias::new("record_id")).eq(record));
        self.tx.execute(Query::delete().from_table(Alias::new(table)).cond_where(of_record)).await?;
        Ok(())
    }

    async fn insert_tags<'v>(&self, object: &ObjectDef, records: impl IntoIterator<Item = (Uuid, Option<&'v Value>)>) -> Result<()> {
        let mut rows: Vec<[Bound; 3]> = Vec::new();
        for (id, tags) in records {
            let Some(Value::Tags(tags)) = tags else { continue };
            let unique: HashSet<&String> = tags.iter().collect();
            rows.extend(unique.into_iter().map(|tag| [object.key.clone().into(), id.into(), tag.clone().into()]));
        }
        self.insert_side("tagging", ["object", "record_id", "tag"], rows).await
    }

    async fn insert_likeness<'v>(&self, object: &ObjectDef, records: impl IntoIterator<Item = (Uuid, &'v Values)>) -> Result<()> {
        let mut rows: Vec<[Bound; 4]> = Vec::new();
        for (id, values) in records {
            let keys = likeness::keys(object, values, self.desk.crm().settings().country);
            rows.extend(keys.into_iter().map(|key| [object.key.clone().into(), key.kind.into(), key.value.into(), id.into()]));
        }
        self.insert_side("duplicate_key", ["object", "kind", "value", "record_id"], rows).await
    }

    async fn insert_side<const N: usize>(&self, table: &str, columns: [&'static str; N], rows: Vec<[Bound; N]>) -> Result<()> {
        for chunk in rows.chunks(MOST_BOUND / N) {
            let mut insert = Query::insert();
            insert.into_table(Alias::new(table)).columns(columns.map(Alias::new));
            for row in chunk {
                insert.values(row.iter().cloned().map(Expr::from)).map_err(crate::Error::broken)?;
            }
            self.run(&insert).await?;
        }
        Ok(())
    }
}

/// Names of the columns of [`Write::row`], in its order.
fn columns(object: &ObjectDef, fields: &[&FieldDef]) -> Vec<Alias> {
    let fixed = ["id".to_owned(), "version".to_owned(), "batch_id".to_owned(), sort_column(object)];
    fixed.into_iter().chain(fields.iter().flat_map(|field| row::columns(field))).map(Alias::new).collect()
}

const EVENT_COLUMNS: [&str; 10] =
    ["at", "actor_id", "actor", "object", "record_id", "version", "action", "changes", "salt", "request_id"];

fn event_insert(actor: &Actor, at: DateTime<Utc>, events: &[Event]) -> Result<InsertStatement> {
    let mut insert = Query::insert();
    insert.into_table(Alias::new("event")).columns(EVENT_COLUMNS.map(Alias::new));
    for event in events {
        let changes = if event.changes.is_empty() { "{}".to_owned() } else { serde_json::to_string(&event.changes)? };
        let row: [Bound; 10] = [
            at.into(),
            actor.id().into(),
            actor.name().into(),
            event.object.clone().into(),
            event.record.into(),
            event.version.into(),
            word(event.action).into(),
            changes.into(),
            rand::random::<[u8; 16]>().to_vec().into(),
            Some(actor.request()).into(),
        ];
        insert.values(row.into_iter().map(Expr::from)).map_err(crate::Error::broken)?;
    }
    Ok(insert)
}

/// The word of an action in the log.
#[must_use]
pub(crate) fn word(action: EventAction) -> &'static str {
    match action {
        EventAction::Created => "created",
        EventAction::Updated => "updated",
        EventAction::Deleted => "deleted",
        EventAction::Restored => "restored",
        EventAction::Converted => "converted",
        EventAction::Imported => "imported",
        EventAction::FileAdded => "file_added",
        EventAction::FileRemoved => "file_removed",
    }
}
